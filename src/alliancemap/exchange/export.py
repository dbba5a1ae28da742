"""Writing what a viewer may see in the format that somebody else's program opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from alliancemap.errors import UsageError
from alliancemap.exchange.graph_json import write_geojson, write_node_link
from alliancemap.exchange.graph_xml import write_gexf, write_graphml
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.exchange.tables import write_tables, write_zip
from alliancemap.exchange.writing import write_file
from alliancemap.network.network import Network

_STREAMS: Mapping[str, Callable[[Network, BinaryIO], None]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "geojson": write_geojson,
    "json": write_node_link,
}
FORMATS = ("csv", *_STREAMS)
"""The names of all formats."""


def export_network(network: Network, name: str, out: Path) -> None:
    """Write a Network to a file, or to a folder where the format is `csv` and the name does not end in `.zip`.

    The result depends on nothing but the Network, and is there whole or not at all.

    Parameters
    ----------
    network : Network
        What the viewer may see: all of it is written, and nothing else.
    name : str
        One of `csv` (the data format, which an import reads back), `graphml`, `gexf`, `geojson`, `json` (node-link).
    out : Path
        Where to.

    Raises
    ------
    UsageError
        If there is no such format, or the place cannot be written to.
    """
    if name == "csv":
        write_tables(network, out)
    elif name in _STREAMS:
        write_file(out, partial(_STREAMS[name], network))
    else:
        raise _unknown(name)


def export_bytes(network: Network, name: str) -> bytes:
    """Give what `export_network` would write to a file; for `csv` the zip archive.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    stream = BytesIO()
    if name != "csv" and name not in _STREAMS:
        raise _unknown(name)
    (write_zip if name == "csv" else _STREAMS[name])(network, stream)
    return stream.getvalue()


def _unknown(name: str) -> UsageError:
    return UsageError(
        f"there is no export format {name!r}{did_you_mean(name, FORMATS) or f'; choose {listed(FORMATS)}'}"
    )
