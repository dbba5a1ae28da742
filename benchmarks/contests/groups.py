"""Measures of groups: brokerage roles, homophily, communities."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.brokerage.permutation import role_permutation_p
from alliancemap.analysis.brokerage.roles import brokerage_roles
from alliancemap.analysis.communities.detection import communities
from alliancemap.analysis.communities.quality import modularity
from alliancemap.analysis.homophily.ei import ei_index
from benchmarks.contest import OURS, Contender, Contest
from benchmarks.data import Data

PART = 0.02


def _data(data: Data) -> Data:
    return data


def _lists(data: Data) -> tuple[Any, Any, list[int]]:
    """Who points at whom, as plain lists and sets."""
    after: list[list[int]] = [[] for _ in range(data.n)]
    before: list[list[int]] = [[] for _ in range(data.n)]
    for source, target in zip(*(end.tolist() for end in data.arcs.nonzero()), strict=True):
        after[source].append(target)
        before[target].append(source)
    return before, list(map(set, after)), data.kinds.tolist()


def _roles_by_loops(given: tuple[Any, Any, list[int]]) -> NDArray[np.float64] | None:
    """Every pair of a predecessor and a successor, from a part of the brokers where there are many."""
    before, after, kinds = given
    brokers = range(len(kinds) if len(kinds) <= 1_000 else int(len(kinds) * PART))
    roles = np.zeros((len(brokers), 5))
    for v in brokers:
        for a in before[v]:
            for b in after[v]:
                if a != b and b not in after[a]:
                    roles[v, _role(kinds[a], kinds[v], kinds[b])] += 1
    return _with_total(roles) if len(brokers) == len(kinds) else None


def _role(a: int, v: int, b: int) -> int:
    if a == v == b:
        return 0
    if a == b:
        return 1
    if a == v:
        return 2
    return 3 if v == b else 4


def _with_total(roles: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack((roles, roles.sum(axis=1)))


def _modularity_of(data: Data, restarts: int) -> list[float]:
    return [communities(data.ties, restarts=restarts, seed=1).quality]


def _louvain(graph: Any) -> list[float]:
    found = nx.community.louvain_communities(graph, seed=1)
    return [nx.community.modularity(graph, found)]


def _igraph_leiden(given: tuple[Any, Any]) -> list[float]:
    graph, weights = given
    found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=2)
    return [graph.modularity(found, weights=weights)]


def _weighted(data: Data) -> tuple[Any, Any]:
    upper = data.edges()
    return data.igraph(), np.asarray(data.ties[upper[:, 0], upper[:, 1]]).ravel().tolist()


def _ei_by_loops(given: tuple[list[list[int]], list[int]]) -> list[float]:
    pairs, kinds = given
    counts: dict[bool, int] = defaultdict(int)
    for a, b in pairs:
        counts[kinds[a] == kinds[b]] += 1
    return [(counts[False] - counts[True]) / len(pairs)]


CONTESTS = [
    Contest(
        "Gould-Fernandez roles",
        (
            Contender(OURS, _data, lambda data: brokerage_roles(data.arcs, data.kinds, directed=True)),
            Contender("plain Python", _lists, _roles_by_loops, lambda n: 1.0 if n <= 1_000 else PART),
        ),
    ),
    Contest(
        "Gould-Fernandez roles, 99 permutations",
        (
            Contender(
                OURS,
                _data,
                lambda data: role_permutation_p(data.arcs, data.kinds, directed=True, draws=99, seed=1).upper,
            ),
        ),
    ),
    Contest(
        "E-I index",
        (
            Contender(OURS, _data, lambda data: [ei_index(data.ties, data.kinds).index]),
            Contender("plain Python", lambda data: (data.edges().tolist(), data.kinds.tolist()), _ei_by_loops),
        ),
    ),
    Contest(
        "communities, one run",
        (
            Contender(OURS, _data, lambda data: _modularity_of(data, 1)),
            Contender("NetworkX", Data.networkx, _louvain),
            Contender("igraph", _weighted, _igraph_leiden),
        ),
        tolerance=0.01,
        gathers="What differs is modularity, relative to ours: Leiden; NetworkX: Louvain; igraph: Leiden.",
    ),
    Contest(
        "communities with stability, 5 restarts",
        (Contender(OURS, _data, lambda data: _modularity_of(data, 5)),),
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
        ),
    ),
]
