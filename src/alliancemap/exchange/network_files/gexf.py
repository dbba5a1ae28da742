"""GEXF 1.0 to 1.3, whatever namespace it has or lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import typed, weight_of
from alliancemap.exchange.network_files.xml_events import read_xml

_DIRECTIONS = {"dir": "directed", "und": "undirected", "sim": "undirected", "mut": "mutual", "dou": "mutual"}
"""Beginnings of the words that the versions have for the type of an edge, and what they mean."""
_OF_EDGES = ("label", "kind", "id")


def read_gexf(raw: RawFile) -> NetworkFile:
    """Read GEXF; nodes are called by id, and what they show is the attribute `label`."""
    return _Reader(raw).read()


@dataclass
class _Attribute:
    name: str
    type: str
    default: Any = None


@dataclass
class _Element:
    kind: str
    attributes: dict[str, str]
    line: int
    said: dict[str, Any]


class _Reader:
    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._collector = Collector(raw)
        self._declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}
        self._class = "node"
        self._attribute: _Attribute | None = None
        self._default_direction = ""
        self._open: list[_Element] = []

    def read(self) -> NetworkFile:
        starts = {"graph": self._graph, "attributes": self._begin_class, "attribute": self._declare}
        starts |= {"node": self._begin_node, "edge": self._begin_edge, "attvalue": self._say}
        ends = {"default": self._default, "node": self._node, "edge": self._edge}
        read_xml(self._raw, "gexf", starts, ends)
        if not self._default_direction:
            raise self._raw.wrong("has no graph in it")
        return self._collector.finish(directed=self._default_direction == "directed")

    def _graph(self, attributes: dict[str, str], line: int) -> None:
        if self._default_direction:
            raise self._raw.wrong("begins a second graph; save each graph in a file of its own", line)
        self._default_direction = self._direction(attributes.get("defaultedgetype", "undirected"), line)

    def _begin_class(self, attributes: dict[str, str], line: int) -> None:
        self._class = attributes.get("class", "node")
        if self._class not in self._declared:
            raise self._raw.wrong(f"has attributes of class {self._class!r}; it must be 'node' or 'edge'", line)

    def _declare(self, attributes: dict[str, str], line: int) -> None:
        id = self._needed(attributes, "id", "attribute", line)
        declared = self._declared[self._class]
        name = attributes.get("title") or id
        if name in {one.name for one in declared.values()}:
            name = id
        self._attribute = declared[id] = _Attribute(name, attributes.get("type", "string"))

    def _default(self, text: str, line: int) -> None:
        if self._attribute is not None:
            self._attribute.default = self._value(self._attribute, text, line)

    def _begin_node(self, attributes: dict[str, str], line: int) -> None:
        said = {"label": attributes["label"]} if "label" in attributes else {}
        inside = [one.attributes["id"] for one in self._open if one.kind == "node" and "id" in one.attributes]
        parent = attributes.get("pid") or (inside[-1] if inside else "")
        self._open.append(_Element("node", attributes, line, {**said, "parent": parent} if parent else said))
        self._collector.node(self._needed(attributes, "id", "node", line), line)

    def _begin_edge(self, attributes: dict[str, str], line: int) -> None:
        said = {name: attributes[name] for name in _OF_EDGES if name in attributes}
        self._open.append(_Element("edge", attributes, line, said))

    def _say(self, attributes: dict[str, str], line: int) -> None:
        if not self._open:
            return
        element = self._open[-1]
        id = attributes.get("for") or self._needed(attributes, "id", "attvalue", line)
        attribute = self._declared[element.kind].get(id) or _Attribute(id, "string")
        if element.kind == "edge" and attribute.name.lower() == "weight" and attribute.name in element.said:
            raise self._raw.wrong("has several weights for one tie; save one moment of the network", line)
        element.said[attribute.name] = self._value(attribute, self._needed(attributes, "value", "attvalue", line), line)

    def _node(self, _text: str, _line: int) -> None:
        element = self._ended()
        self._collector.describe(element.attributes["id"], element.said)

    def _edge(self, _text: str, _line: int) -> None:
        element = self._ended()
        attributes, line = element.attributes, element.line
        ends = (self._needed(attributes, "source", "edge", line), self._needed(attributes, "target", "edge", line))
        named = next((name for name in element.said if name.lower() == "weight"), "weight")
        beside = element.said.pop(named, 1.0)
        weight = self._weight(attributes.get("weight", attributes.get("cardinal", beside)), line)
        direction = self._direction(attributes.get("type", self._default_direction), line)
        self._tie(ends, weight, line, direction, element.said)

    def _tie(self, ends: tuple[str, str], weight: float, line: int, direction: str, said: dict[str, Any]) -> None:
        directed = direction != "undirected"
        self._collector.tie(ends, weight, line, directed=directed, attributes=said)
        if direction == "mutual" and ends[0] != ends[1]:
            self._collector.tie((ends[1], ends[0]), weight, line, directed=True, attributes=said)

    def _ended(self) -> _Element:
        element = self._open.pop()
        for attribute in self._declared[element.kind].values():
            if attribute.default is not None:
                element.said.setdefault(attribute.name, attribute.default)
        return element

    def _direction(self, word: str, line: int) -> str:
        direction = _DIRECTIONS.get(word[:3].lower())
        if direction is None:
            raise self._raw.wrong(f"has an edge type {word!r}; it must be 'directed', 'undirected' or 'mutual'", line)
        return direction

    def _value(self, attribute: _Attribute, text: str, line: int) -> Any:
        try:
            return typed(attribute.type, text)
        except ValueError as error:
            raise self._raw.wrong(f"{attribute.name}: {error}", line) from None

    def _weight(self, value: Any, line: int) -> float:
        try:
            return value if isinstance(value, float) else weight_of(str(value))
        except ValueError as error:
            raise self._raw.wrong(str(error), line) from None

    def _needed(self, attributes: dict[str, str], name: str, element: str, line: int) -> str:
        if name not in attributes:
            raise self._raw.wrong(f"has an element {element!r} without {name}", line)
        return attributes[name]
