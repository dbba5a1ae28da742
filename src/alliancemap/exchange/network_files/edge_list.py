"""Lists of ties in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.edge_list_columns import SURE, columns_of, direction_of
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.table import Table, word
from alliancemap.exchange.network_files.values import weight_of

_TWO_MODE = {"two-mode", "bip", "bipartite"}
_MOST_BY_PLACE = 4
"""How many columns a list of ties may have without a header: two ends, a weight and a time."""
_SECOND = "\n"
"""Stands before what the second mode calls its nodes: no cell begins with it."""


def read_edge_list(raw: RawFile, table: Table) -> NetworkFile:
    """Read a list of ties; a row that names one node only says that it is there.

    The direction is unknown unless a comment (`# directed`) or a column tells it; the ties then count as undirected.
    """
    return _Reader(raw, table).read()


class _Reader:
    def __init__(self, raw: RawFile, table: Table) -> None:
        self._raw, self._table = raw, table
        self._collector = Collector(raw)
        self._columns = columns = columns_of(table)
        said = {text.split()[0] for text in table.comments if text}
        self._two_mode = columns.two_mode or bool(said & _TWO_MODE)
        self._directed = "directed" in said
        self._direction_known = self._directed or "undirected" in said or columns.direction is not None
        self._width = len(columns.header) or _usual_width(table)
        self._beside = self._attribute_columns()

    def read(self) -> NetworkFile:
        skip = 1 if self._columns.header else 0
        if self._width < 2:
            raise self._raw.wrong("has one column: a list of ties has two at least", self._table.lines[0])
        self._check_header()
        if self._width > _MOST_BY_PLACE and not self._columns.header:
            raise self._raw.wrong(
                f"has {self._width} columns and no header; name the columns of a list of ties, or give a matrix labels",
                self._table.lines[0],
            )
        for row, line in zip(self._table.rows[skip:], self._table.lines[skip:], strict=True):
            self._take(row, line)
        if not self._two_mode:
            file = self._collector.finish(directed=self._directed)
            return replace(file, direction_known=self._direction_known)
        ids = list(self._collector.rows)
        first = np.array([not id.startswith(_SECOND) for id in ids], bool)
        file = self._collector.finish(first_mode=first)
        return replace(file, nodes=tuple(self._name(id) for id in ids))

    def _take(self, row: list[str], line: int) -> None:
        self._check_width(row, line)
        source, target = self._cell(row, self._columns.source), self._cell(row, self._columns.target)
        if not source and not (target and self._two_mode):
            if any(row):
                raise self._raw.wrong("has no source; write both ends of the tie, or a node alone as source", line)
            return
        ends = (source, f"{_SECOND}{target}" if self._two_mode and target else target)
        for end in ends:
            if end and end not in self._collector.rows:
                self._collector.node(end, line)
        if source and target:
            self._tie(row, (ends[0], ends[1]), line)

    def _check_header(self) -> None:
        """Refuse a header that names one end only, or one column twice: it would be read as another than it is."""
        columns, line = self._columns, self._table.lines[0]
        words = [word(cell) for cell in self._table.rows[0]]
        half = next((name for name in words if name.removesuffix("id") in SURE), None)
        if not columns.named and half is not None:
            raise self._raw.wrong(
                f"names the column {half!r} and not the other end of the tie; call the two source and target", line
            )
        used = {columns.source, columns.target, columns.weight} - {None}
        twice = next((place for place in used if place is not None and words.count(words[place]) > 1), None)
        if columns.named and twice is not None:
            raise self._raw.wrong(
                f"names two columns {self._table.rows[0][twice]!r}; give each a name of its own", line
            )

    def _check_width(self, row: Sequence[str], line: int) -> None:
        """Refuse cells too many, and without a header too few: what stands in the others then is anybody's guess."""
        if len(row) > self._width:
            raise self._raw.wrong(f"has {len(row)} cells instead of {self._width}; put double quotes around text", line)
        if not self._columns.header and 1 < len(row) < self._width:
            raise self._raw.wrong(
                f"has {len(row)} cells where others have {self._width}; give each tie a line of its own (lists of "
                "neighbours are not read), with as many cells as the others or under a header",
                line,
            )
        if not self._columns.header and any(cell.startswith("{") and cell != "{}" for cell in row):
            raise self._raw.wrong(
                "has attributes in braces, as NetworkX writes them; write columns (write_weighted_edgelist) or GraphML",
                line,
            )

    def _tie(self, row: Sequence[str], ends: tuple[str, str], line: int) -> None:
        columns = self._columns
        if columns.relation is not None:
            self._collector.in_relation(self._cell(row, columns.relation))
        way = direction_of(self._cell(row, columns.direction)) if columns.direction is not None else None
        directed = self._directed if way is None else way
        attributes = {name: row[place] for name, place in self._beside if len(row) > place and row[place]}
        weight = 1.0 if columns.weight is None else self._weight(self._cell(row, columns.weight), line)
        self._collector.tie(ends, weight, line, directed=directed, attributes=attributes)

    def _weight(self, cell: str, line: int) -> float:
        if not cell:
            raise self._raw.wrong("the weight is blank; write a number", line)
        try:
            return weight_of(cell)
        except ValueError as error:
            raise self._raw.wrong(str(error), line) from None

    def _cell(self, row: Sequence[str], place: int) -> str:
        return row[place] if place < len(row) else ""

    def _name(self, id: str) -> str:
        """What a node is called; one of the second mode that has a name of the first is told apart."""
        name = id.removeprefix(_SECOND)
        return f"{name} (second mode)" if name != id and name in self._collector.rows else name

    def _attribute_columns(self) -> list[tuple[str, int]]:
        columns = self._columns
        used = (columns.source, columns.target, columns.weight, columns.direction, columns.relation)
        left = (place for place in range(self._width) if place not in used)
        named = [(columns.header[place] if columns.header else f"column {place + 1}", place) for place in left]
        return [(name, place) for name, place in named if name]


def _usual_width(table: Table) -> int:
    """How many cells most rows have; those of one cell, which are nodes without ties, count only among themselves."""
    widths = [len(row) for row in table.rows]
    return Counter([width for width in widths if width > 1] or widths).most_common(1)[0][0]
