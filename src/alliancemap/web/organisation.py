"""The page of an organisation, and the longer list of its potential allies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from alliancemap.model import StanceSide
from alliancemap.network.network import Network
from alliancemap.network.period import Period, present
from alliancemap.network.rows import Row, find_row
from alliancemap.services.allies import AllyList, find_allies
from alliancemap.services.maps import organisation_map
from alliancemap.services.past_partners import find_past_partners
from alliancemap.services.question import Question
from alliancemap.services.social_capital import measure_social_capital
from alliancemap.web.asked import Asked
from alliancemap.web.facts import (
    Evidence,
    MembershipFact,
    StanceFact,
    TieFact,
    kind_of,
    memberships_of,
    stances_of,
    ties_of,
)
from alliancemap.web.findings import AllyPart, CapitalCard, PastCard, ally_part, capital_card, past_cards
from alliancemap.web.page import Basis, Link, Page, link, links
from alliancemap.words import SCOPES

ON_ITS_PAGE = 5
"""How many potential allies of each list the page of an organisation shows."""

PAGE_SIZE = 25


@dataclass(frozen=True)
class OrganisationPage(Page):
    """What is known of an organisation; `natural` and `bridging` are None for one that was dissolved."""

    template: ClassVar[str] = "organisation.html"
    section: ClassVar[str] = "organisations"

    href: str
    introduce: str
    kind: str
    description: str
    aliases: tuple[str, ...]
    scope: str
    place: Link | None
    founded: int | None
    dissolved: str
    size: str
    website: str
    constituencies: tuple[Link, ...]
    unverified: tuple[str, ...]
    last_verified: str
    power: bool
    evidence: Evidence
    supports: tuple[StanceFact, ...]
    opposes: tuple[StanceFact, ...]
    ties: tuple[TieFact, ...]
    memberships: tuple[MembershipFact, ...]
    embodies: tuple[Link, ...]
    natural: AllyPart | None
    bridging: AllyPart | None
    past: tuple[PastCard, ...]
    capital: CapitalCard | None


@dataclass(frozen=True)
class AlliesPage(Page):
    """Part of a list of an organisation's potential allies."""

    template: ClassVar[str] = "allies.html"
    section: ClassVar[str] = "organisations"

    organisation: Link
    which: AllyList
    part: AllyPart
    number: int
    last: int


def organisation_page(network: Network, asked: Asked) -> OrganisationPage:
    """Show an organisation.

    Raises
    ------
    OrganisationNotFoundError
        If it is not there.
    """
    row = find_row(network, "organisations", asked.path["id"])
    question = Question(network)
    there = bool(present(network, Period.of(network))[row.index])
    natural, bridging = (
        ally_part(find_allies(question, row, which), ON_ITS_PAGE) if there else None for which in AllyList
    )
    place, stances = row.one("place_id"), stances_of(row)
    return OrganisationPage(
        title=row.value("name"),
        basis=Basis.of_question(question),
        href=link(row).href,
        introduce=f"/introductions?{urlencode({'from': row.id})}",
        kind=kind_of(row),
        description=row.value("description"),
        aliases=row.value("aliases"),
        scope=SCOPES[row.value("scope")] if row.value("scope") else "",
        place=link(place) if place else None,
        founded=row.value("founded"),
        dissolved=str(row.value("dissolved") or ""),
        size=_size(row),
        website=_web_address(row.value("website")),
        constituencies=links(row.many("constituencies")),
        unverified=row.value("general_fields"),
        last_verified=str(row.value("last_verified") or ""),
        power=bool(getattr(row.record, "is_power")),  # noqa: B009 - Record is a union
        evidence=Evidence.of(row),
        supports=tuple(fact for fact in stances if fact.side == StanceSide.SUPPORTS),
        opposes=tuple(fact for fact in stances if fact.side == StanceSide.OPPOSES),
        ties=tuple(ties_of(row)),
        memberships=tuple(memberships_of(row)),
        embodies=links(row.pointing_here("coalitions", "organisation_id")),
        natural=natural,
        bridging=bridging,
        past=past_cards(find_past_partners(question, row)) if there else (),
        capital=capital_card(measure_social_capital(question, row)) if there else None,
    )


def allies_page(network: Network, asked: Asked) -> AlliesPage:
    """Show one list of an organisation's potential allies, a page at a time.

    Raises
    ------
    OrganisationNotFoundError
        If the organisation is not there.
    UsageError
        If it was dissolved, or there is no such list or page.
    """
    row = find_row(network, "organisations", asked.path["id"])
    question, which = Question(network), asked.choice("list", AllyList, AllyList.NATURAL)
    allies = find_allies(question, row, which)
    last = max(1, -(-len(allies) // PAGE_SIZE))
    number = asked.number("page", 1, last)
    return AlliesPage(
        title=f"Potential allies of {row.value('name')}",
        basis=Basis.of_question(question),
        organisation=link(row),
        which=which,
        part=ally_part(allies, PAGE_SIZE, (number - 1) * PAGE_SIZE),
        number=number,
        last=last,
    )


def organisation_map_file(network: Network, asked: Asked) -> bytes:
    """Draw an organisation's surroundings."""
    row = find_row(network, "organisations", asked.path["id"])
    return organisation_map(Question(network), row, "/organisations/")


def _size(row: Row) -> str:
    size, unit = row.value("size"), row.value("size_unit")
    return f"{size:,} {unit}".strip() if size is not None else ""


def _web_address(text: str) -> str:
    """Give an address only if a link may lead there: no other schemes than those of the web."""
    return text if text.startswith(("https://", "http://")) else ""
