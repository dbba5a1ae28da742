"""The queue of jobs: asked once, held by one worker at a time, ended once; the graph database alone decides.

Every step locks the job's node, looks, and writes, in one transaction. Leases are compared on the database's clock
only, so the clocks of workers may be wrong. A worker names the fence under which it took a job; each take raises it, so
one that comes back from the dead writes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from alliancemap.store import job_steps
from alliancemap.store.held_jobs import HeldJobs
from alliancemap.store.job_looks import KINDS
from alliancemap.store.job_records import Job
from alliancemap.store.job_requests import JobRequest
from alliancemap.store.kept_jobs import KeptJobs

FOREIGN_SECONDS = 3600.0
"""For how long a question waits for a worker of the version that was asked."""


class JobQueue(HeldJobs, KeptJobs):
    """All jobs of one database, to be asked, taken, held and kept; threads and processes may share it.

    Parameters
    ----------
    bolt : Bolt
        The connection to a prepared store.
    lease_seconds : float
        For how long a worker may be silent.
    """

    def submit(self, request: JobRequest) -> Job:
        """Ask a question of the present revision; asked before, it is the same job, with its result if it has one.

        A job that failed or was cancelled, or whose result is not whole any more, is queued anew; the reasons of its
        failed attempts stay. One whose record cannot be read begins anew.

        Raises
        ------
        JobUnreadableError
            If the record cannot be read, and is cited or may be; the message says how to delete it.
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

    def _asked(self, request: JobRequest, submitted: float | None = None) -> Job:
        values = self._bolt.write(partial(job_steps.created, request=request, submitted=submitted))
        return self._bolt.write(partial(job_steps.asked, values=values, submitted=submitted))

    def _move_on(self, job: Job, software: str | None) -> None:
        """Ask the question of a job anew, and end it.

        Where it is the data that moved on, the question keeps its place in the queue: else no turn would ever come
        where somebody is always writing. Software that takes over has no such claim: two might take over from each
        other.
        """
        later = replace(job.request, software=software or job.request.software)
        successor = self._asked(later, job.submitted if later == job.request else None)
        self._bolt.write(partial(job_steps.moved_on, job=job, successor=successor))
