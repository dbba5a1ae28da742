"""Jobs as those who asked keep them: cancelled, cited, deleted; and swept where nobody does."""

from __future__ import annotations

from functools import partial

from alliancemap.model import Audience
from alliancemap.store import job_locks, job_results, job_steps, ledger
from alliancemap.store.job_looks import JobLooks
from alliancemap.store.job_records import ENDED, Job, JobState
from alliancemap.store.transaction import Transaction

KEPT_SECONDS = 7 * 24 * 3600.0
"""How long jobs that ended stay when the data has moved on and nobody cited them."""
UNFINISHED_SECONDS = 3600.0
"""How long parts of a result that no job gave stay: far longer than writing the next takes."""
SWEPT = 1_000
"""How many jobs a sweep deletes at most; the next goes on."""


class KeptJobs(JobLooks):
    """All jobs of one database, for those who may see them; threads and processes may share it."""

    def cancel(self, id: str, audience: Audience) -> Job:
        """Cancel a job unless it has ended; whoever works on it learns it at the next renewal and writes nothing.

        Raises
        ------
        JobNotFoundError
            If there is no such job, or it is not for this audience.
        """

        def work(transaction: Transaction) -> Job:
            job = job_locks.lock_for(transaction, id, audience)
            if job.state in ENDED:
                return job
            return job_locks.end(transaction, job, JobState.CANCELLED, fence=job.fence + 1)

        return self._bolt.write(work)

    def cite(self, id: str, audience: Audience, *, cited: bool = True) -> Job:
        """Keep a job and its result when the data moves on, or no longer; JobNotFoundError as for `cancel`."""

        def work(transaction: Transaction) -> Job:
            job = job_locks.lock_for(transaction, id, audience)
            return job_locks.changed(transaction, job, cited=cited)

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
