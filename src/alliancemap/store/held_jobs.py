"""Jobs as their workers hold them: renewed, advanced, and ended or given back."""

from __future__ import annotations

from collections.abc import Callable

from alliancemap.errors import AllianceMapError, JobLostError, StoreUnavailableError
from alliancemap.store import job_locks, job_results, job_steps
from alliancemap.store.bolt import Bolt
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_looks import JobLooks
from alliancemap.store.job_records import WAITING, Job, JobState
from alliancemap.store.transaction import Transaction

LEASE_SECONDS = 30.0
"""For how long a worker may be silent before another takes its job."""


class HeldJobs(JobLooks):
    """All jobs of one database, for the workers that took them; threads and processes may share it.

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

    def renew(self, job: Job) -> None:
        """Say that the worker lives.

        Raises
        ------
        JobLostError
            If the job was cancelled or deleted, or another worker has taken it.
        """
        self._held(
            job,
            lambda transaction, now: job_locks.changed(
                transaction, now, lease=job_locks.ahead(now, self.lease_seconds)
            ),
        )

    def advance(self, job: Job, progress: float, words: str) -> None:
        """Say how far a job is; JobLostError as for `renew`."""
        self._held(job, lambda transaction, now: job_locks.changed(transaction, now, progress=progress, words=words))

    def finish(self, job: Job, result: JobResult, seconds: float = 0.0) -> None:
        """Give a job its result, and say in how many seconds it was worked out.

        JobLostError as for `renew`, and nothing is written. Again is harmless.
        """

        def permitted(transaction: Transaction) -> None:
            job_locks.held(transaction, job)

        try:
            job_results.write(self._bolt, result, permitted)
            self._held(job, lambda transaction, now: job_steps.finished(transaction, now, result, seconds))
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
                return job_locks.changed(transaction, now, **WAITING, reasons=reasons)
            return job_locks.end(transaction, now, JobState.FAILED, reasons=reasons)

        return self._held(job, work)

    def give_back(self, job: Job) -> None:
        """Put a job back as if it had not been taken, because its worker has to stop; JobLostError as for `renew`."""
        self._held(
            job,
            lambda transaction, now: job_locks.changed(
                transaction, now, **WAITING, attempt=now.attempt - 1, fence=now.fence + 1
            ),
        )

    def _held(self, job: Job, work: Callable[[Transaction, Job], Job]) -> Job:
        """Do something to a job that the caller holds."""
        return self._bolt.write(lambda transaction: work(transaction, job_locks.held(transaction, job)))

    def _is_finished(self, job: Job, result: JobResult) -> bool:
        try:
            now = self.find(job.id, job.request.audience)
        except AllianceMapError:
            return False
        return now.state is JobState.DONE and now.fence == job.fence and now.result == result.id
