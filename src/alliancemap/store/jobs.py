"""The queue of jobs: asked once, held by one worker at a time, ended once; the graph database alone decides.

Every step locks the job's node, looks, and writes, in one transaction. Leases are compared on the database's clock
only, so the clocks of workers may be wrong. A worker names the fence under which it took a job; each take raises it, so
one that comes back from the dead writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from alliancemap.errors import AllianceMapError, JobLostError, StoreUnavailableError
from alliancemap.model import Audience
from alliancemap.store import job_results, job_steps, ledger
from alliancemap.store.bolt import Bolt
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_looks import KINDS, JobLooks
from alliancemap.store.job_records import ENDED, WAITING, Job, JobState
from alliancemap.store.job_requests import JobRequest
from alliancemap.store.transaction import Transaction

LEASE_SECONDS = 30.0
"""For how long a worker may be silent before another takes its job."""
KEPT_SECONDS = 7 * 24 * 3600.0
"""How long jobs that ended stay when the data has moved on and nobody cited them."""
UNFINISHED_SECONDS = 3600.0
"""How long parts of a result that no job gave stay: far longer than writing the next takes."""
FOREIGN_SECONDS = 3600.0
"""For how long a question waits for a worker of the version that was asked."""
SWEPT = 1_000
"""How many jobs a sweep deletes at most; the next goes on."""


class JobQueue(JobLooks):
    """All jobs of one database; threads and processes may share it.

    Parameters
    ----------
    bolt : Bolt
        The connection to a prepared store.
    lease_seconds : float
        For how long a worker may be silent.
    """

    def __init__(self, bolt: Bolt, lease_seconds: float = LEASE_SECONDS) -> None:
        super().__init__(bolt)
        self.lease_seconds = lease_seconds

    def submit(self, request: JobRequest) -> Job:
        """Ask a question of the present revision; asked before, it is the same job, with its result if it has one.

        A job that failed or was cancelled, or whose result is not whole any more, is queued anew; the reasons of its
        failed attempts stay.
        """
        return self._asked(request)

    def take(self, worker: str, software: str | None = None) -> Job | None:
        """Take the oldest job that nobody holds; None if there is none.

        A job whose worker fell silent counts as a failed attempt; after the last it has failed. One that nobody began
        with before the data moved on ends here, and the same question on the present revision takes its place. Kinds
        that only a later version knows are left to it. So are, with `software`, questions to another, unless it let
        them wait for `FOREIGN_SECONDS`; those end too, and are asked anew of `software`.
        """
        wanted = {"kinds": KINDS, "software": software, "patience": round(1_000 * FOREIGN_SECONDS)}
        before = ""
        while (waiting := self._now("jobs/waiting", **wanted, size=1)) and waiting[0]["id"] != before:
            before = waiting[0]["id"]
            try:
                job = self._bolt.write(
                    partial(
                        job_steps.taken, id=before, worker=worker, software=software, lease_seconds=self.lease_seconds
                    )
                )
            except job_steps.OutdatedError as outdated:
                self._move_on(outdated.job, software)
            else:
                if job is not None:
                    return job
        return None

    def renew(self, job: Job) -> None:
        """Say that the worker lives.

        Raises
        ------
        JobLostError
            If the job was cancelled or deleted, or another worker has taken it.
        """
        self._held(
            job,
            lambda transaction, now: job_steps.changed(
                transaction, now, lease=job_steps.ahead(now, self.lease_seconds)
            ),
        )

    def advance(self, job: Job, progress: float, words: str) -> None:
        """Say how far a job is; JobLostError as for `renew`."""
        self._held(job, lambda transaction, now: job_steps.changed(transaction, now, progress=progress, words=words))

    def finish(self, job: Job, result: JobResult) -> None:
        """Give a job its result; JobLostError as for `renew`, and nothing is written. Again is harmless."""

        def permitted(transaction: Transaction) -> None:
            job_steps.held(transaction, job)

        try:
            job_results.write(self._bolt, result, permitted)
            self._held(job, lambda transaction, now: job_steps.finished(transaction, now, result))
        except (JobLostError, StoreUnavailableError) as error:
            # The answer to the commit may have been lost, or this is the second time.
            if not self._is_finished(job, result):
                raise error

    def fail(self, job: Job, reason: str, *, again: bool) -> Job:
        """End an attempt without a result; `again` queues it for another unless it was the last.

        Raises
        ------
        JobLostError
            As for `renew`.
        """

        def work(transaction: Transaction, now: Job) -> Job:
            reasons = [*now.reasons, f"attempt {now.attempt}: {reason}"]
            if again and now.attempt < job_steps.MOST_ATTEMPTS:
                return job_steps.changed(transaction, now, **WAITING, reasons=reasons)
            return job_steps.end(transaction, now, JobState.FAILED, reasons=reasons)

        return self._held(job, work)

    def give_back(self, job: Job) -> None:
        """Put a job back as if it had not been taken, because its worker has to stop; JobLostError as for `renew`."""
        self._held(
            job,
            lambda transaction, now: job_steps.changed(
                transaction, now, **WAITING, attempt=now.attempt - 1, fence=now.fence + 1
            ),
        )

    def cancel(self, id: str, audience: Audience) -> Job:
        """Cancel a job unless it has ended; whoever works on it learns it at the next renewal and writes nothing.

        Raises
        ------
        JobNotFoundError
            If there is no such job, or it is not for this audience.
        """

        def work(transaction: Transaction) -> Job:
            job = job_steps.lock_for(transaction, id, audience)
            if job.state in ENDED:
                return job
            return job_steps.end(transaction, job, JobState.CANCELLED, fence=job.fence + 1)

        return self._bolt.write(work)

    def cite(self, id: str, audience: Audience, *, cited: bool = True) -> Job:
        """Keep a job and its result when the data moves on, or no longer; JobNotFoundError as for `cancel`."""

        def work(transaction: Transaction) -> Job:
            job = job_steps.lock_for(transaction, id, audience)
            return job_steps.changed(transaction, job, cited=cited)

        return self._bolt.write(work)

    def delete(self, id: str, audience: Audience) -> None:
        """Delete a job that has ended, or that cannot be read; errors as for `cancel`.

        Raises
        ------
        UsageError
            If it waits or runs, or is cited.
        """
        self._bolt.write(partial(job_steps.discarded, id=id, audience=audience))

    def sweep(self, kept_seconds: float = KEPT_SECONDS, unfinished_seconds: float = UNFINISHED_SECONDS) -> int:
        """Delete jobs of past revisions that ended long ago and are not cited, and results without a job.

        Returns
        -------
        int
            How many jobs went.
        """
        revisions = self._bolt.read(ledger.read).stamp.revisions
        swept = 0
        for audience, revision in revisions.items():
            age = round(1_000 * kept_seconds)
            rows = self._bolt.run("jobs/outdated", audience=str(audience), revision=revision, age=age, size=SWEPT)
            for row in rows:
                swept += self._bolt.write(partial(job_steps.deleted, id=row["id"]))
        job_results.sweep(self._bolt, round(1_000 * unfinished_seconds), SWEPT)
        return swept

    def _asked(self, request: JobRequest, submitted: float | None = None) -> Job:
        id = self._bolt.write(partial(job_steps.created, request=request, submitted=submitted))
        return self._bolt.write(partial(job_steps.asked, id=id, submitted=submitted))

    def _move_on(self, job: Job, software: str | None) -> None:
        """Ask the question of a job anew, and end it.

        Where it is the data that moved on, the question keeps its place in the queue: else no turn would ever come
        where somebody is always writing. Software that takes over has no such claim: two might take over from each
        other.
        """
        later = replace(job.request, software=software or job.request.software)
        successor = self._asked(later, job.submitted if later == job.request else None)
        self._bolt.write(partial(job_steps.moved_on, job=job, successor=successor))

    def _held(self, job: Job, work: Callable[[Transaction, Job], Job]) -> Job:
        """Do something to a job that the caller holds."""
        return self._bolt.write(lambda transaction: work(transaction, job_steps.held(transaction, job)))

    def _is_finished(self, job: Job, result: JobResult) -> bool:
        try:
            now = self.find(job.id, job.request.audience)
        except AllianceMapError:
            return False
        return now.state is JobState.DONE and now.fence == job.fence and now.result == result.id
