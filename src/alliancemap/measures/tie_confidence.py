"""How sure each tie of a graph is, by an attribute of its records."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.near import did_you_mean
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given
from alliancemap.model.choices import Confidence

WORDS = {Confidence.LOW: 0.0, Confidence.MEDIUM: 1.0, Confidence.HIGH: 2.0}


def tie_confidence(given: Given, graph: Graph, attribute: str) -> NDArray[np.float64]:
    """Give the confidence of each entry of the graph's ties: of the surest record, −∞ where none says.

    Raises
    ------
    UsageError
        If the records have no such attribute.
    InvalidNetworkError
        If a value is neither a number nor high, medium or low: names the record.
    """
    file, chosen = given.records()
    if attribute not in file.tie_attributes:
        has = f"they have {', '.join(sorted(file.tie_attributes))}" if file.tie_attributes else "they have none"
        meant = did_you_mean(attribute, file.tie_attributes)
        raise UsageError(f"the ties of {file.name} have no attribute {attribute!r}{meant} ({has})")
    column = file.tie_attributes[attribute]
    rows = np.flatnonzero(chosen & (file.source != file.target))
    values = np.array([_number(file, row, column[row]) for row in rows.tolist()], np.float64)
    sureness = np.full(graph.ties.nnz, -np.inf)
    keys = np.repeat(np.arange(graph.n), np.diff(graph.ties.indptr)) * graph.n + graph.ties.indices
    ends = (file.source[rows], file.target[rows])
    for first, second in (ends,) if graph.directed else (ends, ends[::-1]):
        wanted = first * graph.n + second
        entry = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        # With `mutual`, a record that only one side says has no tie.
        there = keys[entry] == wanted if len(keys) else np.zeros(len(wanted), bool)
        np.maximum.at(sureness, entry[there], values[there])
    return sureness


def _number(file: NetworkFile, row: int, value: Any) -> float:
    if value is None or value == "":
        return -np.inf
    try:
        found = WORDS[value] if value in WORDS else float(value)
    except (TypeError, ValueError):
        found = np.nan
    if np.isnan(found):
        raise InvalidNetworkError(
            f"{file.name}, {file.where[row]}: the confidence is {value!r}, but must be a number or high, medium or low"
        )
    return found
