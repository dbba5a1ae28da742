"""Pajek: networks (`.net`) and projects (`.paj`), with any of their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.matrices import one_mode
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.pajek_vertices import PARTS, Vertices, bare
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import number, whole

_KIND = re.compile(r"\*\s*(\w+)")
_OF_RELATION = re.compile(r"\*\s*\w+\s*:\s*(\d+)(.*)")
_RELATION = re.compile(r"\s*(\d+)\s*:")
_PARAMETERS = frozenset("a a1 a2 ap c fos h1 h2 k1 k2 l la lc lp lphi lr p s size w".split())  # noqa: SIM905 - a list of words
"""What may stand after the ends of a line instead of a value: how it is drawn."""
_TIES = {"arcs": "arcs", "arcslist": "arcs", "edges": "edges", "edgeslist": "edges", "matrix": "matrix"}
_BESIDE = ("partition", "vector")
_LEFT_OUT = ("permutation", "cluster", "hierarchy")


def read_pajek(raw: RawFile) -> NetworkFile:
    """Read Pajek: the first network, its relations, and as attributes the partitions and vectors of its size.

    Nodes are called by their labels, or by number where two have the same; arcs make a network directed, and edges
    beside arcs run both ways. A matrix is undirected if symmetric.
    """
    return _Reader(raw).read()


@dataclass(frozen=True)
class _Section:
    kind: str
    head: str
    line: int
    body: list[tuple[int, str]]


class _Reader:
    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._collector = Collector(raw)
        self._vertices: Vertices | None = None
        self._networks = 0
        self._named: dict[str, str] = {}
        self._kinds: set[str] = set()
        self._beside: _Section | None = None

    def read(self) -> NetworkFile:
        for section in _sections(self._raw):
            self._take(section)
        if self._vertices is None:
            raise self._raw.wrong("has no *Vertices: there is no network in it")
        return self._finished(self._vertices)

    def _take(self, section: _Section) -> None:
        if section.kind == "network":
            self._networks += 1
        elif section.kind in _BESIDE:
            self._beside = section
        elif section.kind == "vertices":
            self._take_vertices(section)
        elif section.kind not in _LEFT_OUT and self._networks <= 1:
            self._ties(section)

    def _take_vertices(self, section: _Section) -> None:
        """Take the vertices of the first network; those under the head of a partition or vector are values."""
        beside, self._beside = self._beside, None
        if self._networks > 1:
            return
        if beside is not None:
            self._column(beside, section)
        elif self._vertices is not None:
            raise self._raw.wrong("begins a second network; save each network in a file of its own", section.line)
        else:
            self._vertices = Vertices.of_head(self._raw, section.head, section.line)
            for line, text in section.body:
                self._vertices.take(text, line)

    def _column(self, beside: _Section, section: _Section) -> None:
        n = whole((section.head.split() or [""])[-1])
        if self._vertices is not None and self._vertices.n == n:
            name = beside.head.partition(" ")[2].strip().strip('"') or beside.kind
            self._vertices.column(beside.kind, name, section.body, section.line)

    def _finished(self, vertices: Vertices) -> NetworkFile:
        vertices.enter(self._collector)
        names, first = self._collector.names("label"), vertices.first_mode
        file = self._collector.finish(first_mode=first, names=names, directed="arcs" in self._kinds)
        left_out = {"id", "label"} if names or not vertices.labelled else {"id"}
        attributes = {name: column for name, column in file.node_attributes.items() if name not in left_out}
        file = replace(file, node_attributes={**attributes, **vertices.beside})
        return one_mode(file) if self._kinds == {"matrix"} and not file.two_mode else file

    def _ties(self, section: _Section) -> None:
        kind, line = section.kind, section.line
        if kind not in _TIES:
            raise self._raw.wrong(f"has a section *{kind}, which Pajek networks do not have", line)
        if self._vertices is None:
            raise self._raw.wrong(f"has *{kind} before *Vertices", line)
        self._in_relation(section.head)
        self._kinds.add(_TIES[kind])
        if kind == "matrix":
            self._matrix(self._vertices, section)
        elif kind.endswith("list"):
            self._lists(self._vertices, section)
        else:
            self._pairs(self._vertices, section)

    def _in_relation(self, head: str) -> None:
        """Read `*Arcs :2 "name"`: the number and the name of the relation that ties belong to, 1 unless told."""
        match = _OF_RELATION.match(head)
        place, name = (match[1], match[2].strip().strip('"')) if match else ("1", "")
        if name:
            self._named[place] = name
        self._collector.in_relation(self._named.get(place, place))

    def _pairs(self, vertices: Vertices, section: _Section) -> None:
        for line, whole_text in section.body:
            text = whole_text
            if ":" in text and (match := _RELATION.match(text)):
                self._collector.in_relation(self._named.setdefault(match[1], match[1]))
                text = text[match.end() :]
            parts = PARTS.findall(text) if '"' in text or "'" in text else text.split()
            if len(parts) < 2:
                raise self._raw.wrong(f"{whole_text.strip()!r} has no two ends", line)
            ends = (vertices.id(parts[0], line), vertices.id(parts[1], line))
            weight, said = self._value(parts, line) if len(parts) > 2 else (1.0, {})
            self._collector.tie(ends, weight, line, directed=section.kind == "arcs", attributes=said)

    def _value(self, parts: Sequence[str], line: int) -> tuple[float, dict[str, Any]]:
        """The value of a line, 1 where none stands there, and what else it says in pairs."""
        weight, rest = number(parts[2]), parts[3:]
        if weight is None:
            if parts[2].lower() not in _PARAMETERS and parts[2][0] != "[":
                raise self._raw.wrong(f"the weight is {parts[2]!r}, which is no number; write one such as 2.5", line)
            weight, rest = 1.0, parts[2:]
        plain = [bare(one) for one in rest if one[0] != "["]
        time = " ".join(one for one in rest if one[0] == "[")
        return weight, {**dict(zip(plain[::2], plain[1::2], strict=False)), **({"time": time} if time else {})}

    def _lists(self, vertices: Vertices, section: _Section) -> None:
        for line, text in section.body:
            source, *targets = (vertices.id(part, line) for part in text.split())
            for target in targets:
                self._collector.tie((source, target), 1.0, line, directed=section.kind == "arcslist")

    def _matrix(self, vertices: Vertices, section: _Section) -> None:
        """Rows of values, each in one line or several; zeros are no ties."""
        rows, columns = vertices.matrix_shape
        cells = [(part, at) for at, text in section.body for part in text.replace(",", " ").split()]
        if len(cells) != rows * columns:
            raise self._raw.wrong(f"has a matrix of {len(cells)} cells; {rows} × {columns} are needed", section.line)
        for place, (text, at) in enumerate(cells):
            weight = number(text)
            if weight is None:
                raise self._raw.wrong(f"has the cell {text!r} in a matrix; write a number", at)
            if weight != 0:
                row, column = divmod(place, columns)
                target = column + (rows if vertices.first_mode is not None else 0)
                self._collector.tie((str(row + 1), str(target + 1)), weight, at, directed=True)


def _sections(raw: RawFile) -> Iterator[_Section]:
    section: _Section | None = None
    for line, text in _lines(raw):
        if text[0] == "*":
            if section is not None:
                yield section
            kind = _KIND.match(text)
            section = _Section(kind[1].lower() if kind else text, text, line, [])
        elif section is None:
            raise raw.wrong(f"{text[:40]!r} belongs to no section; Pajek begins with *Vertices", line)
        else:
            section.body.append((line, text))
    if section is not None:
        yield section


def _lines(raw: RawFile) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without comments and blank ones."""
    for line, text in enumerate(raw.text(or_latin_1=True).split("\n"), 1):
        stripped = text.strip()
        if stripped and stripped[0] != "%":
            yield line, stripped
