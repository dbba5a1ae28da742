"""Betweenness, exact: how much of the traffic along shortest paths passes through each node."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import arranged
from alliancemap.analysis.paths.brandes import LANES, brandes
from alliancemap.analysis.paths.brandes_along import brandes_along
from alliancemap.errors import InvalidNetworkError

_SPAN = 16 * LANES
"""How many sources a thread works on at a time, at most."""
_LOOKS, _LOOKS_ALONG = 20_000_000, 4_000_000
"""Nodes and ties that it looks at in some tenths of a second: by steps, and along lengths."""


def betweenness(
    ties: csr_array,
    *,
    directed: bool,
    lengths: csr_array | None = None,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> NDArray[np.float64]:
    """Betweenness of every node in pairs, exact (Brandes' algorithm).

        b[v] = Σ_{s,t} σ_st(v)/σ_st    over pairs of nodes other than v
    where σ_st counts the shortest paths from s to t and σ_st(v) those through v. Pairs are unordered, or ordered if
    ties are directed; a pair without a path adds nothing. 0 for isolates, for ends, and where n < 3.
    Time O(n m), with lengths O(n (m + n) log n); 44 numbers a node and thread. The result is the same with any
    number of workers.

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i; symmetric unless directed; an empty diagonal.
    directed : bool
        Whether (i, j) and (j, i) are two ties.
    lengths : csr_array, n × n, optional
        How long the same ties are; 1 each unless given. Two paths whose lengths differ by less than 10⁻¹² of them count
        as equally short.
    workers : int, optional
        How many threads; as many as there are processors unless told.
    check_time : callable
        Called between blocks of sources; raises an error to stop them.

    Raises
    ------
    InvalidNetworkError
        If the matrix is not square, a length is not a finite number above 0, or two nodes are connected by more
        shortest paths than a number holds (10³⁰⁸).

    References
    ----------
    U. Brandes, J. Math. Sociol. 25, 163 (2001). doi:10.1080/0022250X.2001.9990249
    """
    graph = arranged(binary(ties) if lengths is None else lengths, directed=directed)

    def block(span: tuple[int, int]) -> Any:
        sources = graph.sources[slice(*span)]
        if lengths is None:
            return brandes(graph.ahead, graph.back, sources, (graph.first, graph.end))
        return brandes_along(graph.ahead, graph.length, sources)

    score = np.zeros(graph.n)
    turns = graph.turns(_SPAN, _LOOKS, LANES) if lengths is None else graph.turns(_SPAN, _LOOKS_ALONG)
    for part in each(block, turns, workers):
        check_time()
        score += part
    if not np.isfinite(score).all():
        raise InvalidNetworkError(
            "two nodes are connected by more than 10^308 shortest paths, which no number holds: group nodes of the "
            "same ties into one before asking for betweenness"
        )
    return graph.by_node(score if directed else score / 2)


def normalised(pairs: NDArray[np.float64], *, directed: bool) -> NDArray[np.float64]:
    """Betweenness as a share of all pairs of other nodes: (n − 1)(n − 2), half of it if undirected; n < 3: 0."""
    n = len(pairs)
    return pairs / ((n - 1) * (n - 2) / (1 if directed else 2)) if n > 2 else np.zeros(n)
