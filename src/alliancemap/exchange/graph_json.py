"""A Network as JSON: node-link with every table, and the organisations with a position as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from alliancemap.model import TABLES
from alliancemap.network.as_graph import Attributes, edges, nodes
from alliancemap.network.network import Network
from alliancemap.network.values import plain_values


def write_node_link(network: Network, stream: BinaryIO) -> None:
    """Write the node-link form that NetworkX and D3 read (edges under `edges`), the other tables under `graph`."""
    tables = [name for name in TABLES if name not in ("organisations", "ties")]
    document = {
        "directed": True,
        "multigraph": True,
        "graph": {
            "date": str(network.date),
            "revision": network.revision,
            "audience": str(network.audience),
            **{name: list(_records(network, name)) for name in tables},
        },
        "nodes": [{"id": id, **attributes} for id, attributes in nodes(network)],
        "edges": [
            {"source": edge.source, "target": edge.target, "key": edge.id, **edge.attributes} for edge in edges(network)
        ],
    }
    stream.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def write_geojson(network: Network, stream: BinaryIO) -> None:
    """Write RFC 7946 GeoJSON: a point for each organisation that has a position, or whose place has a centre.

    `position_from` is `organisation` or `place`; `without_position` counts those that are left out.
    """
    features = list(_features(network))
    document = {
        "type": "FeatureCollection",
        "date": str(network.date),
        "without_position": len(network["organisations"]) - len(features),
        "features": features,
    }
    stream.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _records(network: Network, table: str) -> Iterator[Attributes]:
    columns = plain_values(network, table)
    for values in zip(*columns.values(), strict=True):
        yield {name: value for name, value in zip(columns, values, strict=True) if value not in (None, "")}


def _features(network: Network) -> Iterator[dict[str, Any]]:
    places = plain_values(network, "places")
    pairs = zip(places["id"], places["longitude"], places["latitude"], strict=True)
    centres = {id: (longitude, latitude) for id, longitude, latitude in pairs if latitude is not None}
    for id, attributes in nodes(network):
        own = (attributes.get("longitude"), attributes.get("latitude"))
        position = own if own[0] is not None else centres.get(attributes.get("place_id", ""))
        if position is not None:
            properties = {"id": id, **attributes, "position_from": "place" if own[0] is None else "organisation"}
            yield {
                "type": "Feature",
                "id": id,
                "geometry": {"type": "Point", "coordinates": position},
                "properties": properties,
            }
