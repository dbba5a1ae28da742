"""Opens a network file in whatever format it is: the seam that the measures read through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile


def read_network_files(paths: Sequence[Path]) -> list[NetworkFile]:
    """Read the networks that files hold, in order; a JSON file may refer to others beside it.

    Raises
    ------
    InvalidNetworkError
        If a file cannot be read as what it is: names file, line and value.
    """
    return [read_json(path) for path in paths]


def read_json(path: Path) -> NetworkFile:
    """PROVISIONAL: enough of our own JSON for the other rooms to start with; the files room writes the real one."""
    if not path.exists():
        raise UsageError(f"{path}: there is no such file")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    graph = document.get("graph", document)
    if "nodes" not in graph:
        raise InvalidNetworkError(f"{path}: there is no network in it")
    nodes = tuple(str(node["id"]) for node in graph["nodes"])
    at = {id: row for row, id in enumerate(nodes)}
    records = graph.get("edges") or graph.get("records") or []
    names = sorted({name for node in graph["nodes"] for name in node} - {"id", "mode"})
    two = graph.get("mode") == "two"
    return NetworkFile(
        name=str(path),
        nodes=nodes,
        source=np.array([at[str(record[0])] for record in records], np.int64),
        target=np.array([at[str(record[1])] for record in records], np.int64),
        weight=np.array([record[2] if len(record) > 2 else 1 for record in records], np.float64),
        where=[f"edge {row + 1}" for row in range(len(records))],
        directed=bool(graph.get("directed")),
        first_mode=np.array([node.get("mode") == "actor" for node in graph["nodes"]]) if two else None,
        node_attributes={name: [node.get(name) for node in graph["nodes"]] for name in names},
        extra={name: value for name, value in graph.items() if name not in ("nodes", "edges")},
    )
