"""Matrices: from the cells of a table of rows and columns to nodes and ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from alliancemap.exchange.network_files.modes import apart, two_mode
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.places import Places

Records = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Rows, columns and values of the cells that hold a tie."""


@dataclass(frozen=True)
class Matrix:
    """The ties of one relation: positions in rows and columns (from 0), values, and where they stand."""

    records: Records
    where: Places


def of_cells(cells: NDArray[np.float64]) -> Matrix:
    """Give the ties of a matrix that is written out: all cells but zeros, which is where they stand."""
    rows, columns = np.nonzero(cells)
    rows, columns = rows.astype(np.int64), columns.astype(np.int64)
    return Matrix((rows, columns, cells[rows, columns]), Places(row=rows + 1, column=columns + 1))


def network(
    name: str,
    labels: tuple[Sequence[str], Sequence[str] | None],
    matrices: Sequence[Matrix],
    relations: Sequence[str] = (),
) -> NetworkFile:
    """Make a network of one matrix or several.

    One-mode matrices that are all symmetric make an undirected network, each pair once; others a directed one, from
    row to column.

    Parameters
    ----------
    name : str
        The file.
    labels : pair of sequences of str
        Of the rows, and of the columns; None instead of these for a one-mode network.
    matrices : sequence of Matrix
        One a relation, one at least.
    relations : sequence of str
        Their names; by number where there are none.
    """
    rows, columns = labels
    nodes = tuple(rows) if columns is None else apart(rows, columns)
    counts = [len(matrix.records[0]) for matrix in matrices]
    named = tuple(relations) or tuple(str(place) for place in range(1, len(matrices) + 1))
    places = [matrix.where for matrix in matrices]
    file = NetworkFile(
        name=name,
        nodes=nodes,
        source=np.concatenate([matrix.records[0] for matrix in matrices]),
        target=np.concatenate([matrix.records[1] for matrix in matrices]),
        weight=np.concatenate([matrix.records[2] for matrix in matrices]),
        where=places[0] if len(places) == 1 else Places.joined(places),
        relations=named if len(matrices) > 1 else (),
        relation=np.repeat(np.arange(len(matrices)), counts) if len(matrices) > 1 else None,
    )
    if columns is None:
        return one_mode(file)
    return two_mode(replace(file, target=file.target + len(rows)), np.arange(len(nodes)) < len(rows))


def one_mode(file: NetworkFile) -> NetworkFile:
    """Take records as the cells of matrices: undirected, each pair once, if all are symmetric; directed if not."""
    relation = np.zeros(len(file.source), np.int64) if file.relation is None else file.relation
    if not _symmetric(file.source, file.target, file.weight, relation):
        return replace(file, directed=True)
    once = file.source <= file.target
    assert isinstance(file.where, Places)
    return replace(
        file,
        source=file.source[once],
        target=file.target[once],
        weight=file.weight[once],
        where=file.where.chosen(once),
        directed=False,
        tie_attributes={
            name: [value for value, keep in zip(column, once, strict=True) if keep]
            for name, column in file.tie_attributes.items()
        },
        relation=None if file.relation is None else relation[once],
    )


def _symmetric(
    source: NDArray[np.int64], target: NDArray[np.int64], weight: NDArray[np.float64], relation: NDArray[np.int64]
) -> bool:
    there, back = np.lexsort((weight, target, source, relation)), np.lexsort((weight, source, target, relation))
    return bool(
        (source[there] == target[back]).all()
        and (target[there] == source[back]).all()
        and np.array_equal(weight[there], weight[back], equal_nan=True)
        and (relation[there] == relation[back]).all()
    )
