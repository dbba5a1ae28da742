"""The vertices of a Pajek network: numbers, labels, modes, and what partitions and vectors say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import number, whole

_OPEN_WORDS = r"(?:(?!\s['\"]).)*?'(?!\S)"
"""Words the last of which ends with an apostrophe, though none began with one."""
PARTS = re.compile(rf"\"[^\"]*\"|'.*?'(?!\S)(?!{_OPEN_WORDS})|\S+")
"""The parts of a line: what stands in quotation marks or apostrophes is one, with blanks and all.

An apostrophe at the end of a word is a plural's, not the last, if one follows that none opens: `'Workers' Union'`.
"""
_MOST = 5_000_000
"""How many vertices may be said: all are held in memory, listed or not."""
_COORDINATES = ("x", "y", "z")


class Vertices:
    """n vertices, of which the first `n_first` are the first mode of a two-mode network (None: one-mode)."""

    def __init__(self, raw: RawFile, n: int, n_first: int | None, line: int) -> None:
        self.n, self._n_first, self._raw, self._line = n, n_first, raw, line
        self._said: dict[int, tuple[dict[str, Any], int]] = {}
        self.beside: dict[str, list[Any]] = {}

    @classmethod
    def of_head(cls, raw: RawFile, head: str, line: int) -> Self:
        """Read `*Vertices n` or `*Vertices n n1`."""
        numbers = [whole(part) for part in head.split()[1:]]
        n = numbers[0] if numbers else None
        n_first = numbers[1] if len(numbers) > 1 else None
        if n is not None and n > _MOST:
            raise raw.wrong(f"{head!r} says more vertices than can be read ({_MOST})", line)
        if n is None or n < 0 or len(numbers) > 2 or None in numbers:
            raise raw.wrong(f"{head!r} must give the number of vertices, and of those of the first mode", line)
        if n_first is not None and not 0 <= n_first <= n:
            raise raw.wrong(f"{head!r} has more vertices of the first mode than vertices", line)
        return cls(raw, n, n_first, line)

    @property
    def labelled(self) -> bool:
        """Whether any vertex has a label."""
        return any("label" in said for said, _ in self._said.values())

    @property
    def first_mode(self) -> NDArray[np.bool_] | None:
        """Which vertices are of the first mode; None for a one-mode network."""
        return None if self._n_first is None else np.arange(self.n) < self._n_first

    @property
    def matrix_shape(self) -> tuple[int, int]:
        """Rows and columns of a matrix."""
        return (self.n, self.n) if self._n_first is None else (self._n_first, self.n - self._n_first)

    def take(self, text: str, line: int) -> None:
        """Read the line of a vertex: number, label, coordinates, shape and pairs of names and values."""
        parts = PARTS.findall(text)
        place = whole(self.id(parts[0], line))
        assert place is not None
        if place in self._said:
            raise self._raw.wrong(f"the vertex {place} stands there twice", line)
        self._said[place] = (_said(parts[1:]), line)

    def id(self, text: str, line: int) -> str:
        """Give the number of a vertex as its id, if there is such a one."""
        place = whole(text)
        if place is None or not 1 <= place <= self.n:
            raise self._raw.wrong(f"there is no vertex {text!r}; they are numbered from 1 to {self.n}", line)
        return str(place)

    def column(self, kind: str, name: str, values: Sequence[tuple[int, str]], line: int) -> None:
        """Take what a partition or vector says of every vertex."""
        if len(values) != self.n:
            raise self._raw.wrong(f"the {kind} {name!r} has {len(values)} values for {self.n} vertices", line)
        read = whole if kind == "partition" else number
        column = [read(text) for _, text in values]
        if None in column:
            at, text = values[column.index(None)]
            raise self._raw.wrong(f"the {kind} {name!r} has the value {text!r}, which is no number", at)
        self.beside[name] = column

    def enter(self, collector: Collector) -> None:
        """Give them all to the collector, by number; one that has no line is labelled by its number."""
        for place in range(1, self.n + 1):
            said, line = self._said.get(place, ({}, self._line))
            collector.node(str(place), line, {"label": str(place), **said})


def bare(part: str) -> str:
    """A part of a line without the marks around it."""
    if len(part) > 1 and part[0] == part[-1] == "'":
        return part[1:-1]
    return part.strip('"')


def _said(parts: Sequence[str]) -> dict[str, Any]:
    if not parts:
        return {}
    said: dict[str, Any] = {"label": bare(parts[0])}
    rest = list(parts[1:])
    for name in _COORDINATES:
        if rest and (value := number(rest[0])) is not None:
            said[name] = value
            rest.pop(0)
    plain = [bare(one) for one in rest]
    if len(plain) % 2:
        said["shape"] = plain.pop(0)
    return {**said, **dict(zip(plain[::2], plain[1::2], strict=True))}
