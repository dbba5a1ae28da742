"""Opens a network file in whatever format it is: the seam that the measures read through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from alliancemap.exchange.bulk import many_objects
from alliancemap.exchange.network_files.dl import read_dl
from alliancemap.exchange.network_files.edge_list import read_edge_list
from alliancemap.exchange.network_files.gexf import read_gexf
from alliancemap.exchange.network_files.gml import read_gml
from alliancemap.exchange.network_files.graphml import read_graphml
from alliancemap.exchange.network_files.labelled_matrix import (
    bare,
    column_labels,
    labelled,
    read_matrix,
    with_row_names,
)
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.network_json import parsed, read_json, references
from alliancemap.exchange.network_files.pajek import read_pajek
from alliancemap.exchange.network_files.raw_file import RawFile, opened
from alliancemap.exchange.network_files.table import read_table

Read = Callable[[RawFile], NetworkFile]
_LOOKED_AT = 4000
_ROOT = re.compile(r"<(?:[\w.-]+:)?(graphml|gexf)\b", re.IGNORECASE)
_GML = re.compile(r"(?:^|[\s\]\"])graph\s*\[", re.IGNORECASE)
_DL = re.compile(r"dl\b[\s,]*(?:n[rcm]?\b|format|title|labels|row|col|data)", re.IGNORECASE)
_OTHERS = {
    re.compile(r"(?:strict\s+)?(?:di)?graph\b[^\[\n]*\{", re.IGNORECASE): "Graphviz (DOT)",
    re.compile(r"\*\s*(?:node|tie)\s+(?:data|properties)\b", re.IGNORECASE): "NetDraw (VNA)",
}
"""Formats that would pass for a table, and are none that is read."""
_PAJEK = re.compile(r"(?:%.*\n|\s)*\*\s*(?:network|vertices)\b", re.IGNORECASE)


def read_network_files(paths: Sequence[Path]) -> list[NetworkFile]:
    """Read the networks that files hold, in order; a JSON file may refer to others beside it.

    The content tells the format (JSON, GraphML, GEXF, GML, Pajek, UCINET DL, else a table), and the ending of the
    name where the content does not. Files may be packed with gzip.

    Raises
    ------
    UsageError
        If there is no such file.
    InvalidNetworkError
        If a file cannot be read as what it is: names file, line and value.
    """
    with many_objects():
        return [network for path in paths for network in _networks(path)]


def _networks(path: Path) -> Iterator[NetworkFile]:
    raw = opened(path)
    try:
        if _is_json(raw):
            yield from _of_json(raw)
        else:
            yield _format(raw)(raw)
    except RecursionError:
        raise raw.wrong("is nested too deeply to be a network") from None


def _of_json(raw: RawFile) -> Iterator[NetworkFile]:
    document = parsed(raw)
    others = references(raw, document)
    if not others:
        yield read_json(raw, document)
    for path in others:
        other = opened(path)
        yield read_json(other, parsed(other))


def _table(raw: RawFile) -> NetworkFile:
    table = read_table(raw)
    table = labelled(table) if bare(table) else with_row_names(table)
    labels = column_labels(table)
    return read_edge_list(raw, table) if labels is None else read_matrix(raw, table, labels)


def _is_json(raw: RawFile) -> bool:
    return raw.ending == "json" or _head(raw).startswith("{")


def _format(raw: RawFile) -> Read:
    head = _head(raw)
    other = next((name for look, name in _OTHERS.items() if look.match(head)), "LGL" if raw.ending == "lgl" else "")
    if other:
        raise raw.wrong(f"is {other}, which is not read; save the network as GraphML")
    if raw.ending in ("csv", "tsv", "edges"):
        return _table
    if head.startswith("<"):
        return _xml(raw, head)
    if _PAJEK.match(head):
        return read_pajek
    if _DL.match(head):
        return read_dl
    if _GML.search(head):
        return read_gml
    return _BY_ENDING.get(raw.ending, _table)


def _xml(raw: RawFile, head: str) -> Read:
    root = _ROOT.search(head)
    if root is not None:
        return read_graphml if root[1].lower() == "graphml" else read_gexf
    if raw.ending in ("graphml", "gexf"):
        return _BY_ENDING[raw.ending]
    raise raw.wrong("is XML, but neither GraphML nor GEXF")


def _head(raw: RawFile) -> str:
    """The beginning of the file, as far as it can be read without knowing what it is."""
    start = raw.data[:_LOOKED_AT]
    utf_16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return start.decode("utf-16" if utf_16 else "utf-8", "ignore").lstrip("\ufeff \t\r\n")


_BY_ENDING: Mapping[str, Read] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "gml": read_gml,
    "net": read_pajek,
    "paj": read_pajek,
    "dl": read_dl,
}
