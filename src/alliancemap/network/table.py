"""A table: all records of one kind as columns, in ascending order of id."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import InvalidNetworkError
from alliancemap.model import TABLES, Form, Record, RecordType
from alliancemap.network.columns import Array, Lists, Rows, RowsById, decoder, encode, translate

REFERRED_TO = frozenset(column.table for kind in TABLES.values() for column in kind.columns.values())
"""The tables to whose rows others point."""


@dataclass(frozen=True, eq=False)
class Table:
    """The records of one kind.

    `ids` is ascending and holds each id once; `columns` has an array of the same length for every other field, as
    `alliancemap.network.columns` describes. Nothing in it is ever changed.
    """

    type: RecordType
    ids: NDArray[Any] = field(repr=False)
    columns: Mapping[str, Array] = field(repr=False)

    @classmethod
    def build(cls, kind: RecordType, values: Mapping[str, Sequence[Any]], rows_of: Mapping[str, RowsById]) -> Table:
        """Make a table of values by field; `id` is among them, other fields may be missing and take their defaults.

        Raises
        ------
        InvalidNetworkError
            If an id stands there twice, a choice is unknown, or a reference points to nothing.
        """
        ids = np.array(list(values["id"]), dtype=object)
        order = np.argsort(ids, kind="stable")
        ids = ids[order]
        if (twice := np.flatnonzero(ids[1:] == ids[:-1])).size:
            raise InvalidNetworkError(f"{kind.name} hold {ids[twice[0]]!r} twice")
        columns = {
            name: encode(column, values.get(name) or [column.default] * len(ids), rows_of)
            for name, column in kind.columns.items()
            if name != "id"
        }
        return cls(kind, ids, {name: _take(array, order) for name, array in columns.items()})

    @classmethod
    def of_records(cls, kind: RecordType, records: Sequence[Record], rows_of: Mapping[str, RowsById]) -> Table:
        """Make a table of records."""
        names = {"id", *kind.columns}
        return cls.build(kind, {name: [getattr(record, name) for record in records] for name in names}, rows_of)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Give the array of a field that holds one value a record."""
        array = self.columns[name]
        assert not isinstance(array, Lists), name
        return array

    def lists(self, name: str) -> Lists:
        """Give the lists of a field that holds several references a record."""
        array = self.columns[name]
        assert isinstance(array, Lists), name
        return array

    def choice(self, name: str, value: str) -> NDArray[np.bool_]:
        """Where a field has this choice, shape (number of records,)."""
        choices = self.type.columns[name].choices
        assert choices is not None, name
        mask: NDArray[np.bool_] = self[name] == tuple(choices).index(choices(value))
        return mask

    def row(self, id: str) -> int | None:
        """Find the row of an id; None if it is not there."""
        try:
            return SortedIds(self.ids)[id]
        except KeyError:
            return None

    def rows_by_id(self) -> dict[str, int]:
        """Index the rows by id."""
        return dict(zip(self.ids.tolist(), range(len(self)), strict=True))

    def records(self, ids_of: Mapping[str, NDArray[Any]], rows: Iterable[int] | None = None) -> list[Record]:
        """Write rows (default: all) as records; `ids_of` gives the ids of the tables that are referred to."""
        chosen = range(len(self)) if rows is None else list(rows)
        values: dict[str, list[Any]] = {}
        for name, column in self.type.columns.items():
            give = decoder(column, ids_of)
            array = self.ids if name == "id" else self.columns[name]
            values[name] = [give(array[row]) for row in chosen]
        return [self.type.record(*fields) for fields in zip(*values.values(), strict=True)]

    def take(self, order: NDArray[Any]) -> Table:
        """Keep these rows, given in ascending order."""
        return Table(self.type, self.ids[order], {name: _take(array, order) for name, array in self.columns.items()})

    def translate(self, new_rows: Mapping[str, Rows]) -> Table:
        """Point references into other tables at their new rows: `new_rows` by table, for those whose rows moved."""
        columns = dict(self.columns)
        for name, column in self.type.columns.items():
            if column.form in (Form.REFERENCE, Form.REFERENCES) and column.table in new_rows:
                columns[name] = translate(columns[name], new_rows[column.table])
        return Table(self.type, self.ids, columns)

    def splice(self, shift: Shift, fresh: Table) -> Table:
        """Leave out the rows that `shift` drops and put in the fresh ones, whose references hold already."""
        columns = {name: _splice(array, fresh.columns[name], shift) for name, array in self.columns.items()}
        return Table(self.type, shift.ids, columns)


@dataclass(frozen=True, eq=False)
class Shift:
    """How the rows of a table move when some records go and others come.

    `ids` are those afterwards; `pick` says for each new row which of the old rows, or behind these which of the fresh
    ones, it is; `moved` says for each old row where its record is now, -1 if nowhere, and is None where no row moved
    or no other table refers to this one; `settled` if no row moved, in which case `overwritten` are the rows that the
    fresh ones replace; `inserted` says before which old rows the fresh ones go, where none of the old ones goes.
    """

    ids: NDArray[Any]
    pick: NDArray[np.int64]
    moved: Rows | None
    settled: bool
    overwritten: NDArray[np.int64]
    inserted: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, table: Table, after: Mapping[str, Record | None]) -> Shift:
        """Work it out for records by id, None for those that go; fresh rows come in ascending order of id."""
        rows = np.array(sorted(row for id in after if (row := table.row(id)) is not None), np.int64)
        fresh = sorted(id for id, record in after.items() if record is not None)
        if table.ids[rows].tolist() == fresh:
            pick = np.arange(len(table))
            pick[rows] = len(table) + np.arange(len(rows))
            return cls(table.ids, pick, None, True, rows)
        names = np.array(fresh, dtype=object)
        places = np.searchsorted(table.ids, names)
        if not len(rows):
            return cls._of_insertion(table, names, places)
        kept = np.delete(np.arange(len(table)), rows)
        pick = np.insert(kept, places - np.searchsorted(rows, places), len(table) + np.arange(len(fresh)))
        ids = np.concatenate([table.ids, names]).take(pick)
        if table.type.name not in REFERRED_TO:
            return cls(ids, pick, None, False, rows)
        old = np.flatnonzero(pick < len(table))
        moved = np.full(len(table), -1, np.int32)
        moved[pick[old]] = old
        new_rows = dict(zip(fresh, np.flatnonzero(pick >= len(table)).tolist(), strict=True))
        moved[rows] = [new_rows.get(id, -1) for id in table.ids[rows]]
        return cls(ids, pick, moved, False, rows)

    @classmethod
    def _of_insertion(cls, table: Table, names: NDArray[Any], places: NDArray[np.int64]) -> Shift:
        """Nothing goes: one copy of each column is enough."""
        moved = None
        if table.type.name in REFERRED_TO:
            rows = np.arange(len(table))
            moved = (rows + np.searchsorted(places, rows, side="right")).astype(np.int32)
        nothing = np.empty(0, np.int64)
        return cls(np.insert(table.ids, places, names), nothing, moved, False, nothing, places)


@dataclass(frozen=True)
class SortedIds:
    """Finds the row of an id by bisection, where an index of all of them would not pay."""

    ids: NDArray[Any]

    def __getitem__(self, id: str, /) -> int:
        place = bisect_left(self.ids, id)
        if place < len(self.ids) and self.ids[place] == id:
            return place
        raise KeyError(id)


def _splice(array: Array, fresh: Array, shift: Shift) -> Array:
    if isinstance(array, Lists):
        assert isinstance(fresh, Lists)
        if shift.inserted is not None:
            return array.with_inserted(shift.inserted, fresh)
        return array.followed_by(fresh).take(shift.pick)
    assert not isinstance(fresh, Lists)
    if shift.inserted is not None:
        return np.insert(array, shift.inserted, fresh)
    if shift.settled:
        changed = array.copy()
        changed[shift.overwritten] = fresh
        return changed
    return np.concatenate([array, fresh]).take(shift.pick)


def _take(array: Array, order: NDArray[Any]) -> Array:
    return array.take(order) if isinstance(array, Lists) else array[order]
