"""Measures of the ties around a node, and of what follows from them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from alliancemap.analysis.centrality.cores import k_core
from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.centrality.eigenvector import eigenvector
from alliancemap.analysis.centrality.katz import katz
from alliancemap.analysis.centrality.pagerank import pagerank
from alliancemap.analysis.position.bridging import bridging_coefficient
from alliancemap.analysis.position.cuts import cuts
from alliancemap.analysis.structural_holes.holes import structural_holes
from benchmarks.contest import OURS, Contender, Contest, Floor
from benchmarks.data import Data

Values = NDArray[np.float64]


def _listed(values: Any) -> Values:
    return np.array(list(values.values()), np.float64)


def _binary(data: Data) -> csr_array:
    return data.plain


def _networkx_binary(data: Data) -> Any:
    return data.networkx(plain=True)


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


def _bridging_by_loops(graph: Any) -> Values:
    inverse = {node: 1 / count if count else 0.0 for node, count in graph.degree()}
    around = {node: sum(inverse[other] for other in graph[node]) for node in graph}
    return np.array([inverse[node] / around[node] if around[node] else 0.0 for node in graph])


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
        covers=("degree", "in_degree", "out_degree"),
    ),
    Contest(
        "constraint, effective size and clustering",
        (
            Contender(OURS, _binary, _holes),
            Contender("NetworkX", _networkx_binary, _networkx_holes),
            Contender("igraph", Data.igraph, _igraph_holes),
        ),
        gathers="One pass of ours gives all three, hierarchy and efficiency too.",
        covers=("constraint", "effective_size", "efficiency", "hierarchy", "clustering"),
        floor=Floor(times={"NetworkX": 90, "igraph": 20}),
    ),
    Contest(
        "pagerank",
        (
            Contender(OURS, _binary, pagerank),
            Contender("NetworkX", _networkx_binary, lambda graph: _listed(nx.pagerank(graph, tol=1e-12))),
            Contender("igraph", Data.igraph, lambda graph: graph.pagerank()),
        ),
        tolerance=1e-6,
        covers=("pagerank",),
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
        covers=("eigenvector",),
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
        covers=("katz",),
    ),
    Contest(
        "k-core",
        (
            Contender(OURS, _binary, k_core),
            Contender("NetworkX", _networkx_binary, lambda graph: _listed(nx.core_number(graph))),
            Contender("igraph", Data.igraph, lambda graph: graph.coreness()),
        ),
        covers=("k_core",),
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
        covers=("articulation_points", "bridges"),
    ),
    Contest(
        "bridging coefficient",
        (
            Contender(OURS, _binary, bridging_coefficient),
            Contender("plain Python", _networkx_binary, _bridging_by_loops),
        ),
        covers=("bridging_coefficient", "bridging_centrality"),
        gathers="Bridging centrality takes as long as betweenness besides.",
    ),
]


def _alpha(data: Data) -> float:
    return float(0.5 / eigsh(_binary(data), k=1, which="LA", return_eigenvectors=False)[0])
