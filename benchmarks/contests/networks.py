"""The network as a whole."""

from __future__ import annotations

import networkx as nx

from alliancemap.analysis.graphs.graph import Graph
from benchmarks.contest import OURS, Contender, Contest
from benchmarks.data import Data


def graph(data: Data) -> Graph:
    """The map as a graph of ours."""
    return Graph(tuple(map(str, range(data.n))), data.ties)


CONTESTS = [
    Contest(
        "components",
        (
            Contender(OURS, graph, lambda ours: len(set(ours.components().tolist()))),
            Contender("NetworkX", Data.networkx, lambda theirs: sum(1 for _ in nx.connected_components(theirs))),
            Contender("igraph", Data.igraph, lambda theirs: len(theirs.connected_components())),
        ),
        covers=("components",),
    ),
]
