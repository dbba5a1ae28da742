"""Change sets too large for one transaction: staged where nobody looks, published at once, then written out.

1. Stage: the parts are written in many transactions, under a head without a place in the history.
2. Publish: one small transaction gives the head its sequence and raises the revisions. From now on it is in force:
   who reads the graph puts the published changes over what it finds.
3. Apply: the parts are written to the records, a transaction each, and the ledger counts them.

Killed in 1, it never was; killed in 3, the next start or writer goes on where it ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from alliancemap.errors import StoreConflictError, StoreError
from alliancemap.store import history, ledger, records
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeSet, Stamp
from alliancemap.store.transaction import Row, Transaction

Progress = Callable[[int], None]


def stage(bolt: Bolt, token: str, change_set: ChangeSet, size: int, progress: Progress) -> None:
    """Write a change set, its changes in the order of `records.in_order`, where nobody looks."""
    changes = change_set.changes
    count = history.count_parts(changes, size)
    bolt.write(lambda transaction: history.begin(transaction, token, change_set, count))
    for start in range(0, count, history.PARTS):
        numbers = range(start, min(count, start + history.PARTS))
        bolt.write(
            lambda transaction, numbers=numbers: history.add_parts(  # type: ignore[misc]
                transaction, token, changes, size, numbers
            )
        )
        progress(min(len(changes), numbers.stop * size) // 2)


def publish(transaction: Transaction, token: str, expected: Stamp, stamp: Stamp) -> None:
    """Give a staged change set its place in the history.

    Raises
    ------
    StoreConflictError
        If somebody else wrote meanwhile, or swept it.
    """
    ledger.lock_at(transaction, expected)
    rows = transaction.run("changes/publish", token=token, sequence=stamp.sequence)
    if not rows or rows[0]["parts"] != rows[0]["held"]:
        raise StoreConflictError("the staged change set was swept meanwhile; repeat the write")
    ledger.advance(transaction, stamp, applied=False)


def pending(bolt: Bolt) -> Row | None:
    """Give the head of the change set that is published but not written out yet; there is one at most."""

    def work(transaction: Transaction) -> list[Row]:
        now = ledger.read(transaction)
        return transaction.run("changes/since", after=now.applied, upto=now.stamp.sequence)

    rows = bolt.read(work)
    return rows[0] if rows else None


def finish(bolt: Bolt, progress: Progress | None = None) -> None:
    """Write out what is published; several processes may do so at once."""
    while (head := pending(bolt)) is not None:
        done = bolt.write(lambda transaction, head=head: _apply_next(transaction, head))  # type: ignore[misc]
        if progress:
            progress(done)


def _apply_next(transaction: Transaction, head: Row) -> int:
    """Write out the next part and return how many are written by now."""
    now = ledger.lock(transaction)
    if now.applied != head["sequence"] - 1:
        return int(head["parts"])
    (changes,) = history.parts(transaction, head["token"], [now.applied_parts])
    records.apply(transaction, changes)
    transaction.run("changes/touch", token=head["token"])
    done = now.applied_parts + 1
    last = done == head["parts"]
    values = {"applied": head["sequence"], "applied_parts": 0} if last else {"applied_parts": done}
    transaction.run("ledger/set", values=values)
    return done


def sweep(bolt: Bolt) -> None:
    """Delete what dead writers staged and did not publish."""
    for row in bolt.run("changes/staged"):
        if history.is_abandoned(row):
            discard(bolt, row["token"])


def discard(bolt: Bolt, token: str) -> None:
    """Delete a staged change set; one that was published meanwhile stays."""

    def some(transaction: Transaction) -> int:
        ledger.lock(transaction)
        swept: int = transaction.one("changes/sweep", token=token, size=history.PARTS)["swept"]
        if not swept:
            transaction.run("changes/forget", token=token)
        return swept

    while bolt.write(some):
        pass


def discard_quietly(bolt: Bolt, token: str) -> None:
    """Delete a staged change set if the database can be reached; else the next start sweeps it."""
    with contextlib.suppress(StoreError):
        discard(bolt, token)
