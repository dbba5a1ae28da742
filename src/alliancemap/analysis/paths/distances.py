"""Distances from every node to all others, summed: what closeness, harmonic centrality and efficiency are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import Arrangement, arranged
from alliancemap.analysis.paths.dijkstra import distance_rows
from alliancemap.analysis.paths.sweep import SOURCES, sweep

_SPAN = 4 * SOURCES
_ROWS = 64
"""How many sources a thread searches from before others may have a say: with masks, and one by one at most."""
_LOOKS = 4_000_000
"""Nodes and ties that searches along lengths look at in some tenths of a second."""


@dataclass(frozen=True, eq=False)
class DistanceSums:
    """What each node's distances to all others add up to.

    Attributes
    ----------
    reached : int64 array
        How many nodes can be reached, the node itself counted.
    total : float64 array
        Sum of the distances to them.
    harmonic : float64 array
        Sum of 1/distance to the others, 1/∞ being 0.
    farthest : float64 array
        The largest of the distances, 0 for an isolate.
    """

    reached: NDArray[np.int64]
    total: NDArray[np.float64]
    harmonic: NDArray[np.float64]
    farthest: NDArray[np.float64]


def distance_sums(
    ties: csr_array,
    *,
    lengths: csr_array | None = None,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> DistanceSums:
    """Add up the distances from every node to all that it reaches, exactly.

    Without lengths by breadth-first searches from 512 nodes at once, O(n m / 512) steps on masks of 512 bits as long as
    distances are short; with lengths by Dijkstra's algorithm from each node, O(n (m + n) log n). The result is the
    same with any number of workers.

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i (symmetric where they have no direction), with an empty diagonal. Distances run
        along the ties; give the transpose for distances to a node.
    lengths : csr_array, n × n, optional
        How long the same ties are (`alliancemap.analysis.graphs.graph.lengths` makes them of strengths); 1 each unless
        given.
    workers : int, optional
        How many threads; as many as there are processors unless told.
    check_time : callable
        Called between blocks of searches; raises an error to stop them.

    Raises
    ------
    InvalidNetworkError
        If the matrix is not square, or a length is not a finite number above 0.

    References
    ----------
    M. Then et al., The more the merrier: efficient multi-source graph traversal, VLDB 8, 449 (2014).
    doi:10.14778/2735496.2735507
    """
    graph = arranged(binary(ties) if lengths is None else lengths)
    if lengths is None:
        reached, total, harmonic, farthest = _swept(graph, workers, check_time)
    else:
        reached, total, harmonic, farthest = _measured(graph, workers, check_time)
    return DistanceSums(
        graph.by_node(reached + 1).astype(np.int64),
        graph.by_node(total).astype(np.float64),
        graph.by_node(harmonic),
        graph.by_node(farthest).astype(np.float64),
    )


def _swept(graph: Arrangement, workers: int | None, check_time: CheckTime) -> tuple[NDArray[Any], ...]:
    def block(span: tuple[int, int]) -> Any:
        return sweep(graph.ahead, graph.back, graph.sources[slice(*span)], (graph.first, graph.end))

    sums = np.zeros(graph.n, np.int64), np.zeros(graph.n, np.int64), np.zeros(graph.n), np.zeros(graph.n, np.int64)
    for reached, total, harmonic, farthest in each(block, spans(graph.n, _SPAN), workers):
        check_time()
        sums[0][:] += reached
        sums[1][:] += total
        sums[2][:] += harmonic
        np.maximum(sums[3], farthest, out=sums[3])
    return sums


def _measured(graph: Arrangement, workers: int | None, check_time: CheckTime) -> tuple[NDArray[Any], ...]:
    def block(span: tuple[int, int]) -> Any:
        return distance_rows(graph.ahead, graph.length, np.arange(*span))

    sums: list[list[NDArray[Any]]] = [[np.empty(0)], [np.empty(0)], [np.empty(0)], [np.empty(0)]]
    for part in each(block, graph.turns(_ROWS, _LOOKS), workers):
        check_time()
        for parts, values in zip(sums, part, strict=True):
            parts.append(values)
    return tuple(np.concatenate(parts) for parts in sums)


def closeness(sums: DistanceSums) -> NDArray[np.float64]:
    """Closeness of Wasserman and Faust, which allows for a network in several parts.

        C[i] = (r − 1)/(n − 1) · (r − 1)/Σ_j d(i, j)
    where r nodes are reached from i, itself counted. Between 0 and 1; an isolate (or a node that reaches nobody) has 0,
    and so has the one node of a network of one.

    References
    ----------
    S. Wasserman, K. Faust, Social Network Analysis, Cambridge University Press (1994), p. 201.
    """
    others = sums.reached - 1.0
    score = np.zeros(len(others))
    np.divide(others**2, sums.total * (len(others) - 1.0), out=score, where=others > 0)
    return score


def harmonic(sums: DistanceSums, *, normalise: bool = True) -> NDArray[np.float64]:
    """Harmonic centrality: Σ_{j≠i} 1/d(i, j), 1/∞ being 0; divided by n − 1 unless told otherwise.

    An isolate has 0. Normalised, a network of one node has none (NaN).

    References
    ----------
    P. Boldi, S. Vigna, Internet Mathematics 10, 222 (2014). doi:10.1080/15427951.2013.865686
    """
    if not normalise:
        return sums.harmonic.copy()
    n = len(sums.harmonic)
    return sums.harmonic / (n - 1) if n > 1 else np.full(n, np.nan)


def global_efficiency(sums: DistanceSums) -> float:
    """Mean of 1/d(i, j) over the ordered pairs of nodes, 1/∞ being 0; fewer than two nodes: NaN.

    References
    ----------
    V. Latora, M. Marchiori, Phys. Rev. Lett. 87, 198701 (2001). doi:10.1103/PhysRevLett.87.198701
    """
    n = len(sums.harmonic)
    return float(sums.harmonic.sum() / (n * (n - 1))) if n > 1 else float("nan")


def mean_distance(sums: DistanceSums) -> float:
    """Mean distance over the ordered pairs of nodes that are connected by a path; no such pair: NaN."""
    pairs = int((sums.reached - 1).sum())
    return float(sums.total.sum() / pairs) if pairs else float("nan")


def diameter(sums: DistanceSums) -> float:
    """The largest distance between two nodes that are connected by a path; no such pair: NaN."""
    return float(sums.farthest.max()) if (sums.reached > 1).any() else float("nan")
