"""The page of a source: what it is, and every fact that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.web.asked import Asked
from alliancemap.web.page import Basis, Link, Page, link, links
from alliancemap.words import SIDES, tie_words


@dataclass(frozen=True)
class Claim:
    """A fact in the form: one, words, other."""

    one: Link
    words: str
    other: Link


@dataclass(frozen=True)
class SourcePage(Page):
    """A source, and what is taken from it."""

    template: ClassVar[str] = "source.html"

    url: str
    publisher: str
    date: str
    licence: str
    organisations: tuple[Link, ...]
    coalitions: tuple[Link, ...]
    ties: tuple[Claim, ...]
    memberships: tuple[Claim, ...]
    stances: tuple[Claim, ...]


def source_page(network: Network, asked: Asked) -> SourcePage:
    """Show a source.

    Raises
    ------
    NotFoundError
        If it is not there.
    """
    row = find_row(network, "sources", asked.path["id"])
    url = row.value("url")
    return SourcePage(
        title=row.value("title"),
        basis=Basis.of_network(network),
        url=url if url.startswith(("https://", "http://")) else "",
        publisher=row.value("publisher"),
        date=str(row.value("date") or ""),
        licence=row.value("licence"),
        organisations=links(row.pointing_here("organisations", "sources")),
        coalitions=links(row.pointing_here("coalitions", "sources")),
        ties=tuple(
            _claim(tie, "source_id", tie_words(tie.value("type"), outward=True), "target_id")
            for tie in row.pointing_here("ties", "sources")
        ),
        memberships=tuple(
            _claim(joined, "organisation_id", "joined", "coalition_id")
            for joined in row.pointing_here("memberships", "sources")
        ),
        stances=tuple(
            _claim(stance, "organisation_id", SIDES[stance.value("stance")], "cause_id")
            for stance in row.pointing_here("stances", "sources")
        ),
    )


def _claim(row: Row, one: str, words: str, other: str) -> Claim:
    ends = row.one(one), row.one(other)
    assert ends[0] is not None
    assert ends[1] is not None
    return Claim(link(ends[0]), words, link(ends[1]))
