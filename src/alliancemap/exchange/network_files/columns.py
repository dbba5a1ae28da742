"""Attributes of nodes or tie records, gathered one by one into a column each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Columns:
    """Columns that grow as records come; where a record says nothing stands None."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {}

    def add(self, row: int, values: Mapping[str, Any]) -> None:
        """Enter what the record at a row says, over what it said of the same name before."""
        for name, value in values.items():
            column = self._columns.setdefault(name, [])
            if row < len(column):
                column[row] = value
            else:
                column.extend([None] * (row - len(column)))
                column.append(value)

    def get(self, name: str, length: int) -> list[Any]:
        """Give one column in full length; all None if no record has it."""
        column = self._columns.get(name, [])
        return column + [None] * (length - len(column))

    def whole(self, length: int) -> dict[str, list[Any]]:
        """Give every column in full length, in the order in which they first came."""
        return {name: self.get(name, length) for name in self._columns}
