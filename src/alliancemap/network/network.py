"""The Network: an immutable picture of the graph database at one revision, for one audience."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import InvalidNetworkError
from alliancemap.model import TABLES, Audience, Record, RecordChange
from alliancemap.network.columns import Rows
from alliancemap.network.memo import Memo
from alliancemap.network.restriction import blurred, moved_rows, visible
from alliancemap.network.table import Shift, SortedIds, Table

if TYPE_CHECKING:
    import networkx as nx

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Network:
    """All that one audience may see at one revision, as columns.

    All reading and all analysis stand on it: what it does not hold, no answer can show. Rows of a table are in
    ascending order of id, so that ties in a ranking that break by row break by id.

    `date` is the data set's own date, on which periods rest; `revision` counts the changes that this audience saw.
    """

    audience: Audience
    revision: int
    date: datetime.date
    tables: Mapping[str, Table] = field(repr=False)
    _memo: Memo = field(default_factory=Memo, repr=False)

    @classmethod
    def build(
        cls,
        values: Mapping[str, Mapping[str, Sequence[Any]]],
        *,
        date: datetime.date,
        revision: int = 0,
        audience: Audience = Audience.EDITOR,
    ) -> Network:
        """Make a Network of raw values by table and field; missing tables are empty.

        Raises
        ------
        InvalidNetworkError
            If an id stands there twice, a choice is unknown or a reference points to nothing.
        """
        rows_of = {name: {id: row for row, id in enumerate(sorted(columns["id"]))} for name, columns in values.items()}
        rows_of = {name: rows_of.get(name, {}) for name in TABLES}
        tables = {name: Table.build(kind, values.get(name, {"id": ()}), rows_of) for name, kind in TABLES.items()}
        return cls(audience, revision, date, tables)

    @classmethod
    def of_records(cls, records: Mapping[str, Sequence[Record]], *, date: datetime.date) -> Network:
        """Make a Network of records by table, for editors and at revision 0."""
        values = {
            name: {field: [getattr(record, field) for record in rows] for field in {"id", *TABLES[name].columns}}
            for name, rows in records.items()
        }
        return cls.build(values, date=date)

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]

    @property
    def number(self) -> int:
        """Tells this picture from every other of this process, whatever their revisions; for those who keep answers."""
        return self._memo.number

    @property
    def ids_of(self) -> Mapping[str, NDArray[Any]]:
        """The ids of each table, by row."""
        return {name: table.ids for name, table in self.tables.items()}

    def get(self, table: str, id: str) -> Record | None:
        """Give the record of an id; None where there is none that this audience sees."""
        row = self.tables[table].row(id)
        return None if row is None else self.record(table, row)

    def record(self, table: str, row: int) -> Record:
        """Give the record at a row."""
        return self.tables[table].records(self.ids_of, [row])[0]

    def records(self, table: str) -> list[Record]:
        """Give all records of a table, in order of id."""
        return self.tables[table].records(self.ids_of)

    def remember(self, family: str, key: Hashable, make: Callable[[], T], keep: int = 16) -> T:
        """Give what `make` derives from this Network, made once for a key; a family keeps its `keep` newest."""
        return self._memo.get(family, key, make, keep)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give organisations and ties as a graph, as `alliancemap.network.as_graph.to_networkx` describes."""
        from alliancemap.network.as_graph import to_networkx  # noqa: PLC0415 - it stands on this module

        return to_networkx(self)

    def at(self, revision: int, date: datetime.date) -> Network:
        """Give the same picture under another revision and date."""
        if (revision, date) == (self.revision, self.date):
            return self
        return Network(self.audience, revision, date, self.tables)

    def restricted_to(self, audience: Audience, revision: int, date: datetime.date) -> Network:
        """Leave out all that an audience may not see.

        A record stays if its own visibility allows it and its required ends stay; a source must also be cited by a
        record that stays. A reference to what was left out reads none; a blurred position is rounded to a tenth of a
        degree.
        """
        keep = visible(self.tables, audience)
        moved = {name: moved_rows(mask) for name, mask in keep.items() if not mask.all()}
        tables = {
            name: (table.take(np.flatnonzero(keep[name])) if name in moved else table).translate(moved)
            for name, table in self.tables.items()
        }
        tables["organisations"] = blurred(tables["organisations"], audience)
        return Network(audience, revision, date, tables)

    def part(self, rows: Mapping[str, NDArray[Any]]) -> Network:
        """Keep only these rows of each table, given in ascending order; a reference to any other reads none."""
        moved = {}
        for name, kept in rows.items():
            moved[name] = np.full(len(self.tables[name]), -1, np.int32)
            moved[name][kept] = np.arange(len(kept))
        tables = {name: self.tables[name].take(kept).translate(moved) for name, kept in rows.items()}
        return Network(self.audience, self.revision, self.date, tables)

    def with_changes(self, changes: Iterable[RecordChange]) -> Network:
        """Give the picture after these changes, in their order; untouched tables are shared.

        Raises
        ------
        InvalidNetworkError
            If a change leaves a reference that points to nothing.
        """
        after: dict[str, dict[str, Record | None]] = {}
        for change in changes:
            after.setdefault(change.table, {})[change.id] = change.after
        shifts = {name: Shift.of(self.tables[name], records) for name, records in after.items()}
        moved = {name: shift.moved for name, shift in shifts.items() if shift.moved is not None}
        rows_of = {
            name: SortedIds(shifts[name].ids if name in shifts else table.ids) for name, table in self.tables.items()
        }
        tables = {name: table.translate(moved) for name, table in self.tables.items()}
        for name, shift in shifts.items():
            records = [record for record in after[name].values() if record is not None]
            tables[name] = tables[name].splice(shift, Table.of_records(TABLES[name], records, rows_of))
        _check_ends(tables, moved)
        return Network(self.audience, self.revision, self.date, tables)


def _check_ends(tables: Mapping[str, Table], moved: Mapping[str, Rows]) -> None:
    """Refuse a picture in which a tie, stance or membership has lost an end."""
    for table in tables.values():
        for end in table.type.ends:
            if end.table in moved and (lost := np.flatnonzero(table[end.name] < 0)).size:
                raise InvalidNetworkError(f"{table.ids[lost[0]]!r} of {table.type.name} has lost its {end.name}")
