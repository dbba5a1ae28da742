"""Whole columns of a Network as values, and many records at once: what files are written from and compared with."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from alliancemap.model import TABLES, Form, Record
from alliancemap.network.columns import decoder
from alliancemap.network.network import Network


def field_values(network: Network, table: str, name: str, rows: Sequence[int] | None = None) -> list[Any]:
    """Give one field of these rows (default: all) as in the records; a value that stands there often is made once."""
    column = TABLES[table].columns.get(name)
    chosen = np.arange(len(network[table])) if rows is None else np.array(rows, np.int64)
    if name == "id" or column is None:
        return list(network[table].ids[chosen])
    if column.form is Form.REFERENCES:
        return _lists(network, table, name, chosen.tolist())
    entries: list[Any] = network[table][name][chosen].tolist()
    if column.form is Form.TEXT:
        return entries
    if column.form is Form.REFERENCE:
        ids = [*network[column.table].ids.tolist(), None]  # row -1, which stands for none, is the last
        return [ids[entry] for entry in entries]
    if column.form is Form.NUMBER:
        return [None if entry != entry else entry for entry in entries]  # noqa: PLR0124 - NaN
    give = decoder(column, network.ids_of)
    made = {entry: give(entry) for entry in set(entries)}
    return [made[entry] for entry in entries]


def records_at(network: Network, table: str, rows: Sequence[int]) -> list[Record]:
    """Give the records at these rows."""
    columns = [field_values(network, table, name, rows) for name in TABLES[table].columns]
    return [TABLES[table].record(*fields) for fields in zip(*columns, strict=True)]


@contextmanager
def many_objects() -> Iterator[None]:
    """Make millions of objects that all live on without searching them for garbage again and again."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _lists(network: Network, table: str, name: str, rows: list[int]) -> list[Any]:
    lists = network[table].lists(name)
    ids = network[TABLES[table].columns[name].table].ids.tolist()
    offsets, targets = lists.offsets.tolist(), [ids[row] for row in lists.rows.tolist()]
    return [tuple(targets[offsets[row] : offsets[row + 1]]) for row in rows]
