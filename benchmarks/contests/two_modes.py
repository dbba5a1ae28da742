"""Affiliation networks: projections and clustering."""

from __future__ import annotations

from typing import Any

import networkx as nx
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.clustering import robins_alexander_clustering
from alliancemap.analysis.affiliation.projection import newman_weights, shared_counts
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

MIDDLE = (SMALL, 10_000)


def _causes(data: Data) -> csr_array:
    return data.causes


def two_modes(data: Data) -> tuple[Any, list[str]]:
    """Give both modes as NetworkX has them, and the organisations."""
    rows, columns = data.causes.nonzero()
    graph: nx.Graph[str] = nx.Graph()
    organisations = [f"o{row}" for row in range(data.n)]
    graph.add_nodes_from(organisations, bipartite=0)
    graph.add_nodes_from((f"c{column}" for column in range(data.causes.shape[1])), bipartite=1)
    graph.add_edges_from((f"o{row}", f"c{column}") for row, column in zip(rows, columns, strict=True))
    return graph, organisations


def _newman(given: tuple[Any, list[str]]) -> list[float]:
    projected = nx.bipartite.collaboration_weighted_projected_graph(*given)
    return [projected.size(weight="weight"), projected.number_of_edges()]


def _counts(given: tuple[Any, list[str]]) -> list[float]:
    return [nx.bipartite.weighted_projected_graph(*given).size(weight="weight")]


def _off_diagonal(matrix: csr_array) -> float:
    shared = matrix @ matrix.T
    return float((shared.sum() - shared.diagonal().sum()) / 2)


def _halves(weights: csr_array) -> list[float]:
    return [float(weights.sum() / 2), weights.nnz / 2]


def _clustering(graph: Any) -> list[float]:
    return [nx.bipartite.robins_alexander_clustering(graph)]


CONTESTS = [
    Contest(
        "projection, counts",
        (
            Contender(OURS, _causes, lambda matrix: [shared_counts(matrix).sum() / 2]),
            Contender("scipy", _causes, lambda matrix: [_off_diagonal(matrix)]),
            Contender("NetworkX", two_modes, _counts, sizes=(SMALL,)),
        ),
        sizes=MIDDLE,
        covers=("projection_count",),
    ),
    Contest(
        "projection, Newman's weights",
        (
            Contender(OURS, _causes, lambda matrix: _halves(newman_weights(matrix))),
            Contender("NetworkX", two_modes, _newman),
        ),
        sizes=MIDDLE,
        gathers="The largest map has more pairs than memory holds.",
        covers=("projection_newman",),
    ),
    Contest(
        "Robins and Alexander's clustering",
        (
            Contender(OURS, _causes, lambda matrix: [robins_alexander_clustering(matrix)]),
            Contender("NetworkX", lambda data: two_modes(data)[0], _clustering),
        ),
        covers=("robins_alexander_clustering",),
    ),
]
