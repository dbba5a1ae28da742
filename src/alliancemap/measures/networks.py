"""Measures of a network as a whole: its size, density, components and isolates."""

from __future__ import annotations

import numpy as np

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome


@measure(
    gives="a number",
    source="Wasserman & Faust 1994",
)
def density(given: Given) -> Outcome:
    """m/(n(n−1)/2), of directed ties m/(n(n−1)); fewer than two nodes: null."""
    graph = given.graph()
    pairs = graph.n * (graph.n - 1) / (1 if graph.directed else 2)
    return Outcome(graph.m / pairs if pairs else None)


@measure(
    gives="a list of nodes",
    source="Wasserman & Faust 1994",
)
def isolates(given: Given) -> Outcome:
    """The nodes without a tie to another node; one with only a loop is an isolate."""
    graph = given.graph()
    return Outcome(_names(graph, graph.isolates))


@measure(
    gives="a list of lists of nodes",
    source="Wasserman & Faust 1994",
)
def components(given: Given) -> Outcome:
    """The sets of nodes that are connected by paths, directions ignored; the largest first."""
    graph = given.graph()
    labels = graph.components()
    found = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[:-1]) if graph.n else []
    return Outcome([_names(graph, rows) for rows in sorted(found, key=lambda rows: (-len(rows), rows[0]))])


def _names(graph: Graph, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
    return [graph.ids[row] for row in rows]
