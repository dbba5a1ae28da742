"""From checked files to the changes that bring a store up to them, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliancemap.exchange.agreement import check_agreement
from alliancemap.exchange.bulk import many_objects
from alliancemap.exchange.merging import changes_of, merge
from alliancemap.exchange.reading import Reading, refuse
from alliancemap.exchange.references import check_references
from alliancemap.model import TABLES, RecordChange
from alliancemap.network.network import Network


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many records of a table an import adds and changes, and how many it leaves as they are."""

    table: str
    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: the changes in the order in which to write them, counts, and the data set's own date.

    `named` are the ids of all records that the files hold, by table, those that stay equal too.
    """

    changes: tuple[RecordChange, ...]
    counts: tuple[TableCount, ...]
    date: datetime.date | None
    named: Mapping[str, Sequence[str]]


def plan_import(reading: Reading, network: Network) -> ImportPlan:
    """Work out what the files change in the picture that editors see.

    A record is known by its id; a tie without one by source, type, target and since, a stance and a membership by
    their ends (a membership also by since). A column that a file lacks keeps what is there, a blank cell sets the
    column's default, and records that the files do not name stay. A record that would stay equal is no change.

    Parameters
    ----------
    reading : Reading
        The files.
    network : Network
        The picture for editors.

    Raises
    ------
    ImportFormatError
        If anything is wrong, all of it at once.
    """
    problems = list(reading.problems)
    with many_objects():
        check_references(reading, network, problems)
        merged = {
            name: merge(kind, reading.sheets[name], network, problems)
            for name, kind in TABLES.items()
            if name in reading.sheets
        }
        check_agreement(merged, network, problems)
        changes = {name: changes_of(table, network, problems) for name, table in merged.items()}
        refuse(problems)
    counts = tuple(_count(name, len(merged[name].ids), of_table) for name, of_table in changes.items())
    ordered = tuple(change for of_table in changes.values() for change in of_table)
    return ImportPlan(ordered, counts, reading.date, {name: table.ids for name, table in merged.items()})


def _count(table: str, records: int, changes: list[RecordChange]) -> TableCount:
    added = sum(change.before is None for change in changes)
    return TableCount(table, added, len(changes) - added, records - len(changes))
