"""Measures of the ties around a node, and of what follows from them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import eigsh

from alliancemap.analysis.centrality.cores import k_core
from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.centrality.eigenvector import eigenvector
from alliancemap.analysis.centrality.katz import katz
from alliancemap.analysis.centrality.pagerank import pagerank
from alliancemap.analysis.position.cuts import cuts
from alliancemap.analysis.structural_holes.holes import structural_holes
from benchmarks.contest import OURS, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]


def _data(data: Data) -> Data:
    return data


def _listed(values: Any) -> Values:
    return np.array(list(values.values()), np.float64)


def _binary(data: Data) -> Any:
    from alliancemap.analysis.graphs.graph import binary  # noqa: PLC0415

    return binary(data.ties)


def _networkx_binary(data: Data) -> Any:
    return nx.from_scipy_sparse_array(_binary(data))


def _holes(ties: Any) -> Values:
    found = structural_holes(ties)
    return np.concatenate([found.constraint, found.effective_size, found.clustering])


def _networkx_holes(graph: Any) -> Values:
    """NetworkX's effective size by its formula for plain ties: its matrix path takes n² memory."""
    clustering = _listed(nx.clustering(graph))
    size = np.array([count for _, count in graph.degree()], np.float64)
    effective = np.where(size > 0, size - clustering * (size - 1), np.nan)
    return np.concatenate([_listed(nx.constraint(graph)), effective, clustering])


def _igraph_holes(graph: Any) -> Values:
    clustering = np.array(graph.transitivity_local_undirected(mode="zero"))
    size = np.array(graph.degree(), np.float64)
    effective = np.where(size > 0, size - clustering * (size - 1), np.nan)
    return np.concatenate([np.array(graph.constraint()), effective, clustering])


def _scipy_eigenvector(ties: Any) -> Values:
    vector = np.abs(eigsh(ties, k=1, which="LA", tol=1e-10, v0=np.ones(ties.shape[0]))[1][:, 0])
    return np.asarray(vector / np.linalg.norm(vector))


def _cut_counts(ties: Any) -> Values:
    found = cuts(ties)
    return np.array([len(found.articulation_points), len(found.bridges)], np.float64)


CONTESTS = [
    Contest(
        "degree",
        (
            Contender(OURS, _binary, degree),
            Contender("NetworkX", _networkx_binary, lambda graph: [count for _, count in graph.degree()]),
            Contender("igraph", Data.igraph, lambda graph: graph.degree()),
        ),
    ),
    Contest(
        "constraint, effective size and clustering",
        (
            Contender(OURS, _binary, _holes),
            Contender("NetworkX", _networkx_binary, _networkx_holes),
            Contender("igraph", Data.igraph, _igraph_holes),
        ),
        gathers="One pass of ours gives all three, hierarchy and efficiency too.",
    ),
    Contest(
        "pagerank",
        (
            Contender(OURS, _binary, pagerank),
            Contender("NetworkX", _networkx_binary, lambda graph: _listed(nx.pagerank(graph, tol=1e-12))),
            Contender("igraph", Data.igraph, lambda graph: graph.pagerank()),
        ),
        tolerance=1e-6,
    ),
    Contest(
        "eigenvector",
        (
            Contender(OURS, _binary, eigenvector),
            Contender(
                "NetworkX",
                _networkx_binary,
                lambda graph: _listed(nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-10)),
            ),
            Contender("scipy", _binary, _scipy_eigenvector),
        ),
        tolerance=1e-4,
    ),
    Contest(
        "katz",
        (
            Contender(OURS, _binary, katz),
            Contender(
                "NetworkX",
                lambda data: (_networkx_binary(data), _alpha(data)),
                lambda given: _listed(
                    nx.katz_centrality(given[0], alpha=given[1], normalized=False, max_iter=10_000, tol=1e-10)
                ),
            ),
        ),
        tolerance=1e-6,
    ),
    Contest(
        "k-core",
        (
            Contender(OURS, _binary, k_core),
            Contender("NetworkX", _networkx_binary, lambda graph: _listed(nx.core_number(graph))),
            Contender("igraph", Data.igraph, lambda graph: graph.coreness()),
        ),
    ),
    Contest(
        "articulation points and bridges",
        (
            Contender(OURS, _binary, _cut_counts),
            Contender(
                "NetworkX",
                _networkx_binary,
                lambda graph: [sum(1 for _ in nx.articulation_points(graph)), sum(1 for _ in nx.bridges(graph))],
            ),
            Contender("igraph", Data.igraph, lambda graph: [len(graph.articulation_points()), len(graph.bridges())]),
        ),
    ),
]


def _alpha(data: Data) -> float:
    return float(0.5 / eigsh(_binary(data), k=1, which="LA", return_eigenvectors=False)[0])
