"""A Network as GraphML and as GEXF, the formats that Gephi, NetworkX, igraph and others open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from alliancemap.exchange.tables import number_text
from alliancemap.network.as_graph import Attributes, attribute_types, edges, nodes
from alliancemap.network.network import Network

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def write_graphml(network: Network, stream: BinaryIO) -> None:
    """Write GraphML: a directed graph, nodes named by `label`, every attribute a typed key."""
    _write(stream, _graphml(network))


def write_gexf(network: Network, stream: BinaryIO) -> None:
    """Write GEXF 1.2: a directed graph, nodes and edges with labels, every attribute typed."""
    _write(stream, _gexf(network))


def _write(stream: BinaryIO, lines: Iterator[str]) -> None:
    stream.write(_HEAD.encode())
    stream.writelines(f"{line}\n".encode() for line in lines)


def _graphml(network: Network) -> Iterator[str]:
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    keys: dict[str, Mapping[str, str]] = {}
    for domain, types in _domains().items():
        keys[domain] = {name: f"{domain[0]}{place}" for place, name in enumerate(types)}
        for name, kind in types.items():
            key = f'key id="{keys[domain][name]}" for="{domain}"'
            yield f'  <{key} attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
    yield f'  <graph id="alliancemap-{network.date}" edgedefault="directed">'
    for id, attributes in nodes(network):
        yield f"    <node id={quoteattr(id)}>"
        yield from _data({"label": attributes["name"], **attributes}, keys["node"])
        yield "    </node>"
    for edge in edges(network):
        yield f"    <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}>"
        yield from _data({"label": edge.attributes["type"], **edge.attributes}, keys["edge"])
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(attributes: Attributes, keys: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f'      <data key="{keys[name]}">{_escaped(value)}</data>'


def _gexf(network: Network) -> Iterator[str]:
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield f'  <meta lastmodifieddate="{network.date}"><creator>alliancemap</creator></meta>'
    yield '  <graph mode="static" defaultedgetype="directed">'
    for domain, types in _domains().items():
        yield f'    <attributes class="{domain}" mode="static">'
        for name, kind in types.items():
            if name not in ("label", "weight"):
                yield f'      <attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>'
        yield "    </attributes>"
    yield "    <nodes>"
    for id, attributes in nodes(network):
        yield from _element(f"node id={quoteattr(id)} label={quoteattr(attributes['name'])}", attributes, "node")
    yield "    </nodes>"
    yield "    <edges>"
    for edge in edges(network):
        weight = edge.attributes.pop("weight")
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        start = f'edge id={quoteattr(edge.id)} {ends} label="{edge.attributes["type"]}" weight="{number_text(weight)}"'
        yield from _element(start, edge.attributes, "edge")
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _element(start: str, attributes: Attributes, name: str) -> Iterator[str]:
    yield f"      <{start}><attvalues>"
    for key, value in attributes.items():
        yield f"        <attvalue for={quoteattr(key)} value={quoteattr(_plain(value))}/>"
    yield f"      </attvalues></{name}>"


def _domains() -> dict[str, dict[str, type]]:
    return {
        "node": {"label": str, **attribute_types("organisations")},
        "edge": {"label": str, **attribute_types("ties")},
    }


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else str(value)


def _escaped(value: Any) -> str:
    return _plain(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
