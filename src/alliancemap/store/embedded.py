"""The embedded database: one ArcadeDB process a data folder, shared by all our processes that use the folder."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import time
from pathlib import Path

from alliancemap.errors import SettingsError, StoreUnavailableError
from alliancemap.store import java
from alliancemap.store.folder import SERVER_LOCK, USERS_LOCK, DataFolder

START_SECONDS = 60.0
ANSWER_SECONDS = 5.0
STOP_SECONDS = 20.0
PORT_TRIES = 3
LEAST_HEAP_MB = 128


class EmbeddedDatabase:
    """The database in a data folder; see `acquire`."""

    @staticmethod
    def acquire(path: Path, heap_mb: int = 512) -> Lease:
        """Start using the database in a folder; its server is started if it does not run yet.

        Parameters
        ----------
        path : Path
            The data folder, made if it is not there.
        heap_mb : int
            The server's Java heap, MiB, if this call starts it; at least 128.

        Returns
        -------
        Lease
            Where the database answers. It runs as long as any process has a lease.

        Raises
        ------
        SettingsError
            If the folder cannot be used: not writable, foreign, or of a later version.
        StoreUnavailableError
            If this platform has no server, or it does not start within 60 seconds.
        """
        if heap_mb < LEAST_HEAP_MB:
            raise SettingsError(f"a heap of {heap_mb} MiB is too small for the database; give {LEAST_HEAP_MB} or more")
        return Lease(DataFolder(path), heap_mb)


class Lease:
    """The use of a running embedded database until `release`; a process that dies loses it by itself.

    Attributes
    ----------
    uri : str
        The Bolt address, on loopback; may be another after `revive`.
    user, password, database : str
        What to log in with, and the name of the database there.
    pid : int
        The server's process.
    """

    user = java.USER
    database = java.DATABASE

    def __init__(self, folder: DataFolder, heap_mb: int) -> None:
        self._folder = folder
        self._heap_mb = heap_mb
        self.pid = 0
        self.uri = ""
        with folder.turn():
            folder.check_format()
            self.password = folder.password()
            self._users = folder.hold(USERS_LOCK, alone=False)
            try:
                self._run()
            except BaseException:
                self._leave()
                raise
        atexit.register(self.release)

    def revive(self) -> None:
        """Make sure that the server runs and answers: start it again if it died, stop it first if it hangs.

        Raises
        ------
        StoreUnavailableError
            If it does not answer within 60 seconds, or the lease was released.
        """
        if self._users is None:
            raise StoreUnavailableError(f"the database in {str(self._folder.path)!r} was closed; open it again")
        try:
            with self._folder.turn():
                self._run()
        except SettingsError as error:
            raise StoreUnavailableError(str(error)) from error

    def release(self) -> None:
        """Stop using the database; the last to do so stops the server. Again is harmless."""
        atexit.unregister(self.release)
        if self._users is None:
            return
        try:
            with self._folder.turn():
                self._leave()
        except SettingsError:
            # Somebody removed the folder under us: there is nothing left to share or to keep.
            self._close()
            _signal(self.pid, signal.SIGKILL)

    def _leave(self) -> None:
        self._close()
        alone = self._folder.hold(USERS_LOCK, alone=True)
        if alone is None:
            return
        os.close(alone)
        if self._folder.is_held(SERVER_LOCK):
            _stop(self._folder)

    def _close(self) -> None:
        users, self._users = self._users, None
        if users is not None:
            os.close(users)

    def _run(self) -> None:
        ports = _recorded_ports(self._folder.path)
        if self._folder.is_held(SERVER_LOCK):
            if ports and _wait_until_ready(self._folder, ports, self.password, _remaining(self._folder.path)):
                return self._settle(ports)
            if self._folder.is_held(SERVER_LOCK):
                _stop(self._folder)
        return self._start(ports)

    def _start(self, ports: tuple[int, int] | None) -> None:
        for _ in range(PORT_TRIES):
            ports = java.free_ports(ports)
            self._folder.write("server.json", json.dumps({"bolt": ports[0], "http": ports[1]}))
            lock = self._folder.hold(SERVER_LOCK, alone=True)
            if lock is None:
                break
            try:
                java.launch(self._folder.path, ports, self._heap_mb, lock)
            finally:
                os.close(lock)
            if _wait_until_ready(self._folder, ports, self.password, START_SECONDS):
                return self._settle(ports)
            if self._folder.is_held(SERVER_LOCK):
                _stop(self._folder)
            if not java.port_taken(self._folder.path):
                break
            ports = None
        raise StoreUnavailableError(
            f"the embedded database in {str(self._folder.path)!r} did not start; "
            f"the end of its log (server.log.0 there): {java.last_words(self._folder.path)}"
        )

    def _settle(self, ports: tuple[int, int]) -> None:
        self.pid = _recorded_pid(self._folder.path) or 0
        self.uri = f"bolt://{java.LOOPBACK}:{ports[0]}"


def _wait_until_ready(folder: DataFolder, ports: tuple[int, int], password: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if java.answers(ports[1], password):
            return True
        if not folder.is_held(SERVER_LOCK) or java.port_taken(folder.path):
            return False
        time.sleep(0.03)
    return False


def _stop(folder: DataFolder) -> None:
    """Stop the server that holds the lock: ask, wait, then force."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STOP_SECONDS
        _signal(_recorded_pid(folder.path) or 0, number)
        while time.monotonic() < deadline:
            if not folder.is_held(SERVER_LOCK):
                return
            time.sleep(0.02)
    raise StoreUnavailableError(f"the database in {str(folder.path)!r} cannot be stopped; end its Java process")


def _signal(pid: int, number: signal.Signals) -> None:
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _recorded_pid(path: Path) -> int | None:
    """Return the server's process; the shell that starts it may need a moment to write it down."""
    for _ in range(50):
        with contextlib.suppress(OSError, ValueError):
            return int((path / "server.pid").read_text(encoding="ascii"))
        time.sleep(0.02)
    return None


def _recorded_ports(path: Path) -> tuple[int, int] | None:
    try:
        ports = json.loads((path / "server.json").read_text(encoding="utf-8"))
        return int(ports["bolt"]), int(ports["http"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remaining(path: Path) -> float:
    """Return how long a server that runs already may take to answer: it may be in the middle of its start."""
    with contextlib.suppress(OSError):
        return max(ANSWER_SECONDS, START_SECONDS - (time.time() - (path / "server.json").stat().st_mtime))
    return ANSWER_SECONDS
