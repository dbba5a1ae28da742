"""Finding the files of an import: in folders, zip archives or by themselves."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from alliancemap.errors import Problem
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.model import TABLES

DATASET_FILE = "dataset.csv"
FILE_NAMES = (*(kind.file for kind in TABLES.values()), DATASET_FILE)
MAX_BYTES = 1 << 30
"""How many bytes one file may have, unpacked."""
_SPOILT = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What a spoilt archive may raise on its way through the standard library."""


@dataclass(frozen=True)
class RawFile:
    """A file of the data format by its name there, and what stands in it."""

    name: str
    data: bytes


def find_files(paths: Sequence[Path], problems: list[Problem]) -> list[RawFile]:
    """Read every file of the data format under these paths; what is wrong with them goes to `problems`.

    A folder and a zip archive may hold other files too, which are left alone unless they are CSV files of an unknown
    name. No file may come twice.
    """
    found: dict[str, RawFile] = {}
    before = len(problems)
    for path in paths:
        for file in _files(path, problems):
            if file.name in found:
                problems.append(_whole(file.name, "is there twice; give one of them only"))
            found[file.name] = file
    if not found and len(problems) == before:
        where = ", ".join(path.name or str(path) for path in paths) or "nothing"
        problems.append(_whole(where, f"holds no file of the data format, such as {listed(FILE_NAMES[:5])}"))
    return [found[name] for name in FILE_NAMES if name in found]


def _whole(file: str, message: str) -> Problem:
    return Problem(file, 0, "", "", message)


def _files(path: Path, problems: list[Problem]) -> Iterator[RawFile]:
    try:
        if path.is_dir():
            for entry in sorted(path.iterdir()):
                yield from _in_folder(entry, _name(entry.name, problems), problems)
        elif path.suffix.lower() == ".zip":
            yield from _in_archive(path, problems)
        else:
            yield from _in_folder(path, _name(path.name, problems, alone=True), problems)
    except OSError as error:
        problems.append(_whole(path.name or str(path), f"cannot be read: {error.strerror or error}"))


def _name(name: str, problems: list[Problem], *, alone: bool = False) -> str | None:
    """Give the name in the data format that a file goes by; None, with a problem where it looks like data."""
    if name.lower() in FILE_NAMES:
        return name.lower()
    if alone or (name.lower().endswith(".csv") and not name.startswith(".")):
        problems.append(_whole(name, f"is no file of the data format{_hint(name)}"))
    return None


def _hint(name: str) -> str:
    if not name.lower().endswith(".csv"):
        return f"; save it as CSV in UTF-8 and call it {listed(FILE_NAMES)}"
    return did_you_mean(name, FILE_NAMES) or f"; call it {listed(FILE_NAMES)}"


def _in_folder(path: Path, name: str | None, problems: list[Problem]) -> Iterator[RawFile]:
    if name is None:
        return
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(_whole(name, f"has {size} bytes; {MAX_BYTES} are allowed, so split the import"))
        else:
            yield RawFile(name, path.read_bytes())
    except OSError as error:
        problems.append(_whole(name, f"cannot be read: {error.strerror or error}"))


def _in_archive(path: Path, problems: list[Problem]) -> Iterator[RawFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                yield from _unpacked(archive, entry, problems)
    except OSError:
        raise  # the path itself cannot be read, archive or not
    except _SPOILT as error:
        problems.append(_whole(path.name, f"is no zip archive that can be read ({error}); pack the files again"))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, problems: list[Problem]) -> Iterator[RawFile]:
    place = PurePosixPath(entry.filename)
    if entry.is_dir() or "__MACOSX" in place.parts:
        return
    name = _name(place.name, problems)
    if name is None:
        return
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_BYTES + 1)
    except _SPOILT as error:
        problems.append(_whole(name, f"cannot be unpacked ({error}); pack the files again, without a password"))
        return
    if len(data) > MAX_BYTES:
        problems.append(_whole(name, f"has more than {MAX_BYTES} bytes unpacked; split the import"))
    else:
        yield RawFile(name, data)
