"""Two-mode networks: how they are recognised, and records that run from the first mode to the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.network_file import NetworkFile

ATTRIBUTES = ("bipartite", "type", "mode")
"""Attributes of nodes, in small letters, that may tell their mode."""
_VALUES = ({"0": True, "1": False}, {"false": True, "true": False}, {"actor": True, "event": False})
"""What each of them may say, and whether it means the first mode."""
_ROW_NAMES = ("row", "actor", "organisation", "organization", "org")
_COLUMN_NAMES = {
    "row": ("column", "col"),
    "actor": ("event", "concept"),
    **dict.fromkeys(("organisation", "organization", "org"), ("cause", "coalition", "place", "event")),
}


def recognised(file: NetworkFile) -> NDArray[np.bool_] | None:
    """Tell the first mode by an attribute of the nodes, if it has two values and every tie joins the two."""
    for name, column in file.node_attributes.items():
        if name.lower() in ATTRIBUTES:
            first = _first_mode(column)
            if first is not None and (first[file.source] != first[file.target]).all():
                return first
    return None


def two_mode(file: NetworkFile, first_mode: NDArray[np.bool_]) -> NetworkFile:
    """Give the file as a two-mode network: records turned to run from the first mode, without direction.

    Raises
    ------
    InvalidNetworkError
        If a record ties two nodes of the same mode.
    """
    within = np.flatnonzero(first_mode[file.source] == first_mode[file.target])
    if within.size:
        at = int(within[0])
        ends = f"{file.nodes[file.source[at]]!r} and {file.nodes[file.target[at]]!r}"
        raise InvalidNetworkError(
            f"{file.name}, {file.where[at]}: ties {ends}, which are of the same mode of a two-mode network"
        )
    turned = ~first_mode[file.source]
    source, target = np.where(turned, file.target, file.source), np.where(turned, file.source, file.target)
    return replace(file, source=source, target=target, first_mode=first_mode, directed=False)


def two_mode_columns(header: Sequence[str]) -> tuple[int, int] | None:
    """Find the columns of a table that hold the two ends of two-mode ties, by their names; None if there are none."""
    at = {name.removesuffix("id"): place for place, name in reversed(list(enumerate(header)))}
    for row in _ROW_NAMES:
        for column in _COLUMN_NAMES[row]:
            if row in at and column in at:
                return at[row], at[column]
    return None


def apart(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Name the nodes of both modes: one of the second that has the name of one of the first is told apart."""
    taken = set(first)
    return (*first, *(f"{name} (second mode)" if name in taken else name for name in second))


def _first_mode(column: Sequence[Any]) -> NDArray[np.bool_] | None:
    said = [str(value).lower().removesuffix(".0") for value in column]
    for meaning in _VALUES:
        if set(said) == set(meaning):
            return np.array([meaning[value] for value in said], bool)
    return None
