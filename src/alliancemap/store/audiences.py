"""What a change set means: what each audience sees of it, whose date it sets, and which records point to what goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import StoreConflictError
from alliancemap.model import TABLES, Audience, Column, Form, RecordChange
from alliancemap.network.network import Network
from alliancemap.network.table import REFERRED_TO, Table
from alliancemap.store.changes import ChangeSet, Stamp

CHUNK = 10_000
FEW = 1_000
"""Up to how many changes are looked at one by one; with more, whole pictures are compared."""


def follow(seen: Network, old: Network, new: Network, changes: Sequence[RecordChange]) -> Network:
    """Give what an audience sees after changes.

    Whatever an audience sees of a record hangs on that record and on those it points to, so where all changed records
    look the same, all others do. A few changes are put into what the audience saw before; where a record that others
    may point to appears or goes from sight, or with many changes, the whole is restricted anew.

    Parameters
    ----------
    seen : Network
        What the audience saw before.
    old, new : Network
        What editors see before and after.
    changes : sequence of RecordChange
        What leads from old to new, each record once.

    Returns
    -------
    Network
        `seen` itself if the audience sees nothing of the changes; else with the same revision and date.
    """
    news = _news(seen, old, new, changes) if len(changes) <= FEW else None
    if news is not None:
        return _without_uncited(seen.with_changes(news), news) if news else seen
    whole = new.restricted_to(seen.audience, seen.revision, seen.date)
    return whole if _differ(seen, whole, changes) else seen


def dated(change_set: ChangeSet, stamp: Stamp, seen: Mapping[Audience, Network]) -> frozenset[Audience]:
    """Give the audiences whose date a change set sets anew.

    The date of an audience follows only what it sees: else a record that is hidden from it would move what is in force
    there, and what counts as of late.

    Parameters
    ----------
    change_set : ChangeSet
        Effective.
    stamp : Stamp
        With the dates before it.
    seen : mapping
        What each audience sees after it.
    """
    return frozenset(
        audience
        for audience in change_set.dates_differ(stamp)
        if audience in change_set.dates or _is_told(seen[audience], change_set)
    )


def _is_told(network: Network, change_set: ChangeSet) -> bool:
    """Whether an audience sees a record that a change set names, or there is none to be seen."""
    if network.audience is Audience.EDITOR or not any(change_set.named.values()):
        return True
    return any(network[table].row(id) is not None for table, ids in change_set.named.items() for id in ids)


def _news(seen: Network, old: Network, new: Network, changes: Sequence[RecordChange]) -> list[RecordChange] | None:
    """The changes as an audience sees them; None if they cannot be told without looking at all records."""
    before, after = (
        _neighbourhood(network, changes).restricted_to(seen.audience, 0, seen.date) for network in (old, new)
    )
    news = []
    for change in changes:
        was, now = before.get(change.table, change.id), after.get(change.table, change.id)
        flips = change.before is not None and change.after is not None and (was is None) != (now is None)
        if (flips and change.table in REFERRED_TO) or (change.table == "sources" and change.before is not None):
            return None
        if was != now and change.table != "sources":
            news.append(RecordChange(change.table, change.id, was, now))
    cited = [source for source in after.records("sources") if seen["sources"].row(source.id) is None]
    return [*(RecordChange("sources", source.id, None, source) for source in cited), *news]


def _neighbourhood(network: Network, changes: Iterable[RecordChange]) -> Network:
    """The changed records and those they point to, which is all that decides who sees them."""
    rows: dict[str, set[int]] = {name: set() for name in network.tables}
    for change in changes:
        if (row := network[change.table].row(change.id)) is not None:
            rows[change.table].add(row)
    changed = {name: np.array(sorted(found), np.int64) for name, found in rows.items()}
    for name, kept in changed.items():
        for column in TABLES[name].columns.values():
            if column.form is Form.REFERENCES:
                rows[column.table].update(network[name].lists(column.name).take(kept).rows.tolist())
            elif column.form is Form.REFERENCE:
                rows[column.table].update(network[name][column.name][kept].tolist())
    return network.part({name: np.array(sorted(found - {-1}), np.int64) for name, found in rows.items()})


def _without_uncited(network: Network, news: Iterable[RecordChange]) -> Network:
    """Leave out sources that changed records cited and that no record cites any more."""
    suspects = {
        source
        for change in news
        for source in set(getattr(change.before, "sources", ())) - set(getattr(change.after, "sources", ()))
    }
    if not suspects:
        return network
    cited = np.zeros(len(network["sources"]), bool)
    for table in network.tables.values():
        if "sources" in table.columns:
            cited[table.lists("sources").rows] = True
    rows = {id: network["sources"].row(id) for id in sorted(suspects)}
    gone = [
        RecordChange("sources", id, network.record("sources", row), None)
        for id, row in rows.items()
        if row is not None and not cited[row]
    ]
    return network.with_changes(gone) if gone else network


def _differ(old: Network, new: Network, changes: Iterable[RecordChange]) -> bool:
    """Whether the changed records look different to an audience."""
    by_table: dict[str, list[str]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change.id)
    return any(
        _look(old, table, ids[start : start + CHUNK]) != _look(new, table, ids[start : start + CHUNK])
        for table, ids in by_table.items()
        for start in range(0, len(ids), CHUNK)
    )


def _look(network: Network, table: str, ids: list[str]) -> dict[str, object]:
    rows = [row for id in ids if (row := network[table].row(id)) is not None]
    return {record.id: record for record in network[table].records(network.ids_of, rows)}


def check_pointers(network: Network, changes: Iterable[RecordChange]) -> None:
    """Refuse changes that delete a record to which another that stays as it is points.

    Raises
    ------
    StoreConflictError
        If there is one; the message names both.
    """
    changed: dict[str, set[str]] = {}
    gone: dict[str, list[int]] = {}
    for change in changes:
        changed.setdefault(change.table, set()).add(change.id)
        if change.after is None and (row := network[change.table].row(change.id)) is not None:
            gone.setdefault(change.table, []).append(row)
    for name, table in network.tables.items():
        for column in table.type.columns.values():
            if column.form not in (Form.REFERENCE, Form.REFERENCES) or column.table not in gone:
                continue
            owners, targets = _pointers(table, column)
            for place in np.flatnonzero(np.isin(targets, gone[column.table])).tolist():
                if (id := table.ids[owners[place]]) not in changed.get(name, ()):
                    target = network[column.table].ids[targets[place]]
                    raise StoreConflictError(
                        f"{target!r} of {column.table} cannot go: {id!r} of {name} points to it "
                        f"({column.name}); change that first"
                    )


def _pointers(table: Table, column: Column) -> tuple[NDArray[Any], NDArray[Any]]:
    """Which rows of a table point by this field, and to which rows of the other."""
    if column.form is Form.REFERENCES:
        lists = table.lists(column.name)
        return lists.owners, lists.rows
    return np.arange(len(table)), table[column.name]
