"""GraphML: as NetworkX, igraph, Gephi and yEd write it, and without declared keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import typed, weight_of
from alliancemap.exchange.network_files.xml_events import read_xml

_COUNTED = re.compile(r"n\d+", re.ASCII)
"""Ids that programs give where there are none."""
_REFUSED = {
    "hyperedge": "has a tie of more than two nodes (hyperedge), which no measure takes; write a two-mode network",
    "port": "has a port, which means nothing in a network; leave ports out",
    "locator": "refers to a graph in another file (locator); put the graph into this one",
}


def read_graphml(raw: RawFile) -> NetworkFile:
    """Read GraphML; nodes are called by id, or by `name` or `label` where ids only count (n0, n1, …)."""
    return _Reader(raw).read()


@dataclass
class _Key:
    name: str
    domain: str
    type: str
    default: Any = None


class _Reader:
    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._collector = Collector(raw)
        self._keys: dict[str, _Key] = {}
        self._key: _Key | None = None
        self._directed: bool | None = None
        self._element: tuple[str, dict[str, str], int] | None = None
        self._said: dict[str, Any] = {}
        self._datum = ""

    def read(self) -> NetworkFile:
        refusals = {name: self._refusal(message) for name, message in _REFUSED.items()}
        starts = {"key": self._declare, "graph": self._graph, "data": self._data, **refusals}
        starts |= {"node": self._begin_node, "edge": self._begin_edge}
        ends = {"default": self._default, "data": self._say, "y:NodeLabel": self._drawn_label}
        read_xml(self._raw, "graphml", starts, ends | {"node": self._node, "edge": self._edge})
        if self._directed is None:
            raise self._raw.wrong("has no graph in it")
        return self._collector.finish(directed=self._directed, names=self._names())

    def _names(self) -> tuple[str, ...] | None:
        if all(_COUNTED.fullmatch(id) for id in self._collector.rows):
            return self._collector.names("name", "label")
        return None

    def _refusal(self, message: str) -> Any:
        def refuse(_attributes: dict[str, str], line: int) -> None:
            raise self._raw.wrong(message, line)

        return refuse

    def _declare(self, attributes: dict[str, str], line: int) -> None:
        id = self._needed(attributes, "id", "key", line)
        domain = attributes.get("for", "all")
        name = attributes.get("attr.name") or id
        if any((key.name, key.domain) == (name, domain) for key in self._keys.values()):
            name = id
        self._key = self._keys[id] = _Key(name, domain, attributes.get("attr.type", "string"))

    def _default(self, text: str, line: int) -> None:
        if self._key is not None:
            self._key.default = self._value(self._key, text, line)

    def _graph(self, attributes: dict[str, str], line: int) -> None:
        if self._element is not None:
            raise self._raw.wrong("has a graph inside a node, which no measure takes; save the network flat", line)
        if self._directed is not None:
            raise self._raw.wrong("begins a second graph; save each graph in a file of its own", line)
        kind = attributes.get("edgedefault", "undirected")
        if kind not in ("directed", "undirected"):
            raise self._raw.wrong(f"edgedefault is {kind!r}; it must be 'directed' or 'undirected'", line)
        self._directed = kind == "directed"

    def _begin_node(self, attributes: dict[str, str], line: int) -> None:
        self._begin("node", attributes, line)

    def _begin_edge(self, attributes: dict[str, str], line: int) -> None:
        if "sourceport" in attributes or "targetport" in attributes:
            raise self._raw.wrong("has a tie that ends at a port, which means nothing in a network", line)
        self._begin("edge", attributes, line)

    def _begin(self, kind: str, attributes: dict[str, str], line: int) -> None:
        if self._directed is None:
            raise self._raw.wrong(f"has a {kind} outside of any graph", line)
        self._element, self._said = (kind, attributes, line), {}

    def _data(self, attributes: dict[str, str], line: int) -> None:
        self._datum = self._needed(attributes, "key", "data", line)

    def _say(self, text: str, line: int) -> None:
        if self._element is None:
            return
        key = self._keys.get(self._datum) or _Key(self._datum, "all", "string")
        if text.strip() or (key.name != self._datum and key.type == "string"):
            self._said[key.name] = self._value(key, text, line)

    def _drawn_label(self, text: str, _line: int) -> None:
        if self._element is not None and self._element[0] == "node" and text.strip():
            self._said.setdefault("label", text.strip())

    def _node(self, _text: str, _line: int) -> None:
        attributes, line = self._ended()
        self._collector.node(self._needed(attributes, "id", "node", line), line, self._said)

    def _edge(self, _text: str, _line: int) -> None:
        attributes, line = self._ended()
        ends = (self._needed(attributes, "source", "edge", line), self._needed(attributes, "target", "edge", line))
        said = self._said
        if "id" in attributes:
            said.setdefault("id", attributes["id"])
        name = next((name for name in said if name.lower() == "weight"), None)
        weight = self._weight(said.pop(name), line) if name else 1.0
        directed = self._flag(attributes["directed"], line) if "directed" in attributes else bool(self._directed)
        self._collector.tie(ends, weight, line, directed=directed, attributes=said)

    def _ended(self) -> tuple[dict[str, str], int]:
        assert self._element is not None
        kind, attributes, line = self._element
        self._element = None
        for key in self._keys.values():
            if key.default is not None and key.domain in (kind, "all"):
                self._said.setdefault(key.name, key.default)
        return attributes, line

    def _value(self, key: _Key, text: str, line: int) -> Any:
        try:
            return typed(key.type, text)
        except ValueError as error:
            raise self._raw.wrong(f"{key.name}: {error}", line) from None

    def _weight(self, value: Any, line: int) -> float:
        try:
            return value if isinstance(value, float) else weight_of(str(value))
        except ValueError as error:
            raise self._raw.wrong(str(error), line) from None

    def _flag(self, text: str, line: int) -> bool:
        if text not in ("true", "false", "1", "0"):
            raise self._raw.wrong(f"directed is {text!r}; it must be 'true' or 'false'", line)
        return text in ("true", "1")

    def _needed(self, attributes: dict[str, str], name: str, element: str, line: int) -> str:
        if name not in attributes:
            raise self._raw.wrong(f"has a {element} without {name}", line)
        return attributes[name]
