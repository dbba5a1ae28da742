"""Where the parts of jobs run, and the processes of this machine as the first such place; `cluster` is the other."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Protocol

from alliancemap.errors import AllianceMapError


class RunnerLostError(AllianceMapError):
    """There is nowhere to run anything at this moment; no job is to blame, and later there may be."""


class Runner(Protocol):
    """Runs functions elsewhere."""

    def check(self) -> None:
        """Raise RunnerLostError if nothing can run at this moment; do what can be done about it."""

    def submit(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a function run; it and its arguments must be such that pickle takes them. RunnerLostError as `check`.

        A future that is cancelled though nobody asked for it was lost with where it ran.
        """

    def kill(self) -> None:
        """Stop what runs, at once; the next `submit` begins anew. Where nothing can run, harmless."""

    def close(self) -> None:
        """End; nothing may run any more. Again is harmless."""


class LocalProcesses:
    """Processes of this machine, spawned when first needed; they end with this one, however it ends.

    Parameters
    ----------
    count : int
        How many.
    """

    def __init__(self, count: int = 1) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._spawning = _Spawning()
        self._changing = threading.Lock()

    def check(self) -> None:
        """Processes of this machine can always be started."""

    def submit(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a function run; a pool that broke is made anew."""
        with self._changing:
            if self._pool is not None:
                with contextlib.suppress(BrokenProcessPool):
                    return self._pool.submit(work, *arguments)
            self._pool = self._started()
            return self._pool.submit(work, *arguments)

    def kill(self) -> None:
        """Kill the processes: what they do is lost, and their futures raise."""
        with self._changing:
            pool, self._pool = self._pool, None
            for process in self._spawning.made:
                process.kill()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """End the processes."""
        with self._changing:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        self._spawning = _Spawning()
        return ProcessPoolExecutor(self._count, mp_context=self._spawning, initializer=_begin)


class _Spawning(SpawnContext):
    """Spawns processes and remembers them, so that they can be killed: an executor only lets them finish."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[SpawnProcess] = []

    def Process(self, *arguments: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 - its name
        made = SpawnProcess(*arguments, **named)
        self.made.append(made)
        return made


def _begin() -> None:
    """Prepare a process: a stop signal to the whole group is its parent's business, and it ends with its parent."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "runs in a spawned process"
    parent.join()
    os._exit(1)
