"""The folder of a report: there whole or not at all, and never in place of what is not ours."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from alliancemap.errors import UsageError
from alliancemap.reports.content.report import Report
from alliancemap.reports.files import cause_columns, organisation_columns, write_csv, write_graphml, write_parquet
from alliancemap.reports.page import write_page
from alliancemap.reports.summary import MARK, summary

SUMMARY = "report.json"
_FILES: Mapping[str, Callable[[Report, BinaryIO], None]] = {
    "index.html": write_page,
    "organisations.csv": lambda report, stream: write_csv(report, organisation_columns(report), stream),
    "organisations.parquet": lambda report, stream: write_parquet(report, organisation_columns(report), stream),
    "causes.csv": lambda report, stream: write_csv(report, cause_columns(report), stream),
    "causes.parquet": lambda report, stream: write_parquet(report, cause_columns(report), stream),
    "network.graphml": write_graphml,
}


def write_report(report: Report, out: Path) -> dict[str, Any]:
    """Write the report into a folder that is not there yet, is empty, or holds an earlier report.

    Everything is written under another name beside it and put in place at the end; an interruption leaves nothing.

    Returns
    -------
    dict
        What stands in `report.json`.

    Raises
    ------
    UsageError
        If the folder holds something else, or cannot be written to.
    """
    check_folder(out)
    out = out.resolve()
    try:
        with _beside(out) as made:
            made.mkdir()
            content = _fill(report, made)
            _put(made, out)
    except OSError as error:
        raise UsageError(f"{out.name!r} cannot be written: {error.strerror or error}; name another place") from error
    return content


def check_folder(out: Path) -> None:
    """Refuse a place where a report cannot go, before anything is worked out.

    Raises
    ------
    UsageError
        If it cannot.
    """
    out = out.resolve()
    if not out.parent.is_dir():
        raise UsageError(f"there is no folder {str(out.parent)!r} to write {out.name!r} into; make it first")
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(f"{out.name!r} is a file; name a folder")
    names = {path.name for path in out.iterdir()}
    if foreign := sorted(names - {*_FILES, SUMMARY}):
        raise UsageError(
            f"the folder {out.name!r} holds {foreign[0]!r}, which is no part of a report; name a new or empty folder"
        )
    if names and not _ours(out):
        raise UsageError(f"the folder {out.name!r} is not empty and holds no report of ours; name a new folder")


def _ours(out: Path) -> bool:
    try:
        content = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("report") == MARK


def _fill(report: Report, folder: Path) -> dict[str, Any]:
    digests = {}
    for name, write in _FILES.items():
        with (folder / name).open("xb") as stream:
            write(report, stream)
        with (folder / name).open("rb") as stream:
            digests[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    content = summary(report, digests)
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    (folder / SUMMARY).write_text(f"{text}\n", encoding="utf-8")
    return content


def _put(made: Path, out: Path) -> None:
    """Put the finished folder in place; an earlier report goes only when the new one stands."""
    if not out.exists():
        made.rename(out)
        return
    with _beside(out) as former:
        try:
            out.rename(former)
            made.rename(out)
        except BaseException:
            if former.exists() and not out.exists():
                former.rename(out)
            raise


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a name that is free beside a folder, and leave nothing there under it."""
    made = out.parent / f".{out.name[:100]}.{secrets.token_hex(8)}"
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
