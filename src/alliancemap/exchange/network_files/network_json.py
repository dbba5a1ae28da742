"""JSON: our own form with nodes and edges, and the node-link form of NetworkX and D3."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import finite

_NODES = ("nodes", "organisations")
_EDGES = ("edges", "links", "records", "ties")
_INSTEAD = ("statements", "periods")
"""What may stand there instead of edges."""
_ENDS = (("source", "target"), ("from", "to"))
_REFERENCE = "oracle "


def references(raw: RawFile, document: Any) -> list[Path]:
    """Give the files that the document refers to instead of holding a network, which lie beside it.

    Raises
    ------
    InvalidNetworkError
        If it refers to them in another way than `oracle NAME`.
    """
    names = document.get("graph_ref") if isinstance(document, dict) else None
    if names is None:
        return []
    if not isinstance(names, list) or not all(isinstance(name, str) and name.startswith(_REFERENCE) for name in names):
        raise raw.wrong(f"graph_ref is {names!r}; it must be a list such as ['oracle karate']")
    paths = [name.removeprefix(_REFERENCE) for name in names]
    if wrong := next((name for name in paths if Path(name).name != name), None):
        raise raw.wrong(f"graph_ref names {wrong!r}; it must be the name of a file beside this one")
    return [Path(raw.name).parent / f"{name}.json" for name in paths]


def parsed(raw: RawFile) -> Any:
    """Parse JSON; NaN and Infinity are let through for the tie that has them to be named."""
    try:
        return json.loads(raw.text())
    except json.JSONDecodeError as error:
        raise raw.wrong(f"is no JSON or is cut off: {error.msg}", error.lineno) from None
    except ValueError as error:  # a whole number of thousands of digits
        raise raw.wrong(f"has a number that cannot be read: {error}") from None


def read_json(raw: RawFile, document: Any) -> NetworkFile:
    """Read the network of a document: under `graph`, or its members `nodes` and `edges` themselves."""
    inner = document.get("graph") if isinstance(document, dict) else None
    for graph in (inner, document):
        if isinstance(graph, dict) and any(name in graph for name in _NODES):
            return _Reader(raw, graph).read()
    raise raw.wrong(
        "there is no network in it (no nodes and edges); leave the file out for a measure that takes only parameters"
    )


class _Reader:
    def __init__(self, raw: RawFile, graph: Mapping[str, Any]) -> None:
        self._raw, self._graph = raw, graph
        self._collector = Collector(raw, counted="edge")
        self._modes: list[Any] = []

    def read(self) -> NetworkFile:
        for place, node in enumerate(self._list(_NODES), 1):
            self._node(place, node)
        directed = self._flag("directed")
        for place, edge in enumerate(self._list(_EDGES), 1):
            self._edge(place, edge, directed=directed)
        mode = self._graph.get("mode")
        if mode not in (None, "one", "two"):
            raise self._raw.wrong(f"mode is {mode!r}; it must be 'one' or 'two'")
        first = np.array([one == "actor" for one in self._modes], bool) if mode == "two" else None
        if first is not None and len(first) and not first.any():
            raise self._raw.wrong("is a two-mode network without a node of the mode 'actor'")
        if self._collector.rows and not any(name in self._graph for name in (*_EDGES, *_INSTEAD)):
            raise self._raw.wrong(
                "has nodes and no edges; write edges: [] if there are none (in NetworkX node_link_data, and not "
                "adjacency_data)"
            )
        return self._collector.finish(directed=directed, first_mode=first, recognise=mode is None, extra=self._extra())

    def _extra(self) -> dict[str, Any]:
        taken = {"nodes", "edges", "links", "records"}
        return {name: value for name, value in self._graph.items() if name not in taken}

    def _list(self, names: Sequence[str]) -> list[Any]:
        name = next((name for name in names if self._graph.get(name)), None)
        value = self._graph[name] if name else []
        if not isinstance(value, list):
            raise self._raw.wrong(f"{name} must be a list")
        return value

    def _flag(self, name: str) -> bool:
        value = self._graph.get(name, False)
        if not isinstance(value, bool):
            raise self._raw.wrong(f"{name} is {value!r}; it must be true or false")
        return value

    def _node(self, place: int, node: Any) -> None:
        said = dict(node) if isinstance(node, dict) else {"id": node}
        id = said.pop("id", None)
        if not isinstance(id, str | int) or isinstance(id, bool) or id == "":
            raise self._raw.wrong(f"node {place}: its id is {id!r}; it must be text or a whole number")
        if str(id) in self._collector.rows:
            raise self._raw.wrong(f"node {place}: there are two nodes {str(id)!r}; give each an id of its own")
        inner = said.pop("attributes", None)
        attributes = {**said, **inner} if isinstance(inner, dict) else said
        self._modes.append(attributes.pop("mode", None) if self._graph.get("mode") else None)
        self._collector.node(str(id), place, attributes)

    def _edge(self, place: int, edge: Any, *, directed: bool) -> None:
        said = dict(edge) if isinstance(edge, dict) else {}
        names = next((names for names in _ENDS if names[0] in said), _ENDS[0])
        given = [said.pop(name, None) for name in names] if isinstance(edge, dict) else edge
        if not isinstance(given, list) or len(given) not in (2, 3):
            raise self._collector.wrong(f"is {edge!r}; a tie is [from, to] or [from, to, weight]", place)
        ends = (self._end(given[0], edge, place), self._end(given[1], edge, place))
        weight = said.pop("weight", 1) if isinstance(edge, dict) else (given[2] if len(given) == 3 else 1)
        self._collector.tie(ends, self._weight(weight, edge, place), place, directed=directed, attributes=said)

    def _end(self, end: Any, edge: Any, place: int) -> str:
        if not isinstance(end, str | int) or isinstance(end, bool):
            raise self._collector.wrong(f"is {edge!r}; its ends must be ids of nodes", place)
        return str(end)

    def _weight(self, weight: Any, edge: Any, place: int) -> float:
        if not finite(weight):
            raise self._collector.wrong(f"has the weight {weight!r} ({edge!r}); it must be a finite number", place)
        return float(weight)
