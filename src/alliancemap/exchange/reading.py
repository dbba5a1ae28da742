"""Reading the data format: every file checked by itself, with all that is wrong in a list."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alliancemap.errors import ImportFormatError, Problem
from alliancemap.exchange.bulk import many_objects
from alliancemap.exchange.files import DATASET_FILE, RawFile, find_files
from alliancemap.exchange.sheets import Sheet, read_sheet
from alliancemap.exchange.text import read_lines
from alliancemap.model import TABLES, Column, Form, RecordType

SHOWN = 200
"""How many problems an error message prints; the error itself holds all."""

DATASET_COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("title", "title", Form.TEXT, default="", help="What the data set is called."),
        Column("date", "date", Form.DATE, required=True, help="The day to which it is true."),
        Column("licence", "licence", Form.TEXT, default="", help="Under which licence it may be used."),
        Column("url", "url", Form.TEXT, default="", help="Where it is published."),
    )
}


@dataclass(frozen=True)
class Reading:
    """What the files of an import hold: a sheet a table, the data set's own date, and what is wrong.

    `unread` are the tables whose file is there but cannot be read.
    """

    sheets: Mapping[str, Sheet]
    unread: frozenset[str]
    date: datetime.date | None
    problems: tuple[Problem, ...]


def read_data(paths: Sequence[Path]) -> Reading:
    """Read files of the data format out of folders, zip archives or by themselves; references are not yet followed."""
    problems: list[Problem] = []
    sheets: dict[str, Sheet | None] = {}
    date = None
    by_file = {kind.file: kind for kind in TABLES.values()}
    with many_objects():
        for raw in find_files(paths, problems):
            if raw.name == DATASET_FILE:
                date = _dataset_date(raw, problems)
            else:
                sheets[by_file[raw.name].name] = _sheet(raw, by_file[raw.name], problems)
    read = {table: sheet for table, sheet in sheets.items() if sheet is not None}
    return Reading(read, frozenset(sheets.keys() - read.keys()), date, tuple(problems))


def refuse(problems: Sequence[Problem]) -> None:
    """Raise one error that lists them all, in the order of files, rows and columns; do nothing if there are none.

    Raises
    ------
    ImportFormatError
        With all of them in `problems`, and the first 200 in its message.
    """
    if not problems:
        return
    order = {file: place for place, file in enumerate(dict.fromkeys(problem.file for problem in problems))}
    problems = sorted(
        set(problems), key=lambda problem: (order[problem.file], problem.row, problem.column, problem.message)
    )
    shown = [str(problem) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        shown.append(f"and {len(problems) - SHOWN} more")
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    raise ImportFormatError("\n".join([f"{count}; nothing was written", *shown]), problems)


def keys_of(kind: RecordType) -> list[list[str]]:
    """By which columns a record of this kind is known: its id, or else its ends and what tells it from others."""
    ends = [column.name for column in kind.ends]
    if "id" not in kind.columns:
        return [ends]
    return [["id"], [*ends, "type"]] if ends else [["id"]]


def _sheet(raw: RawFile, kind: RecordType, problems: list[Problem]) -> Sheet | None:
    before = len(problems)
    lines = read_lines(raw.name, raw.data, problems)
    if not lines and len(problems) > before:
        return None
    return read_sheet(raw.name, lines, kind.columns, keys_of(kind), problems)


def _dataset_date(raw: RawFile, problems: list[Problem]) -> datetime.date | None:
    before = len(problems)
    lines = read_lines(raw.name, raw.data, problems)
    if len(problems) > before:
        return None
    sheet = read_sheet(raw.name, lines, DATASET_COLUMNS, [["date"]], problems)
    if sheet is None or len(problems) > before:
        return None
    if len(sheet.rows) != 1:
        problems.append(Problem(raw.name, 0, "", "", f"has {len(sheet.rows)} rows; it must have exactly one"))
        return None
    date = sheet.values["date"][0]
    if not date.day:
        problems.append(sheet.problem(0, "date", date, "is no day; write year-month-day, such as 2026-03-12"))
        return None
    day: datetime.date = date.first_day
    return day
