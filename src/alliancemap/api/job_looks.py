"""Looks at jobs for those who listen: in threads of their own, shared by all who listen to the same job."""

from __future__ import annotations

import time

from alliancemap.api.workers import Pool
from alliancemap.jobs.board import JobBoard, JobResult, JobView
from alliancemap.model import Audience

LOOKING, READING = 4, 2
"""Threads that look at jobs, and that read results: many who ask keep nobody else waiting."""
MOST_KEPT = 1_000
"""Of how many jobs the last look is kept at most."""


class JobLooks:
    """Looks at jobs and their results; many who ask for the same at once share one look."""

    def __init__(self, board: JobBoard) -> None:
        self._board = board
        self._looking: Pool[JobView] = Pool("job-looks", LOOKING)
        self._reading: Pool[tuple[JobResult, str]] = Pool("job-results", READING)
        self._last: dict[tuple[str, Audience], tuple[float, JobView]] = {}

    async def find(self, id: str, audience: Audience, age: float = 0.0) -> JobView:
        """Look at a job, or share a look that is `age` seconds old at most.

        Raises
        ------
        JobNotFoundError
            If there is none that the audience may see.
        HttpRefusal
            If too many looks wait.
        """
        key = id, audience
        at, job = self._last.get(key, (0.0, None))
        if job is not None and time.monotonic() - at < age:
            return job
        job = await self._looking.run(key, lambda: self._board.find(id, audience))
        if len(self._last) >= MOST_KEPT:
            self._last.clear()
        self._last[key] = time.monotonic(), job
        return job

    async def result(self, id: str, audience: Audience) -> tuple[JobResult, str]:
        """Read the result of a job, and its SHA-256; errors as for `find`, also if there is none."""

        def read() -> tuple[JobResult, str]:
            result = self._board.result(id, audience)
            return result, result.id

        return await self._reading.run((id, audience), read)
