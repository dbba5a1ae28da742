"""What somebody may have meant: the names that come nearest to one that is not there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import get_close_matches

COMPARED = 20_000
"""How many names are compared with one at most: a longer list would cost seconds a question."""


def slug(text: str) -> str:
    """Write a text as an id: small letters without accents and digits, hyphens between them; '' if none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def near(name: str, names: Collection[str]) -> list[str]:
    """Give up to three of `names` that come nearest to `name`, the nearest first; deterministic."""
    alike = sorted(names if len(names) <= COMPARED else _of_same_start(name, names))
    by_form: dict[str, list[str]] = {}
    for one in alike:
        by_form.setdefault(one.lower(), []).append(one)
    found = get_close_matches(name[:100].lower(), list(by_form), n=3, cutoff=0.7)
    return [one for form in found for one in by_form[form]][:3]


def did_you_mean(name: str, names: Collection[str]) -> str:
    """Say which of `names` may have been meant, as the end of a sentence; '' where nothing comes near."""
    found = near(name, names)
    return f"; did you mean {' or '.join(repr(str(one)) for one in found)}?" if found else ""


def listed(names: Iterable[str]) -> str:
    """Name them all, as in `a, b or c`."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _of_same_start(wanted: str, names: Iterable[str]) -> list[str]:
    start = wanted[:3]
    return sorted(name for name in names if name.startswith(start))[:COMPARED]
