"""Tables of text (CSV, TSV and the like): delimiter, header, comments, cells with their lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from alliancemap.exchange.network_files.raw_file import RawFile

DELIMITERS = (",", ";", "\t", "|", " ")
_LOOKED_AT = 50
_WORD = re.compile(r"[^0-9a-z]+")
csv.field_size_limit(1 << 20)


@dataclass(frozen=True)
class Table:
    """Rows of stripped cells, the line of each, and what comments before or among them say, in small letters."""

    rows: list[list[str]]
    lines: list[int]
    comments: tuple[str, ...]


def read_table(raw: RawFile) -> Table:
    """Read a table; the delimiter is the one that cuts the first lines into equally many cells.

    Raises
    ------
    InvalidNetworkError
        If there are no rows, or a quotation is never closed.
    """
    comments: list[str] = []
    lines = list(_without_comments(raw.text(), comments))
    if not lines:
        raise raw.wrong("has no rows: there is no network in it")
    delimiter = "\t" if raw.ending == "tsv" else _delimiter([text for _, text in lines[:_LOOKED_AT]])
    rows, at = _cut(raw, lines, delimiter)
    return Table(rows, at, tuple(comments))


def word(cell: str) -> str:
    """Reduce the name of a column to small letters and digits."""
    return _WORD.sub("", cell.casefold())


def _without_comments(text: str, comments: list[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without blank ones and those that begin with `#` or `%`."""
    for line, one in enumerate(text.split("\n"), 1):
        stripped = one.strip()
        if stripped[:1] in ("#", "%"):
            comments.append(stripped.lstrip("#%").strip().casefold())
        elif stripped:
            yield line, one


def _delimiter(lines: Sequence[str]) -> str:
    """The first that cuts all lines into equally many cells, two at least; else the one that cuts most lines."""
    counts = {one: [len(row) for row in _loosely(lines, one)] for one in DELIMITERS}
    for one, cells in counts.items():
        if cells and min(cells) == max(cells) > 1:
            return one
    return max(DELIMITERS, key=lambda one: sum(cells > 1 for cells in counts[one]))


def _loosely(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader((line.strip(" ") for line in lines), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return []


def _cut(raw: RawFile, lines: Sequence[tuple[int, str]], delimiter: str) -> tuple[list[list[str]], list[int]]:
    strip = None if delimiter == " " else " "
    texts = (f"{text.strip(strip)}\n" for _, text in lines)
    reader = csv.reader(texts, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    at: list[int] = []
    begun = 0
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            at.append(lines[begun][0])
            begun = reader.line_num
    except csv.Error as error:
        line = next(islice((line for line, _ in lines), begun, None), lines[-1][0])
        raise raw.wrong(f"cannot be cut into cells: {error}; look at the double quotes", line) from None
    return rows, at
