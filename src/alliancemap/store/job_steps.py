"""The steps of a job: what one transaction does to its node, once it has locked it and looked."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alliancemap.errors import JobUnreadableError, UsageError
from alliancemap.model import Audience
from alliancemap.store import job_results, ledger, unread_jobs
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_locks import ahead, changed, end, lock, lock_for, locked_row, milliseconds
from alliancemap.store.job_records import ENDED, QUEUED_ANEW, Job, JobState, beginning
from alliancemap.store.job_requests import JobRequest
from alliancemap.store.transaction import Transaction

LOG = logging.getLogger(__name__)
MOST_ATTEMPTS = 3


def created(transaction: Transaction, request: JobRequest, submitted: float | None) -> dict[str, Any]:
    """Make the job of a question about the present data, unless it is there, and give what it says at the beginning.

    A transaction of its own: of two that make the same job at once, ArcadeDB fails one, but only in the end, and until
    then it may not find what it made.
    """
    stamp = ledger.read(transaction).stamp
    id = request.id(stamp)
    since = None if submitted is None else milliseconds(submitted)
    values = beginning(id, request, stamp)
    transaction.run("jobs/create", id=id, values=values, submitted=since)
    return values


def asked(transaction: Transaction, values: Mapping[str, Any], submitted: float | None) -> Job:
    """Ask a question whose job is there: queue it anew if it ended without a result, and no later than `submitted`.

    Raises
    ------
    JobUnreadableError
        As `read_or_begin_anew`.
    """
    job = unread_jobs.read_or_begin_anew(transaction, locked_row(transaction, values["id"]), values)
    if _is_wanting(transaction, job):
        job = _queued_anew(transaction, job)
    if submitted is not None and submitted < job.submitted and job.state is JobState.QUEUED:
        return changed(transaction, job, submitted=milliseconds(submitted))
    return job


def _is_wanting(transaction: Transaction, job: Job) -> bool:
    """Whether a job has ended without a result that can be read."""
    if job.state is JobState.DONE:
        return not job_results.is_whole(transaction, job.result or "")
    return job.state in ENDED


def _queued_anew(transaction: Transaction, job: Job) -> Job:
    """Queue a job that has ended, as if it were asked now."""
    transaction.run("jobs/withdraw", id=job.id)
    return changed(transaction, job, **QUEUED_ANEW, submitted=milliseconds(job.now))


class OutdatedError(Exception):
    """A job asks of other software, or of data from before anybody began with it: its question is to be asked anew."""

    def __init__(self, job: Job) -> None:
        self.job = job


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
    row = locked_row(transaction, id)
    try:
        job = Job.of(row)
    except JobUnreadableError as error:
        unread_jobs.fail(transaction, row, error)
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
        taken=milliseconds(job.now),
    )


def finished(transaction: Transaction, job: Job, result: JobResult, seconds: float) -> Job:
    """End a job with its result, whose parts are written."""
    job_results.give(transaction, job.id, result.id)
    worked = milliseconds(seconds)
    return end(transaction, job, JobState.DONE, result=result.id, progress=1.0, words="", worked=worked)


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
