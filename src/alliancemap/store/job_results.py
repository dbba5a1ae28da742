"""Results of jobs: kept by the hash of their content, cut into parts; equal contents are kept once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from alliancemap.errors import StoreError
from alliancemap.store.bolt import Bolt
from alliancemap.store.transaction import Transaction

PART = 1_000_000
"""Bytes of compressed content a part, and a transaction: the embedded database's heap holds many times as much."""


@dataclass(frozen=True)
class JobResult:
    """What came of a job: bytes, and what they are."""

    content: bytes
    media: str

    @property
    def id(self) -> str:
        """The SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


def write(bolt: Bolt, result: JobResult, permitted: Callable[[Transaction], None], part: int = PART) -> None:
    """Write a result, a transaction a part; `permitted` is called first in each and raises to stop it.

    Nobody finds it before a job gives it; what is left of an interrupted write is swept later.
    """
    packed = zlib.compress(result.content, 6)
    starts = range(0, len(packed), part)
    values = {"id": result.id, "media": result.media, "size": len(result.content), "parts": len(starts)}

    def begin(transaction: Transaction) -> None:
        permitted(transaction)
        transaction.run("results/create", id=result.id, values=values)

    def add(transaction: Transaction, number: int) -> None:
        permitted(transaction)
        transaction.run(
            "results/add_part",
            result=result.id,
            id=_part_id(result.id, number),
            number=number,
            bytes=packed[starts[number] : starts[number] + part],
        )

    bolt.write(begin)
    for number in range(len(starts)):
        bolt.write(lambda transaction, number=number: add(transaction, number))  # type: ignore[misc]


def give(transaction: Transaction, job: str, result: str) -> None:
    """Link a job to its result.

    Raises
    ------
    StoreError
        If the result is not whole: it was swept while it was written.
    """
    rows = transaction.run("jobs/give", id=job, result=result)
    if not rows or rows[0]["parts"] != rows[0]["held"]:
        raise StoreError(f"result {result} was swept while it was written; write it again")


def read(bolt: Bolt, id: str) -> JobResult:
    """Read a result and check that it is what was written.

    Raises
    ------
    StoreError
        If it is not there, or damaged.
    """
    rows = bolt.run("results/find", id=id)
    if not rows:
        raise StoreError(f"result {id} is not kept any more; ask for the job again")
    try:
        content = zlib.decompress(b"".join(_parts(bolt, id, rows[0]["parts"])))
    except zlib.error as error:
        raise StoreError(f"result {id} is damaged; ask for the job again") from error
    result = JobResult(content, rows[0]["media"])
    if result.id != id:
        raise StoreError(f"result {id} is damaged; ask for the job again")
    return result


def sweep(bolt: Bolt, age: int, size: int) -> int:
    """Delete results that no job gave and that nobody wrote to for `age` milliseconds, `size` at most; return how many.

    An age far above the time that a part takes keeps what is being written just now.
    """
    ids = [row["id"] for row in bolt.run("results/unused", age=age, size=size)]
    for id in ids:
        bolt.write(lambda transaction, id=id: transaction.run("results/sweep", id=id, age=age))  # type: ignore[misc]
    return len(ids)


def _parts(bolt: Bolt, id: str, count: int) -> Iterator[bytes]:
    for number in range(count):
        rows = bolt.run("results/part", id=_part_id(id, number))
        if not rows:
            raise StoreError(f"result {id} lacks part {number}; ask for the job again")
        yield rows[0]["bytes"]


def _part_id(result: str, number: int) -> str:
    return f"{result}/{number}"
