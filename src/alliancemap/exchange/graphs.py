"""A graph of NetworkX as a Network: the way back from `Network.to_networkx`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.cells import parse_cell
from alliancemap.model import TABLES, Column, Form, Record, RecordChange
from alliancemap.network.as_graph import to_networkx
from alliancemap.network.network import Network
from alliancemap.network.values import field_values

__all__ = ["from_networkx", "to_networkx"]


def from_networkx(graph: nx.Graph[Any], around: Network | None = None) -> Network:
    """Make a Network whose organisations are the nodes of a graph and whose ties are its edges.

    Attributes have the names and the plain values of `Network.to_networkx`: text, numbers and booleans, several ids in
    one text, parted by bars. Attributes of other names are left out; `weight` is, a tie's strength being `strength`.

    Parameters
    ----------
    graph : networkx graph
        Nodes are ids of organisations. The key of an edge, if it is text, is the tie's id.
    around : Network, optional
        What the graph was made from: gives date and audience, and the records of all other tables; stances and
        memberships of organisations that are not in the graph are dropped. Without it there are no other records, and
        the date is the attribute `date` of the graph.

    Raises
    ------
    InvalidNetworkError
        If an attribute is not of the form that its field has, a field without which there is no record is missing, or
        a reference points to nothing: names node or edge, attribute and value.
    """
    around = around or Network.build({}, date=_date(graph))
    after = {
        "organisations": {record.id: record for record in _organisations(graph)},
        "ties": {record.id: record for record in _ties(graph)},
    }
    return around.with_changes(_changes(around, after))


def _date(graph: nx.Graph[Any]) -> datetime.date:
    date = graph.graph.get("date", "")
    try:
        return datetime.date.fromisoformat(date)
    except (TypeError, ValueError):
        raise InvalidNetworkError(
            f"the graph's attribute date is {date!r}; set graph.graph['date'] to a day such as '2026-03-12', "
            "or give the Network that it was made from"
        ) from None


def _organisations(graph: nx.Graph[Any]) -> Iterator[Record]:
    for id, attributes in graph.nodes(data=True):
        yield _record("organisations", f"node {id!r}", {**attributes, "id": id})


def _ties(graph: nx.Graph[Any]) -> Iterator[Record]:
    for source, target, key, attributes in _edges(graph):
        id = key if isinstance(key, str) else attributes.get("id", "")
        said = {**attributes, "id": id, "source_id": source, "target_id": target}
        yield _record("ties", f"edge {source!r} to {target!r}", said)


def _edges(graph: nx.Graph[Any]) -> Iterator[tuple[Any, Any, Any, dict[str, Any]]]:
    if isinstance(graph, nx.MultiGraph):
        yield from graph.edges(keys=True, data=True)
    else:
        yield from ((source, target, None, attributes) for source, target, attributes in graph.edges(data=True))


def _record(table: str, where: str, attributes: Mapping[str, Any]) -> Record:
    columns = TABLES[table].columns
    values = {name: _value(column, where, attributes.get(name)) for name, column in columns.items()}
    return TABLES[table].make(values)


def _value(column: Column, where: str, value: Any) -> Any:
    """Read a plain value; text is read as a cell of a file would be."""
    try:
        return parse_cell(column, _cell(column, value))
    except ValueError as error:
        raise InvalidNetworkError(f"{where}, attribute {column.name}: {value!r} {error}") from None


def _cell(column: Column, value: Any) -> str:
    flag = isinstance(value, bool)
    if value is None or isinstance(value, str):
        return value or ""
    if column.form is Form.FLAG and flag:
        return str(value).lower()
    if column.form is Form.NUMBER and isinstance(value, int | float) and not flag:
        return repr(float(value))
    if column.form is Form.INTEGER and isinstance(value, int) and not flag:
        return str(int(value))
    raise ValueError(f"is no value for it; write {column.form.value} as in the data format")


def _changes(around: Network, after: Mapping[str, Mapping[str, Record]]) -> Iterator[RecordChange]:
    for table, records in after.items():
        before = {record.id: record for record in around.records(table)}
        for id in before.keys() | records.keys():
            if before.get(id) != records.get(id):
                yield RecordChange(table, id, before.get(id), records.get(id))
    for table in ("stances", "memberships"):
        owners = field_values(around, table, "organisation_id")
        for record, owner in zip(around.records(table), owners, strict=True):
            if owner not in after["organisations"]:
                yield RecordChange(table, record.id, record, None)
