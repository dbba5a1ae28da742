"""The embedded database's data folder: its layout, its version, its locks.

All coordination between our processes is by `flock` on files in here, which the kernel drops when a process ends in
whatever way, so there is nothing stale to tell from the living:

- `start.lock` is held while somebody starts, stops or judges the server;
- `users.lock` is held, shared, by every process that uses the server;
- `server.lock` is held by the server process itself, which inherits it when it is started.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from alliancemap.errors import SettingsError, StoreUnavailableError

FORMAT = 1
TURN_SECONDS = 90.0
START_LOCK, USERS_LOCK, SERVER_LOCK = "start.lock", "users.lock", "server.lock"
OURS = frozenset({"format", "password", START_LOCK, USERS_LOCK, SERVER_LOCK})


class DataFolder:
    """A folder that holds one embedded database.

    Parameters
    ----------
    path : Path
        The folder; made, readable by its owner only, if it is not there.

    Raises
    ------
    SettingsError
        If the folder cannot be made or written, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error
        os.close(self._opened(START_LOCK))

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for, then hold, the right to start, stop or judge the server.

        Raises
        ------
        StoreUnavailableError
            If another process keeps it for 90 seconds.
        SettingsError
            If what is done in the turn meets a file that it cannot read or write, or a full disk.
        """
        handle = self._opened(START_LOCK)
        try:
            self._wait(handle)
            yield
        except OSError as error:
            raise self._unusable(error) from error
        finally:
            os.close(handle)

    def check_format(self) -> None:
        """Mark a new folder with the version of its layout, or check the mark of an old one; hold the turn.

        Raises
        ------
        SettingsError
            If the folder holds other files, or was written by a later version.
        """
        mark = self.path / "format"
        if not mark.exists():
            self._check_empty()
            self.write("format", f"{FORMAT}\n")
        text = mark.read_text(encoding="utf-8", errors="replace").strip()
        if not text.isdigit():
            raise SettingsError(f"{str(mark)!r} holds {text[:20]!r}, not a version; restore the folder from a backup")
        if int(text) > FORMAT:
            raise SettingsError(
                f"the data folder {str(self.path)!r} has format {text}, this alliancemap knows {FORMAT}; "
                "use the newer alliancemap that wrote it, or name another folder"
            )

    def password(self) -> str:
        """Return the database's password, made at random once and kept in a file only its owner reads."""
        file = self.path / "password"
        if not file.exists():
            self.write("password", secrets.token_urlsafe(24))
            # The server keeps only a hash of the password it began with, and would never learn the new one.
            (self.path / "database" / "config" / "server-users.jsonl").unlink(missing_ok=True)
        return file.read_text(encoding="utf-8").strip()

    def write(self, name: str, text: str) -> None:
        """Write a file that only its owner reads, whole or not at all."""
        draft = self.path / f".{name}.new"
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self.path / name)

    def hold(self, name: str, *, alone: bool) -> int | None:
        """Take a lock file, shared or alone, and return its handle; None if others hold it against that."""
        handle = self._opened(name)
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle

    def is_held(self, name: str) -> bool:
        """Return whether any process holds the lock file; hold the turn, or the answer may be old already."""
        handle = self.hold(name, alone=True)
        if handle is None:
            return True
        os.close(handle)
        return False

    def _opened(self, name: str) -> int:
        try:
            return os.open(self.path / name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> SettingsError:
        return SettingsError(
            f"the data folder {str(self.path)!r} cannot be made or written ({error.strerror}); "
            "name another after embedded:"
        )

    def _wait(self, handle: int) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoreUnavailableError(
                        f"another process has been starting or stopping the database in {str(self.path)!r} for "
                        f"{TURN_SECONDS:.0f} seconds; end it, then try again"
                    ) from None
                time.sleep(0.02)
            except OSError as error:
                raise SettingsError(
                    f"the file system of {str(self.path)!r} has no locks ({error.strerror}); name a local folder"
                ) from error
            else:
                return

    def _check_empty(self) -> None:
        strangers = sorted(entry.name for entry in self.path.iterdir() if entry.name not in OURS)
        if any(not name.startswith(".") or not name.endswith(".new") for name in strangers):
            raise SettingsError(
                f"the folder {str(self.path)!r} holds other files, such as {strangers[0]!r}, and no alliancemap data; "
                "name an empty or new one"
            )
