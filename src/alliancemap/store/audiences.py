"""What a change set means for others: who sees it, and which records still point to what goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import StoreConflictError
from alliancemap.model import Column, Form, RecordChange
from alliancemap.network.network import Network
from alliancemap.network.table import Table

CHUNK = 10_000


def sees(old: Network, new: Network, changes: Iterable[RecordChange]) -> bool:
    """Whether the Networks of one audience before and after these changes differ.

    Whatever an audience sees of a record hangs on that record and on those it points to, so where all changed records
    look the same, all others do.
    """
    by_table: dict[str, list[str]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change.id)
    return any(
        _look(old, table, ids[start : start + CHUNK]) != _look(new, table, ids[start : start + CHUNK])
        for table, ids in by_table.items()
        for start in range(0, len(ids), CHUNK)
    )


def _look(network: Network, table: str, ids: list[str]) -> dict[str, object]:
    rows = [row for id in ids if (row := network[table].row(id)) is not None]
    return {record.id: record for record in network[table].records(network.ids_of, rows)}


def check_pointers(network: Network, changes: Iterable[RecordChange]) -> None:
    """Refuse changes that delete a record to which another that stays as it is points.

    Raises
    ------
    StoreConflictError
        If there is one; the message names both.
    """
    changed: dict[str, set[str]] = {}
    gone: dict[str, list[int]] = {}
    for change in changes:
        changed.setdefault(change.table, set()).add(change.id)
        if change.after is None and (row := network[change.table].row(change.id)) is not None:
            gone.setdefault(change.table, []).append(row)
    for name, table in network.tables.items():
        for column in table.type.columns.values():
            if column.form not in (Form.REFERENCE, Form.REFERENCES) or column.table not in gone:
                continue
            owners, targets = _pointers(table, column)
            for place in np.flatnonzero(np.isin(targets, gone[column.table])).tolist():
                if (id := table.ids[owners[place]]) not in changed.get(name, ()):
                    target = network[column.table].ids[targets[place]]
                    raise StoreConflictError(
                        f"{target!r} of {column.table} cannot go: {id!r} of {name} points to it "
                        f"({column.name}); change that first"
                    )


def _pointers(table: Table, column: Column) -> tuple[NDArray[Any], NDArray[Any]]:
    """Which rows of a table point by this field, and to which rows of the other."""
    if column.form is Form.REFERENCES:
        lists = table.lists(column.name)
        return lists.owners, lists.rows
    return np.arange(len(table)), table[column.name]
