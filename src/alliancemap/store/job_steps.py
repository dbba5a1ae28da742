"""The steps of a job: what one transaction does to its node, once it has locked it and looked."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from alliancemap.errors import JobLostError, JobNotFoundError
from alliancemap.model import Audience
from alliancemap.store import job_results, ledger
from alliancemap.store.changes import Stamp
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import ENDED, QUEUED_ANEW, Job, JobState, beginning
from alliancemap.store.job_requests import JobRequest
from alliancemap.store.transaction import Transaction

MOST_ATTEMPTS = 3


def lock(transaction: Transaction, id: str) -> Job:
    """Look at a job and hold it until the end of the transaction; JobNotFoundError if there is none."""
    rows = transaction.run("jobs/lock", id=id, turn=uuid.uuid4().hex)
    if not rows:
        raise unknown(id)
    return Job.of(rows[0])


def is_wanting(transaction: Transaction, job: Job) -> bool:
    """Whether a job has ended without a result that can be read."""
    if job.state is JobState.DONE:
        return not job_results.is_whole(transaction, job.result or "")
    return job.state in ENDED


def queued_anew(transaction: Transaction, job: Job) -> Job:
    """Queue a job that has ended, as if it were asked now."""
    transaction.run("jobs/withdraw", id=job.id)
    return changed(transaction, job, **QUEUED_ANEW, submitted=_milliseconds(job.now))


def held(transaction: Transaction, job: Job) -> Job:
    """Look at a job that a worker took as `job`, and hold it; JobLostError if it is not the worker's any more."""
    try:
        now = lock(transaction, job.id)
    except JobNotFoundError as error:
        raise gone(job) from error
    check_held(now, job)
    return now


def asked(transaction: Transaction, request: JobRequest, stamp: Stamp) -> Job:
    """Ask a question of the data at a stamp; asked before, it is the same job, queued anew if there is no result."""
    id = request.id(stamp)
    transaction.run("jobs/create", id=id, values=beginning(id, request, stamp))
    job = lock(transaction, id)
    return queued_anew(transaction, job) if is_wanting(transaction, job) else job


def taken(transaction: Transaction, id: str, worker: str, software: str | None, lease_seconds: float) -> Job | None:
    """Take a job that was free a moment ago.

    None if it is not free any more, its last attempt has failed, or it has moved on.
    """
    job = lock(transaction, id)
    if not job.is_free:
        return None
    reasons = list(job.reasons)
    if job.state is JobState.RUNNING:
        reasons.append(f"attempt {job.attempt}: the worker fell silent")
        if job.attempt >= MOST_ATTEMPTS:
            end(transaction, job, JobState.FAILED, reasons=reasons, fence=job.fence + 1)
            return None
    if _moved_on(transaction, job, software or job.request.software, reasons):
        return None
    return changed(
        transaction,
        job,
        state=JobState.RUNNING,
        attempt=job.attempt + 1,
        fence=job.fence + 1,
        lease=ahead(job, lease_seconds),
        worker=worker,
        progress=0.0,
        words="",
        reasons=reasons,
        taken=_milliseconds(job.now),
    )


def _moved_on(transaction: Transaction, job: Job, software: str, reasons: list[str]) -> bool:
    """End a job that asks of other software, or of data from before anybody began with it; ask its question anew.

    Where it is the data, the question keeps its place in the queue: else no turn would ever come where somebody is
    always writing. One that was begun is finished on the data that it was begun with.
    """
    later = replace(job.request, software=software)
    stamp = ledger.read(transaction).stamp
    if later == job.request and (job.attempt or job.revision == stamp.revisions[later.audience]):
        return False
    successor = asked(transaction, later, stamp)
    cause = f"no worker of {job.request.software} took it"
    if later == job.request:
        cause = f"the data moved on from revision {job.revision}"
        if job.submitted < successor.submitted and successor.state is JobState.QUEUED:
            changed(transaction, successor, submitted=_milliseconds(job.submitted))
    reasons.append(f"{cause}; the question is asked again as job {successor.id}")
    end(transaction, job, JobState.CANCELLED, reasons=reasons, successor=successor.id, fence=job.fence + 1)
    return True


def finished(transaction: Transaction, job: Job, result: JobResult) -> Job:
    """End a job with its result, whose parts are written."""
    job_results.give(transaction, job.id, result.id)
    return end(transaction, job, JobState.DONE, result=result.id, progress=1.0, words="")


def deleted(transaction: Transaction, id: str) -> int:
    """Delete a job unless somebody cited it, asked it again or deleted it meanwhile; return how many went."""
    rows = transaction.run("jobs/lock", id=id, turn=uuid.uuid4().hex)
    # Not read as a Job: it may be of a kind that a later version knows.
    if not rows or rows[0]["cited"] or rows[0]["state"] not in ENDED:
        return 0
    transaction.run("jobs/delete", id=id)
    return 1


def end(transaction: Transaction, job: Job, state: JobState, **values: Any) -> Job:
    """End a job."""
    return changed(transaction, job, state=state, lease=0, ended=_milliseconds(job.now), **values)


def changed(transaction: Transaction, job: Job, **values: Any) -> Job:
    """Change what a locked job says, and give it as it is then."""
    plain = {name: str(value) if isinstance(value, JobState) else value for name, value in values.items()}
    transaction.run("jobs/set", id=job.id, values=plain)
    return Job.of(transaction.one("jobs/find", id=job.id))


def check_held(now: Job, job: Job) -> None:
    """Raise JobLostError unless a job, as it is now, is held by who took it as `job`."""
    if now.state is not JobState.RUNNING or now.fence != job.fence:
        raise JobLostError(f"job {job.id!r} is {now.state} and not held by {job.worker!r} any more; drop it")


def gone(job: Job) -> JobLostError:
    """The error for a job that was deleted while a worker held it."""
    return JobLostError(f"job {job.id!r} is not there any more, though {job.worker!r} works on it; drop it")


def check_audience(job: Job, audience: Audience) -> None:
    """Raise JobNotFoundError if a job is not for an audience: as if it were not there."""
    if job.request.audience.level > audience.level:
        raise unknown(job.id)


def unknown(id: str) -> JobNotFoundError:
    """The error for a job that is not there."""
    return JobNotFoundError(f"there is no job {id!r}; the command `jobs` lists those there are")


def ahead(job: Job, seconds: float) -> int:
    """The end of a lease that begins now, milliseconds."""
    return _milliseconds(job.now + seconds)


def _milliseconds(seconds: float) -> int:
    return round(1_000 * seconds)
