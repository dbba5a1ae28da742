"""Small networks for the measures of ties around a node: named ones, and drawn ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.catalogue import compute
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import plain

few = settings(max_examples=30, deadline=None)


def tied(n: int, ties: Iterable[Sequence[float]], *, directed: bool = False) -> csr_array:
    """The matrix of ties (from, to) or (from, to, strength) among n nodes."""
    rows = [(int(tie[0]), int(tie[1]), tie[2] if len(tie) > 2 else 1.0) for tie in ties]
    source, target, strength = np.array(rows, float).reshape(-1, 3).T
    ids = [str(node) for node in range(n)]
    return Graph.of_records(ids, (source.astype(int), target.astype(int)), strength, directed=directed).ties


EMPTY, ONE = tied(0, []), tied(1, [])
ISOLATES = tied(2, [])
STAR = tied(5, [(0, 1), (0, 2), (0, 3), (0, 4)])
PATH = tied(4, [(0, 1), (1, 2), (2, 3)])
COMPLETE = tied(4, [(a, b) for a in range(4) for b in range(a)])
TWO_PARTS = tied(5, [(0, 1), (1, 2), (0, 2), (3, 4)])
"""A triangle, and a pair."""
KITE = tied(5, [(0, 1), (1, 2), (0, 2), (2, 3)])
"""A triangle with a tail, and an isolate."""


@st.composite
def networks(draw: st.DrawFn, *, weighted: bool = False, directed: bool = False, most: int = 12) -> csr_array:
    """Any simple network, isolates and several components among them."""
    n = draw(st.integers(1, most))
    pairs = [(a, b) for a in range(n) for b in range(n) if (a < b or (directed and a != b))]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    strengths = st.sampled_from([0.25, 1.0, 1.5, 3.0, 10.0]) if weighted else st.just(1.0)
    return tied(n, [(a, b, draw(strengths)) for a, b in chosen], directed=directed)


def random_ties(n: int, m: int, seed: int, *, weighted: bool = False, directed: bool = False) -> csr_array:
    """A random network with a seed; strengths, if any, from 0.1 to 5."""
    graph = nx.gnm_random_graph(n, m, seed=seed, directed=directed)
    draws = np.random.default_rng(seed).uniform(0.1, 5, m)
    return tied(
        n, [(a, b, w if weighted else 1) for (a, b), w in zip(graph.edges, draws, strict=True)], directed=directed
    )


def as_networkx(ties: csr_array, *, directed: bool = False) -> Any:
    """The same network in NetworkX."""
    return nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph if directed else nx.Graph)


def relabelled(ties: csr_array, order: NDArray[Any]) -> csr_array:
    """Node order[i] becomes node i."""
    changed = csr_array(ties[order][:, order])
    changed.sort_indices()
    return changed


def with_isolate(ties: csr_array) -> csr_array:
    """One node more, without ties."""
    n = ties.shape[0] + 1
    return csr_array((ties.data, ties.indices, np.append(ties.indptr, ties.nnz)), shape=(n, n))


def measured(name: str, ties: csr_array, *, directed: bool = False, **params: Any) -> Any:
    """What the catalogue's measure gives, as it is written; nodes are called 0, 1 and so on."""
    source, target = (ends.astype(np.int64) for ends in ties.nonzero())
    kept = np.ones(len(source), bool) if directed else source < target
    file = NetworkFile(
        name="drawn",
        nodes=tuple(map(str, range(ties.shape[0]))),
        source=source[kept],
        target=target[kept],
        weight=np.asarray(ties.data, float)[kept],
        where=[f"tie {place}" for place in range(int(kept.sum()))],
        directed=directed,
    )
    return plain(compute(name, Given([file], params)).value)
