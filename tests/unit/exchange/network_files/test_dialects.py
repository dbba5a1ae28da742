"""One small network, as different programs write it: tern and wren twice, wren and alder once, an owl alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import igraph
import networkx as nx
import pytest

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.reading import read_network_files
from unit.exchange.network_files.saying import FIXTURES, read, ties, written

NODES = {"tern", "wren", "alder", "owl"}
CLOSED = (".graphml", ".gexf", ".gml", ".json", ".gz")
TIES = [("alder", "wren", 1.0), ("tern", "wren", 2.0)]
WITHOUT_KINDS = ("csv", "tsv", "txt", "edges", "dl", "paj")


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_every_dialect_says_the_same(path: Path) -> None:
    file = read(path)
    assert set(file.nodes) == NODES
    assert ties(file) == TIES
    assert not file.directed
    assert not file.two_mode
    if path.suffix[1:] not in WITHOUT_KINDS:
        kinds = dict(zip(file.nodes, file.node_attributes["kind"], strict=True))
        assert kinds == {"tern": "union", "wren": "ngo", "alder": None, "owl": None}


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_the_content_tells_the_format(path: Path, tmp_path: Path) -> None:
    if path.suffix in (".gz", ".tsv", ".edges"):
        return
    assert ties(written(tmp_path, "network", path.read_bytes())) == TIES
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert ties(read(packed)) == TIES


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_a_file_that_is_cut_off_is_never_read_as_something_else(path: Path, tmp_path: Path) -> None:
    """A part of it gives an error that names the file, never another exception; with brackets there is no part."""
    text = path.read_bytes()
    for length in range(1, len(text), max(1, len(text) // 40)):
        (tmp_path / path.name).write_bytes(text[:length])
        with suppress(InvalidNetworkError):
            file = read(tmp_path / path.name)
            assert path.suffix not in CLOSED or ties(file) == TIES


BOTH_READ: dict[str, Callable[[Path], nx.Graph[str]]] = {
    "networkx.graphml": nx.read_graphml,
    "gephi.graphml": nx.read_graphml,
    "version_1.2.gexf": nx.read_gexf,
    "igraph.graphml": lambda path: igraph_names(igraph.Graph.Read_GraphML(str(path))),
    "igraph.gml": lambda path: igraph_names(igraph.Graph.Read_GML(str(path))),
    "edgelist1.dl": lambda path: igraph_names(igraph.Graph.Read_DL(str(path))),
}


def igraph_names(graph: igraph.Graph) -> nx.Graph[str]:
    again: nx.Graph[str] = nx.Graph()
    again.add_nodes_from(graph.vs["name"])
    for edge in graph.es:
        weight = edge["weight"] if "weight" in graph.es.attributes() else 1
        again.add_edge(graph.vs[edge.source]["name"], graph.vs[edge.target]["name"], weight=weight)
    return again


@pytest.mark.parametrize("name", BOTH_READ)
def test_others_read_the_same(name: str) -> None:
    graph, file = BOTH_READ[name](FIXTURES / name), read(FIXTURES / name)
    assert set(graph) == set(file.nodes)
    theirs = sorted((*sorted((a, b)), data.get("weight", 1)) for a, b, data in graph.edges(data=True))
    assert theirs == ties(file)


def test_several_files_come_in_order(tmp_path: Path) -> None:
    both = tmp_path / "both.json"
    for name in ("own", "node_link"):
        (tmp_path / f"{name}.json").write_bytes((FIXTURES / f"{name}.json").read_bytes())
    both.write_text(json.dumps({"graph_ref": ["oracle node_link", "oracle own"]}), encoding="utf-8")
    names = [Path(file.name).name for file in read_network_files([both, FIXTURES / "list.txt"])]
    assert names == ["node_link.json", "own.json", "list.txt"]
