"""What holds the network together."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.key_player_steps import DF, values
from alliancemap.analysis.cohesion.key_players import key_players
from alliancemap.analysis.cohesion.removal import fragmentation_without_each
from alliancemap.analysis.cohesion.robustness import (
    adaptive_degree_order,
    random_robustness,
    robustness,
    static_degree_order,
)
from alliancemap.analysis.paths.fragmentation import fragmentation_of
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.contests.networks import graph
from benchmarks.data import Data

Values = NDArray[np.float64]
PART = 20
FEW = 4
K = 3


def _networkx(data: Data) -> Any:
    return data.networkx(plain=True)


def _f(theirs: Any) -> float:
    """Fragmentation by components."""
    n = len(theirs)
    return 1 - sum(len(one) * (len(one) - 1) for one in nx.connected_components(theirs)) / (n * (n - 1))


def _f_without_some(theirs: Any) -> None:
    for node in range(PART):
        left = theirs.copy()
        left.remove_node(node)
        _f(left)


def _df_without_each(theirs: Any) -> None:
    """From a search out of every other node, a few nodes gone."""
    for gone in range(2):
        left = nx.restricted_view(theirs, [gone], [])
        for source in range(2, 2 + PART):
            sum(1 / d for d in nx.single_source_shortest_path_length(left, source).values() if d)


def _df_of_some(ties: csr_array) -> None:
    values(ties.indptr.astype(np.int32), ties.indices.astype(np.int32), np.arange(FEW, dtype=np.int32)[:, None], DF)


def _without_each_share(n: int) -> float:
    return 1.0 if n <= SMALL else PART / n


def _reach_by_loops(theirs: Any) -> list[float]:
    """Greedily, whoever reaches most that are not yet reached in one step."""
    covered: set[int] = set()
    for _ in range(K):
        best = max(theirs, key=lambda node: len({node, *theirs[node]} - covered))
        covered |= {best, *theirs[best]}
    return [len(covered)]


def _r_by_loops(theirs: Any) -> list[float]:
    """The largest component anew after each of some removals, by degree."""
    left = theirs.copy()
    order = sorted(left, key=lambda node: -left.degree(node))
    total, n = 0, len(order)
    for node in order[: n if n <= SMALL else PART]:
        left.remove_node(node)
        total += max((len(one) for one in nx.connected_components(left)), default=0)
    return [total / n**2]


def _in_order(ties: csr_array) -> list[float]:
    return [robustness(ties, static_degree_order(ties))]


def _adaptively(ties: csr_array) -> list[float]:
    return [robustness(ties, adaptive_degree_order(ties))]


CONTESTS = [
    Contest(
        "fragmentation",
        (
            Contender(OURS, graph, lambda ours: [fragmentation_of(ours.components())]),
            Contender("NetworkX", _networkx, lambda theirs: [_f(theirs)]),
        ),
        gathers="Distance-weighted fragmentation comes with the pass of closeness.",
        covers=("fragmentation",),
    ),
    Contest(
        "fragmentation without each organisation",
        (
            Contender(OURS, lambda data: data.plain, fragmentation_without_each),
            Contender("NetworkX", _networkx, _f_without_some, lambda n: PART / n),
        ),
        covers=("fragmentation_after_removal",),
    ),
    Contest(
        "distance-weighted fragmentation without each",
        (
            Contender(OURS, lambda data: data.plain, _df_of_some, lambda n: FEW / n),
            Contender("NetworkX", _networkx, _df_without_each, lambda n: 2 * PART / n**2),
        ),
        gathers="n² searches: ours from 4 organisations, NetworkX from 2 times 20 searches.",
    ),
    Contest(
        "key players, 3 that fragment most",
        (
            Contender(OURS, lambda data: data.plain, lambda ties: [key_players(ties, K, "neg_F", starts=1).value]),
            Contender("NetworkX", _networkx, _f_without_some, lambda n: PART / (2 * K * n)),
        ),
        gathers="Greedy and a round of exchanges; NetworkX: as many values of F, from 20 of them.",
        covers=("key_player_optimum",),
    ),
    Contest(
        "key players, 3 that reach most in a step",
        (
            Contender(OURS, lambda data: data.plain, lambda ties: [key_players(ties, K, "pos_m1", starts=1).value]),
            Contender("plain Python", _networkx, _reach_by_loops),
        ),
        gathers="Ours exchanges members after the greedy start, so it may reach more.",
        tolerance=None,
    ),
    Contest(
        "robustness R, by degree",
        (
            Contender(OURS, lambda data: data.plain, _in_order),
            Contender("NetworkX", _networkx, _r_by_loops, _without_each_share),
        ),
        tolerance=None,
        gathers="Equal degrees are removed in different orders.",
        covers=("robustness_R",),
    ),
    Contest(
        "robustness R, by degree of what is left",
        (Contender(OURS, lambda data: data.plain, _adaptively),),
    ),
    Contest(
        "robustness R, 100 random orders",
        (Contender(OURS, lambda data: data.plain, lambda ties: random_robustness(ties, 100, seed=1)),),
    ),
]
