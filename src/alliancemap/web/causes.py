"""The list of causes, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.model import StanceSide
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.services.question import Question
from alliancemap.web.asked import Asked
from alliancemap.web.candidates import address_for
from alliancemap.web.facts import StanceFact, is_challenge, stances_on
from alliancemap.web.page import Basis, Link, Page, link, links


@dataclass(frozen=True)
class CauseEntry:
    """A cause in a list, how many support and oppose it, and what stands under it."""

    cause: Link
    challenge: bool
    supporters: int
    opponents: int
    narrower: tuple[CauseEntry, ...]


@dataclass(frozen=True)
class CausesPage(Page):
    """All causes, those under a heading below it."""

    template: ClassVar[str] = "causes.html"
    section: ClassVar[str] = "causes"

    entries: tuple[CauseEntry, ...]


@dataclass(frozen=True)
class CausePage(Page):
    """A cause or challenge, and who takes which side on it."""

    template: ClassVar[str] = "cause.html"
    section: ClassVar[str] = "causes"

    id: str
    challenge: bool
    description: str
    broader: Link | None
    narrower: tuple[Link, ...]
    supporters: tuple[StanceFact, ...]
    opponents: tuple[StanceFact, ...]
    coalitions: tuple[Link, ...]
    candidates: str


def causes_page(network: Network, asked: Asked) -> CausesPage:  # noqa: ARG001 - a page that asks nothing
    """List all causes."""
    rows = [Row(network, "causes", index) for index in range(len(network["causes"]))]
    tops = [row for row in rows if row.one("broader_id") is None]
    return CausesPage("Causes and shared challenges", Basis.of_network(network), _entries(tops))


def cause_page(network: Network, asked: Asked) -> CausePage:
    """Show a cause.

    Raises
    ------
    CauseNotFoundError
        If it is not there.
    """
    row = find_row(network, "causes", asked.path["id"])
    broader = row.one("broader_id")
    return CausePage(
        title=row.value("name"),
        basis=Basis.of_network(network),
        id=row.id,
        challenge=is_challenge(row),
        description=row.value("description"),
        broader=link(broader) if broader else None,
        narrower=links(row.pointing_here("causes", "broader_id")),
        supporters=tuple(stances_on(row, StanceSide.SUPPORTS)),
        opponents=tuple(stances_on(row, StanceSide.OPPOSES)),
        coalitions=links(row.pointing_here("coalitions", "cause_id")),
        candidates=address_for(Question(network), row),
    )


def _entries(rows: list[Row]) -> tuple[CauseEntry, ...]:
    return tuple(map(_entry, sorted(rows, key=lambda row: row.value("name").casefold())))


def _entry(row: Row) -> CauseEntry:
    sides = [stance.value("stance") for stance in row.pointing_here("stances", "cause_id")]
    supporters = sides.count(StanceSide.SUPPORTS)
    narrower = _entries(row.pointing_here("causes", "broader_id"))
    return CauseEntry(link(row), is_challenge(row), supporters, len(sides) - supporters, narrower)
