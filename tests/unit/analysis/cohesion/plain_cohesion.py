"""Cohesion from its definitions: every set, every search, every removal on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import isnan, nan
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

Nodes = tuple[int, ...]


def fragmentation(graph: Any) -> float:
    n = len(graph)
    together = sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    return 1 - together / (n * (n - 1)) if n > 1 else nan


def distance_fragmentation(graph: Any) -> float:
    n = len(graph)
    near = sum(1 / d for row in dict(nx.all_pairs_shortest_path_length(graph)).values() for d in row.values() if d)
    return 1 - near / (n * (n - 1)) if n > 1 else nan


def without(graph: Any, nodes: Iterable[int]) -> Any:
    return graph.subgraph(set(graph) - set(nodes))


def worth(graph: Any, nodes: Nodes, goal: str) -> float:
    if goal.startswith("neg"):
        measure: Callable[[Any], float] = fragmentation if goal == "neg_F" else distance_fragmentation
        return measure(without(graph, nodes))
    distances = nx.multi_source_dijkstra_path_length(graph, set(nodes))
    if goal == "pos_DR":
        return sum(1 / max(1, d) for d in distances.values()) / len(graph)
    return sum(d <= int(goal.removeprefix("pos_m")) for d in distances.values())


def best_sets(ties: csr_array, k: int, goal: str) -> tuple[float, list[Nodes]]:
    graph = nx.from_scipy_sparse_array(ties)
    worths = {nodes: worth(graph, nodes, goal) for nodes in combinations(range(len(graph)), k)}
    best = max((value for value in worths.values() if not isnan(value)), default=nan)
    sets = [nodes for nodes, value in worths.items() if value >= best - 1e-9]
    if goal == "neg_DF" and sets:
        whole = {nodes: fragmentation(without(graph, nodes)) for nodes in sets}
        sets = [nodes for nodes in sets if whole[nodes] >= max(whole.values()) - 1e-9]
    return best, sets


def largest_parts(ties: csr_array, order: Sequence[int]) -> list[int]:
    graph = nx.from_scipy_sparse_array(ties)
    sizes = []
    for node in order:
        graph.remove_node(node)
        sizes.append(max(map(len, nx.connected_components(graph)), default=0))
    return sizes


def order_by_degree(ties: csr_array, *, anew: bool) -> list[int]:
    graph = nx.from_scipy_sparse_array(ties)
    static = dict(graph.degree)
    order = []
    while len(graph):
        degree = dict(graph.degree) if anew else static
        order.append(min(graph, key=lambda node: (-degree[node], node)))
        graph.remove_node(order[-1])
    return order


def drawn(seed: int, most: int = 9) -> csr_array:
    """Sparse and dense networks with isolates and several components."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most + 1))
    return csr_array(nx.to_scipy_sparse_array(nx.gnp_random_graph(n, rng.choice([0.1, 0.25, 0.6]), seed=seed))).astype(
        np.float64
    )
