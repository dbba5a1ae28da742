"""The steps of a job: what one transaction does to its node, once it has locked it and looked."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from typing import Any

from alliancemap.errors import JobLostError, JobNotFoundError, JobUnreadableError, UsageError
from alliancemap.model import Audience
from alliancemap.store import job_results, ledger
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import ENDED, QUEUED_ANEW, Job, JobState, beginning
from alliancemap.store.job_requests import JobRequest
from alliancemap.store.transaction import Row, Transaction

LOG = logging.getLogger(__name__)
MOST_ATTEMPTS = 3


def lock(transaction: Transaction, id: str) -> Job:
    """Look at a job and hold it until the end of the transaction; JobNotFoundError if there is none."""
    return Job.of(_locked(transaction, id))


def lock_for(transaction: Transaction, id: str, audience: Audience) -> Job:
    """Look at a job and hold it, as `lock`; JobNotFoundError also if it is not for the audience."""
    return read_for(_locked(transaction, id), audience)


def read_for(row: Row, audience: Audience) -> Job:
    """Read a job for an audience; JobNotFoundError if it is not for it, as if it were not there."""
    _check_audience(row, audience)
    return Job.of(row)


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


class OutdatedError(Exception):
    """A job asks of other software, or of data from before anybody began with it: its question is to be asked anew."""

    def __init__(self, job: Job) -> None:
        self.job = job


def created(transaction: Transaction, request: JobRequest, submitted: float | None) -> str:
    """Make the job of a question about the present data, unless it is there, and give its id.

    A transaction of its own: of two that make the same job at once, ArcadeDB fails one, but only in the end, and until
    then it may not find what it made.
    """
    stamp = ledger.read(transaction).stamp
    id = request.id(stamp)
    since = None if submitted is None else _milliseconds(submitted)
    transaction.run("jobs/create", id=id, values=beginning(id, request, stamp), submitted=since)
    return id


def asked(transaction: Transaction, id: str, submitted: float | None) -> Job:
    """Ask a question whose job is there: queue it anew if it ended without a result, and no later than `submitted`."""
    job = lock(transaction, id)
    if is_wanting(transaction, job):
        job = queued_anew(transaction, job)
    if submitted is not None and submitted < job.submitted and job.state is JobState.QUEUED:
        return changed(transaction, job, submitted=_milliseconds(submitted))
    return job


def moved_on(transaction: Transaction, job: Job, successor: Job) -> None:
    """End a job whose question was asked anew, unless somebody else took or ended it meanwhile."""
    now = lock(transaction, job.id)
    if not now.is_free or now.fence != job.fence:
        return
    cause = f"no worker of {job.request.software} took it"
    if successor.request == job.request:
        cause = f"the data moved on from revision {job.revision}"
    reasons = [*job.reasons, f"{cause}; the question is asked again as job {successor.id}"]
    end(transaction, now, JobState.CANCELLED, reasons=reasons, successor=successor.id, fence=now.fence + 1)


def taken(transaction: Transaction, id: str, worker: str, software: str | None, lease_seconds: float) -> Job | None:
    """Take a job that was free a moment ago; None if it is not any more, or its last attempt has failed.

    One that was begun is finished on the data that it was begun with. One that cannot be read has failed, so that it
    keeps nobody from the others.

    Raises
    ------
    OutdatedError
        If it has to move on instead; nothing is changed.
    """
    row = _locked(transaction, id)
    try:
        job = Job.of(row)
    except JobUnreadableError as error:
        _fail_unread(transaction, row, str(error))
        return None
    if not job.is_free:
        return None
    reasons = list(job.reasons)
    if job.state is JobState.RUNNING:
        reasons.append(f"attempt {job.attempt}: the worker fell silent")
        if job.attempt >= MOST_ATTEMPTS:
            end(transaction, job, JobState.FAILED, reasons=reasons, fence=job.fence + 1)
            return None
    present = ledger.read(transaction).stamp.revisions[job.request.audience]
    if software not in (None, job.request.software) or not (job.attempt or job.revision == present):
        raise OutdatedError(replace(job, reasons=tuple(reasons)))
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


def discarded(transaction: Transaction, id: str, audience: Audience) -> None:
    """Delete a job that has ended, or that cannot be read.

    Raises
    ------
    JobNotFoundError
        If there is no such job, or it is not for this audience.
    UsageError
        If it waits or runs, or is cited.
    """
    try:
        job = lock_for(transaction, id, audience)
    except JobUnreadableError:
        LOG.warning("job %s, which cannot be read, is deleted", id)
    else:
        if job.state not in ENDED or job.cited:
            stands, remedy = ("cited", "uncite") if job.cited else (job.state, "cancel")
            raise UsageError(f"job {id!r} is {stands}; {remedy} it first")
    transaction.run("jobs/delete", id=id)


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


def unknown(id: str) -> JobNotFoundError:
    """The error for a job that is not there."""
    return JobNotFoundError(f"there is no job {id!r}; the command `jobs` lists those there are")


def ahead(job: Job, seconds: float) -> int:
    """The end of a lease that begins now, milliseconds."""
    return _milliseconds(job.now + seconds)


def _locked(transaction: Transaction, id: str) -> Row:
    rows = transaction.run("jobs/lock", id=id, turn=uuid.uuid4().hex)
    if not rows:
        raise unknown(id)
    return rows[0]


def _check_audience(row: Row, audience: Audience) -> None:
    """Whom a job is for is looked at before it is read: not even its faults are for others."""
    known = row["audience"] in set(Audience)
    if (Audience(row["audience"]) if known else Audience.EDITOR).level > audience.level:
        raise unknown(row["id"])


def _fail_unread(transaction: Transaction, row: Row, reason: str) -> None:
    LOG.warning("%s", reason)
    values = {"state": str(JobState.FAILED), "lease": 0, "ended": row["now"], "reasons": [reason]}
    transaction.run("jobs/set", id=row["id"], values=values)


def _milliseconds(seconds: float) -> int:
    return round(1_000 * seconds)
