"""Turning pages into HTML."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from alliancemap.web.page import Page
from alliancemap.words import TIE_SETS


def render(page: Page) -> bytes:
    """Write a page as HTML in UTF-8; the template reads the page alone, and everything in it is escaped."""
    template = environment().get_template(page.template)
    return template.render(page=page).encode()


@cache
def environment() -> Environment:
    """The templates, with the filters for numbers."""
    made = Environment(
        loader=PackageLoader("alliancemap.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"share": share, "two": two, "chance": chance, "signed": signed, "first_up": first_up}
    made.globals |= {"tie_sets": TIE_SETS, "style": f"/static/style.css?{digest(stylesheet())}"}
    made.globals["parts"] = made.get_template("parts.html").module
    return made


@cache
def stylesheet() -> bytes:
    """The one stylesheet."""
    return files("alliancemap.web").joinpath("static", "style.css").read_bytes()


@cache
def icon() -> bytes:
    """The mark that browsers show."""
    return files("alliancemap.web").joinpath("static", "icon.svg").read_bytes()


def digest(content: bytes) -> str:
    """A short digest of content."""
    return hashlib.sha256(content).hexdigest()[:16]


def share(value: float | None) -> str:
    """A share as a percentage; not known stays not known."""
    return "not known" if value is None else f"{100 * value:.0f} %"


def two(value: float | None) -> str:
    """A number with two decimals; not known stays not known."""
    return "not known" if value is None else f"{value:.2f}"


def signed(value: float) -> str:
    """A number with its sign and two decimals."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"


def chance(value: float | None) -> str:
    """A probability: three decimals, or below a thousandth."""
    if value is None:
        return "not known"
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def first_up(text: str) -> str:
    """Begin with a capital and leave the rest."""
    return text[:1].upper() + text[1:]
