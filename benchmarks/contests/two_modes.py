"""Affiliation networks: projections, null models and backbones."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.backbone import backbone, pair_tests
from alliancemap.analysis.affiliation.clustering import robins_alexander_clustering
from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.projection import newman_weights, shared_counts
from alliancemap.analysis.null_models.curveball import shared_tails
from alliancemap.analysis.null_models.rewiring import rewired
from benchmarks.contest import OURS, Contender, Contest
from benchmarks.data import Data

MIDDLE = (1_000, 10_000)


def _causes(data: Data) -> csr_array:
    return data.causes


def _two_modes(data: Data) -> tuple[Any, list[str]]:
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


def _off_diagonal(matrix: csr_array) -> float:
    shared = matrix @ matrix.T
    return float((shared.sum() - shared.diagonal().sum()) / 2)


def _halves(weights: csr_array) -> list[float]:
    return [float(weights.sum() / 2), weights.nnz / 2]


def _kept(matrix: csr_array) -> list[float]:
    return [len(backbone(pair_tests(matrix)).kept.first)]


def _clustering(graph: Any) -> list[float]:
    return [nx.bipartite.robins_alexander_clustering(graph)]


def _igraph_rewired(graph: Any) -> None:
    """As many attempted swaps as ours: ten a tie."""
    graph.rewire(n=10 * graph.ecount())


def _expected(matrix: csr_array) -> list[float]:
    """How many affiliations the fitted model expects."""
    model = configuration_model(matrix)
    rows = np.bincount(model.row_classes)
    return [float(rows @ model.probability @ model.column_sizes)]


def _data(data: Data) -> Data:
    return data


CONTESTS = [
    Contest(
        "projection, counts",
        (
            Contender(OURS, _causes, lambda matrix: [shared_counts(matrix).sum() / 2]),
            Contender("scipy", _causes, lambda matrix: [_off_diagonal(matrix)]),
        ),
        sizes=MIDDLE,
    ),
    Contest(
        "projection, Newman's weights",
        (
            Contender(OURS, _causes, lambda matrix: _halves(newman_weights(matrix))),
            Contender("NetworkX", _two_modes, _newman),
        ),
        sizes=MIDDLE,
    ),
    Contest(
        "Robins and Alexander's clustering",
        (
            Contender(OURS, _causes, lambda matrix: [robins_alexander_clustering(matrix)]),
            Contender("NetworkX", lambda data: _two_modes(data)[0], _clustering),
        ),
    ),
    Contest("bipartite configuration model", (Contender(OURS, _causes, _expected),)),
    Contest(
        "backbone, SDSM", (Contender(OURS, _causes, lambda matrix: [backbone(pair_tests(matrix)).kept.first.size]),)
    ),
    Contest(
        "FDSM, 100 draws",
        (Contender(OURS, _causes, lambda matrix: [shared_tails(matrix, 100, 1).draws]),),
        sizes=MIDDLE,
    ),
    Contest(
        "rewiring, one draw",
        (
            Contender(OURS, _data, lambda data: [rewired(data.ties, 1).nnz]),
            Contender("igraph", Data.igraph, _igraph_rewired),
        ),
        tolerance=None,
    ),
]
