"""When each tie of a network was first seen, by an attribute of its records."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.dates import PartialDate
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given


def first_days(given: Given, attribute: str) -> NDArray[np.int64]:
    """Give the day (as a number) on which each tie is first seen; unknown is always, 0.

    Ties of a one-mode network i < j with directions dropped, of a two-mode network its affiliations; in order of rows.

    Raises
    ------
    InvalidNetworkError
        If a value is no date: names the record.
    """
    file, chosen = given.records()
    keys, of_record = _two_mode(given, file) if file.two_mode else _one_mode(given, file)
    rows = np.flatnonzero(chosen)
    column = file.tie_attributes[attribute]
    days = np.array([_day(file, row, column[row]) for row in rows.tolist()], np.int64)
    first = np.full(len(keys), np.iinfo(np.int64).max)
    if len(keys):
        entry = np.minimum(np.searchsorted(keys, of_record[rows]), len(keys) - 1)
        # A loop is no tie, and with `mutual` neither is what only one side says.
        there = keys[entry] == of_record[rows]
        np.minimum.at(first, entry[there], days[there])
    return first


def _one_mode(given: Given, file: NetworkFile) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ties and records as numbers: smaller row · n + larger row."""
    ties, n = given.graph(directed=False).ties, len(file.nodes)
    row = np.repeat(np.arange(n), np.diff(ties.indptr))
    upper = row < ties.indices
    smaller, larger = np.minimum(file.source, file.target), np.maximum(file.source, file.target)
    return row[upper] * n + ties.indices[upper], smaller * n + larger


def _two_mode(given: Given, file: NetworkFile) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Affiliations and records as numbers: row · columns + column."""
    assert file.first_mode is not None
    matrix = given.affiliation().matrix
    width = matrix.shape[1]
    place = np.where(file.first_mode, np.cumsum(file.first_mode), np.cumsum(~file.first_mode)) - 1
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return row * width + matrix.indices, place[file.source] * width + place[file.target]


def day(text: str) -> int:
    """Give the first day of a date as a number.

    Raises
    ------
    UsageError
        If it is no date.
    """
    try:
        return PartialDate.parse(text).first_day.toordinal()
    except ValueError as error:
        raise UsageError(f"parameter split: {error}") from None


def _day(file: NetworkFile, row: int, value: Any) -> int:
    if value in (None, ""):
        return 0
    try:
        return PartialDate.parse(str(value)).first_day.toordinal()
    except ValueError as error:
        raise InvalidNetworkError(f"{file.name}, {file.where[row]}: {error}") from None
