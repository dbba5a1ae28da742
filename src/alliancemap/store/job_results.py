"""Results of jobs: kept by the hash of their content, cut into parts; equal contents are kept once."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Callable, Iterator

from alliancemap.errors import StoreError
from alliancemap.store.bolt import Bolt
from alliancemap.store.job_content import JobResult
from alliancemap.store.transaction import Row, Transaction

PART = 1_000_000
"""Bytes of compressed content a part, and a transaction: the embedded database's heap holds many times as much."""
DELETED = 8
"""How many parts are deleted in one transaction."""
SURPLUS = 1_000
"""How many parts too many are looked for at most; two versions of zlib differ by one or two."""


def write(bolt: Bolt, result: JobResult, permitted: Callable[[Transaction], None], part: int = PART) -> None:
    """Write a result unless it is there whole, a transaction a part.

    `permitted` is called first in each, and raises to stop it. Nobody finds a result before a job gives it; what is
    left of an interrupted write is swept later.
    """
    whole = b"".join(result.packed)
    starts = range(0, len(whole), part)

    def begin(transaction: Transaction) -> bool:
        permitted(transaction)
        return _begun(transaction, result, len(starts))

    def add(transaction: Transaction, number: int) -> None:
        permitted(transaction)
        transaction.run(
            "results/add_part",
            result=result.id,
            id=_part_id(result.id, number),
            number=number,
            bytes=whole[starts[number] : starts[number] + part],
        )

    if bolt.write(begin):
        return
    for number in range(len(starts)):
        bolt.write(lambda transaction, number=number: add(transaction, number))  # type: ignore[misc]


def _begun(transaction: Transaction, result: JobResult, count: int) -> bool:
    """Say that a result is wanted, and whether it is there whole.

    Another version of zlib may have cut the same content into other parts: whole ones stay, of others the surplus goes.
    """
    held = _held(transaction, result.id)
    is_whole = held is not None and held["parts"] == held["held"]
    values: Row = {"id": result.id, "media": result.media, "size": result.size}
    transaction.run("results/create", id=result.id, values=values if is_whole else {**values, "parts": count})
    if not is_whole:
        transaction.run("results/delete_parts", **{"id": result.id, "from": count, "size": SURPLUS})
    return is_whole


def give(transaction: Transaction, job: str, result: str) -> None:
    """Link a job to its result.

    Raises
    ------
    StoreError
        If the result is not whole: it was swept while it was written.
    """
    rows = transaction.run("jobs/give", id=job, result=result, turn=uuid.uuid4().hex)
    if not rows or rows[0]["parts"] != rows[0]["held"]:
        raise StoreError(f"result {result} was swept while it was written; write it again")


def is_whole(transaction: Transaction, id: str) -> bool:
    """Whether a result is kept with all its parts."""
    rows = transaction.run("results/find", id=id)
    return bool(rows) and rows[0]["parts"] == rows[0]["held"]


def read(bolt: Bolt, id: str) -> JobResult:
    """Read a result and check that it is what was written; one that is damaged is dropped.

    Raises
    ------
    StoreError
        If it is not there, or damaged.
    """
    rows = bolt.run("results/find", id=id)
    if not rows:
        raise StoreError(f"result {id} is not kept any more; ask for the job again")
    result = JobResult(tuple(_parts(bolt, id, rows[0]["parts"])), rows[0]["media"])
    if not _is_content(result, id):
        _drop(bolt, id, lambda now: now["touched"] == rows[0]["touched"])
        raise StoreError(f"result {id} is damaged; ask for the job again")
    return result


def _is_content(result: JobResult, id: str) -> bool:
    try:
        return result.id == id
    except zlib.error:
        return False


def sweep(bolt: Bolt, age: int, size: int) -> int:
    """Delete results that no job gave and that nobody wrote to for `age` milliseconds, `size` at most; return how many.

    An age far above the time that a part takes keeps what is being written just now.
    """
    rows = bolt.run("results/unused", age=age, size=size)
    return sum(
        _drop(bolt, row["id"], lambda now: not now["jobs"] and now["touched"] < now["now"] - age) for row in rows
    )


def _drop(bolt: Bolt, id: str, allowed: Callable[[Row], bool]) -> bool:
    """Delete a result, some parts a transaction, as long as it may go; return whether it went.

    Each transaction locks it before it looks: whoever writes or gives it meanwhile waits, and finds what is gone.
    """

    def work(transaction: Transaction) -> bool | None:
        held = _held(transaction, id)
        if held is None or not allowed(held):
            return False
        if held["held"]:
            transaction.run("results/delete_parts", **{"id": id, "from": 0, "size": DELETED})
            return None
        transaction.run("results/delete", id=id)
        return True

    while (is_gone := bolt.write(work)) is None:
        pass
    return is_gone


def _held(transaction: Transaction, id: str) -> Row | None:
    """Hold a result until the end of the transaction; None if there is none."""
    rows = transaction.run("results/lock", id=id, turn=uuid.uuid4().hex)
    return rows[0] if rows else None


def _parts(bolt: Bolt, id: str, count: int) -> Iterator[bytes]:
    for number in range(count):
        rows = bolt.run("results/part", id=_part_id(id, number))
        if not rows:
            raise StoreError(f"result {id} lacks part {number}; ask for the job again")
        yield rows[0]["bytes"]


def _part_id(result: str, number: int) -> str:
    return f"{result}/{number}"
