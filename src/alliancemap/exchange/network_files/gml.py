"""GML: lists of keys and values, in the manner of NetworkX, igraph, Gephi and Newman's collection."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from alliancemap.exchange.network_files.collecting import Collector
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import number, weight_of, whole

Entry = tuple[str, Any, int]
"""A key, its value (a list of entries where one stands in brackets), and the line."""
_PIECE = re.compile(r'#[^\n]*|"[^"]*"|\[|\]|[^\s\[\]"]+|"')
_KEY = re.compile(r"[^\W\d][\w.-]*|_networkx_list_start")
_WEIGHTS = ("weight", "value")


def read_gml(raw: RawFile) -> NetworkFile:
    """Read GML; nodes are called by their labels (or names) if all have one of their own, else by their ids."""
    return _Reader(raw).read()


class _Reader:
    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._collector = Collector(raw)
        self._tokens = _cut(raw.text(or_latin_1=True))
        self._directed = False
        self._ties: list[tuple[dict[str, Any], int]] = []

    def read(self) -> NetworkFile:
        graphs = 0
        for key, line in self._keys(closes=False):
            if key.lower() != "graph":
                self._value(key, line)
                continue
            graphs += 1
            if graphs > 1:
                raise self._raw.wrong("begins a second graph; save each graph in a file of its own", line)
            self._graph(line)
        if not graphs:
            raise self._raw.wrong("has no graph in it")
        for said, line in self._ties:
            self._tie(said, line)
        return self._collector.finish(directed=self._directed, names=self._collector.names("label", "name"))

    def _graph(self, line: int) -> None:
        if next(self._tokens, ("", 0))[0] != "[":
            raise self._raw.wrong("has a graph that does not begin with '['", line)
        for key, at in self._keys():
            value = self._value(key, at)
            if key == "directed":
                self._directed = self._flag(value, at)
            elif key == "node":
                self._node(self._said(value, "node", at), at)
            elif key == "edge":
                self._ties.append((self._said(value, "edge", at), at))

    def _node(self, said: dict[str, Any], line: int) -> None:
        if "id" not in said:
            raise self._raw.wrong("has a node without id", line)
        id = str(said.pop("id"))
        for name in ("label", "name"):
            if name in said:
                said[name] = str(said[name])
        self._collector.node(id, line, said)

    def _tie(self, said: dict[str, Any], line: int) -> None:
        if "source" not in said or "target" not in said:
            raise self._raw.wrong("has an edge without source or target", line)
        ends = (str(said.pop("source")), str(said.pop("target")))
        name = next((name for name in _WEIGHTS if name in said), None)
        try:
            weight = weight_of(str(said.pop(name))) if name else 1.0
        except ValueError as error:
            raise self._raw.wrong(str(error), line) from None
        self._collector.tie(ends, weight, line, directed=self._directed, attributes=said)

    def _flag(self, value: Any, line: int) -> bool:
        if value not in (0, 1):
            raise self._raw.wrong(f"directed is {value!r}; it must be 0 or 1", line)
        return bool(value)

    def _said(self, value: Any, key: str, line: int) -> dict[str, Any]:
        if not isinstance(value, list):
            raise self._raw.wrong(f"has a {key} that does not stand in brackets", line)
        said: dict[str, Any] = {}
        for name, one, at in value:
            if name in said and name in ("id", "source", "target", *_WEIGHTS):
                raise self._raw.wrong(f"says {name} twice for one {key}", at)
            plain = self._said(one, name, at) if isinstance(one, list) else one
            said[name] = plain if name not in said else _several(said[name], plain)
        return said

    def _keys(self, *, closes: bool = True) -> Iterator[tuple[str, int]]:
        """Give the keys of a list; whoever takes one must take its value before the next."""
        line = 0
        for piece, line in self._tokens:
            if piece == "]" and closes:
                return
            if not _KEY.fullmatch(piece):
                raise self._raw.wrong(f"has {piece[:40]!r} where a key should stand", line)
            yield piece, line
        if closes:
            raise self._raw.wrong("is cut off: a bracket is never closed", line)

    def _value(self, key: str, line: int) -> Any:
        piece, line = next(self._tokens, ("", line))
        if piece == "[":
            return [(name, self._value(name, at), at) for name, at in self._keys()]
        if piece[:1] == '"':
            if len(piece) < 2:
                raise self._raw.wrong("is cut off: a quotation is never closed", line)
            return html.unescape(piece[1:-1])
        value = whole(piece)
        plain = number(piece) if value is None else value
        if plain is None:
            raise self._raw.wrong(f"{key} is {piece[:40]!r}: write a number, or text in double quotes", line)
        return plain


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """Words, brackets and quotations, each with its line; a quotation may go over several lines."""
    lines = enumerate(text.split("\n"), 1)
    for line, one in lines:
        if one.lstrip()[:1] == "#":
            continue
        if '"' not in one and "#" not in one:
            for piece in one.replace("[", " [ ").replace("]", " ] ").split():
                yield piece, line
            continue
        whole_text = one
        while whole_text.count('"') % 2 and (after := next(lines, None)) is not None:
            whole_text += f"\n{after[1]}"
        for piece in _PIECE.findall(whole_text):
            if piece[0] != "#":
                yield piece, line


def _several(before: Any, value: Any) -> list[Any]:
    return [*before, value] if isinstance(before, list) else [before, value]
