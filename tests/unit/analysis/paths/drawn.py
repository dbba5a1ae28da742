"""Graphs for the tests of paths: named ones by their ties, and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

Ties = Sequence[tuple[int, int]]


def tied(n: int, ties: Ties, *, directed: bool = False, strength: Sequence[float] | None = None) -> csr_array:
    """The matrix of ties between nodes 0 … n − 1."""
    source, target = np.array([*ties], np.int64).reshape(-1, 2).T
    weight = np.ones(len(source)) if strength is None else np.asarray(strength, float)
    if not directed:
        source, target, weight = np.r_[source, target], np.r_[target, source], np.r_[weight, weight]
    matrix = csr_array(coo_array((weight, (source, target)), shape=(n, n)))
    matrix.sort_indices()
    return matrix


def path(n: int) -> csr_array:
    return tied(n, [(v, v + 1) for v in range(n - 1)])


def star(n: int) -> csr_array:
    return tied(n, [(0, v) for v in range(1, n)])


def complete(n: int) -> csr_array:
    return tied(n, [(v, w) for v in range(n) for w in range(v)])


def random_graph(seed: int, *, directed: bool, most: int = 40) -> csr_array:
    """Sparse and dense graphs with isolates and several components; lengths are whole numbers from 1 to 4."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, most))
    chosen = rng.random((n, n)) < rng.choice([0.03, 0.08, 0.2, 0.6])
    lengths = np.triu(chosen * rng.integers(1, 5, (n, n)), 1).astype(float)
    other = np.tril(chosen * rng.integers(1, 5, (n, n)), -1) if directed else lengths.T
    return csr_array(lengths + other)


def theirs(lengths: csr_array, *, directed: bool) -> Any:
    """The graph as NetworkX has it, the length of ties as `length`."""
    kind: Any = nx.DiGraph if directed else nx.Graph
    return nx.from_scipy_sparse_array(lengths, create_using=kind, edge_attribute="length")


def ours(graph: Any) -> csr_array:
    """The ties of a graph of NetworkX's, each 1 long."""
    return csr_array(nx.to_scipy_sparse_array(graph, weight=None)).astype(np.float64)


def relabelled(matrix: csr_array, order: Sequence[int]) -> csr_array:
    moved = csr_array(matrix[list(order)][:, list(order)])
    moved.sort_indices()
    return moved


@st.composite
def graphs(draw: st.DrawFn, *, directed: bool = False, most: int = 12) -> csr_array:
    n = draw(st.integers(1, most))
    pairs = [(v, w) for v in range(n) for w in range(n) if v != w and (directed or v < w)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    return tied(n, chosen, directed=directed)
