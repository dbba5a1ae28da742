"""A simple one-mode graph: what most measures are computed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from alliancemap.analysis.graphs.components import component_labels
from alliancemap.errors import InvalidNetworkError


@dataclass(frozen=True, eq=False)
class Graph:
    """Organisations and the ties between them, loops dropped and parallel records merged.

    Attributes
    ----------
    ids : tuple of str, length n
        What the rows stand for. Rankings break ties by row.
    ties : csr_array, n × n
        Strengths > 0, canonical (sorted indices, no stored zeros), empty diagonal; symmetric unless directed, else row
        i holds the ties from i.
    directed : bool
        Whether (i, j) and (j, i) are two ties.
    n_loops, n_merged : int
        Records of a node with itself that were dropped; records that were added to another one between the same nodes.
    """

    ids: tuple[str, ...]
    ties: csr_array
    directed: bool = False
    n_loops: int = 0
    n_merged: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no simple graph."""
        if self.ties.shape != (len(self.ids), len(self.ids)):
            raise InvalidNetworkError(
                f"{len(self.ids)} ids for a matrix of {self.ties.shape[0]} × {self.ties.shape[1]}"
            )
        if self.ties.nnz and not (np.isfinite(self.ties.data).all() and self.ties.data.min() > 0):
            raise InvalidNetworkError("the strength of a tie must be a finite number above 0")
        if self.ties.diagonal().any():
            raise InvalidNetworkError("a simple graph has no tie of a node with itself")

    @classmethod
    def of_records(
        cls,
        ids: Sequence[str],
        ends: tuple[NDArray[np.integer], NDArray[np.integer]],
        strength: NDArray[np.float64] | None = None,
        *,
        directed: bool = False,
    ) -> Graph:
        """Simplify records: loops are dropped, strengths of records between the same two nodes summed (1 each if None).

        Time O(n + records).
        """
        source, target = (np.asarray(end, np.int64) for end in ends)
        weight = np.ones(len(source)) if strength is None else np.asarray(strength, np.float64)
        loops = source == target
        source, target, weight = source[~loops], target[~loops], weight[~loops]
        if not directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        ties = csr_array(coo_array((weight, (source, target)), shape=(len(ids), len(ids))))
        ties.sum_duplicates()
        merged = len(source) - ties.nnz
        return cls(tuple(ids), ties if directed else _canonical(ties + ties.T), directed, int(loops.sum()), merged)

    @property
    def n(self) -> int:
        """How many nodes."""
        return len(self.ids)

    @property
    def m(self) -> int:
        """How many ties."""
        return int(self.ties.nnz) if self.directed else int(self.ties.nnz) // 2

    @property
    def isolates(self) -> NDArray[np.int64]:
        """Rows of the nodes without a tie in either direction."""
        touched = np.diff(self.ties.indptr) > 0
        touched[self.ties.indices] = True
        return np.flatnonzero(~touched)

    def binary(self) -> Graph:
        """The same ties, each of strength 1."""
        return replace(self, ties=binary(self.ties))

    def undirected(self, *, mutual: bool = False) -> Graph:
        """Forget directions: two nodes are tied if either says so, or (`mutual`) if both do; strengths are summed."""
        if not self.directed:
            return self
        both = _canonical(self.ties + self.ties.T)
        if mutual:
            both = _canonical(both.multiply(binary(self.ties)).multiply(binary(self.ties).T))
        return replace(self, ties=both, directed=False)

    def components(self) -> NDArray[np.int64]:
        """Label of each node's connected component (directions ignored), numbered in order of their first nodes."""
        return component_labels(self.ties)

    def kept(self, mask: NDArray[np.bool_]) -> Graph:
        """The nodes in the mask and the ties between them."""
        rows = np.flatnonzero(mask)
        return replace(self, ids=tuple(self.ids[row] for row in rows), ties=_canonical(self.ties[rows][:, rows]))


def binary(ties: csr_array) -> csr_array:
    """The same entries, all 1."""
    return csr_array((np.ones(ties.nnz), ties.indices, ties.indptr), shape=ties.shape)


def lengths(ties: csr_array) -> csr_array:
    """The length of each tie from its strength: distance = 1/weight [Opsahl, Agneessens & Skvoretz 2010, α = 1]."""
    return csr_array((1.0 / ties.data, ties.indices, ties.indptr), shape=ties.shape)


def without_diagonal(matrix: csr_array) -> csr_array:
    """The matrix with an empty diagonal."""
    return _canonical(matrix - diags_array(matrix.diagonal(), format="csr"))


def _canonical(matrix: csr_array) -> csr_array:
    matrix = csr_array(matrix)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def to_networkx(graph: Graph) -> nx.Graph[str]:
    """Give a graph as NetworkX has it: the second opinion, and the way to other tools."""
    made: nx.Graph[str] = nx.DiGraph() if graph.directed else nx.Graph()
    made.add_nodes_from(graph.ids)
    source, target = graph.ties.nonzero()
    made.add_weighted_edges_from(
        (graph.ids[a], graph.ids[b], w) for a, b, w in zip(source, target, graph.ties.data, strict=True)
    )
    return made
