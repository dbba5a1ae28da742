"""One job, looked at and held until the end of a transaction, and changed in it."""

from __future__ import annotations

import uuid
from typing import Any

from alliancemap.errors import JobLostError, JobNotFoundError
from alliancemap.model import Audience
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.transaction import Row, Transaction


def lock(transaction: Transaction, id: str) -> Job:
    """Look at a job and hold it until the end of the transaction; JobNotFoundError if there is none."""
    return Job.of(locked_row(transaction, id))


def lock_for(transaction: Transaction, id: str, audience: Audience) -> Job:
    """Look at a job and hold it, as `lock`; JobNotFoundError also if it is not for the audience."""
    return read_for(locked_row(transaction, id), audience)


def locked_row(transaction: Transaction, id: str) -> Row:
    """Hold a job whether or not it can be read; JobNotFoundError if there is none."""
    rows = transaction.run("jobs/lock", id=id, turn=uuid.uuid4().hex)
    if not rows:
        raise unknown(id)
    return rows[0]


def read_for(row: Row, audience: Audience) -> Job:
    """Read a job for an audience; JobNotFoundError if it is not for it, as if it were not there."""
    _check_audience(row, audience)
    return Job.of(row)


def held(transaction: Transaction, job: Job) -> Job:
    """Look at a job that a worker took as `job`, and hold it; JobLostError if it is not the worker's any more."""
    try:
        now = lock(transaction, job.id)
    except JobNotFoundError as error:
        raise gone(job) from error
    check_held(now, job)
    return now


def check_held(now: Job, job: Job) -> None:
    """Raise JobLostError unless a job, as it is now, is held by who took it as `job`.

    One that was deleted and asked again has the same id, and its fences begin anew, but it was asked at another time.
    """
    if now.state is not JobState.RUNNING or (now.submitted, now.fence) != (job.submitted, job.fence):
        raise JobLostError(f"job {job.id!r} is {now.state} and not held by {job.worker!r} any more; drop it")


def changed(transaction: Transaction, job: Job, **values: Any) -> Job:
    """Change what a locked job says, and give it as it is then."""
    plain = {name: str(value) if isinstance(value, JobState) else value for name, value in values.items()}
    transaction.run("jobs/set", id=job.id, values=plain)
    return Job.of(transaction.one("jobs/find", id=job.id))


def end(transaction: Transaction, job: Job, state: JobState, **values: Any) -> Job:
    """End a job."""
    return changed(transaction, job, state=state, lease=0, ended=milliseconds(job.now), **values)


def ahead(job: Job, seconds: float) -> int:
    """The end of a lease that begins now, milliseconds."""
    return milliseconds(job.now + seconds)


def milliseconds(seconds: float) -> int:
    """Seconds as they are kept."""
    return round(1_000 * seconds)


def gone(job: Job) -> JobLostError:
    """The error for a job that was deleted while a worker held it."""
    return JobLostError(f"job {job.id!r} is not there any more, though {job.worker!r} works on it; drop it")


def unknown(id: str) -> JobNotFoundError:
    """The error for a job that is not there."""
    return JobNotFoundError(f"there is no job {id!r}; the command `jobs` lists those there are")


def _check_audience(row: Row, audience: Audience) -> None:
    """Whom a job is for is looked at before it is read: not even its faults are for others."""
    known = row["audience"] in set(Audience)
    if (Audience(row["audience"]) if known else Audience.EDITOR).level > audience.level:
        raise unknown(row["id"])
