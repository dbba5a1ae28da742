"""Matrices in a table: with labels of rows and columns, or square ones of bare numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from alliancemap.exchange.network_files import matrices
from alliancemap.exchange.network_files.edge_list_columns import columns_of
from alliancemap.exchange.network_files.matrices import Matrix
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.table import Table
from alliancemap.exchange.network_files.values import number, whole


def with_row_names(table: Table) -> Table:
    """Give a blank corner to a list of ties whose rows have a number more than the header, as R writes them."""
    first, others = table.rows[0], table.rows[1:]
    numbers = [whole(row[0]) for row in others if len(row) == len(first) + 1]
    counted = [place for place in numbers if place is not None]
    if len(counted) < len(others) or counted != sorted(set(counted)) or not columns_of(table).named:
        return table
    return Table([["", *first], *others], table.lines, table.comments)


def column_labels(table: Table) -> list[str] | None:
    """Give the labels of the columns if the table is a matrix, else None.

    A matrix has a blank corner (but not above the numbers of the rows of a list of ties, whose columns say so), or one
    cell less in its first row than in the others; with a word in the corner, it
    has three columns at least, labels that are no numbers, and nothing but numbers (or blanks) in its cells.
    """
    first, others = table.rows[0], table.rows[1:]
    if len(first) > 1 and not first[0]:
        square = {row[0] for row in others} == set(first[1:])
        return first[1:] if square or not columns_of(table).named else None
    if not others or len(first) < 2 or not all(_is_number(cell) for row in others for cell in row[1:]):
        return None
    if all(len(row) == len(first) + 1 for row in others):
        return first
    labels = [*first, *(row[0] for row in others)]
    words = all(label and number(label) is None for label in labels)
    known = columns_of(table).named or len(first) < 3
    return first[1:] if words and not known and all(len(row) == len(first) for row in others) else None


def read_matrix(raw: RawFile, table: Table, labels: Sequence[str]) -> NetworkFile:
    """Read a matrix; it is one-mode if its rows have the same labels as its columns, in whatever order."""
    rows, lines = table.rows[1:], table.lines[1:]
    names = [row[0] for row in rows]
    _check_labels(raw, zip(labels, [table.lines[0]] * len(labels), strict=True), "column")
    _check_labels(raw, zip(names, lines, strict=True), "row")
    cells = np.zeros((len(names), len(labels)))
    for place, (row, line) in enumerate(zip(rows, lines, strict=True)):
        cells[place] = _cells(raw, row[1:], len(labels), line)
    found = matrices.of_cells(cells)
    if set(names) != set(labels):
        return matrices.network(raw.name, (names, labels), [found])
    at = {name: place for place, name in enumerate(names)}
    order = np.array([at[label] for label in labels], np.int64)
    at_row, at_column, value = found.records
    return matrices.network(raw.name, (names, None), [Matrix((at_row, order[at_column], value), found.where)])


def bare(table: Table) -> bool:
    """Whether the table is a square matrix of four rows at least that holds nothing but numbers."""
    n = len(table.rows)
    return n >= 4 and all(len(row) == n and all(number(cell) is not None for cell in row) for row in table.rows)


def labelled(table: Table) -> Table:
    """Give a bare matrix with numbers from 1 as labels."""
    labels = [str(place) for place in range(1, len(table.rows) + 1)]
    rows = [[label, *row] for label, row in zip(labels, table.rows, strict=True)]
    return Table([["", *labels], *rows], [table.lines[0], *table.lines], table.comments)


def _is_number(cell: str) -> bool:
    return not cell or number(cell) is not None


def _cells(raw: RawFile, row: Sequence[str], count: int, line: int) -> list[float]:
    if len(row) != count:
        raise raw.wrong(f"has {len(row)} cells after its label in a matrix of {count} columns", line)
    values = [number(cell or "0") for cell in row]
    if None in values:
        raise raw.wrong(f"has the cell {row[values.index(None)]!r} in a matrix; write a number", line)
    return [value for value in values if value is not None]


def _check_labels(raw: RawFile, labels: Iterable[tuple[str, int]], what: str) -> None:
    seen: set[str] = set()
    for label, line in labels:
        if not label:
            raise raw.wrong(f"has a {what} without a label", line)
        if label in seen:
            raise raw.wrong(f"has the label {label!r} on two {what}s; give each one of its own", line)
        seen.add(label)
