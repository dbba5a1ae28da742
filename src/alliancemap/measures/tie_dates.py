"""When each tie of a graph was first seen, by an attribute of its records."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.dates import PartialDate
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given


def first_days(given: Given, graph: Graph, attribute: str) -> NDArray[np.int64]:
    """Give the day (as a number) on which each tie i < j of an undirected graph is first seen; unknown is always, 0.

    Raises
    ------
    InvalidNetworkError
        If a value is no date: names the record.
    """
    file, chosen = given.records()
    column = file.tie_attributes[attribute]
    rows = np.flatnonzero(chosen & (file.source != file.target))
    days = np.array([_day(file, row, column[row]) for row in rows.tolist()], np.int64)
    row = np.repeat(np.arange(graph.n), np.diff(graph.ties.indptr))
    upper = row < graph.ties.indices
    keys = row[upper] * graph.n + graph.ties.indices[upper]
    wanted = np.minimum(file.source[rows], file.target[rows]) * graph.n + np.maximum(
        file.source[rows], file.target[rows]
    )
    first = np.full(len(keys), np.iinfo(np.int64).max)
    entry = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    # With `mutual`, a record that only one side says has no tie.
    there = keys[entry] == wanted if len(keys) else np.zeros(len(wanted), bool)
    np.minimum.at(first, entry[there], days[there])
    return first


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
