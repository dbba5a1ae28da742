"""A Network in the data format: one CSV file a table, in a folder or a zip archive, as an import reads it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from alliancemap.exchange.bulk import field_values
from alliancemap.exchange.files import DATASET_FILE
from alliancemap.exchange.reading import DATASET_COLUMNS
from alliancemap.exchange.text import printable
from alliancemap.exchange.writing import write_file, write_folder
from alliancemap.model import TABLES, Column, Form, RecordType
from alliancemap.network.network import Network

_FLAGS = {None: "", False: "false", True: "true"}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_tables(network: Network, out: Path) -> None:
    """Write every table of a Network and its date; imported into an empty store, they give an equal Network.

    Parameters
    ----------
    network : Network
        What the viewer may see.
    out : Path
        A folder, or a zip archive where the name ends in `.zip`; the bytes depend on nothing but the Network.
    """
    if out.suffix.lower() == ".zip":
        write_file(out, partial(write_zip, network))
    else:
        write_folder(out, _files(network))


def write_zip(network: Network, stream: BinaryIO) -> None:
    """Write every table into one zip archive."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, write in _files(network).items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            data = io.BytesIO()
            write(data)
            archive.writestr(entry, data.getbuffer())


def number_text(number: float) -> str:
    """Write a number as shortly as it reads back equal: 1, 0.25."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _files(network: Network) -> dict[str, Callable[[BinaryIO], None]]:
    tables = {kind.file: partial(_write, partial(_rows, network, kind)) for kind in TABLES.values()}
    return {**tables, DATASET_FILE: partial(_write, partial(_dataset, network))}


def _rows(network: Network, kind: RecordType) -> Iterator[Sequence[str]]:
    yield [column.header for column in kind.columns.values()]
    columns = [_cells(column, field_values(network, kind.name, name)) for name, column in kind.columns.items()]
    yield from zip(*columns, strict=True)


def _dataset(network: Network) -> Iterator[Sequence[str]]:
    yield list(DATASET_COLUMNS)
    yield [str(network.date) if name == "date" else "" for name in DATASET_COLUMNS]


def _cells(column: Column, values: Sequence[Any]) -> list[str]:
    match column.form:
        case Form.FLAG:
            return [_FLAGS[value] for value in values]
        case Form.NUMBER:
            return ["" if value is None else number_text(value) for value in values]
        case Form.TEXTS | Form.REFERENCES:
            return [printable("|".join(value)) for value in values]
        case _:
            texts = {value: "" if value is None else printable(str(value)) for value in set(values)}
            return [texts[value] for value in values]


def _write(rows: Callable[[], Iterator[Sequence[str]]], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    csv.writer(text, lineterminator="\n").writerows(rows())
    text.detach()
