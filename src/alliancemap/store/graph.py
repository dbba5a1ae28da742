"""The graph store: every write, the whole load, and what changed since."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from alliancemap.errors import InvalidNetworkError, StoreConflictError, StoreError, StoreUnavailableError
from alliancemap.model import Audience, RecordChange
from alliancemap.network.network import Network
from alliancemap.store import history, ledger, records, staging
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeSet, Stamp
from alliancemap.store.jobs import JobQueue
from alliancemap.store.overlay import overlaid
from alliancemap.store.transaction import Transaction

Progress = Callable[[int], None]

ONE_TRANSACTION = 50_000
"""Change sets with more changes are staged: a larger transaction would not fit the embedded database's heap."""
PART = 1_000
"""Changes a part of the history."""


class GraphStore:
    """The truth: records, their history and who has seen how much of it, in one graph database.

    Use `open`; the parameters here are for those who have a connection already.

    Parameters
    ----------
    bolt : Bolt
        The connection; `close` closes it.
    one_transaction : int
        How many changes are written in one transaction at most; larger change sets are staged.
    part : int
        How many changes a part of the history holds.

    Attributes
    ----------
    jobs : JobQueue
        The questions that take long, and their results.
    """

    def __init__(self, bolt: Bolt, *, one_transaction: int = ONE_TRANSACTION, part: int = PART) -> None:
        self._bolt = bolt
        self._one_transaction = one_transaction
        self._part = part
        self.jobs = JobQueue(bolt)

    @classmethod
    def open(cls, url: str, user: str | None = None, password: str | None = None, *, heap_mb: int = 512) -> Self:
        """Open a store and prepare it.

        Parameters
        ----------
        url, user, password, heap_mb
            As `Bolt.open` takes them.

        Raises
        ------
        SettingsError
            If the address cannot be used.
        StoreUnavailableError
            If the database does not answer.
        StoreError
            If a later version wrote it.
        """
        store = cls(Bolt.open(url, user, password, heap_mb=heap_mb))
        try:
            store.prepare()
        except BaseException:
            store.close()
            raise
        return store

    def prepare(self) -> None:
        """Make schema and ledger, sweep what dead writers left, finish what they published; may repeat."""
        ledger.make(self._bolt)
        staging.sweep(self._bolt)
        head = staging.pending(self._bolt)
        if head is not None and history.is_abandoned(head):
            staging.finish(self._bolt)

    def stamp(self) -> Stamp:
        """Read where the history stands; one small query."""
        return self._bolt.read(ledger.read).stamp

    def load(self) -> tuple[Stamp, Network]:
        """Read everything, as editors see it.

        Exact while others write: what was published since shortly before the beginning is put over what was read.

        Raises
        ------
        StoreError
            If what is stored makes no Network; its message may name what not everybody may see, as those of stores may.
        """
        with records.collector_at_rest():
            before = self._bolt.read(ledger.read)
            found = records.read_all(self._bolt)
            stamp, changes = self._changes_after(before.applied)
            values = overlaid(found, changes)
            editor = Audience.EDITOR
            date, revision = stamp.dates[editor], stamp.revisions[editor]
            try:
                network = Network.build(values, date=date, revision=revision, audience=editor)
            except InvalidNetworkError as error:
                raise StoreError(f"what {self._bolt.address} holds cannot be read: {error}") from error
        return stamp, network

    def changes_since(self, sequence: int) -> tuple[Stamp, list[RecordChange]]:
        """Read what was published after a sequence, in order, and where the history stands then."""
        return self._changes_after(sequence)

    def write(
        self,
        change_set: ChangeSet,
        expected: Stamp,
        raised: frozenset[Audience],
        progress: Progress | None = None,
    ) -> Stamp:
        """Write a change set whole or not at all.

        Parameters
        ----------
        change_set : ChangeSet
            Computed against the editors' Network at `expected`; each record once.
        expected : Stamp
            Where the history must stand.
        raised : frozenset of Audience
            The audiences whose Network it changes; their revision is raised and their date set.
        progress : callable, optional
            Told how many of the changes are behind it, from time to time.

        Returns
        -------
        Stamp
            Where the history stands afterwards.

        Raises
        ------
        StoreConflictError
            If somebody else wrote since `expected`.
        StoreUnavailableError
            If the database went away; nothing is written unless the message says that nobody knows.
        """
        token = uuid.uuid4().hex
        # An undo gives back only what was given: an audience that was told nothing has a date of other changes.
        former = {audience: expected.dates[audience] for audience in raised}
        ordered = replace(change_set, changes=tuple(records.in_order(change_set.changes)), former=former)
        stamp = expected.after(change_set, raised)
        history.LIVE.add(token)
        try:
            staging.finish(self._bolt)
            if len(ordered.changes) > self._one_transaction:
                self._write_staged(token, ordered, expected, stamp, progress)
            else:
                self._commit(
                    token, lambda transaction: self._write_at_once(transaction, token, ordered, expected, stamp)
                )
        finally:
            history.LIVE.discard(token)
        if progress:
            progress(len(ordered.changes))
        return stamp

    def last_import(self) -> tuple[int, ChangeSet] | None:
        """Read the newest import that is not undone, and its sequence; None if there is none."""

        def work(transaction: Transaction) -> tuple[int, ChangeSet] | None:
            rows = transaction.run("changes/last_import")
            return (rows[0]["sequence"], history.change_set(transaction, rows[0])) if rows else None

        return self._bolt.read(work)

    def close(self) -> None:
        """Close the connection; again is harmless."""
        self._bolt.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _changes_after(self, sequence: int) -> tuple[Stamp, list[RecordChange]]:
        def work(transaction: Transaction) -> tuple[Stamp, list[RecordChange]]:
            stamp = ledger.read(transaction).stamp
            return stamp, history.changes_between(transaction, sequence, stamp.sequence)

        return self._bolt.read(work)

    def _write_at_once(
        self, transaction: Transaction, token: str, change_set: ChangeSet, expected: Stamp, stamp: Stamp
    ) -> None:
        ledger.lock_at(transaction, expected)
        records.apply(transaction, change_set.changes)
        count = history.count_parts(change_set.changes, self._part)
        history.begin(transaction, token, change_set, count, stamp.sequence)
        history.add_parts(transaction, token, change_set.changes, self._part, range(count))
        ledger.advance(transaction, stamp, applied=True)

    def _write_staged(
        self, token: str, change_set: ChangeSet, expected: Stamp, stamp: Stamp, progress: Progress | None
    ) -> None:
        tell = progress or _silent
        total, size = len(change_set.changes), self._part
        try:
            staging.stage(self._bolt, token, change_set, size, tell)
            self._commit(token, lambda transaction: staging.publish(transaction, token, expected, stamp))
        except BaseException:
            staging.discard_quietly(self._bolt, token)
            raise
        # Published, it is in force even if the database goes away; whoever writes or starts next goes on from there.
        with contextlib.suppress(StoreUnavailableError):
            staging.finish(self._bolt, lambda parts: tell((total + min(total, parts * size)) // 2))

    def _commit(self, token: str, work: Callable[[Transaction], None]) -> None:
        """Run the transaction that puts a change set into force, and find out if its answer was lost."""
        try:
            self._bolt.write(work)
        except (StoreUnavailableError, StoreConflictError) as error:
            if not self._is_published(token):
                raise error

    def _is_published(self, token: str) -> bool:
        with contextlib.suppress(StoreError):
            rows = self._bolt.run("changes/find", token=token)
            return bool(rows) and rows[0]["sequence"] > 0
        return False


def _silent(_done: int) -> None:
    """Tell nobody."""
