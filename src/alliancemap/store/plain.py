"""Records as plain values: text, numbers, flags and lists, as a graph database and JSON hold them.

What says nothing (None, empty text, an empty list) is left out, so a property that is absent says the same as a blank
in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import orjson

from alliancemap.dates import PartialDate
from alliancemap.errors import StoreError
from alliancemap.model import TABLES, Column, Form, Record, RecordChange

NOTHING = (None, "", ())


@cache
def fields(table: str) -> tuple[str, ...]:
    """The properties of a record of a table, `id` first: the order in which its page query returns them."""
    return ("id", *(name for name in TABLES[table].columns if name != "id"))


def properties(table: str, record: Record) -> dict[str, Any]:
    """Write a record as properties, its id among them."""
    plain: dict[str, Any] = {"id": record.id}
    for name, write in _writers(table):
        value = getattr(record, name)
        if value not in NOTHING:
            plain[name] = write(value)
    return plain


def record(table: str, plain: Mapping[str, Any]) -> Record:
    """Read a record from its properties."""
    values = {name: read(plain[name]) for name, read in _readers(table) if name in plain}
    return TABLES[table].make(values)


def dumps(changes: Iterable[RecordChange]) -> str:
    """Write changes as JSON text: a list of [table, id, before, after]."""
    rows = [
        [change.table, change.id, _side(change.table, change.before), _side(change.table, change.after)]
        for change in changes
    ]
    return orjson.dumps(rows).decode()


def loads(text: str) -> list[RecordChange]:
    """Undo `dumps`.

    Raises
    ------
    StoreError
        If the text is no list of changes, or holds what this version of the data format does not know.
    """
    try:
        return [
            RecordChange(table, id, before and record(table, before), after and record(table, after))
            for table, id, before, after in orjson.loads(text)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"the history holds a change that this version cannot read: {error}") from error


def _side(table: str, side: Record | None) -> dict[str, Any] | None:
    return None if side is None else properties(table, side)


def _same(value: Any) -> Any:
    return value


@cache
def _writers(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    forms: dict[Form, Callable[[Any], Any]] = {
        Form.TEXTS: list,
        Form.REFERENCES: list,
        Form.CHOICE: str,
        Form.DATE: str,
        Form.NUMBER: float,
    }
    columns = TABLES[table].columns.items()
    return tuple((name, forms.get(column.form, _same)) for name, column in columns if name != "id")


@cache
def _readers(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((name, _reader(column)) for name, column in TABLES[table].columns.items())


def _reader(column: Column) -> Callable[[Any], Any]:
    if column.form in (Form.TEXTS, Form.REFERENCES):
        return tuple
    if column.form is Form.DATE:
        return PartialDate.parse
    if column.form is Form.CHOICE:
        assert column.choices is not None
        return {str(choice): choice for choice in column.choices}.__getitem__
    return _same
