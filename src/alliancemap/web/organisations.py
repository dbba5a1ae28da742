"""The list of organisations: search, filters and numbered pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import numpy as np

from alliancemap.model import OrganisationKind
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.services.search import search_organisations
from alliancemap.web.asked import Asked, one_of
from alliancemap.web.facts import kind_of
from alliancemap.web.page import Basis, Link, Option, Page, link, options
from alliancemap.words import KINDS

PAGE_SIZE = 50


@dataclass(frozen=True)
class Entry:
    """An organisation in a list."""

    organisation: Link
    kind: str
    place: str
    description: str
    dissolved: str


@dataclass(frozen=True)
class Pages:
    """Which page of a list this is, and the way to those around it."""

    number: int
    last: int
    before: str
    after: str


@dataclass(frozen=True)
class OrganisationsPage(Page):
    """Part of a list of organisations; `filters` are those in force, in words."""

    template: ClassVar[str] = "organisations.html"
    section: ClassVar[str] = "organisations"

    search: str
    kinds: tuple[Option, ...]
    causes: tuple[Option, ...]
    places: tuple[Option, ...]
    constituency: str
    filters: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: int
    pages: Pages


def organisations_page(network: Network, asked: Asked) -> OrganisationsPage:
    """List organisations by name, or by how well they fit a search.

    Raises
    ------
    UsageError
        If a filter or the page is not there.
    """
    rows, filters = _chosen(network, asked)
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = asked.number("page", 1, last)
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return OrganisationsPage(
        title="Organisations",
        basis=Basis.of_network(network),
        search=asked.text("q"),
        kinds=tuple(Option(kind, KINDS[kind][1], asked.text("kind") == kind) for kind in OrganisationKind),
        causes=options(network, "causes", asked.text("cause")),
        places=options(network, "places", asked.text("place")),
        constituency=asked.text("constituency"),
        filters=tuple(filters),
        entries=tuple(_entry(Row(network, "organisations", index)) for index in shown),
        total=len(rows),
        pages=Pages(number, last, _page(asked, number - 1, last), _page(asked, number + 1, last)),
    )


def _chosen(network: Network, asked: Asked) -> tuple[list[int], list[str]]:
    """The rows that all filters leave, in order, and the filters in words."""
    mask, filters = np.ones(len(network["organisations"]), bool), []
    if kind := asked.text("kind"):
        chosen = one_of("kind", kind, OrganisationKind)
        mask &= network["organisations"].choice("kind", chosen)
        filters.append(f"kind: {KINDS[chosen][1]}")
    if cause := asked.text("cause"):
        row = find_row(network, "causes", cause)
        mask &= _marked(network, [stance.one("organisation_id") for stance in row.pointing_here("stances", "cause_id")])
        filters.append(f"takes a side on: {row.value('name')}")
    if place := asked.text("place"):
        row = find_row(network, "places", place)
        within = [here for area in _within(row) for here in area.pointing_here("organisations", "place_id")]
        mask &= _marked(network, within)
        filters.append(f"in: {row.value('name')}")
    if constituency := asked.text("constituency"):
        row = find_row(network, "constituencies", constituency)
        mask &= _marked(network, row.pointing_here("organisations", "constituencies"))
        filters.append(f"stands for: {row.value('name')}")
    return [row for row in _ordered(network, asked.text("q")) if mask[row]], filters


def _ordered(network: Network, search: str) -> list[int]:
    if search:
        return search_organisations(network, search)
    return network.remember("web", "organisations by name", lambda: _by_name(network))


def _by_name(network: Network) -> list[int]:
    names = network["organisations"]["name"]
    return sorted(range(len(names)), key=lambda row: str(names[row]).casefold())


def _marked(network: Network, rows: list[Row] | list[Row | None]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(len(network["organisations"]), bool)
    mask[[row.index for row in rows if row is not None]] = True
    return mask


def _within(place: Row) -> list[Row]:
    """A place and all that lie in it."""
    found = [place]
    for area in found:
        found += area.pointing_here("places", "parent_id")
    return found


def _entry(row: Row) -> Entry:
    place, dissolved = row.one("place_id"), row.value("dissolved")
    return Entry(
        link(row),
        kind_of(row),
        place.value("name") if place else "",
        row.value("description"),
        str(dissolved or ""),
    )


def _page(asked: Asked, number: int, last: int) -> str:
    """Where another page of the same list is; empty if there is none."""
    if not 1 <= number <= last:
        return ""
    kept = [(name, value) for name, value in asked.query.multi_items() if name != "page" and value.strip()]
    return "/organisations?" + urlencode([*kept, ("page", number)])
