"""What every page has: a template, a title, and what it rests on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.network.rows import Row
from alliancemap.services.question import Question

PATHS = {
    "organisations": "/organisations/",
    "causes": "/causes/",
    "coalitions": "/coalitions/",
    "sources": "/sources/",
    "places": "/organisations?place=",
    "constituencies": "/organisations?constituency=",
}
"""Where the records of each table have their page."""


@dataclass(frozen=True)
class Basis:
    """What the facts of a page rest on: the picture, and the ties that a finding counts (None where it counts none)."""

    date: datetime.date
    revision: int
    audience: str
    ties: TieSet | None = None
    as_of: datetime.date | None = None

    @classmethod
    def of_network(cls, network: Network) -> Basis:
        """Take a picture; no ties are counted."""
        return cls(network.date, network.revision, str(network.audience))

    @classmethod
    def of_question(cls, question: Question) -> Basis:
        """Take the frame of a finding."""
        network = question.network
        return cls(network.date, network.revision, str(network.audience), question.ties, question.as_of)


@dataclass(frozen=True)
class Page:
    """A page: the dataclass of each says what its template reads."""

    template: ClassVar[str]
    section: ClassVar[str] = ""

    title: str
    basis: Basis | None


@dataclass(frozen=True)
class Link:
    """A name and where it leads."""

    name: str
    href: str


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    name: str
    chosen: bool = False


def link(row: Row) -> Link:
    """Lead to the page of a record."""
    name = row.value("title" if row.table == "sources" else "name")
    return Link(name, PATHS[row.table] + quote(row.id, safe=""))


def links(rows: list[Row] | tuple[Row, ...]) -> tuple[Link, ...]:
    """Lead to the pages of several records, in their order."""
    return tuple(map(link, rows))


def options(network: Network, table: str, chosen: str = "") -> tuple[Option, ...]:
    """All records of a table to choose from, by name."""
    rows = (Row(network, table, index) for index in range(len(network[table])))
    found = (Option(row.id, row.value("name"), row.id == chosen) for row in rows)
    return tuple(sorted(found, key=lambda option: option.name.casefold()))
