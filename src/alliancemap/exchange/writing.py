"""Files that are there whole or not at all: written under another name beside their place, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from alliancemap.errors import UsageError


def write_file(out: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write one file whole.

    Raises
    ------
    UsageError
        If the place cannot be written to.
    """
    _check_parent(out)
    if out.is_dir():
        raise UsageError(f"{out.name!r} is a folder; name a file to write")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        raise UsageError(f"{out.name!r} cannot be written: {error.strerror}; name another place") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_folder(out: Path, files: Mapping[str, Callable[[BinaryIO], None]]) -> None:
    """Write several files into a folder, all of them made before the first is put in place; other files there stay.

    Raises
    ------
    UsageError
        If the place cannot be written to.
    """
    _check_parent(out)
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out.name!r} is a file; name a folder, or a .zip archive")
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise UsageError(f"{out.name!r} cannot be written: {error.strerror}; name another place") from error
    try:
        for name, write in files.items():
            with (made / name).open("wb") as stream:
                write(stream)
        if out.exists():
            for name in files:
                (made / name).replace(out / name)
        else:
            made.chmod(0o755)
            made.rename(out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _check_parent(out: Path) -> None:
    if not out.parent.is_dir():
        raise UsageError(f"there is no folder {str(out.parent)!r} to write {out.name!r} into; make it first")
