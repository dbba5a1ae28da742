"""The first page: what this is, a search box, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from alliancemap.model import CauseType, OrganisationKind
from alliancemap.network.network import Network
from alliancemap.network.rows import Row
from alliancemap.web.asked import Asked
from alliancemap.web.page import Basis, Link, Page, link
from alliancemap.words import KINDS

MOST_CAUSES = 18


@dataclass(frozen=True)
class Counted:
    """A link and how many organisations stand behind it."""

    link: Link
    number: int


@dataclass(frozen=True)
class HomePage(Page):
    """The first page; `counts` has the size of each table that it names."""

    template: ClassVar[str] = "home.html"

    counts: dict[str, int]
    kinds: tuple[Counted, ...]
    causes: tuple[Counted, ...]
    challenges: tuple[Counted, ...]


def home_page(network: Network, asked: Asked) -> HomePage:  # noqa: ARG001 - a page that asks nothing
    """Show what is on the map."""
    counts = {name: len(network[name]) for name in ("organisations", "causes", "ties", "coalitions", "sources")}
    causes = causes_by_support(network)
    return HomePage(
        "Find the allies you don't have yet",
        Basis.of_network(network),
        counts,
        kinds_by_number(network),
        _of_type(causes, CauseType.CAUSE),
        _of_type(causes, CauseType.CHALLENGE),
    )


def kinds_by_number(network: Network) -> tuple[Counted, ...]:
    """The kinds of organisation on the map, the most frequent first."""
    table = network["organisations"]
    numbers = {kind: int(table.choice("kind", kind).sum()) for kind in OrganisationKind}
    return tuple(
        Counted(Link(KINDS[kind][1], f"/organisations?kind={kind}"), number)
        for kind, number in sorted(numbers.items(), key=lambda item: -item[1])
        if number
    )


def causes_by_support(network: Network) -> list[tuple[Row, int]]:
    """Causes and challenges with how many organisations take a side on them, those with the most first."""
    numbers = np.bincount(network["stances"]["cause_id"], minlength=len(network["causes"]))
    rows = [Row(network, "causes", int(index)) for index in np.argsort(-numbers, kind="stable")]
    return [(row, int(numbers[row.index])) for row in rows if numbers[row.index]]


def _of_type(causes: list[tuple[Row, int]], type: CauseType) -> tuple[Counted, ...]:
    return tuple(Counted(link(row), number) for row, number in causes if row.value("type") == type)[:MOST_CAUSES]
