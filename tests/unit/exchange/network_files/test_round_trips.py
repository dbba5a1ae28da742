"""Random networks, written by NetworkX and igraph, and read by us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unit.exchange.network_files.saying import Ties, first_mode, read, ties

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters='"&\\')
WORDS = st.builds("x{}{} é".format, st.text(LETTERS, min_size=1, max_size=6), st.sampled_from(("", "'")))
NAMES = st.lists(WORDS, unique=True, max_size=7)
Write = Callable[["nx.Graph[str]", str], None]


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph[str]:
    names = draw(NAMES)
    graph: nx.Graph[str] = nx.DiGraph() if draw(st.booleans()) else nx.Graph()
    graph.add_nodes_from((name, {"kind": draw(st.sampled_from(("ngo", "union <&>")))}) for name in names)
    if names:
        ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
        for a, b in draw(st.lists(ends, max_size=12)):
            graph.add_edge(a, b, weight=draw(st.floats(0.001, 1e6).map(lambda weight: round(weight, 3))))
    return graph


def expected(graph: nx.Graph[str]) -> Ties:
    directed = graph.is_directed()
    ends = ((a, b) if directed else (min(a, b), max(a, b)) for a, b in graph.edges())
    weights = (data["weight"] for _, _, data in graph.edges(data=True))
    return sorted((*pair, weight) for pair, weight in zip(ends, weights, strict=True))


def to_igraph(graph: nx.Graph[str]) -> igraph.Graph:
    at = {name: row for row, name in enumerate(graph)}
    pairs = [(at[a], at[b]) for a, b in graph.edges()]
    other = igraph.Graph(len(at), pairs, directed=graph.is_directed())
    other.vs["name"] = other.vs["id"] = list(at)
    other.es["weight"] = [data["weight"] for _, _, data in graph.edges(data=True)]
    return other


def csv_table(graph: nx.Graph[str], path: str) -> None:
    rows = [f'"{a}","{b}",{data["weight"]}' for a, b, data in graph.edges(data=True)]
    way = "# directed" if graph.is_directed() else "# undirected"
    alone = [f'"{name}",,' for name in graph]
    Path(path).write_text("\n".join([way, "source,target,weight", *alone, *rows]), encoding="utf-8")


def pajek_in_apostrophes(graph: nx.Graph[str], path: str) -> None:
    at = {name: number for number, name in enumerate(graph, 1)}
    heads = [f"*Vertices {len(at)}", *(f"{number} '{name}' 0.1 0.2 ic 'Light Blue'" for name, number in at.items())]
    ties = [f"{at[a]} {at[b]} {data['weight']} l 'the workers' fund'" for a, b, data in graph.edges(data=True)]
    kind = "*Arcs" if graph.is_directed() else "*Edges"
    Path(path).write_text("\n".join([*heads, kind, *ties, ""]), encoding="utf-8")


WRITERS: Mapping[str, Write] = {
    "a.graphml": nx.write_graphml,
    "a.gexf": nx.write_gexf,
    "a.gml": nx.write_gml,
    "a.net": nx.write_pajek,
    "i.graphml": lambda graph, path: to_igraph(graph).write_graphml(path),
    "i.gml": lambda graph, path: to_igraph(graph).write_gml(path),
    "i.net": lambda graph, path: to_igraph(graph).write_pajek(path),
    "p.net": pajek_in_apostrophes,
    "a.csv": csv_table,
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=networks())
def test_what_others_write(name: str, graph: nx.Graph[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("trip") / name
    WRITERS[name](graph, str(path))
    file = read(path)
    assert file.nodes == tuple(graph)
    assert ties(file) == expected(graph)
    if graph.edges:
        assert file.directed == graph.is_directed()
    if name in ("a.graphml", "a.gexf", "a.gml") and graph:
        assert list(file.node_attributes["kind"]) == [data["kind"] for _, data in graph.nodes(data=True)]


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf", "a.gml", "i.graphml", "i.gml", "i.net"])
def test_two_modes(name: str, tmp_path: Path) -> None:
    graph: nx.Graph[Any] = nx.davis_southern_women_graph()
    women = set(graph.graph["top"])
    graph.graph.clear()
    for _, _, data in graph.edges(data=True):
        data["weight"] = 1.0
    if name[0] == "a":
        WRITERS[name](graph, str(tmp_path / name))
    else:
        other = to_igraph(graph)
        kind = int if name == "i.gml" else bool
        other.vs["type"] = [kind(node not in women) for node in graph]
        {"i.graphml": other.write_graphml, "i.gml": other.write_gml, "i.net": other.write_pajek}[name](
            str(tmp_path / name)
        )
    file = read(tmp_path / name)
    assert set(first_mode(file)) == women
    assert {tie[:2] for tie in ties(file)} == {(a, b) if a in women else (b, a) for a, b in graph.edges()}
