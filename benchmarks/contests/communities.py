"""Communities: found, compared, and judged."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.communities.agreement import adjusted_rand_index
from alliancemap.analysis.communities.comparison import beside_rewirings
from alliancemap.analysis.communities.detection import communities
from alliancemap.analysis.communities.quality import barber_modularity, modularity
from alliancemap.analysis.communities.two_mode import affiliation_communities
from benchmarks.contest import OURS, SMALL, Contender, Contest, Floor
from benchmarks.data import Data

RESTARTS = 5
REWIRINGS = 10
Labels = NDArray[np.int64]


def _data(data: Data) -> Data:
    return data


def _modularity_of(data: Data, restarts: int) -> list[float]:
    return [communities(data.ties, restarts=restarts, seed=1).quality]


def _louvain(graph: Any) -> list[float]:
    found = nx.community.louvain_communities(graph, seed=1)
    return [nx.community.modularity(graph, found)]


def _igraph_leiden(given: tuple[Any, Any]) -> list[float]:
    graph, weights = given
    found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=2)
    return [graph.modularity(found, weights=weights)]


def _leidenalg(given: tuple[Any, Any]) -> list[float]:
    import leidenalg  # noqa: PLC0415 - only the child that needs it

    graph, weights = given
    found = leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights=weights, seed=1)
    return [graph.modularity(found.membership, weights=weights)]


def _weighted(data: Data) -> tuple[Any, Any]:
    upper = data.edges()
    return data.igraph(), np.asarray(data.ties[upper[:, 0], upper[:, 1]]).ravel().tolist()


def _two_groupings(data: Data) -> tuple[Labels, Labels]:
    return data.kinds, np.random.default_rng(1).integers(0, 400, data.n)


def _rand_by_numpy(given: tuple[Labels, Labels]) -> list[float]:
    first, second = given

    def pairs(counts: Labels) -> float:
        return float((counts * (counts - 1) // 2).sum())

    together, a, b = (np.unique(key, return_counts=True)[1] for key in (first * 1_000 + second, first, second))
    expected = pairs(a) * pairs(b) / (len(first) * (len(first) - 1) / 2)
    return [(pairs(together) - expected) / ((pairs(a) + pairs(b)) / 2 - expected)]


def _rand_by_loops(given: tuple[Labels, Labels]) -> list[float]:
    first, second = (labels.tolist() for labels in given)
    n = len(first)
    in_a = in_b = in_both = 0
    for i, j in combinations(range(n), 2):
        in_a += first[i] == first[j]
        in_b += second[i] == second[j]
        in_both += first[i] == first[j] and second[i] == second[j]
    expected = in_a * in_b / (n * (n - 1) / 2)
    return [(in_both - expected) / ((in_a + in_b) / 2 - expected)]


def _sides(data: Data) -> tuple[Any, Labels, Labels]:
    return data.causes, data.kinds, np.arange(data.causes.shape[1]) % (int(data.kinds.max()) + 1)


def _barber_by_numpy(given: tuple[Any, Labels, Labels]) -> list[float]:
    matrix, rows, columns = given
    groups, m = int(rows.max()) + 1, matrix.nnz
    entries = matrix.tocoo()
    inside = (rows[entries.row] == columns[entries.col]).sum()
    sent = np.bincount(rows, np.diff(matrix.indptr), groups)
    received = np.bincount(columns, np.bincount(matrix.indices, minlength=len(columns)), groups)
    return [float(inside / m - sent @ received / m**2)]


CONTESTS = [
    Contest(
        "communities, one run",
        (
            Contender(OURS, _data, lambda data: _modularity_of(data, 1)),
            Contender("NetworkX", Data.networkx, _louvain),
            Contender("igraph", _weighted, _igraph_leiden),
            Contender("leidenalg", _weighted, _leidenalg),
        ),
        tolerance=0.01,
        gathers="What differs is modularity, relative to ours. Ours, igraph and leidenalg: Leiden; NetworkX: Louvain.",
        covers=("best_known_modularity",),
        floor=Floor(times={"NetworkX": 25}),
    ),
    Contest(
        "communities with stability, 5 restarts",
        (
            Contender(OURS, _data, lambda data: _modularity_of(data, RESTARTS)),
            Contender("NetworkX", Data.networkx, _louvain, lambda _n: 1 / RESTARTS),
        ),
        gathers="NetworkX: five runs of Louvain, from the time of one. Ours compares the runs with each other, too.",
        covers=("communities",),
        floor=Floor(times={"NetworkX": 25}),
    ),
    Contest(
        "communities beside 10 rewirings",
        (
            Contender(
                OURS,
                _data,
                lambda data: [beside_rewirings(data.ties, REWIRINGS, seed=1).quality],
                sizes=(SMALL, 10_000),
            ),
        ),
        gathers="Each of the rewired networks is drawn and searched.",
    ),
    Contest(
        "modularity of the kinds",
        (
            Contender(OURS, _data, lambda data: [modularity(data.ties, data.kinds)]),
            Contender(
                "NetworkX",
                lambda data: (data.networkx(), [set(np.flatnonzero(data.kinds == kind)) for kind in set(data.kinds)]),
                lambda given: [nx.community.modularity(*given)],
            ),
            Contender(
                "igraph",
                lambda data: (*_weighted(data), data.kinds.tolist()),
                lambda given: [given[0].modularity(given[2], weights=given[1])],
            ),
        ),
        covers=("modularity",),
    ),
    Contest(
        "adjusted Rand index",
        (
            Contender(OURS, _two_groupings, lambda given: [adjusted_rand_index(*given)]),
            Contender("NumPy", _two_groupings, _rand_by_numpy),
            Contender("plain Python", _two_groupings, _rand_by_loops, sizes=(SMALL,)),
        ),
        covers=("adjusted_rand_index",),
    ),
    Contest(
        "two-mode modularity of the kinds",
        (
            Contender(OURS, _sides, lambda given: [barber_modularity(*given)]),
            Contender("NumPy", _sides, _barber_by_numpy),
        ),
    ),
    Contest(
        "two-mode communities, 5 restarts",
        (
            Contender(
                OURS, _data, lambda data: [affiliation_communities(data.causes, restarts=RESTARTS, seed=1).quality]
            ),
        ),
        gathers="No library finds these by Barber's modularity.",
        covers=("barber_modularity",),
    ),
]
