"""Networks that are written among the parameters."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeGuard

import numpy as np

from alliancemap.errors import UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.values import finite


def of_edges(edges: list[Any], nodes: list[Any] | None, *, directed: bool) -> NetworkFile:
    """Give the network of a list of ties, [from, to] or [from, to, strength]; nodes as listed, else as they appear.

    Raises
    ------
    UsageError
        If an entry is no tie, or a node no id, or listed twice.
    """
    for place, edge in enumerate(edges, 1):
        if not _tie(edge):
            raise UsageError(
                f"parameter edges: entry {place} is {edge!r}, but a tie is [from, to] or [from, to, strength], "
                "its ends text or whole numbers"
            )
    _check_nodes(nodes or [])
    ids = tuple(dict.fromkeys(str(node) for node in [*(nodes or ()), *(end for edge in edges for end in edge[:2])]))
    at = {id: row for row, id in enumerate(ids)}
    ends = np.array([[at[str(end)] for end in edge[:2]] for edge in edges], np.int64).reshape(-1, 2)
    return NetworkFile(
        name="parameter edges",
        nodes=ids,
        source=ends[:, 0],
        target=ends[:, 1],
        weight=np.array([edge[2] if len(edge) == 3 else 1.0 for edge in edges], np.float64),
        where=[f"entry {place}" for place in range(1, len(edges) + 1)],
        directed=directed,
    )


def _tie(edge: Any) -> bool:
    return isinstance(edge, list) and len(edge) in (2, 3) and all(map(_id, edge[:2])) and all(map(finite, edge[2:]))


def _id(value: Any) -> TypeGuard[str | int]:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _check_nodes(nodes: list[Any]) -> None:
    seen: set[str] = set()
    for place, node in enumerate(nodes, 1):
        if not _id(node) or str(node) in seen:
            fault = f"{node!r} a second time" if _id(node) else f"{node!r}, but an id is text or a whole number"
            raise UsageError(f"parameter nodes: entry {place} is {fault}")
        seen.add(str(node))


def of_matrix(matrix: list[Any]) -> NetworkFile:
    """Give the two-mode network of a binary matrix; rows are named a, b, …, columns 1, 2 and so on.

    Raises
    ------
    UsageError
        If it is not a rectangle of zeros and ones.
    """
    widths = {len(row) if isinstance(row, list) else -1 for row in matrix}
    if len(widths) != 1 or -1 in widths or any(entry not in (0, 1) for row in matrix for entry in row):
        raise UsageError("parameter matrix must be a list of rows of equal length that hold only 0 and 1")
    cells = np.array(matrix, np.float64).reshape(len(matrix), -1)
    rows, columns = np.nonzero(cells)
    names = [_letters(row) for row in range(cells.shape[0])]
    return NetworkFile(
        name="parameter matrix",
        nodes=(*names, *(str(column + 1) for column in range(cells.shape[1]))),
        source=rows.astype(np.int64),
        target=(columns + len(names)).astype(np.int64),
        weight=cells[rows, columns],
        where=[f"row {row + 1}, column {column + 1}" for row, column in zip(rows, columns, strict=True)],
        first_mode=np.arange(len(names) + cells.shape[1]) < len(names),
    )


def _letters(row: int) -> str:
    """Name rows as spreadsheets name columns, in small letters: a to z, then aa, ab and so on."""
    name = ""
    for _ in count():
        row, letter = divmod(row, 26)
        name = chr(ord("a") + letter) + name
        if row == 0:
            break
        row -= 1
    return name
