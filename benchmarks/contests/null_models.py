"""Networks at random that keep degrees."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.null_models.curveball import curveball_draws
from alliancemap.analysis.null_models.rewiring import configuration_expected, rewired
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
Ends = tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]
SWAPS = 2_000


def _data(data: Data) -> Data:
    return data


def _igraph_rewired(graph: Any) -> None:
    """As many attempted swaps as ours: ten a tie."""
    graph.rewire(n=10 * graph.ecount())


def _networkx_rewired(graph: Any) -> None:
    nx.double_edge_swap(graph, nswap=SWAPS, max_tries=100 * SWAPS, seed=1)


def _causes_of(data: Data) -> list[set[int]]:
    ends = data.causes.indptr
    return [set(data.causes.indices[a:b].tolist()) for a, b in pairwise(ends.tolist())]


def _traded(rows: list[set[int]]) -> None:
    """Two rows at a time deal anew what only one of them has: five trades a row."""
    rng = random.Random(1)
    for _ in range(5 * len(rows)):
        i, j = rng.sample(range(len(rows)), 2)
        shared = rows[i] & rows[j]
        apart = list(rows[i] ^ rows[j])
        rng.shuffle(apart)
        own = len(rows[i]) - len(shared)
        rows[i], rows[j] = shared | set(apart[:own]), shared | set(apart[own:])


def _drawn(data: Data) -> list[float]:
    return [next(curveball_draws(data.causes, 1, 1)).nnz]


def _ties(data: Data) -> Ends:
    edges = data.edges()
    return data.plain, edges[:, 0], edges[:, 1]


def _expected_by_loops(graph: Any) -> Values:
    twice = 2 * graph.number_of_edges()
    degree = dict(graph.degree())
    return np.array([degree[a] * degree[b] / twice for a, b in sorted((min(e), max(e)) for e in graph.edges())])


CONTESTS = [
    Contest(
        "rewiring, one draw",
        (
            Contender(OURS, _data, lambda data: [rewired(data.ties, 1).nnz]),
            Contender("igraph", Data.igraph, _igraph_rewired),
            Contender(
                "NetworkX",
                lambda data: data.networkx(plain=True),
                _networkx_rewired,
                lambda n: SWAPS / (60 * n),
                (SMALL, 10_000),
            ),
        ),
        tolerance=None,
        gathers="Ten attempted swaps a tie; NetworkX: from 2 000 swaps, for a map of 6 ties an organisation.",
        covers=("rewired",),
    ),
    Contest(
        "curveball, one draw",
        (
            Contender(OURS, _data, _drawn),
            Contender("plain Python", _causes_of, _traded, lambda _n: 1 / 10),
        ),
        tolerance=None,
        gathers="Fifty trades an organisation; plain Python: from five.",
        covers=("curveball",),
    ),
    Contest(
        "expected ties in the configuration model",
        (
            Contender(OURS, _ties, lambda given: configuration_expected(*given)),
            Contender("plain Python", lambda data: data.networkx(plain=True), _expected_by_loops),
        ),
        gathers="Of every pair that is tied.",
        covers=("configuration_expected",),
    ),
]
