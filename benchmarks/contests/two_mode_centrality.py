"""Centralities of both modes of an affiliation network."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from alliancemap.analysis.affiliation.centrality import (
    two_mode_betweenness,
    two_mode_degree,
    two_mode_density,
    two_mode_graph,
    two_mode_harmonic,
)
from alliancemap.analysis.affiliation.eigenvector import two_mode_eigenvector
from alliancemap.analysis.paths.betweenness import betweenness
from alliancemap.analysis.paths.distances import distance_sums
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.contests.two_modes import two_modes
from benchmarks.data import Data

Values = NDArray[np.float64]
Shaped = tuple[Any, tuple[int, int]]
SOURCES = 50
CAUSES = 1_200


def _causes(data: Data) -> csr_array:
    return data.causes


def _igraph(data: Data) -> Shaped:
    import igraph  # noqa: PLC0415 - only the child that needs it

    rows, columns = data.causes.nonzero()
    graph = igraph.Graph(sum(data.causes.shape), np.column_stack((rows, data.n + columns)))
    return graph, data.causes.shape


def _networkx(data: Data) -> tuple[Any, list[str], list[str]]:
    graph, organisations = two_modes(data)
    return graph, organisations, [f"c{column}" for column in range(data.causes.shape[1])]


def _listed(found: Any, given: tuple[Any, list[str], list[str]]) -> Values:
    return np.array([found[node] for side in given[1:] for node in side], np.float64)


def _degrees(given: tuple[Any, list[str], list[str]]) -> Values:
    return _listed(nx.bipartite.degree_centrality(given[0], given[1]), given)


def _harmonic(matrix: csr_array) -> Values:
    return two_mode_harmonic(distance_sums(two_mode_graph(matrix)).harmonic, matrix.shape)


def _most(shape: tuple[int, int]) -> Values:
    rows, columns = shape
    return np.repeat([columns + (rows - 1) / 2, rows + (columns - 1) / 2], shape)


def _igraph_harmonic(given: Shaped) -> Values:
    graph, shape = given
    mean: Values = np.nan_to_num(np.array(graph.harmonic_centrality()))
    return np.asarray(mean * (graph.vcount() - 1) / _most(shape))


def _networkx_harmonic(given: tuple[Any, list[str], list[str]]) -> Values | None:
    graph, rows, columns = given
    if len(rows) > SMALL:
        nx.harmonic_centrality(graph, nbunch=rows[:SOURCES])
        return None
    return _listed(nx.harmonic_centrality(graph), given) / _most((len(rows), len(columns)))


def _between(matrix: csr_array) -> Values:
    return two_mode_betweenness(betweenness(two_mode_graph(matrix), directed=False), matrix.shape)


def _igraph_between(given: Shaped) -> Values:
    return two_mode_betweenness(np.array(given[0].betweenness()), given[1])


def _networkx_between(given: tuple[Any, list[str], list[str]]) -> None:
    nx.betweenness_centrality(given[0], k=SOURCES, seed=1)


def _few(n: int) -> float:
    """Which part of both modes is gone through."""
    return 1.0 if n <= SMALL else SOURCES / (n + CAUSES)


def _singular(matrix: csr_array) -> Values:
    left, _, right = (np.asarray(part) for part in svds(matrix, k=1, tol=1e-10))
    vector: Values = np.abs(np.concatenate((left[:, 0], right[0]))) / np.sqrt(2)
    return vector


CONTESTS = [
    Contest(
        "two-mode degree",
        (Contender(OURS, _causes, two_mode_degree), Contender("NetworkX", _networkx, _degrees)),
        covers=("twomode_degree",),
    ),
    Contest(
        "two-mode density",
        (
            Contender(OURS, _causes, lambda matrix: [two_mode_density(matrix)]),
            Contender("NetworkX", _networkx, lambda given: [nx.bipartite.density(given[0], given[1])]),
        ),
        covers=("twomode_density",),
    ),
    Contest(
        "two-mode closeness, harmonic",
        (
            Contender(OURS, _causes, _harmonic),
            Contender("NetworkX", _networkx, _networkx_harmonic, _few),
            Contender("igraph", _igraph, _igraph_harmonic),
        ),
        gathers="Harmonic, because some causes have no supporter.",
        covers=("twomode_closeness",),
    ),
    Contest(
        "two-mode betweenness",
        (
            Contender(OURS, _causes, _between),
            Contender("NetworkX", _networkx, _networkx_between, lambda n: SOURCES / (n + CAUSES)),
            Contender("igraph", _igraph, _igraph_between),
        ),
        covers=("twomode_betweenness",),
    ),
    Contest(
        "two-mode eigenvector",
        (Contender(OURS, _causes, two_mode_eigenvector), Contender("scipy", _causes, _singular)),
        tolerance=1e-6,
        covers=("twomode_eigenvector",),
    ),
]
