"""Networks of the textbooks that NetworkX ships, by name: for trying a measure without a file."""

from __future__ import annotations

import re
from collections.abc import Callable

import networkx as nx
import numpy as np

from alliancemap.errors import NotFoundError
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.exchange.network_files.network_file import NetworkFile

CLASSICS: dict[str, Callable[[], nx.Graph[str]]] = {
    "karate": nx.karate_club_graph,
    "lesmis": nx.les_miserables_graph,
    "florentine_marriage": nx.florentine_families_graph,
    "davis": nx.davis_southern_women_graph,
}


def classic(name: str) -> NetworkFile:
    """Give a textbook network by its name; what follows the name in words is taken as a remark.

    Raises
    ------
    NotFoundError
        If NetworkX ships none of that name.
    """
    word = re.split(r"[\s,(]", name.strip(), maxsplit=1)[0]
    if word not in CLASSICS:
        raise NotFoundError(
            f"there is no built-in network {word!r}{did_you_mean(word, CLASSICS)} (there are {listed(CLASSICS)})"
        )
    graph = CLASSICS[word]()
    nodes = list(graph.nodes)
    at = {node: row for row, node in enumerate(nodes)}
    edges = list(graph.edges(data="weight", default=1))
    sides = [data.get("bipartite") for _, data in graph.nodes(data=True)]
    return NetworkFile(
        name=word,
        nodes=tuple(map(str, nodes)),
        source=np.array([at[a] for a, _, _ in edges], np.int64),
        target=np.array([at[b] for _, b, _ in edges], np.int64),
        weight=np.array([w for _, _, w in edges], np.float64),
        where=[f"edge {place}" for place in range(1, len(edges) + 1)],
        first_mode=np.array([side == 0 for side in sides]) if 0 in sides else None,
        node_attributes={"group": [data["club"] for _, data in graph.nodes(data=True)]} if word == "karate" else {},
    )
