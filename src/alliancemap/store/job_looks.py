"""Looks at jobs and their results, which change nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from alliancemap.errors import JobNotFoundError, JobUnreadableError
from alliancemap.model import Audience
from alliancemap.store import job_locks, job_results
from alliancemap.store.bolt import Bolt
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import Job
from alliancemap.store.job_requests import JobKind
from alliancemap.store.transaction import Row

LOG = logging.getLogger(__name__)
KINDS = [str(kind) for kind in JobKind]
"""What this version knows; the same store may hold jobs of a later one."""


class JobLooks:
    """All jobs of one database, to be looked at; threads and processes may share it.

    Parameters
    ----------
    bolt : Bolt
        The connection to a prepared store.
    """

    def __init__(self, bolt: Bolt) -> None:
        self._bolt = bolt

    def find(self, id: str, audience: Audience) -> Job:
        """Look at a job; JobNotFoundError if there is none that the audience may see."""
        rows = self._now("jobs/find", id=id)
        if not rows:
            raise job_locks.unknown(id)
        return job_locks.read_for(rows[0], audience)

    def all(self, audience: Audience, first: int = 100) -> list[Job]:
        """Look at the jobs that an audience may see, the newest first, of the kinds that this version knows.

        Those that cannot be read are left out, and the log names them.
        """
        audiences = [str(lower) for lower in Audience if lower.level <= audience.level]
        return list(_readable(self._bolt.run("jobs/list", audiences=audiences, kinds=KINDS, size=first)))

    def result(self, id: str, audience: Audience) -> JobResult:
        """Read the result of a job.

        Raises
        ------
        JobNotFoundError
            As for `find`, and if the job has no result.
        StoreError
            If the result is damaged.
        """
        job = self.find(id, audience)
        if job.result is None:
            raise JobNotFoundError(f"job {id!r} has no result: it is {job.state}")
        return job_results.read(self._bolt, job.result)

    def check(self, job: Job) -> None:
        """Look whether the worker holds the job still; JobLostError as for `renew`."""
        try:
            now = self.find(job.id, job.request.audience)
        except JobNotFoundError as error:
            raise job_locks.gone(job) from error
        job_locks.check_held(now, job)

    def _now(self, name: str, **parameters: object) -> list[Row]:
        """Read as a write does, from the leader of a cluster: its followers may lag, and their clocks are others."""
        return self._bolt.write(lambda transaction: transaction.run(name, **parameters))


def _readable(rows: Iterable[Row]) -> Iterator[Job]:
    for row in rows:
        try:
            yield Job.of(row)
        except JobUnreadableError as error:
            LOG.warning("%s", error)
