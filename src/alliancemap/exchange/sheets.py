"""From the lines of a file to a sheet: one list of checked values a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from alliancemap.errors import Problem
from alliancemap.exchange.cells import parse_cells
from alliancemap.exchange.lines import LineError, fields, separator_of
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.model import Column


@dataclass(frozen=True)
class Sheet:
    """What a file holds, by column; a row in which something was wrong is left out.

    `rows` has the line number of each record, `values` a list of the same length for each column that the file has,
    `mentioned` every id that the file gives, those of wrong rows included.
    """

    file: str
    columns: Mapping[str, Column]
    rows: list[int]
    values: Mapping[str, list[Any]]
    mentioned: set[str]

    def problem(self, place: int, column: str, value: object, message: str) -> Problem:
        """Say what is wrong with a record of it."""
        return Problem(self.file, self.rows[place], self.columns[column].header, str(value), message)


@dataclass(frozen=True)
class _Grid:
    """The lines of a file cut into fields: the columns of its header, and its rows with their line numbers."""

    header: list[Column]
    separator: str
    rows: list[int]
    records: list[list[str]]
    spoilt_ids: set[str]

    def spoil(self, line: str) -> None:
        """Note the id of a line that cannot be read, so that references to it are not wrong as well."""
        names = [column.name for column in self.header]
        parts = line.split(self.separator)
        if "id" in names and names.index("id") < len(parts):
            self.spoilt_ids.add(parts[names.index("id")].strip(' \t"'))


def read_sheet(
    file: str,
    lines: Sequence[str],
    columns: Mapping[str, Column],
    keys: Sequence[Sequence[str]],
    problems: list[Problem],
) -> Sheet | None:
    """Check the lines of a file against the columns that it may have.

    Parameters
    ----------
    file : str
        Its name, for problems.
    lines : sequence of str
        The header first; blank lines are passed over.
    columns : mapping
        By name.
    keys : sequence of sequences of str
        Columns by which a record is known: all of at least one of these must be in the header.
    problems : list
        Where to put what is wrong.

    Returns
    -------
    Sheet or None
        None where the header is wrong, so that nothing can be read.
    """
    grid = _cut(file, lines, columns, problems)
    if grid is None or not _has_key(file, grid.header, columns, keys, problems):
        return None
    return _parsed(file, columns, grid, problems)


def _cut(file: str, lines: Sequence[str], columns: Mapping[str, Column], problems: list[Problem]) -> _Grid | None:
    start = next((place for place, line in enumerate(lines) if line.strip(" \t,;")), None)
    if start is None:
        problems.append(Problem(file, 0, "", "", "is empty; its first line must name the columns"))
        return None
    separator = separator_of(lines[start])
    try:
        names = fields(lines[start], separator)
    except LineError as error:
        problems.append(Problem(file, start + 1, "", error.rest, str(error)))
        return None
    header = _header(file, start + 1, names, columns, problems)
    if header is None:
        return None
    grid = _Grid(header, separator, [], [], set())
    for number, line in enumerate(lines[start + 1 :], start + 2):
        _add_row(file, number, line, grid, problems)
    return grid


def _header(
    file: str, row: int, names: list[str], columns: Mapping[str, Column], problems: list[Problem]
) -> list[Column] | None:
    by_header = {column.header: column for column in columns.values()}
    wrong = [(place, message) for place in range(len(names)) if (message := _wrong_header(place, names, by_header))]
    for place, message in wrong:
        problems.append(Problem(file, row, names[place], "", message))
    return None if wrong else [by_header[name] for name in names]


def _wrong_header(place: int, names: list[str], by_header: Mapping[str, Column]) -> str:
    name = names[place]
    if not name:
        return f"column {place + 1} has no name; name it or delete it"
    if name in names[:place]:
        return "is there twice; delete one of the two columns"
    if name in by_header:
        return ""
    if "\t" in name:
        return f"is parted by tabs; save the file with {listed(('comma', 'semicolon'))} between columns"
    return f"is no column of this file{did_you_mean(name, by_header) or f'; it has {listed(by_header)}'}"


def _add_row(file: str, number: int, line: str, grid: _Grid, problems: list[Problem]) -> None:
    try:
        record = fields(line, grid.separator)
    except LineError as error:
        column = grid.header[error.place].header if error.place < len(grid.header) else ""
        problems.append(Problem(file, number, column, error.rest, str(error)))
        grid.spoil(line)
        return
    if len(record) == len(grid.header):
        if any(record):
            grid.rows.append(number)
            grid.records.append(record)
    elif any(record):
        message = f"has {len(record)} fields, but the header has {len(grid.header)}"
        remedy = f"put a text that holds {grid.separator!r} in quotation marks"
        problems.append(Problem(file, number, "", "", f"{message}; {remedy}"))
        grid.spoil(line)


def _has_key(
    file: str,
    header: Iterable[Column],
    columns: Mapping[str, Column],
    keys: Sequence[Sequence[str]],
    problems: list[Problem],
) -> bool:
    names = {column.name for column in header}
    if any(names.issuperset(key) for key in keys):
        return True
    wanted = listed(" with ".join(columns[name].header for name in key) for key in keys)
    problems.append(Problem(file, 1, "", "", f"lacks the column by which a record is known; add {wanted}"))
    return False


def _parsed(file: str, columns: Mapping[str, Column], grid: _Grid, problems: list[Problem]) -> Sheet:
    rows = grid.rows
    cells: Sequence[Sequence[str]] = list(zip(*grid.records, strict=True)) or [()] * len(grid.header)
    good = [True] * len(rows)
    values: dict[str, list[Any]] = {}
    for column, texts in zip(grid.header, cells, strict=True):

        def report(place: int, message: str, column: Column = column, texts: Sequence[str] = texts) -> None:
            good[place] = False
            problems.append(Problem(file, rows[place], column.header, texts[place], message))

        values[column.name] = parse_cells(column, texts, report)
    given = [texts for column, texts in zip(grid.header, cells, strict=True) if column.name == "id"]
    mentioned = grid.spoilt_ids.union(*given)
    if not all(good):
        rows = list(compress(rows, good))
        values = {name: list(compress(items, good)) for name, items in values.items()}
    return Sheet(file, columns, rows, values, mentioned)
