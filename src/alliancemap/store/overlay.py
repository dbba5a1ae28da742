"""Puts published changes over what a whole load read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import Any

from alliancemap.model import Record, RecordChange
from alliancemap.store.plain import fields

Values = dict[str, list[Any]]


def overlaid(found: dict[str, Values], changes: Iterable[RecordChange]) -> dict[str, Values]:
    """Give the values by table and field after these changes, in their order.

    Records that a change names are taken from the last change alone, so it does not matter which of their states the
    load met, or whether it met them twice.
    """
    after: dict[str, dict[str, Record | None]] = {}
    for change in changes:
        after.setdefault(change.table, {})[change.id] = change.after
    return found | {table: _replaced(table, found[table], records) for table, records in after.items()}


def _replaced(table: str, values: Values, after: dict[str, Record | None]) -> Values:
    kept = [id not in after for id in values["id"]]
    fresh = [record for record in after.values() if record is not None]
    return {
        name: [*compress(values[name], kept), *(getattr(record, name) for record in fresh)] for name in fields(table)
    }
