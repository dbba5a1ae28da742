"""The data of a report: organisations with all values as CSV and Parquet, the graph as GraphML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from alliancemap.exchange.text import printable
from alliancemap.reports.content.report import Report
from alliancemap.reports.content.robustness import error_band
from alliancemap.reports.numbers import file_text, file_texts

Column = NDArray[Any] | list[str] | list[int] | list[bool]

LINES = 10_000
"""Lines that are written at once."""


def organisation_columns(report: Report) -> dict[str, Column]:
    """Give all columns by name, organisations in order of id: who they are, values, ranks, bands, community, causes."""
    columns: dict[str, Column] = {
        "id": list(report.ids),
        "name": [printable(name) for name in report.names],
        "kind": list(report.kinds),
    }
    for column in report.columns:
        columns[column.name] = column.values
        columns[f"{column.name}_rank"] = column.ranks
        if column.half_width is not None:
            columns[f"{column.name}_half_width"] = column.half_width
        drawn = report.robustness.band(column.name) if report.robustness else None
        if band := drawn or error_band(column):
            columns[f"{column.name}_rank_low"] = band.low
            columns[f"{column.name}_rank_high"] = band.high
    if report.partition:
        columns["community"] = report.partition.labels
        columns["community_certain"] = report.partition.certain
    columns["causes"] = report.n_causes
    if report.affiliation:
        columns |= {column.name: column.organisations for column in report.affiliation.columns}
    return columns


def cause_columns(report: Report) -> dict[str, Column]:
    """Give all columns on causes that somebody supports, in order of id."""
    if report.affiliation is None:
        return {"id": [], "name": [], "supporters": np.zeros(0, np.int64)}
    table = report.affiliation.table
    columns: dict[str, Column] = {
        "id": list(table.ids),
        "name": [printable(name) for name in table.names],
        "supporters": table.supporters,
    }
    return columns | {column.name: column.causes for column in report.affiliation.columns}


def whole_columns(report: Report) -> set[str]:
    """Names of the columns of numbers that hold whole ones, 0 standing for undefined in ranks."""
    whole = {column.name for column in report.columns if column.whole}
    ranked = {f"{column.name}_rank{end}" for column in report.columns for end in ("", "_low", "_high")}
    return whole | ranked | {"community", "causes", "supporters"}


def write_csv(report: Report, columns: dict[str, Column], stream: BinaryIO) -> None:
    """Write a line for each organisation or cause; what is undefined is blank."""
    whole = whole_columns(report)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(_texts(name, column, whole) for name, column in columns.items()), strict=True))
    text.detach()


def _texts(name: str, column: Column, whole: set[str]) -> list[str]:
    if isinstance(column, list):
        return [str(value) for value in column]
    if column.dtype == np.bool_:
        return ["true" if value else "false" for value in column.tolist()]
    if "_rank" in name:
        return [str(value) if value else "" for value in column.tolist()]
    if name in whole:
        return ["" if value != value else str(int(value)) for value in column.tolist()]  # noqa: PLR0124 - NaN
    return file_texts(column.tolist())


def write_parquet(report: Report, columns: dict[str, Column], stream: BinaryIO) -> None:
    """Write the same columns, typed; what is undefined is null."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415

    whole = whole_columns(report)
    arrays = {}
    for name, column in columns.items():
        if isinstance(column, list):
            arrays[name] = pa.array(column, pa.string())
        elif column.dtype == np.bool_:
            arrays[name] = pa.array(column)
        else:
            missing = column == 0 if "_rank" in name else np.isnan(column.astype(np.float64))
            kind = pa.int64() if name in whole else pa.float64()
            filled = np.where(missing, 0, column).astype(np.int64 if name in whole else np.float64)
            arrays[name] = pa.array(filled, kind, mask=missing)
    table = pa.table(arrays).replace_schema_metadata({"citation": report.citation})
    pq.write_table(table, stream, compression="zstd", version="2.6", use_dictionary=["kind"])


def write_graphml(report: Report, stream: BinaryIO) -> None:
    """Write the alliance graph, undirected: all values on its nodes (ranks follow from them), strengths on its ties."""
    lines = _graphml(report)
    while block := "".join(f"{line}\n" for line in islice(lines, LINES)):
        stream.write(block.encode())


def _graphml(report: Report) -> Iterator[str]:
    columns, whole = organisation_columns(report), whole_columns(report)
    names = [name for name in columns if name != "id" and "_rank" not in name]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for place, name in enumerate(names):
        form = _form(columns[name], whole=name in whole)
        yield f'  <key id="n{place}" for="node" attr.name={quoteattr(name)} attr.type="{form}"/>'
    yield '  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>'
    yield '  <key id="citation" for="graph" attr.name="citation" attr.type="string"/>'
    yield '  <graph id="alliances" edgedefault="undirected">'
    yield f'    <data key="citation">{escape(report.citation)}</data>'
    data = [_data(place, columns[name], _texts(name, columns[name], whole)) for place, name in enumerate(names)]
    for id, *values in zip(report.ids, *data, strict=True):
        yield f"    <node id={quoteattr(id)}>{''.join(values)}</node>"
    yield from _edges(report)
    yield "  </graph>"
    yield "</graphml>"


def _data(place: int, column: Column, texts: list[str]) -> list[str]:
    """What stands on each node of one column; nothing where it is undefined, and only words need escaping."""
    escaped = map(escape, texts) if isinstance(column, list) else texts
    return [f'<data key="n{place}">{text}</data>' if text else "" for text in escaped]


def _form(column: Column, *, whole: bool) -> str:
    if isinstance(column, list):
        return "string"
    if column.dtype == np.bool_:
        return "boolean"
    return "long" if whole else "double"


def _edges(report: Report) -> Iterator[str]:
    names = [quoteattr(id) for id in report.ids]
    ties = report.ties
    source = np.repeat(np.arange(len(names)), np.diff(ties.indptr))
    upper = source < ties.indices
    distinct, which = np.unique(ties.data[upper], return_inverse=True)
    data = [f'<data key="weight">{file_text(weight)}</data>' for weight in distinct.tolist()]
    for a, b, weight in zip(source[upper].tolist(), ties.indices[upper].tolist(), which.tolist(), strict=True):
        yield f"    <edge source={names[a]} target={names[b]}>{data[weight]}</edge>"
