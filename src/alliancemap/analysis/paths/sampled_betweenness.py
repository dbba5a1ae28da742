"""Betweenness from sampled shortest paths, with a bound that holds for all nodes at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import Arrangement, arranged
from alliancemap.analysis.paths.diameter import path_bounds
from alliancemap.analysis.paths.path_urn import PathUrn
from alliancemap.analysis.paths.sample_size import confident, demands, half_widths, riondato_kornaropoulos

SEARCHES = 16
"""Searches from which the vertex diameter is bounded."""

FALLBACK = 0.1
"""The part of δ that is kept for the number of draws that always suffices."""

FIRST_CHECK, STEP = 0.6, 1.2
"""Where to check first, as a part of the draws that will probably do, and by which factor further apart each time."""

LOOK = 40
"""The first sample is this part of the draws that always suffice."""


@dataclass(frozen=True, eq=False)
class SampledBetweenness:
    """Betweenness normalised by pairs, estimated.

    Attributes
    ----------
    estimate : float64 array
        For each node the estimate; not separable from 0 where it is below ε.
    half_width : float64 array
        How far the truth may be from it, at most ε: for all nodes at once with probability at least 1 − δ.
    samples : int
        Paths that the estimate rests on.
    drawn : int
        All paths drawn, those of the first sample too.
    epsilon, delta : float
        What was asked.
    seed : int
        What the draws started from.
    """

    estimate: NDArray[np.float64]
    half_width: NDArray[np.float64]
    samples: int
    drawn: int
    epsilon: float
    delta: float
    seed: int


def sampled_betweenness(  # noqa: PLR0913 - what is asked, of what, and how long it may take
    ties: csr_array,
    epsilon: float,
    delta: float,
    seed: int,
    directed: bool,
    *,
    lengths: csr_array | None = None,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> SampledBetweenness:
    """Estimate normalised betweenness so that with probability at least 1 − δ no node's error exceeds ε.

    A draw is a pair of nodes, all pairs being equally likely, and one of the shortest paths between them, all being
    equally likely. The share of draws that pass through v has the expectation p[v] = b[v] (n − 2)/n, where b is
    normalised betweenness; so p is estimated within ε (n − 2)/n. For each node the draws are throws of a coin.

    1. r* draws always suffice (Riondato and Kornaropoulos). A first sample of r*/40 draws says how δ is best shared out
       among nodes and how many draws will probably do. What follows is independent of it.
    2. If these are more than r*, r* paths are drawn, and that is the bound.
    3. Else paths are drawn up to at most K points fixed in advance, growing by a fifth, all below the r* that holds
       but for probability δ/10. At each, the estimate is given if Chernoff's bound for every node v and either side is
       within ε but for probability δ[v]/(2K), where Σ δ[v] ≤ 0.9 δ; at the last, r*, in any case.

    By the union bound over nodes, sides and the K points all those bounds hold together but for probability 0.9 δ,
    whenever the drawing stops; and the last resort but for δ/10.

    Draw i belongs to block i div 256, whose random numbers start from the seed and the block's number: the result is
    the same with any number of workers. Time a draw: searches from both ends until they meet, O(m) at worst and about
    √m ties on most networks; with lengths Dijkstra's algorithm up to the target.

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i; symmetric unless directed; an empty diagonal.
    epsilon, delta : float
        Above 0 and below 1.
    seed : int
        Not negative.
    lengths : csr_array, n × n, optional
        How long the same ties are; 1 each unless given.
    workers : int, optional
        How many threads; as many as there are processors unless told.
    check_time : callable
        Called between blocks; raises an error to stop the drawing.

    Raises
    ------
    UsageError
        If ε or δ is not between 0 and 1.
    InvalidNetworkError
        If the matrix is not square, or a length is not a finite number above 0.

    References
    ----------
    M. Riondato, E. M. Kornaropoulos, Data Min. Knowl. Disc. 30, 438 (2016). doi:10.1007/s10618-015-0423-0
    M. Borassi, E. Natale, ACM J. Exp. Algorithmics 24, 1.2 (2019). doi:10.1145/3284359 (whose idea of sharing out δ by
    a first sample this is, with Chernoff bounds at fixed points instead of a martingale)
    """
    graph = arranged(binary(ties) if lengths is None else lengths, directed=directed)
    n = graph.n
    nodes = _path_bound(graph, by_steps=lengths is None and not directed, check_time=check_time)
    most = riondato_kornaropoulos(nodes, epsilon, delta)
    if n < 3 or most == 0:
        return SampledBetweenness(np.zeros(n), np.zeros(n), 0, 0, epsilon, delta, seed)
    scale = n / (n - 2)
    urn = PathUrn(graph, lengths is not None, seed, workers, check_time)
    widths, draws = _drawn_until_sure(urn, nodes, epsilon / scale, delta)
    return SampledBetweenness(
        graph.by_node(np.minimum(urn.passes / draws * scale, 1)),
        graph.by_node(np.minimum(widths * scale, epsilon)),
        draws,
        urn.drawn,
        epsilon,
        delta,
        seed,
    )


def _drawn_until_sure(urn: PathUrn, nodes: int, epsilon: float, delta: float) -> tuple[NDArray[np.float64], int]:
    """Draw until shares are within ε; give how far off each may be, and on how many draws that rests.

    The urn's counts are then of these draws only.
    """
    n = len(urn.passes)
    most = riondato_kornaropoulos(nodes, epsilon, delta)
    look = most // LOOK
    urn.draw(look)
    demand, likely = demands(urn.passes, max(look, 1), epsilon, (1 - FALLBACK) * delta)
    urn.passes[:] = 0
    if look == 0 or likely >= most:
        urn.draw(most)
        return np.full(n, epsilon), most
    last = riondato_kornaropoulos(nodes, epsilon, FALLBACK * delta)
    points = _points(likely, last)
    demand += np.log(len(points))
    for point in points:
        urn.draw(look + point - urn.drawn)
        if confident(urn.passes, point, epsilon, demand):
            return half_widths(urn.passes, point, demand), point
    urn.draw(look + last - urn.drawn)
    return np.minimum(half_widths(urn.passes, last, demand), epsilon), last


def _points(likely: float, last: int) -> list[int]:
    """The numbers of draws after which to check, from a little below what will probably do up to the last resort."""
    points = [max(1, int(likely * FIRST_CHECK))]
    while points[-1] * STEP < last:
        points.append(int(points[-1] * STEP) + 1)
    return [point for point in points if point < last]


def _path_bound(graph: Arrangement, *, by_steps: bool, check_time: CheckTime) -> int:
    """An upper bound on how many nodes a shortest path has: of the largest component, where no search is cheap."""
    if graph.n == 0:
        return 0
    return path_bounds(graph, SEARCHES, check_time)[1] if by_steps else int((graph.end - graph.first).max())
