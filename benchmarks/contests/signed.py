"""Positive and negative ties, and agreement on causes."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, triu

from alliancemap.analysis.prediction.top_pairs import AffiliationIndex, similarity
from alliancemap.analysis.signed.balance import triads
from alliancemap.analysis.signed.frustration import frustration
from alliancemap.analysis.signed.signed_graph import SignedGraph
from alliancemap.analysis.stances.actor_networks import Aggregation, Stances, actor_network
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
NEGATIVE = 0.1
MIDDLE = (SMALL, 10_000)


def _signed(data: Data) -> SignedGraph:
    """The alliance graph, a tenth of whose ties are taken to be negative."""
    upper = triu(data.plain, k=1, format="coo")
    signs = np.where(np.random.default_rng(1).random(upper.nnz) < NEGATIVE, -1.0, 1.0)
    return SignedGraph.of_records(data.n, (upper.row, upper.col), signs)


def _counts(graph: SignedGraph) -> list[float]:
    found = triads(graph)
    return [found.plus3, found.plus2minus1, found.plus1minus2, found.minus3]


def _counts_by_scipy(graph: SignedGraph) -> list[float]:
    positive, negative = (csr_array((sign * graph.signs > 0).astype(np.float64)) for sign in (1, -1))
    friends, enemies = positive @ positive, negative @ negative
    return [
        float(friends.multiply(positive).sum() / 6),
        float(friends.multiply(negative).sum() / 2),
        float(enemies.multiply(positive).sum() / 2),
        float(enemies.multiply(negative).sum() / 6),
    ]


def _networkx(data: Data) -> Any:
    return nx.from_scipy_sparse_array(_signed(data).signs)


def _counts_by_networkx(graph: Any) -> list[float]:
    found = [0, 0, 0, 0]
    for a, b, sign in graph.edges(data="weight"):
        for c in nx.common_neighbors(graph, a, b):
            if c > max(a, b):
                found[sum(s < 0 for s in (sign, graph[a][c]["weight"], graph[b][c]["weight"]))] += 1
    return [float(count) for count in found]


def _known(signs: csr_array) -> list[float]:
    found = frustration(signs, effort=0)
    return [found.least, found.most]


def _stances(data: Data) -> Stances:
    """What organisations support, and a fifth as much that they oppose."""
    opposed = csr_array(data.causes.multiply(np.random.default_rng(1).random(data.causes.shape[1]) < 0.2))
    shifted = np.roll(np.arange(data.n), 1)
    return Stances(data.causes, csr_array(opposed[shifted]))


def _congruence_by_numpy(stances: Stances) -> list[float]:
    support, opposition = stances.support.toarray(), stances.opposition.toarray()
    shared = support @ support.T + opposition @ opposition.T
    np.fill_diagonal(shared, 0)
    return [float(shared.sum()), float(np.count_nonzero(shared))]


def _summed(matrix: csr_array) -> list[float]:
    return [float(matrix.sum()), matrix.nnz]


def _alike_by_numpy(matrix: csr_array) -> list[float]:
    sizes = np.maximum(np.bincount(matrix.indices, minlength=matrix.shape[1]), 1)
    shared = matrix.toarray() / sizes @ matrix.toarray().T
    np.fill_diagonal(shared, 0)
    return [float(shared.sum()), float(np.count_nonzero(shared))]


def _alike_by_scipy(matrix: csr_array) -> list[float]:
    sizes = np.maximum(np.bincount(matrix.indices, minlength=matrix.shape[1]), 1)
    shared = matrix @ diags_array(1 / sizes) @ matrix.T
    shared.setdiag(0)
    shared.eliminate_zeros()
    return _summed(csr_array(shared))


CONTESTS = [
    Contest(
        "structural balance, triads by sign",
        (
            Contender(OURS, _signed, _counts),
            Contender("NetworkX", _networkx, _counts_by_networkx),
            Contender("scipy", _signed, _counts_by_scipy),
        ),
        gathers="A tenth of the ties, picked at random, are negative.",
        covers=("structural_balance",),
    ),
    Contest(
        "frustration",
        (Contender(OURS, lambda data: _signed(data).signs, _known),),
        gathers="Bounds without a proof (effort 0), so that sizes compare: 1 000 organisations are proved in two "
        "seconds, the larger maps are above the limit. No library gives either.",
        covers=("frustration",),
    ),
    Contest(
        "congruence of stances",
        (
            Contender(OURS, _stances, lambda stances: _summed(actor_network(stances, Aggregation.CONGRUENCE))),
            Contender("NumPy, whole matrices", _stances, _congruence_by_numpy),
        ),
        sizes=MIDDLE,
        covers=("actor_network", "statement_totals"),
        gathers="Every two organisations that speak of a cause; the largest map has more such pairs than memory holds.",
    ),
    Contest(
        "similarity by shared causes",
        (
            Contender(
                OURS,
                lambda data: data.causes,
                lambda matrix: _summed(similarity(matrix, AffiliationIndex.RA_NEIGHBOUR)),
            ),
            Contender("scipy", lambda data: data.causes, _alike_by_scipy),
            Contender("NumPy, whole matrices", lambda data: data.causes, _alike_by_numpy),
        ),
        sizes=MIDDLE,
        covers=("actor_similarity",),
    ),
]
