"""The ledger: one node that every write locks first, so that writes wait for each other and readers see where it is."""

from __future__ import annotations

import contextlib
import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from alliancemap.errors import StoreConflictError, StoreError
from alliancemap.model import Audience
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import Stamp
from alliancemap.store.transaction import Row, Transaction

FORMAT = 1
"""The layout of what is stored; a database of a later one is not touched."""


@dataclass(frozen=True)
class Ledger:
    """What the ledger says.

    `applied` is the sequence of the last change set whose records are all written, `applied_parts` how many parts of
    the one after it are written too; records lag behind `stamp` only while a staged change set is being applied.
    """

    stamp: Stamp
    applied: int
    applied_parts: int

    @classmethod
    def of(cls, row: Row) -> Ledger:
        """Read it from the row that its queries return."""
        return cls(
            Stamp(
                row["sequence"],
                {audience: row[f"revision_{audience}"] for audience in Audience},
                {audience: datetime.date.fromisoformat(row[f"date_{audience}"]) for audience in Audience},
                row["origin"],
            ),
            row["applied"],
            row["applied_parts"],
        )


def make(bolt: Bolt) -> None:
    """Make schema and ledger of a new database, and refuse one that a later version wrote.

    Raises
    ------
    StoreError
        If a later version wrote the database.
    """
    known = bolt.run("ledger/statements")
    if known:
        _refuse_later(bolt)
    if not known or known[0]["statements"] < bolt.schema_size:
        bolt.apply_schema()
        # A conflict means that another process made it at this moment.
        with contextlib.suppress(StoreConflictError):
            bolt.write(lambda transaction: transaction.run("ledger/create", values=_beginning()))
        bolt.write(lambda transaction: transaction.run("ledger/set", values={"statements": bolt.schema_size}))
    _refuse_later(bolt)


def _refuse_later(bolt: Bolt) -> None:
    found = bolt.one("ledger/read")["format"]
    if found > FORMAT:
        raise StoreError(f"{bolt.address} was written by a later version (format {found}); install that one")


def read(transaction: Transaction) -> Ledger:
    """Read the ledger."""
    return Ledger.of(transaction.one("ledger/read"))


def lock(transaction: Transaction) -> Ledger:
    """Read the ledger and hold it until the end of the transaction."""
    return Ledger.of(transaction.one("ledger/lock", turn=uuid.uuid4().hex))


def lock_at(transaction: Transaction, expected: Stamp) -> None:
    """Hold the ledger if it stands where a writer computed its changes, with all records written.

    Raises
    ------
    StoreConflictError
        If somebody wrote meanwhile.
    """
    ledger = lock(transaction)
    if (ledger.stamp.origin, ledger.stamp.sequence) != (expected.origin, expected.sequence):
        raise StoreConflictError("somebody else wrote to the database meanwhile; look again, then repeat")
    if ledger.applied != expected.sequence:
        raise StoreConflictError("another change set is still being written out; wait, then repeat")


def advance(transaction: Transaction, stamp: Stamp, *, applied: bool) -> None:
    """Say that the history stands at `stamp` now, its records written (`applied`) or still to be."""
    values = _values(stamp)
    if applied:
        values["applied"] = stamp.sequence
    transaction.run("ledger/set", values=values)


def _values(stamp: Stamp) -> dict[str, Any]:
    return {
        "sequence": stamp.sequence,
        **{f"revision_{audience}": revision for audience, revision in stamp.revisions.items()},
        **{f"date_{audience}": date.isoformat() for audience, date in stamp.dates.items()},
    }


def _beginning() -> dict[str, Any]:
    today = datetime.datetime.now(datetime.UTC).date()
    stamp = Stamp(0, dict.fromkeys(Audience, 0), dict.fromkeys(Audience, today))
    origin = uuid.uuid4().hex
    return {**_values(stamp), "format": FORMAT, "origin": origin, "applied": 0, "applied_parts": 0}
