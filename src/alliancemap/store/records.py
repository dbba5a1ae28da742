"""Records in the graph: writes changes into a transaction, and reads all that is there."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from alliancemap.errors import StoreError
from alliancemap.model import TABLES, Column, Form, Record, RecordChange
from alliancemap.store.bolt import Bolt
from alliancemap.store.plain import fields, properties
from alliancemap.store.transaction import Transaction

NODES = ("sources", "places", "constituencies", "causes", "organisations", "coalitions")
RELATIONSHIPS = ("stances", "ties", "memberships")
ROWS = 5_000
"""Rows a statement."""
PAGE = 5_000
"""Nodes a page of the whole load."""

Values = dict[str, list[Any]]


def in_order(changes: Iterable[RecordChange]) -> list[RecordChange]:
    """Sort changes so that any cut of them can be applied piece by piece.

    What goes comes first, relationships before nodes; what others need follows, nodes before relationships.
    """
    tables = list(TABLES)

    def place(change: RecordChange) -> tuple[bool, int]:
        number = tables.index(change.table)
        return change.after is not None, number if change.after is not None else -number

    return sorted(changes, key=place)


def apply(transaction: Transaction, changes: Sequence[RecordChange]) -> None:
    """Make the graph hold what `changes` say; may repeat.

    Raises
    ------
    StoreError
        If a tie, stance or membership lacks an end.
    """
    for table in reversed(RELATIONSHIPS):
        _cut(transaction, table, [change for change in changes if change.table == table])
    for table in reversed(NODES):
        gone = [change.id for change in changes if change.table == table and change.after is None]
        for ids in _batches(gone):
            transaction.run(f"{table}/delete", ids=ids)
    for table in (*NODES, *RELATIONSHIPS):
        rows = [
            properties(table, change.after) for change in changes if change.table == table and change.after is not None
        ]
        for batch in _batches(rows):
            _write(transaction, table, batch)
    for table in NODES:
        for column in _links(table):
            _link(transaction, table, column, [change for change in changes if change.table == table and change.after])


def _write(transaction: Transaction, table: str, rows: list[dict[str, Any]]) -> None:
    written = transaction.one(f"{table}/write", rows=rows)["written"]
    if written != len(rows):
        raise StoreError(f"{len(rows) - written} of the {table} could not be written: an end of theirs is missing")


def _cut(transaction: Transaction, table: str, changes: list[RecordChange]) -> None:
    """Remove relationships that go, or that lead elsewhere from now on."""
    ends = [column.name for column in TABLES[table].ends]

    def key(side: Record) -> dict[str, Any]:
        return {"id": side.id, **{end: getattr(side, end) for end in ends}}

    rows = [
        key(change.before)
        for change in changes
        if change.before is not None and (change.after is None or key(change.before) != key(change.after))
    ]
    for batch in _batches(rows):
        transaction.run(f"{table}/delete", rows=batch)


def _links(table: str) -> list[Column]:
    """The references of nodes that the graph shows as relationships; sources stay a list of ids."""
    columns = TABLES[table].columns.values()
    return [c for c in columns if c.form in (Form.REFERENCE, Form.REFERENCES) and c.table != "sources"]


def _link(transaction: Transaction, table: str, column: Column, changes: list[RecordChange]) -> None:
    moved = [
        (change.id, _targets(column, change.before), _targets(column, change.after))
        for change in changes
        if _targets(column, change.before) != _targets(column, change.after)
    ]
    for verb, chosen in (
        ("unlink", [(id, after) for id, before, after in moved if before]),
        ("link", [(id, after) for id, _, after in moved if after]),
    ):
        for rows in _batches([{"id": id, "targets": targets} for id, targets in chosen]):
            transaction.run(f"{table}/{verb}_{column.name}", rows=rows)


def _targets(column: Column, side: Record | None) -> list[str]:
    value = None if side is None else getattr(side, column.name)
    return [value] if isinstance(value, str) else list(value or ())


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python's cycle collector off while millions of values come in: it would triple the time and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_all(bolt: Bolt) -> dict[str, Values]:
    """Read all records, a page a transaction: by table and field, a value a record.

    A write in the meantime may show in one page and not in another; whoever needs one picture puts the changes since
    the beginning over it.
    """
    found: dict[str, Values] = {}
    for table in NODES:
        ids = bolt.one(f"{table}/ids")["ids"]
        found[table] = _pages(bolt, table, ids)
        if table == "organisations":
            found |= {name: _pages(bolt, name, ids) for name in RELATIONSHIPS}
    return found


def _pages(bolt: Bolt, table: str, ids: list[str]) -> Values:
    columns: list[list[Any]] = [[] for _ in fields(table)]
    for page in (ids[start : start + PAGE] for start in range(0, len(ids), PAGE)):
        rows = bolt.one(f"{table}/load", ids=page)["rows"]
        for column, values in zip(columns, zip(*rows, strict=True), strict=False):
            column.extend(values)
    return dict(zip(fields(table), columns, strict=True))
