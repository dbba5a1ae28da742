"""Measures of shortest paths."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.paths.betweenness import betweenness, normalised
from alliancemap.analysis.paths.diameter import vertex_diameter
from alliancemap.analysis.paths.distances import (
    closeness,
    diameter,
    distance_sums,
    global_efficiency,
    harmonic,
    mean_distance,
)
from alliancemap.analysis.paths.sampled_betweenness import sampled_betweenness
from benchmarks.contest import OURS, SMALL, Contender, Contest, Floor
from benchmarks.data import Data

SOURCES = 50
EPSILON, DELTA = 0.005, 0.1


def _ours(data: Data) -> NDArray[np.float64]:
    return closeness(distance_sums(data.ties))


def _few_sources(n: int) -> float:
    return min(1.0, SOURCES / n) if n > SMALL else 1.0


def _networkx_closeness(graph: Any) -> NDArray[np.float64] | None:
    if len(graph) <= SMALL:
        return np.array(list(nx.closeness_centrality(graph).values()))
    for source in range(SOURCES):
        nx.closeness_centrality(graph, source)
    return None


def _igraph_closeness(graph: Any) -> NDArray[np.float64]:
    """Igraph divides by the size of the component; ours is Wasserman and Faust's."""
    sizes = np.array(graph.connected_components().sizes())[graph.connected_components().membership]
    found = np.array(graph.closeness(normalized=True)) * (sizes - 1) / (graph.vcount() - 1)
    return np.where(sizes > 1, found, 0.0)


def _networkx_harmonic(graph: Any) -> NDArray[np.float64] | None:
    if len(graph) <= SMALL:
        return np.array(list(nx.harmonic_centrality(graph).values())) / (len(graph) - 1)
    nx.harmonic_centrality(graph, nbunch=list(range(SOURCES)))
    return None


def _networkx_betweenness(graph: Any) -> NDArray[np.float64] | None:
    if len(graph) <= SMALL:
        return np.array(list(nx.betweenness_centrality(graph).values()))
    nx.betweenness_centrality(graph, k=SOURCES, seed=1)
    return None


def _summaries(data: Data) -> list[float]:
    """Global efficiency comes with them."""
    sums = distance_sums(data.ties)
    assert global_efficiency(sums) > 0
    return [mean_distance(sums), diameter(sums)]


def _networkx_efficiency(graph: Any) -> None:
    n = len(graph)
    for source in range(n if n <= SMALL else SOURCES):
        sum(1 / d for d in nx.single_source_shortest_path_length(graph, source).values() if d)


def _data(data: Data) -> Data:
    return data


CONTESTS = [
    Contest(
        "closeness",
        (
            Contender(OURS, _data, _ours),
            Contender("NetworkX", Data.networkx, _networkx_closeness, _few_sources),
            Contender("igraph", Data.igraph, _igraph_closeness),
        ),
        gathers="Our pass gives harmonic centrality, reach, efficiency and distance-weighted fragmentation with it.",
        covers=("closeness",),
        floor=Floor(10_000, {"NetworkX": 450, "igraph": 14}),
    ),
    Contest(
        "harmonic",
        (
            Contender(OURS, _data, lambda data: harmonic(distance_sums(data.ties))),
            Contender("NetworkX", Data.networkx, _networkx_harmonic, _few_sources),
            Contender("igraph", Data.igraph, lambda graph: graph.harmonic_centrality()),
        ),
        gathers="The same pass as closeness.",
        covers=("harmonic",),
        floor=Floor(10_000, {"NetworkX": 450, "igraph": 14}),
    ),
    Contest(
        "betweenness",
        (
            Contender(OURS, _data, lambda data: normalised(betweenness(data.ties, directed=False), directed=False)),
            Contender("NetworkX", Data.networkx, _networkx_betweenness, _few_sources),
            Contender(
                "igraph",
                Data.igraph,
                lambda graph: np.array(graph.betweenness()) * 2 / ((graph.vcount() - 1) * (graph.vcount() - 2)),
            ),
        ),
        covers=("betweenness",),
    ),
    Contest(
        "betweenness, error at most 0.005",
        (
            Contender(
                OURS,
                _data,
                lambda data: sampled_betweenness(data.ties, EPSILON, DELTA, 1, directed=False).estimate,
            ),
            Contender("NetworkX", Data.networkx, _networkx_betweenness, _few_sources),
        ),
        tolerance=None,
        gathers="Ours: with probability 0.9 no organisation's error exceeds 0.005. NetworkX: exact, from 50 sources.",
        floor=Floor(seconds=40),
    ),
    Contest(
        "mean distance, efficiency and diameter",
        (
            Contender(OURS, _data, _summaries),
            Contender("igraph", Data.igraph, lambda graph: [graph.average_path_length(), graph.diameter()]),
            Contender("NetworkX", Data.networkx, _networkx_efficiency, _few_sources),
        ),
        gathers="Ours is the pass of closeness; NetworkX: efficiency alone. Mean distance and diameter are compared.",
        covers=("mean_distance", "global_efficiency", "diameter"),
    ),
    Contest(
        "nodes on the longest shortest path",
        (
            Contender(OURS, _data, lambda data: [vertex_diameter(data.ties, directed=False)]),
            Contender("igraph", Data.igraph, lambda graph: [graph.diameter() + 1]),
        ),
        gathers="With it the number of paths to sample is a formula.",
        covers=("vertex_diameter", "riondato_kornaropoulos_sample_size"),
    ),
]
