"""Jobs as they are kept: what was asked, where it stands, and what came of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from alliancemap.errors import JobUnreadableError, StoreError
from alliancemap.model import Audience
from alliancemap.store.changes import Stamp
from alliancemap.store.job_requests import JobKind, JobRequest
from alliancemap.store.transaction import Row


class JobState(StrEnum):
    """Where a job stands; the last three are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True)
class Job:
    """A job as of one look; what the database holds is described in `cypher/jobs/find.cypher`.

    Times are seconds of the database's clock since 1970; None is not yet. `seconds` is how long the result took to work
    out, once the Network was read, of all parts together; None as long as there is none. `sequence` and `date` are
    where the whole history stood at the revision, and the date that the data set had then for the audience. `result` is
    the SHA-256 of the content, `successor` the job that asks the same of a later revision, where the data moved on
    before this one ran.
    """

    id: str
    request: JobRequest
    revision: int
    sequence: int
    date: datetime.date
    state: JobState
    attempt: int
    fence: int
    lease: float
    worker: str
    progress: float
    words: str
    reasons: tuple[str, ...]
    result: str | None
    submitted: float
    taken: float | None
    ended: float | None
    cited: bool
    successor: str | None
    seconds: float | None
    now: float

    @classmethod
    def of(cls, row: Row) -> Self:
        """Read a job from the row that its queries return.

        Raises
        ------
        StoreError
            If only a later version knows its kind.
        JobUnreadableError
            If it lacks what every job has, or says what nobody understands.
        """
        if row["kind"] not in {None, *JobKind}:
            raise StoreError(f"job {row['id']!r} is of the kind {row['kind']!r}; look at it with a later alliancemap")
        if lacking := [name for name in _NEEDED if row[name] is None]:
            raise _unreadable(row, f"it lacks {', '.join(lacking)}")
        try:
            return cls._read(row)
        except (TypeError, ValueError) as error:
            raise _unreadable(row, str(error)) from error

    @classmethod
    def _read(cls, row: Row) -> Self:
        request = JobRequest(
            JobKind(row["kind"]), Audience(row["audience"]), row["parameters"], row["seed"], row["software"]
        )
        same: dict[str, Any] = {name: row[name] for name in _SAME}
        return cls(
            request=request,
            date=datetime.date.fromisoformat(row["date"]),
            state=JobState(row["state"]),
            reasons=tuple(row["reasons"]),
            result=row["result"] or None,
            successor=row["successor"] or None,
            lease=row["lease"] / 1_000,
            submitted=row["submitted"] / 1_000,
            taken=row["taken"] / 1_000 or None,
            ended=row["ended"] / 1_000 or None,
            seconds=_seconds(row),
            now=row["now"] / 1_000,
            **same,
        )

    @property
    def is_free(self) -> bool:
        """Whether a worker may take it: nobody has it, or whoever had it let the lease run out."""
        return self.state not in ENDED and self.lease < self.now

    @property
    def submitted_at(self) -> datetime.datetime:
        """When it was asked."""
        return datetime.datetime.fromtimestamp(self.submitted, datetime.UTC)


_SAME = ("id", "revision", "sequence", "attempt", "fence", "worker", "progress", "words", "cited")
_NEEDED = (
    *_SAME,
    *("kind", "audience", "parameters", "seed", "software", "date", "state", "reasons"),
    *("lease", "submitted", "taken", "ended"),
)


def _seconds(row: Row) -> float | None:
    """How long the result took; a job that was asked anew has none, whatever its former one took."""
    return row["worked"] / 1_000 if row["state"] == JobState.DONE and row["worked"] is not None else None


def _unreadable(row: Row, reason: str) -> JobUnreadableError:
    """The error for a record that another version left, unfinished or not of ours."""
    id = row["id"]
    return JobUnreadableError(f"job {id!r} cannot be read: {reason}; `alliancemap job {id} --delete` deletes it")


def beginning(id: str, request: JobRequest, stamp: Stamp) -> dict[str, Any]:
    """The properties of a job that was just asked of the data at a stamp."""
    return {
        "id": id,
        "kind": str(request.kind),
        "audience": str(request.audience),
        "revision": stamp.revisions[request.audience],
        "sequence": stamp.sequence,
        "date": stamp.dates[request.audience].isoformat(),
        "parameters": request.parameters,
        "seed": request.seed,
        "software": request.software,
        "fence": 0,
        "worker": "",
        "reasons": [],
        "cited": False,
        "successor": "",
        **QUEUED_ANEW,
    }


WAITING: dict[str, Any] = {
    "state": str(JobState.QUEUED),
    "lease": 0,
    "progress": 0.0,
    "words": "",
    "taken": 0,
}
"""What a job says that waits for a worker, whatever happened to it before."""
QUEUED_ANEW: dict[str, Any] = {**WAITING, "attempt": 0, "result": "", "ended": 0}
"""What changes, besides when it was asked, when a job is asked again that ended without a result that can be read."""
