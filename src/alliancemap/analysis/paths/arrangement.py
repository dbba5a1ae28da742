"""A graph renumbered so that passes over it are fast: what is used together lies together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import spans
from alliancemap.analysis.graphs.components import component_labels
from alliancemap.errors import InvalidNetworkError

Rows = tuple[NDArray[np.int64], NDArray[np.int32]]
"""Where each node's row of neighbours begins (and the last one ends), and the neighbours."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """The same graph under other numbers: component by component, the largest first, in each the best connected first.

    Attributes
    ----------
    node : int64 array, length n
        The node that each place holds.
    ahead, back : Rows
        The neighbours that each place has ties to, and has ties from; the same object where ties have no direction.
    length, back_length : float64 arrays
        How long each tie of `ahead` is, and each of `back`.
    first, end : int64 arrays, length n
        Where the component of each place begins and ends.
    sources : int64 array, length n
        The places in an order in which neighbours of the same well-connected node follow each other, component by
        component: paths from such nodes run in step.
    """

    node: NDArray[np.int64]
    ahead: Rows
    back: Rows
    length: NDArray[np.float64]
    back_length: NDArray[np.float64]
    first: NDArray[np.int64]
    end: NDArray[np.int64]
    sources: NDArray[np.int64]

    @property
    def n(self) -> int:
        """How many nodes."""
        return len(self.node)

    def turns(self, most: int, looks: int, multiple: int = 1) -> list[tuple[int, int]]:
        """Spans of sources that a thread searches from before others may have a say, and the search may be stopped.

        `most` at a time, fewer where they would look at more than so many nodes and ties; a multiple of some number.
        """
        size = min(most, looks // (self.n + len(self.ahead[1]) + 1)) // multiple * multiple
        return spans(self.n, max(multiple, size))

    def by_node(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give values by place as values by node."""
        turned = np.empty_like(values)
        turned[self.node] = values
        return turned


def arranged(ties: csr_array, *, directed: bool = True) -> Arrangement:
    """Renumber a graph; entries are the lengths of ties. Time O(m log n).

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i, with an empty diagonal.
    directed : bool
        False says that the matrix is symmetric, which saves a transpose.

    Raises
    ------
    InvalidNetworkError
        If the matrix is not square, or a length is not a finite number above 0.
    """
    _check(ties)
    n = ties.shape[0]
    component = component_labels(ties)
    degree = np.diff(ties.indptr) + np.bincount(ties.indices, minlength=n)
    size = np.bincount(component)[component] if n else component
    node = np.lexsort((np.arange(n), -degree, component, -size)).astype(np.int64)
    moved = ties[node][:, node]
    moved.sort_indices()
    turned = csr_array(moved.T) if directed else moved
    ahead = rows(moved)
    starts = np.flatnonzero(np.diff(component[node], prepend=-1))
    where = np.searchsorted(starts, np.arange(n), "right") - 1
    ends = np.append(starts[1:], n)
    return Arrangement(
        node,
        ahead,
        rows(turned) if directed else ahead,
        np.asarray(moved.data, np.float64),
        np.asarray(turned.data, np.float64),
        starts[where].astype(np.int64),
        ends[where].astype(np.int64),
        np.lexsort((np.arange(n), _leader(ahead), where)).astype(np.int64),
    )


def rows(matrix: csr_array) -> Rows:
    """Give the rows of a matrix in the types that kernels are compiled for."""
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)


def _leader(ahead: Rows) -> NDArray[np.int64]:
    """The best connected neighbour of each place; its own number where there is none."""
    indptr, indices = ahead
    leader = np.arange(len(indptr) - 1)
    tied = np.diff(indptr) > 0
    if tied.any():
        leader[tied] = np.minimum.reduceat(indices, indptr[:-1][tied])
    return leader


def _check(ties: csr_array) -> None:
    if ties.shape[0] != ties.shape[1]:
        raise InvalidNetworkError(f"ties must be a square matrix, and this one is {ties.shape[0]} × {ties.shape[1]}")
    if ties.nnz and not (np.isfinite(ties.data).all() and ties.data.min() > 0):
        raise InvalidNetworkError("the length of a tie must be a finite number above 0")
