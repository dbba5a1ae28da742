"""Gathers the nodes and ties of a file while it is read, and makes the network of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.near import did_you_mean
from alliancemap.exchange.network_files.columns import Columns
from alliancemap.exchange.network_files.modes import recognised, two_mode
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.places import Places
from alliancemap.exchange.network_files.raw_file import RawFile

_NOTHING: Mapping[str, Any] = {}


class Collector:
    """Takes nodes and ties in the file's order; ties may come before their nodes.

    `relation` is the one that ties which come now belong to, as a position in `relations`; `counted` is what `where`
    counts.
    """

    def __init__(self, raw: RawFile, counted: str = "line") -> None:
        self.raw = raw
        self.rows: dict[str, int] = {}
        self.relations: list[str] = []
        self.relation = 0
        self._counted = counted
        self._node_columns = Columns()
        self._tie_columns = Columns()
        self._ends: tuple[list[str], list[str]] = ([], [])
        self._weights: list[float] = []
        self._lines: list[int] = []
        self._directed: list[bool] = []
        self._relation: list[int] = []

    def node(self, id: str, line: int, attributes: Mapping[str, Any] = _NOTHING) -> None:
        """Take a node.

        Raises
        ------
        InvalidNetworkError
            If one of that id was there before.
        """
        if id in self.rows:
            raise self.wrong(f"the node {id!r} stands there twice; give each node an id of its own", line)
        self.rows[id] = row = len(self.rows)
        self._node_columns.add(row, attributes)

    def describe(self, id: str, attributes: Mapping[str, Any]) -> None:
        """Take what the file says of a node that was there before."""
        self._node_columns.add(self.rows[id], attributes)

    def tie(
        self,
        ends: tuple[str, str],
        weight: float,
        line: int,
        *,
        directed: bool,
        attributes: Mapping[str, Any] = _NOTHING,
    ) -> None:
        """Take a tie; its ends must be nodes by the time the file has ended."""
        if attributes:
            self._tie_columns.add(len(self._weights), attributes)
        self._ends[0].append(ends[0])
        self._ends[1].append(ends[1])
        self._weights.append(weight)
        self._lines.append(line)
        self._directed.append(directed)
        self._relation.append(self.relation)

    def wrong(self, message: str, line: int = 0) -> InvalidNetworkError:
        """Give the error that says what is wrong where."""
        if self._counted == "line":
            return self.raw.wrong(message, line)
        return self.raw.wrong(f"{self._counted} {line}: {message}")

    def in_relation(self, name: str) -> None:
        """Let the ties that come now belong to a relation."""
        if name not in self.relations:
            self.relations.append(name)
        self.relation = self.relations.index(name)

    def names(self, *attributes: str) -> tuple[str, ...] | None:
        """Give the first of these attributes that names every node, each by another text; None if none does."""
        for attribute in attributes:
            column = self._node_columns.get(attribute, len(self.rows))
            if all(isinstance(name, str) and name.strip() for name in column) and len(set(column)) == len(column):
                return tuple(column)
        return None

    def finish(
        self,
        *,
        directed: bool = False,
        first_mode: NDArray[np.bool_] | None = None,
        recognise: bool = True,
        names: Sequence[str] | None = None,
        extra: Mapping[str, Any] = _NOTHING,
    ) -> NetworkFile:
        """Make the network.

        Parameters
        ----------
        directed : bool
            Whether a network without any tie is directed; others are what their ties say.
        first_mode : bool, length n, optional
            Which nodes the format itself says are of the first mode.
        recognise : bool
            Whether an attribute of the nodes may tell, where the format does not.
        names : sequence of str, optional
            What nodes are called instead of their ids, which become the attribute `id`.

        Raises
        ------
        InvalidNetworkError
            If a tie names a node that is not there, or ties nodes of the same mode.
        """
        n, m = len(self.rows), len(self._weights)
        attributes = self._node_columns.whole(n)
        file = NetworkFile(
            name=self.raw.name,
            nodes=tuple(names or self.rows),
            source=self._resolved(0),
            target=self._resolved(1),
            weight=np.array(self._weights, np.float64),
            where=Places(**{self._counted: np.array(self._lines, np.int64)}),
            directed=all(self._directed) if m else directed,
            node_attributes={"id": list(self.rows), **attributes} if names else attributes,
            tie_attributes=self._tie_columns.whole(m),
            relations=tuple(self.relations) if len(self.relations) > 1 else (),
            relation=np.array(self._relation, np.int64) if len(self.relations) > 1 else None,
            extra=extra,
        )
        if first_mode is None and recognise:
            first_mode = recognised(file)
        if first_mode is not None:
            return two_mode(file, first_mode)
        return self._both_ways(file)

    def _resolved(self, side: int) -> NDArray[np.int64]:
        ends = self._ends[side]
        try:
            return np.fromiter(map(self.rows.__getitem__, ends), np.int64, len(ends))
        except KeyError as error:
            id = error.args[0]
        meant = did_you_mean(id, self.rows)
        raise self.wrong(
            f"a tie names the node {id!r}, which the file does not list{meant or '; add the node, or correct its id'}",
            self._lines[ends.index(id)],
        )

    def _both_ways(self, file: NetworkFile) -> NetworkFile:
        """Where some ties have a direction and others none, let these run both ways."""
        directed = np.array(self._directed, bool)
        if directed.all() or not directed.any():
            return file
        again = np.flatnonzero(~directed & (file.source != file.target))
        rows = np.concatenate([np.arange(len(directed)), again])
        assert isinstance(file.where, Places)
        return replace(
            file,
            source=np.concatenate([file.source, file.target[again]]),
            target=np.concatenate([file.target, file.source[again]]),
            weight=file.weight[rows],
            where=file.where.chosen(rows),
            directed=True,
            tie_attributes={name: [column[row] for row in rows] for name, column in file.tie_attributes.items()},
            relation=None if file.relation is None else file.relation[rows],
        )
