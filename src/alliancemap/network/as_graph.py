"""A Network as a graph: organisations as nodes and ties as edges, with plain values that every format can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from alliancemap.model import TABLES, Column
from alliancemap.network.network import Network
from alliancemap.network.values import PLAIN_TYPES, field_values, plain_values

Attributes = dict[str, Any]
GATHERED = {
    "supports": "Causes that it supports, ids parted by bars.",
    "opposes": "Causes that it opposes.",
    "coalitions": "Coalitions that it joined or was in.",
}
"""What a node has besides the columns of its record."""


@dataclass(frozen=True)
class Edge:
    """A tie: its id, its ends, and everything else that its record says."""

    id: str
    source: str
    target: str
    attributes: Attributes


def attribute_types(table: str) -> dict[str, type]:
    """Give the name of every attribute that nodes (organisations) or edges (ties) may have, and its plain type."""
    types = {name: PLAIN_TYPES.get(column.form, str) for name, column in _attributes(table).items()}
    return {**types, **dict.fromkeys(GATHERED, str)} if table == "organisations" else {**types, "weight": float}


def nodes(network: Network) -> Iterator[tuple[str, Attributes]]:
    """Give the id and the attributes of every organisation, ascending; blank attributes are left out."""
    gathered = _gathered(network)
    for id, attributes in zip(network["organisations"].ids, _plain(network, "organisations"), strict=True):
        yield id, {**attributes, **gathered.get(id, {})}


def edges(network: Network) -> Iterator[Edge]:
    """Give every tie, in order of id; its weight is its strength, 1 where none is recorded."""
    ids = field_values(network, "ties", "id")
    ends = (field_values(network, "ties", "source_id"), field_values(network, "ties", "target_id"))
    for id, source, target, attributes in zip(ids, *ends, _plain(network, "ties"), strict=True):
        yield Edge(id, source, target, {**attributes, "weight": attributes.get("strength", 1.0)})


def to_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """Give a Network as NetworkX takes it.

    Nodes are the ids of organisations, edges have the ids of ties as keys; both carry all that their records say, as
    plain text, numbers and booleans (several ids or names in one text, parted by bars); `weight` is a tie's strength.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        date=str(network.date), revision=network.revision, audience=str(network.audience)
    )
    graph.add_nodes_from(nodes(network))
    for edge in edges(network):
        graph.add_edge(edge.source, edge.target, key=edge.id, **edge.attributes)
    return graph


def _attributes(table: str) -> Mapping[str, Column]:
    ends = {"id", *(column.name for column in TABLES[table].ends)}
    return {name: column for name, column in TABLES[table].columns.items() if name not in ends}


def _plain(network: Network, table: str) -> Iterator[Attributes]:
    names = list(_attributes(table))
    columns = plain_values(network, table)
    for row in range(len(network[table])):
        values = ((name, columns[name][row]) for name in names)
        yield {name: value for name, value in values if value is not None and value != ""}


def _gathered(network: Network) -> dict[str, Attributes]:
    lists: dict[str, dict[str, list[str]]] = {}
    sides = field_values(network, "stances", "stance")
    _gather(lists, network, "stances", "cause_id", list(map(str, sides)))
    _gather(lists, network, "memberships", "coalition_id", ["coalitions"] * len(network["memberships"]))
    return {
        id: {name: "|".join(dict.fromkeys(items)) for name, items in by_name.items()} for id, by_name in lists.items()
    }


def _gather(
    lists: dict[str, dict[str, list[str]]], network: Network, table: str, reference: str, names: list[str]
) -> None:
    owners = field_values(network, table, "organisation_id")
    targets = field_values(network, table, reference)
    for owner, name, target in zip(owners, names, targets, strict=True):
        lists.setdefault(owner, {}).setdefault(name, []).append(target)
