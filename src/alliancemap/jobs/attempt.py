"""An attempt at a job: its parts are handed out, and what came of them says how the job goes on."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, as_completed

from alliancemap.errors import (
    InvalidNetworkError,
    JobLostError,
    JobNotFoundError,
    SettingsError,
    StoreUnavailableError,
    UsageError,
)
from alliancemap.jobs.executors import Runner, RunnerLostError
from alliancemap.jobs.kinds import KINDS
from alliancemap.jobs.results import joined
from alliancemap.jobs.running import Worked, put_together, work_out
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import Job
from alliancemap.store.jobs import JobQueue
from alliancemap.store.place import StorePlace

LOG = logging.getLogger(__name__)
LOST_SECONDS = 1.0
"""How long a worker rests that has nowhere to run a job: else it might take and give it back without end."""

ASKERS = (UsageError, InvalidNetworkError)
"""What lies in the question, and would come again: the asker is told all of it."""
MACHINES = (SettingsError, JobNotFoundError)
"""What is among those and lies in how this machine is set up: another attempt may go well, elsewhere or later."""

Ending = Callable[[], object]
"""What is to be written about a job when an attempt is over."""


class Attempts:
    """Makes attempts at jobs that a worker took.

    Parameters
    ----------
    jobs : JobQueue
    place : StorePlace
        Where the processes that work it out find the graph database.
    runner : Runner
        Where they run.
    dropping : threading.Event
        Set when the job in hand is to be given back at once.
    """

    def __init__(self, jobs: JobQueue, place: StorePlace, runner: Runner, dropping: threading.Event) -> None:
        self._jobs, self._place, self._runner, self._dropping = jobs, place, runner, dropping

    def ending(self, job: Job) -> Ending:
        """Have a job worked out, and return what is to be done then; JobLostError if it is another's now."""
        try:
            result, seconds = self._worked_out(job)
        except JobLostError:
            self._runner.kill()  # a part found out before the worker did; the others may go on for long
            raise
        except (RunnerLostError, CancelledError) as error:
            LOG.warning("job %s is given back: where it ran is lost (%s)", job.id, error or type(error).__name__)
            self._dropping.wait(LOST_SECONDS)
            return lambda: self._jobs.give_back(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job says so, and another attempt may go well
            return self._failed(job, error)
        return lambda: self._jobs.finish(job, result, seconds)

    def _failed(self, job: Job, error: Exception) -> Ending:
        """Say what is to be done with a job whose attempt failed."""
        if isinstance(error, ASKERS) and not isinstance(error, MACHINES):
            reason = str(error)
            return lambda: self._jobs.fail(job, reason, again=False)
        if self._dropping.is_set():
            return lambda: self._jobs.give_back(job)
        # Who reads the job may not be one to read all that an error says; the log has it.
        LOG.error("job %s failed", job.id, exc_info=error)
        self._runner.kill()
        reason = type(error).__name__
        return lambda: self._jobs.fail(job, reason, again=True)

    def _worked_out(self, job: Job) -> tuple[JobResult, float]:
        """Hand out the parts, count those that come back, and put them together in their order; with their seconds."""
        kind = KINDS[job.request.kind]
        count = kind.parts
        futures = [self._runner.submit(work_out, self._place, job, part) for part in range(count)]
        if self._dropping.is_set():
            self._runner.kill()  # told to drop it before there was anything to kill
        try:
            for done, future in enumerate(as_completed(futures), 1):
                future.result()
                if count > 1:
                    with contextlib.suppress(StoreUnavailableError):
                        self._jobs.advance(job, 0.99 * done / count, f"{done} of {count} parts")
        except BaseException:
            for future in futures:
                future.cancel()
            raise
        worked: list[Worked] = [future.result() for future in futures]
        seconds = sum(part.seconds for part in worked)
        if kind.whole:
            worked = [self._runner.submit(put_together, self._place, job, worked).result()]
            seconds += worked[0].seconds
        result = joined(job, [part.content for part in worked])
        LOG.info("job %s: %d bytes", job.id, result.size)
        return result, seconds
