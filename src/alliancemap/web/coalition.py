"""The page of a coalition that exists, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.web.asked import Asked
from alliancemap.web.facts import MembershipFact, memberships_of
from alliancemap.web.page import Basis, Link, Page, link, links
from alliancemap.words import COALITION_KINDS, time_words


@dataclass(frozen=True)
class CoalitionEntry:
    """A coalition in a list."""

    coalition: Link
    kind: str
    time: str
    members: int


@dataclass(frozen=True)
class CoalitionsPage(Page):
    """All coalitions, by name."""

    template: ClassVar[str] = "coalitions.html"
    section: ClassVar[str] = "coalitions"

    entries: tuple[CoalitionEntry, ...]


@dataclass(frozen=True)
class CoalitionPage(Page):
    """A coalition, and who joined it."""

    template: ClassVar[str] = "coalition.html"
    section: ClassVar[str] = "coalitions"

    kind: str
    description: str
    time: str
    cause: Link | None
    organisation: Link | None
    members: tuple[MembershipFact, ...]
    sources: tuple[Link, ...]


def coalitions_page(network: Network, asked: Asked) -> CoalitionsPage:  # noqa: ARG001 - a page that asks nothing
    """List all coalitions."""
    rows = [Row(network, "coalitions", index) for index in range(len(network["coalitions"]))]
    entries = sorted(map(_entry, rows), key=lambda entry: entry.coalition.name.casefold())
    return CoalitionsPage("Coalitions on record", Basis.of_network(network), tuple(entries))


def coalition_page(network: Network, asked: Asked) -> CoalitionPage:
    """Show a coalition.

    Raises
    ------
    NotFoundError
        If it is not there.
    """
    row = find_row(network, "coalitions", asked.path["id"])
    cause, organisation = row.one("cause_id"), row.one("organisation_id")
    return CoalitionPage(
        title=row.value("name"),
        basis=Basis.of_network(network),
        kind=COALITION_KINDS[row.value("kind")],
        description=row.value("description"),
        time=time_words(row.value("start"), row.value("end"), None),
        cause=link(cause) if cause else None,
        organisation=link(organisation) if organisation else None,
        members=tuple(memberships_of(row)),
        sources=links(row.many("sources")),
    )


def _entry(row: Row) -> CoalitionEntry:
    return CoalitionEntry(
        link(row),
        COALITION_KINDS[row.value("kind")],
        time_words(row.value("start"), row.value("end"), None),
        len(row.pointing_here("memberships", "coalition_id")),
    )
