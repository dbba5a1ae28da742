"""The records of a network file as the graphs that measures take."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.graphs.affiliation import Affiliation
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.exchange.network_files.network_file import NetworkFile

Records = tuple[NetworkFile, NDArray[np.bool_]]
"""A file, and which of its records count."""


def graph_of(records: Records, weight: str | None, *, directed: bool = False) -> Graph:
    """Give a one-mode network, simplified; `directed` takes ties as directed though the file does not say so.

    Raises
    ------
    InvalidNetworkError
        If the network is two-mode, or a strength is not a finite number above 0: names the record.
    UsageError
        If records have no attribute of the name `weight`.
    """
    file, chosen = records
    if file.two_mode:
        raise InvalidNetworkError(
            f"{file.name} is a two-mode network, and the measure takes a one-mode one: project it first "
            "(measures projection_count, projection_newman)"
        )
    strength = _strength(file, weight)
    _refuse(file, chosen & ~(np.isfinite(strength) & (strength > 0)), strength, "must be a finite number above 0")
    _refuse(
        file,
        chosen & ~(np.isfinite(file.weight) & (file.weight > 0)),
        file.weight,
        "must be a finite number above 0",
    )
    graph = Graph.of_records(
        file.nodes,
        (file.source[chosen], file.target[chosen]),
        strength[chosen],
        directed=directed or file.directed,
    )
    return graph if weight else graph.binary()


def affiliation_of(records: Records, *, signed: bool) -> Affiliation:
    """Give a two-mode network, records of the same pair summed.

    Raises
    ------
    InvalidNetworkError
        If the network is one-mode, or a value is not a finite number above 0 (or, `signed`, other than 0).
    """
    file, chosen = records
    if file.first_mode is None:
        raise InvalidNetworkError(f"{file.name} is a one-mode network, and the measure takes a two-mode one")
    usable = np.isfinite(file.weight) & ((file.weight != 0) if signed else (file.weight > 0))
    _refuse(
        file,
        chosen & ~usable,
        file.weight,
        "must be a number other than 0" if signed else "must be a finite number above 0",
    )
    place = np.where(file.first_mode, np.cumsum(file.first_mode), np.cumsum(~file.first_mode)) - 1
    entries = (place[file.source[chosen]], place[file.target[chosen]])
    shape = (int(file.first_mode.sum()), int((~file.first_mode).sum()))
    matrix = csr_array(coo_array((file.weight[chosen], entries), shape=shape))
    matrix.sum_duplicates()
    matrix.sort_indices()
    names = np.array(file.nodes, object)
    merged = int(chosen.sum()) - matrix.nnz
    return Affiliation(tuple(names[file.first_mode]), tuple(names[~file.first_mode]), matrix, merged)


def _strength(file: NetworkFile, weight: str | None) -> NDArray[np.float64]:
    if weight is None:
        return np.ones(len(file.source))
    if weight == "weight":
        return file.weight
    if weight not in file.tie_attributes:
        has = sorted({"weight", *file.tie_attributes})
        raise UsageError(
            f"{file.name} has no tie attribute {weight!r}{did_you_mean(weight, has)} (it has {listed(has)})"
        )
    column = file.tie_attributes[weight]
    numbers = [float("nan") if value is None or not _number(value) else float(value) for value in column]
    return np.array(numbers, np.float64)


def _number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _refuse(file: NetworkFile, wrong: NDArray[np.bool_], values: NDArray[np.float64], must: str) -> None:
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        ends = f"{file.nodes[file.source[at]]!r} to {file.nodes[file.target[at]]!r}"
        more = f" ({int(wrong.sum())} such records)" if wrong.sum() > 1 else ""
        raise InvalidNetworkError(
            f"{file.name}, {file.where[at]}: the tie from {ends} has the value {values[at]:g}, which {must}{more}"
        )
