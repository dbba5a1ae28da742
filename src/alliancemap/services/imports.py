"""Bringing files into the store, and taking the last of them back: each one change set, all or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alliancemap.errors import InvalidNetworkError, NotFoundError, StoreConflictError
from alliancemap.exchange.planning import ImportPlan, TableCount, plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import TABLES, Audience, RecordChange
from alliancemap.network.network import Network
from alliancemap.services.undo import plan_undo
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed

EXAMPLES = 20
"""How many changes a report shows, before and after."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or on a dry run would do.

    `counts` has every table of the import; the revisions are those that editors see, equal where nothing changed;
    `date` is the data set's own date afterwards, for editors, and `dates` what each audience has then (before, on a dry
    run): one that sees none of the records keeps its own. `examples` are the first changes.
    """

    counts: tuple[TableCount, ...]
    revision_before: int
    revision_after: int
    date: datetime.date
    dates: Mapping[Audience, datetime.date]
    dry_run: bool
    examples: tuple[RecordChange, ...]


@dataclass(frozen=True)
class UndoneTable:
    """How many records of a table an undo removed, and how many it set back."""

    table: str
    removed: int
    restored: int


@dataclass(frozen=True)
class UndoReport:
    """What an undo took back: by table, with the revisions that editors see, and whose import it was."""

    counts: tuple[UndoneTable, ...]
    revision_before: int
    revision_after: int
    author: str
    at: datetime.datetime


def import_data(
    feed: NetworkFeed,
    paths: Sequence[Path],
    *,
    author: str,
    date: datetime.date | None = None,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Check files of the data format and write what they change, as one change set.

    Parameters
    ----------
    feed : NetworkFeed
        The store.
    paths : sequence of Path
        Folders, zip archives or files of the format, any subset of its tables.
    author : str
        Who imports, for the history.
    date : date, optional
        The data set's own date; otherwise the one in its `dataset.csv`, else the day of the write. It is for the
        audiences that see one of the records in the files; files without records set the date of all.
    dry_run : bool
        Work out all and write nothing.
    progress : callable, optional
        Hears how many records have been written so far.

    Raises
    ------
    ImportFormatError
        If anything is wrong in the files, all of it at once.
    """
    reading = read_data(paths)
    planned: list[tuple[ImportPlan, Network]] = []

    def change(current: Network) -> ChangeSet:
        plan = plan_import(reading, current)
        planned.append((plan, current))
        return _change_set(plan, paths, author, date)

    if dry_run:
        feed.refresh()
        before = feed.network(Audience.EDITOR)
        expected = change(before)
        after = before.at(before.revision, _date_after(expected, before))
        return _report(planned[-1][0], before, after, feed.dates, dry_run=True)
    feed.write(change, progress)
    plan, before = planned[-1]
    return _report(plan, before, feed.network(Audience.EDITOR), feed.dates, dry_run=False)


def undo_last_import(feed: NetworkFeed, *, author: str) -> UndoReport:
    """Take the newest import that has not been undone back, as a change set of its own.

    Raises
    ------
    NotFoundError
        If there is none.
    StoreConflictError
        If a record of it has changed since, or a later record refers to one that it brought.
    """
    feed.refresh()
    last = feed.store.last_import()
    if last is None:
        raise NotFoundError("there is no import to undo")
    sequence, imported = last
    before: list[int] = []

    def change(current: Network) -> ChangeSet:
        before.append(current.revision)
        changes = tuple(plan_undo(imported.changes, current))
        reason = f"undo of {imported.reason}"
        return ChangeSet(changes, ChangeKind.UNDO, author, reason, undoes=sequence, dates=_given_back(imported, feed))

    try:
        feed.write(change)
    except InvalidNetworkError as error:
        raise StoreConflictError(f"the last import cannot be undone: {error}") from error
    after = feed.network(Audience.EDITOR).revision
    return UndoReport(tuple(_undone(imported.changes)), before[-1], after, imported.author, imported.at)


def _given_back(imported: ChangeSet, feed: NetworkFeed) -> dict[Audience, datetime.date]:
    """The dates from before an import, for the audiences that have from it the one that they still have."""
    return {audience: day for audience, day in imported.former.items() if feed.dates[audience] == imported.data_date}


def _change_set(plan: ImportPlan, paths: Sequence[Path], author: str, date: datetime.date | None) -> ChangeSet:
    reason = f"import of {', '.join(path.name or str(path) for path in paths)}"
    return ChangeSet(plan.changes, ChangeKind.IMPORT, author, reason, date=date or plan.date, named=plan.named)


def _date_after(expected: ChangeSet, network: Network) -> datetime.date:
    return expected.data_date if expected.changes or expected.date else network.date


def _report(
    plan: ImportPlan, before: Network, after: Network, dates: Mapping[Audience, datetime.date], *, dry_run: bool
) -> ImportReport:
    revisions = before.revision, after.revision
    return ImportReport(plan.counts, *revisions, after.date, dates, dry_run, plan.changes[:EXAMPLES])


def _undone(changes: Sequence[RecordChange]) -> list[UndoneTable]:
    counts = []
    for table in TABLES:
        own = [change for change in changes if change.table == table]
        removed = sum(change.before is None for change in own)
        if own:
            counts.append(UndoneTable(table, removed, len(own) - removed))
    return counts
