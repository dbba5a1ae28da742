"""The lease of a job in hand, renewed in a thread of its own; when it is lost, the work is killed."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from alliancemap.errors import AllianceMapError, JobLostError, StoreError
from alliancemap.store.job_records import ENDED, Job
from alliancemap.store.jobs import JobQueue


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
