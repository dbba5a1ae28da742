"""What takes a change set back, where nothing has been built on it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from alliancemap.errors import StoreConflictError
from alliancemap.exchange.bulk import many_objects, records_at
from alliancemap.model import TABLES, Form, RecordChange
from alliancemap.network.network import Network

NAMED = 5
"""How many records a refusal names."""


def plan_undo(changes: Sequence[RecordChange], network: Network) -> list[RecordChange]:
    """Work out what takes these changes back, the last of them first.

    Parameters
    ----------
    changes : sequence of RecordChange
        What was written.
    network : Network
        The picture that editors see now.

    Raises
    ------
    StoreConflictError
        If one of the records has changed since, or a record that is to go is referred to by one that stays.
    """
    with many_objects():
        by_table = {table: [change for change in changes if change.table == table] for table in TABLES}
        changed = [name for table, own in by_table.items() for name in _changed_since(table, own, network)]
        _refuse(changed, "changed since")
        ids = {table: {change.id for change in own} for table, own in by_table.items()}
        gone = {table: {change.id for change in own if change.before is None} for table, own in by_table.items()}
        _refuse(list(_dependent(gone, ids, network)), "built on what it brought")
        return [change.reversed() for change in reversed(changes)]


def _changed_since(table: str, changes: Sequence[RecordChange], network: Network) -> Iterator[str]:
    row_of = network[table].rows_by_id()
    rows = [row_of[change.id] for change in changes if change.id in row_of]
    now = dict(zip((network[table].ids[row] for row in rows), records_at(network, table, rows), strict=True))
    return (f"{table} {change.id!r}" for change in changes if now.get(change.id) != change.after)


def _dependent(gone: Mapping[str, set[str]], undone: Mapping[str, set[str]], network: Network) -> Iterator[str]:
    """Name the records that stay and refer to one that goes."""
    for table, kind in TABLES.items():
        for column in kind.columns.values():
            if column.table and gone[column.table]:
                referring = _referring(network, table, column.name, gone[column.table])
                yield from (f"{table} {id!r}" for id in referring if id not in undone[table])


def _referring(network: Network, table: str, name: str, targets: set[str]) -> Iterable[str]:
    column = TABLES[table].columns[name]
    leaving = np.array([id in targets for id in network[column.table].ids], bool)
    if column.form is Form.REFERENCES:
        lists = network[table].lists(name)
        rows = np.unique(lists.owners[leaving[lists.rows]])
    else:
        rows = np.flatnonzero(np.append(leaving, False)[network[table][name]])  # row -1 is none
    return list(network[table].ids[rows])


def _refuse(records: Sequence[str], what: str) -> None:
    if records:
        more = f", … ({len(records)} in all)" if len(records) > NAMED else ""
        raise StoreConflictError(
            f"the last import cannot be undone: {what}: {', '.join(dict.fromkeys(records[:NAMED]))}{more};"
            " import the data that you want instead"
        )
