"""A sheet laid over what the store holds: the records as they will stand, column by column."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliancemap.errors import Problem
from alliancemap.exchange import ties
from alliancemap.exchange.bulk import field_values, records_at
from alliancemap.exchange.rules import broken_rules
from alliancemap.exchange.sheets import Sheet
from alliancemap.model import Record, RecordChange, RecordType, Tie
from alliancemap.network.network import Network


@dataclass(frozen=True)
class Merged:
    """The records of a sheet as they will stand.

    All lists are in the order of the sheet: `ids`, `standing` (the row that the record has in the store, -1 where it
    is new) and in `values` one list for each field.
    """

    kind: RecordType
    sheet: Sheet
    ids: list[str]
    standing: list[int]
    values: Mapping[str, list[Any]]

    def record(self, place: int) -> Record:
        """Build one of the records."""
        return self.kind.record(*[values[place] for values in self.values.values()])


def merge(kind: RecordType, sheet: Sheet, network: Network, problems: list[Problem]) -> Merged:
    """Lay a sheet over the store: a column that the file lacks keeps what is there, or takes its default."""
    values = _with_defaults(kind, sheet)
    ids = _ids(kind, sheet, values, network, problems)
    _check_once(sheet, ids, problems)
    row_of = network[kind.name].rows_by_id()
    standing = [row_of.get(id, -1) for id in ids]
    _check_complete(kind, sheet, standing, problems)
    for name in kind.columns.keys() - sheet.values.keys() - {"id"}:
        values[name] = _kept(network, kind.name, name, standing, values[name])
    if "id" in values:
        values["id"] = ids
    return Merged(kind, sheet, ids, standing, values)


def changes_of(merged: Merged, network: Network, problems: list[Problem]) -> list[RecordChange]:
    """Give the records that are new or will differ, and report the rules that they break."""
    places = _differing(merged, network)
    old = [merged.standing[place] for place in places if merged.standing[place] >= 0]
    before = iter(records_at(network, merged.kind.name, old))
    changes: list[RecordChange] = []
    for place in places:
        after = merged.record(place)
        for column, message in broken_rules(after):
            value = getattr(after, column)
            problems.append(merged.sheet.problem(place, column, "" if value is None else value, message))
        standing = next(before) if merged.standing[place] >= 0 else None
        changes.append(RecordChange(merged.kind.name, merged.ids[place], standing, after))
    return changes


def _with_defaults(kind: RecordType, sheet: Sheet) -> dict[str, list[Any]]:
    return {name: sheet.values.get(name, [column.default] * len(sheet.rows)) for name, column in kind.columns.items()}


def _ids(
    kind: RecordType, sheet: Sheet, values: Mapping[str, list[Any]], network: Network, problems: list[Problem]
) -> list[str]:
    if kind.record is not Tie and "id" in values:
        return values["id"]
    drafted = [kind.record(*fields).id for fields in zip(*values.values(), strict=True)]
    if kind.record is not Tie:
        return drafted
    known, keys = ties.standing_keys(network), ties.keys_of(values)
    ids = ties.kept_ids(sheet, drafted, keys, known)
    problems.extend(ties.mistaken(sheet, ids, keys, known, network))
    return ids


def _check_once(sheet: Sheet, ids: Sequence[str], problems: list[Problem]) -> None:
    if len(set(ids)) == len(ids):
        return
    first: dict[str, int] = {}
    key = "id" if "id" in sheet.columns else next(iter(sheet.columns))
    for place, id in enumerate(ids):
        row = first.setdefault(id, sheet.rows[place])
        if row != sheet.rows[place]:
            problems.append(sheet.problem(place, key, id, f"stands in row {row} already; delete one of the two rows"))


def _check_complete(kind: RecordType, sheet: Sheet, standing: Sequence[int], problems: list[Problem]) -> None:
    """New records need every required column: say so once a column, at the first of them."""
    new = [place for place, row in enumerate(standing) if row < 0]
    lacking = [name for name, column in kind.columns.items() if column.required and name not in sheet.values]
    for name in lacking if new else ():
        message = f"is not in the file, but {len(new)} new records need it, the first in this row; add the column"
        problems.append(sheet.problem(new[0], name, "", message))


def _kept(network: Network, table: str, name: str, standing: Sequence[int], defaults: list[Any]) -> list[Any]:
    old = iter(field_values(network, table, name, [row for row in standing if row >= 0]))
    return [next(old) if row >= 0 else default for row, default in zip(standing, defaults, strict=True)]


def _differing(merged: Merged, network: Network) -> list[int]:
    """The places of the records that are new, or differ from what stands there in a column of the file."""
    old = [place for place, row in enumerate(merged.standing) if row >= 0]
    rows = [merged.standing[place] for place in old]
    differing = {place for place, row in enumerate(merged.standing) if row < 0}
    for name in merged.sheet.values.keys() - {"id"}:
        values = merged.values[name]
        now = field_values(network, merged.kind.name, name, rows)
        differing.update(_where_unlike(old, now, [values[place] for place in old]))
    return sorted(differing)


def _where_unlike(places: Sequence[int], now: Sequence[Any], then: Sequence[Any]) -> Iterator[int]:
    return (place for place, unlike in zip(places, map(operator.ne, now, then), strict=True) if unlike)
