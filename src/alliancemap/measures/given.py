"""What a measure is given: files, or data among its parameters, as the graphs that measures take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.affiliation import Affiliation
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.classics import classic
from alliancemap.measures.file_graphs import Records, affiliation_of, graph_of
from alliancemap.measures.group_labels import attribute_labels, listed_labels
from alliancemap.measures.inline import of_edges, of_matrix
from alliancemap.measures.outcome import NodeValues

T = TypeVar("T")
_DATA = ("graph", "edges", "nodes", "matrix", "relation", "directed")
"""Parameters that say what the data is."""


class Given:
    """Files and parameters of one measurement.

    Several measurements on the same data may share one: what is made from it (graphs, passes over them) is made once.
    """

    def __init__(self, files: Sequence[NetworkFile] = (), params: Mapping[str, Any] | None = None) -> None:
        self.files = tuple(files)
        self.params: Mapping[str, Any] = params or {}
        self._made: dict[object, Any] = {}

    @classmethod
    def of_graph(cls, graph: Graph, attributes: Mapping[str, Sequence[Any]], params: Mapping[str, Any]) -> Given:
        """Give a graph that is in memory, with attributes of its nodes, as a file's would be."""
        given = cls((), params)
        given._made["source"] = None
        given._made["graph", None] = graph.binary()
        given._made["graph", "weight"] = graph
        given._made["attributes"] = attributes
        return given

    @classmethod
    def of_affiliation(cls, affiliation: Affiliation) -> Given:
        """Give a two-mode network that is in memory."""
        given = cls()
        given._made["source"] = None
        given._made["affiliation", False] = affiliation
        return given

    def asked(self, params: Mapping[str, Any]) -> Given:
        """The same data with other parameters; what was made from the data is shared if these name the same data."""
        other = Given(self.files, params)
        if all(self.params.get(name) == params.get(name) for name in _DATA):
            other._made = self._made
        return other

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Make something from the data, or give what was made before under this key."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def file(self, position: int = 0) -> NetworkFile:
        """Give the network of a file, or what the parameters hold in its place.

        Raises
        ------
        UsageError
            If there is none.
        """
        if position < len(self.files):
            return self.files[position]
        if position == 0 and self.params.get("edges") is not None:
            return of_edges(self.params["edges"], self.params.get("nodes"), directed=bool(self.params.get("directed")))
        if position == 0 and self.params.get("matrix") is not None:
            return of_matrix(self.params["matrix"])
        if position == 0 and self.params.get("graph"):
            return classic(self.params["graph"])
        missing = "a second network file" if position else "a network file"
        raise UsageError(f"the measure needs {missing}, and none was named")

    def graph(self, weight: str | None = None, *, directed: bool | None = None) -> Graph:
        """Give the one-mode network, simplified.

        Parameters
        ----------
        weight : str or None
            Which attribute of the records is their strength; None makes every tie 1.
        directed : bool, optional
            False drops directions (either says so, or both with the parameter `mutual`); unless told, the parameter
            `directed`, else what the file says. The ties of a file that cannot say it, such as a list of pairs, are
            taken as directed only where that is asked for.

        Raises
        ------
        InvalidNetworkError
            If the network is two-mode, or a strength is not a finite number above 0: names the record.
        UsageError
            If records have no attribute of that name.
        """
        whole = self.once(("graph", weight), lambda: graph_of(self.records(), weight))
        if directed is None:
            directed = self.params.get("directed")
        if directed and not whole.directed and not all(file.direction_known for file in self.files[:1]):
            return self.once(("graph", weight, "directed"), lambda: graph_of(self.records(), weight, directed=True))
        if directed and not whole.directed:
            raise InvalidNetworkError("directed is asked for, but the ties of this network have no direction")
        if directed is False and whole.directed:
            mutual = bool(self.params.get("mutual"))
            return self.once(
                ("graph", weight, "undirected", mutual),
                lambda: whole.undirected(mutual=mutual) if weight else whole.undirected(mutual=mutual).binary(),
            )
        return whole

    def affiliation(self, *, signed: bool = False) -> Affiliation:
        """Give the two-mode network, records of the same pair summed.

        Raises
        ------
        InvalidNetworkError
            If the network is one-mode, or a value is not a finite number above 0 (or, `signed`, other than 0).
        """
        return self.once(("affiliation", signed), lambda: affiliation_of(self.records(), signed=signed))

    def groups(self) -> NDArray[np.object_]:
        """Give the group of each node by the parameter `groups`; None where it has none.

        Raises
        ------
        UsageError
            If nothing says how the nodes are grouped, or the groups name nodes that are not there.
        """
        return self.once(("groups", str(self.params.get("groups"))), self._groups)

    def attributes(self) -> Mapping[str, Sequence[Any]]:
        """The nodes' attributes, a column each."""
        return self.once("attributes", lambda: self.file().node_attributes)

    def by_node(self, values: NDArray[Any]) -> NodeValues:
        """Say which node each value belongs to."""
        return NodeValues(self.graph().ids, values)

    def records(self, position: int = 0) -> Records:
        """Give a file, and which of its records count: those of the relation asked for.

        Raises
        ------
        UsageError
            If it has no relation of that name.
        """
        file = self.file(position)
        wanted = self.params.get("relation")
        if wanted is None:
            return file, np.ones(len(file.source), bool)
        if wanted not in file.relations or file.relation is None:
            has = f"it has {listed(file.relations)}" if file.relations else "it has only one"
            raise UsageError(f"{file.name} has no relation {wanted!r}{did_you_mean(wanted, file.relations)} ({has})")
        return file, file.relation == file.relations.index(wanted)

    def _groups(self) -> NDArray[np.object_]:
        asked, ids = self.params.get("groups"), self.graph().ids
        if isinstance(asked, list | dict):
            return listed_labels(asked, ids)
        return attribute_labels(self.attributes(), asked)
