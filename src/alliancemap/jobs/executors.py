"""Where the parts of jobs run: in processes of this machine, or on a cluster of Dask distributed."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Protocol
from urllib.parse import urlsplit

from alliancemap.errors import AllianceMapError, SettingsError

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""


class RunnerLostError(AllianceMapError):
    """There is nowhere to run anything at this moment; no job is to blame, and later there may be."""


class Runner(Protocol):
    """Runs functions elsewhere."""

    def check(self) -> None:
        """Raise RunnerLostError if nothing can run at this moment; do what can be done about it."""

    def submit(self, work: Callable[..., bytes], *arguments: object) -> Future[bytes]:
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

    def submit(self, work: Callable[..., bytes], *arguments: object) -> Future[bytes]:
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


class DaskCluster:
    """A cluster of Dask distributed, whose workers have this package and reach the graph database.

    Parameters
    ----------
    address : str
        The scheduler's, as `tls://host:8786`; on loopback `tcp://` too. For TLS, Dask's own configuration names the
        certificates.

    Raises
    ------
    SettingsError
        If the address cannot be used, the scheduler does not answer, or the extra is not installed.
    """

    def __init__(self, address: str) -> None:
        check_address(address)
        if importlib.util.find_spec("distributed") is None:
            raise SettingsError("a scheduler needs Dask distributed; install alliancemap[cluster]")
        self._address = address
        self._changing = threading.Lock()
        self._client: Any
        self._executor: Executor
        try:
            self._connect()
        except RunnerLostError as error:
            raise SettingsError(str(error)) from error

    def check(self) -> None:
        """Look whether the scheduler is there; one that was lost is asked anew."""
        with self._changing:
            self._find()

    def submit(self, work: Callable[..., bytes], *arguments: object) -> Future[bytes]:
        """Let a function run; if its worker dies, it runs again on another."""
        with self._changing:
            self._find()
            return self._executor.submit(work, *arguments)

    def kill(self) -> None:
        """Cancel what waits; what runs learns that its job is lost when it next says how far it is."""
        with self._changing:
            self._cancel()
            self._executor = self._client.get_executor(pure=False)

    def close(self) -> None:
        """Leave the cluster."""
        with self._changing:
            self._cancel()
            self._client.close()

    def _find(self) -> None:
        if self._client.status == "closed":
            self._connect()
        if self._client.status != "running":
            raise RunnerLostError(f"the scheduler {self._address} is away; start it again, or wait")

    def _connect(self) -> None:
        from distributed import Client  # noqa: PLC0415 - of an extra

        try:
            self._knock()
            self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise RunnerLostError(f"the scheduler {self._address} does not answer: {error}") from error
        self._executor = self._client.get_executor(pure=False)

    def _knock(self) -> None:
        """Raise OSError if nobody listens: a client that does not get through leaves its thread behind."""
        parts = urlsplit(self._address)
        socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS).close()

    def _cancel(self) -> None:
        if self._client.status == "running":
            # If the scheduler goes away in this moment, so does all that was to be cancelled.
            with contextlib.suppress(Exception):
                self._executor.shutdown(wait=False)


def check_address(address: str) -> None:
    """Refuse a scheduler that anybody on the network could give code to run, or that is none.

    Raises
    ------
    SettingsError
        If it is not `tls://`, nor `tcp://` on loopback.
    """
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in ("tcp", "tls") or not host or port is None:
        raise SettingsError(f"ALLIANCEMAP_SCHEDULER is {address!r}; write it as tls://host:8786")
    if scheme == "tcp" and not _is_loopback(host):
        raise SettingsError(
            f"ALLIANCEMAP_SCHEDULER is {address!r}: whoever reaches such a scheduler can run code on its workers; use "
            "tls:// with certificates, or tcp:// on loopback"
        )


def on_loopback(address: str) -> bool:
    """Whether a scheduler is on this machine; what is no address is not."""
    try:
        return _is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
