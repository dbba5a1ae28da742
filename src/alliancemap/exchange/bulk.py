"""Whole columns of a Network as values, and many records at once: what files are written from and compared with."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from alliancemap.model import TABLES, Record
from alliancemap.network.network import Network
from alliancemap.network.values import field_values

__all__ = ["field_values", "many_objects", "records_at"]


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
