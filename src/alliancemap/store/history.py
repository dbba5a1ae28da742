"""The history: change sets as they are kept, each cut into parts of JSON text."""

from __future__ import annotations

import datetime
import json
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

from alliancemap.errors import StoreError
from alliancemap.model import Audience, RecordChange
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.plain import dumps, loads
from alliancemap.store.transaction import Row, Transaction

PARTS = 20
"""Parts a statement."""
STALE_MILLISECONDS = 60_000
"""How long a change set of another machine may stand still before its writer counts as dead."""

LIVE: set[str] = set()
"""The tokens of change sets that threads of this process work on."""


def part_id(token: str, number: int) -> str:
    """What a part is known by."""
    return f"{token}/{number}"


def count_parts(changes: Sequence[RecordChange], size: int) -> int:
    """How many parts of `size` changes there are."""
    return -(-len(changes) // size)


def begin(transaction: Transaction, token: str, change_set: ChangeSet, parts: int, sequence: int = 0) -> None:
    """Write the head of a change set; with sequence 0 it is staged and nobody reads it."""
    values: dict[str, Any] = {
        "token": token,
        "sequence": sequence,
        "kind": str(change_set.kind),
        "author": change_set.author,
        "at": change_set.at.isoformat(),
        "reason": change_set.reason,
        "count": len(change_set.changes),
        "parts": parts,
        "owner": f"{socket.gethostname()}:{os.getpid()}",
        "former": json.dumps({str(audience): day.isoformat() for audience, day in change_set.former.items()}),
    }
    optional = {"date": change_set.date and change_set.date.isoformat(), "undoes": change_set.undoes}
    values |= {name: value for name, value in optional.items() if value is not None}
    transaction.run("changes/create", token=token, values=values)


def add_parts(
    transaction: Transaction, token: str, changes: Sequence[RecordChange], size: int, numbers: Sequence[int]
) -> None:
    """Write parts of a change set.

    Raises
    ------
    StoreError
        If its head is gone: somebody took its writer for dead.
    """
    for some in (numbers[start : start + PARTS] for start in range(0, len(numbers), PARTS)):
        rows = [
            {"id": part_id(token, n), "number": n, "payload": dumps(changes[n * size : (n + 1) * size])} for n in some
        ]
        if transaction.one("changes/add_parts", token=token, rows=rows)["added"] != len(rows):
            raise StoreError("a change set was swept while it was written; repeat the write")


def parts(transaction: Transaction, token: str, numbers: Sequence[int]) -> Iterator[list[RecordChange]]:
    """Read parts of a change set, in the order of the numbers."""
    for some in (numbers[start : start + PARTS] for start in range(0, len(numbers), PARTS)):
        ids = [part_id(token, number) for number in some]
        payloads = {row["id"]: row["payload"] for row in transaction.run("changes/parts", ids=ids)}
        for id in ids:
            if id not in payloads:
                raise StoreError(f"the history lacks part {id!r}; restore the database from a backup")
            yield loads(payloads[id])


def changes_between(transaction: Transaction, after: int, upto: int) -> list[RecordChange]:
    """Read what the change sets after one and up to another changed, in order."""
    return [
        change
        for row in transaction.run("changes/since", after=after, upto=upto)
        for part in parts(transaction, row["token"], range(row["parts"]))
        for change in part
    ]


def change_set(transaction: Transaction, row: Row) -> ChangeSet:
    """Read a whole change set, given the row of its head."""
    changes = [change for part in parts(transaction, row["token"], range(row["parts"])) for change in part]
    return ChangeSet(
        changes=tuple(changes),
        kind=ChangeKind(row["kind"]),
        author=row["author"],
        reason=row["reason"],
        date=row["date"] and datetime.date.fromisoformat(row["date"]),
        undoes=row["undoes"],
        at=datetime.datetime.fromisoformat(row["at"]),
        former={
            Audience(audience): datetime.date.fromisoformat(day) for audience, day in json.loads(row["former"]).items()
        },
    )


def is_abandoned(row: Row) -> bool:
    """Whether the writer of a change set is gone: its process ended, or nothing came from its machine for a minute."""
    host, _, process = row["owner"].rpartition(":")
    if host != socket.gethostname():
        return bool(row["age"] > STALE_MILLISECONDS)
    if int(process) == os.getpid():
        return row["token"] not in LIVE
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
