"""The worker: takes a job, has it worked out elsewhere, renews its lease meanwhile, and writes the result."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time

from alliancemap.errors import JobLostError, StoreError, StoreUnavailableError
from alliancemap.jobs.attempt import Attempts, Ending
from alliancemap.jobs.executors import Runner, RunnerLostError
from alliancemap.jobs.renewal import Renewal
from alliancemap.services.centrality.subject import software
from alliancemap.store.job_records import Job
from alliancemap.store.jobs import JobQueue
from alliancemap.store.place import StorePlace

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
"""How often an idle worker looks for a job."""
SWEEP_SECONDS = 3_600.0
"""How often a worker deletes what nobody needs any more."""


class Worker:
    """Works on one job after the other.

    Parameters
    ----------
    jobs : JobQueue
    place : StorePlace
        Where the processes that work it out find the graph database.
    runner : Runner
        Where they run; the caller closes it.
    """

    def __init__(self, jobs: JobQueue, place: StorePlace, runner: Runner) -> None:
        self._jobs, self._runner = jobs, runner
        self.name = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident() % 10_000}"
        self._stopping = threading.Event()
        self._dropping = threading.Event()
        self._attempts = Attempts(jobs, place, runner, self._dropping)
        self._swept = 0.0

    def stop(self, *, drop: bool = False) -> None:
        """End after the job in hand; with `drop` give it back and end at once. Again is harmless."""
        self._stopping.set()
        if drop:
            self._dropping.set()
            self._runner.kill()

    def work(self, *, once: bool = False) -> int:
        """Take jobs until told to stop, or, with `once`, until none waits; return how many were worked on.

        Whatever goes wrong is logged and the worker goes on; with `once` it is raised.
        """
        done, said = 0, ""
        while not self._stopping.is_set():
            try:
                found, said = self._step(), ""
            except Exception as error:
                if once:
                    raise
                said = _logged(error, said)
                found = False
            done += found
            if not found and once:
                break
            if not found:
                self._stopping.wait(LOOK_SECONDS)
        return done

    def _step(self) -> bool:
        """Work on the next job, if one waits and there is where to run it."""
        self._runner.check()
        job = self._next()
        if job is not None:
            self.do(job)
        return job is not None

    def do(self, job: Job) -> None:
        """Work on a job that was taken; whatever goes wrong is written down with it."""
        LOG.info("job %s (%s), attempt %d", job.id, job.request.kind, job.attempt)
        try:
            with Renewal(self._jobs, job, self._runner.kill) as renewal:
                self._persist(self._attempts.ending(job), renewal)
        except JobLostError as error:
            LOG.warning("%s", error)
        except StoreError as error:
            LOG.warning("job %s stays as it is until its lease is over: %s", job.id, error)

    def _persist(self, ending: Ending, renewal: Renewal) -> None:
        """Write how a job ended; if the database is away, as often as it takes while the lease may hold."""
        while True:
            try:
                ending()
            except StoreUnavailableError:
                if renewal.is_lost or self._dropping.wait(LOOK_SECONDS):
                    raise
            else:
                return

    def _next(self) -> Job | None:
        if time.monotonic() - self._swept > SWEEP_SECONDS or not self._swept:
            self._swept = time.monotonic()
            self._jobs.sweep()
        return self._jobs.take(self.name, software())


def _logged(error: Exception, said: str) -> str:
    """Log why no job can be worked on, unless that was said before; return what was said."""
    words = f"{type(error).__name__}: {error}"
    if words != said:
        known = isinstance(error, (StoreError, RunnerLostError))
        LOG.warning("no job can be worked on: %s", error, exc_info=None if known else error)
    return words
