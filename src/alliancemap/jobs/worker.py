"""The worker: takes a job, has it worked out elsewhere, renews its lease meanwhile, and writes the result."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, as_completed
from types import TracebackType
from typing import Self

from alliancemap.errors import (
    AllianceMapError,
    InvalidNetworkError,
    JobLostError,
    JobNotFoundError,
    SettingsError,
    StoreError,
    StoreUnavailableError,
    UsageError,
)
from alliancemap.jobs.executors import Runner, RunnerLostError
from alliancemap.jobs.kinds import KINDS, joined
from alliancemap.jobs.running import OutdatedError, work_out
from alliancemap.services.centrality.subject import software
from alliancemap.store.job_records import ENDED, Job
from alliancemap.store.job_results import JobResult
from alliancemap.store.jobs import JobQueue
from alliancemap.store.place import StorePlace

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
"""How often an idle worker looks for a job."""
SWEEP_SECONDS = 3_600.0
"""How often a worker deletes what nobody needs any more."""

ASKERS = (UsageError, InvalidNetworkError)
"""What lies in the question, and would come again: the asker is told all of it."""
MACHINES = (SettingsError, JobNotFoundError)
"""What is among those and lies in how this machine is set up: another attempt may go well, elsewhere or later."""


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
        self._jobs, self._place, self._runner = jobs, place, runner
        self.name = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident() % 10_000}"
        self._stopping = threading.Event()
        self._dropping = threading.Event()
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
                self._persist(self._attempt(job), renewal)
        except JobLostError as error:
            LOG.warning("%s", error)
        except StoreError as error:
            LOG.warning("job %s stays as it is until its lease is over: %s", job.id, error)

    def _persist(self, ending: Callable[[], object], renewal: Renewal) -> None:
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

    def _attempt(self, job: Job) -> Callable[[], object]:
        """Have a job worked out, and return what is to be done then."""
        if job.request.software != software():
            return lambda: self._jobs.move_on(job, software())
        try:
            result = self._worked_out(job)
        except JobLostError:
            raise
        except OutdatedError:
            return lambda: self._jobs.move_on(job, software())
        except (RunnerLostError, CancelledError) as error:
            LOG.warning("job %s is given back: where it ran is lost (%s)", job.id, error or type(error).__name__)
            self._dropping.wait(LOOK_SECONDS)  # else the two might go round and round
            return lambda: self._jobs.give_back(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job says so, and another attempt may go well
            return self._failed(job, error)
        return lambda: self._jobs.finish(job, result)

    def _failed(self, job: Job, error: Exception) -> Callable[[], object]:
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

    def _worked_out(self, job: Job) -> JobResult:
        """Hand out the parts, count those that come back, and join them in their order."""
        count = KINDS[job.request.kind].parts
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
            _cancel(futures)
            raise
        return joined(job, [future.result() for future in futures])


def _logged(error: Exception, said: str) -> str:
    """Log why no job can be worked on, unless that was said before; return what was said."""
    words = f"{type(error).__name__}: {error}"
    if words != said:
        known = isinstance(error, (StoreError, RunnerLostError))
        LOG.warning("no job can be worked on: %s", error, exc_info=None if known else error)
    return words


def _cancel(futures: list[Future[bytes]]) -> None:
    for future in futures:
        future.cancel()


class Renewal:
    """Renews a lease as long as it is entered; when the job is lost, has the work killed."""

    def __init__(self, jobs: JobQueue, job: Job, kill: Callable[[], None]) -> None:
        self._jobs, self._job, self._kill = jobs, job, kill
        self._over = threading.Event()
        self._lost: JobLostError | None = None
        self._thread = threading.Thread(target=self._renew, name=f"lease of {job.id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        if error is not None and self._lost is not None and not isinstance(error, JobLostError):
            raise self._lost from error

    @property
    def is_lost(self) -> bool:
        """Whether the lease is gone."""
        return self._lost is not None

    def _renew(self) -> None:
        held_until = time.monotonic() + self._jobs.lease_seconds
        while not self._over.wait(self._jobs.lease_seconds / 3):
            try:
                self._jobs.renew(self._job)
                held_until = time.monotonic() + self._jobs.lease_seconds
            except JobLostError as lost:
                self._drop(lost)
                return
            except StoreError as error:
                if time.monotonic() > held_until:
                    self._drop(JobLostError(f"the lease of job {self._job.id!r} is over: {error}"))
                    return

    def _drop(self, lost: JobLostError) -> None:
        if not self._over.is_set() and not self._has_ended():
            self._lost = lost
            with contextlib.suppress(OSError):
                self._kill()

    def _has_ended(self) -> bool:
        """Whether its own worker has just ended the job; a cancel raises the fence."""
        with contextlib.suppress(AllianceMapError):
            now = self._jobs.find(self._job.id, self._job.request.audience)
            return now.state in ENDED and now.fence == self._job.fence
        return False
