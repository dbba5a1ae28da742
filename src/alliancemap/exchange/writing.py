"""Files that are there whole or not at all: written under another name beside their place, then renamed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from alliancemap.errors import UsageError

Write = Callable[[BinaryIO], None]


def write_file(out: Path, write: Write) -> None:
    """Write one file whole, with the rights that new files of the user have.

    Raises
    ------
    UsageError
        If the place cannot be written to.
    """
    out = out.resolve()
    if out.exists() and not out.is_file():
        raise UsageError(f"{out.name!r} is no file that can be replaced; name another one")
    with _place(out), _beside(out.parent, out.name) as made:
        _fill(made, write)
        made.replace(out)


def write_folder(out: Path, files: Mapping[str, Write]) -> None:
    """Write several files into a folder, all of them made before the first is put in place; other files there stay.

    Raises
    ------
    UsageError
        If the place cannot be written to.
    """
    out = out.resolve()
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out.name!r} is a file; name a folder, or a .zip archive")
    with _place(out), _beside(out if out.exists() else out.parent, out.name) as made:
        made.mkdir()
        for name, write in files.items():
            _fill(made / name, write)
        if not out.exists():
            made.rename(out)
            return
        for name in files:
            (made / name).replace(out / name)


@contextmanager
def _place(out: Path) -> Iterator[None]:
    """Say in one line that a place cannot be written to."""
    if not out.parent.is_dir():
        raise UsageError(f"there is no folder {str(out.parent)!r} to write {out.name!r} into; make it first")
    try:
        yield
    except OSError as error:
        raise UsageError(f"{out.name!r} cannot be written: {error.strerror or error}; name another place") from error


@contextmanager
def _beside(folder: Path, name: str) -> Iterator[Path]:
    """Give a name that is free in a folder, and leave nothing there under it."""
    made = folder / f".{name[:100]}.{secrets.token_hex(8)}"
    try:
        yield made
    finally:
        if made.is_dir():
            shutil.rmtree(made, ignore_errors=True)
        else:
            made.unlink(missing_ok=True)


def _fill(path: Path, write: Write) -> None:
    with path.open("xb") as stream:
        write(stream)
