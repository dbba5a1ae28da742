"""Reads texts and fixtures as network files, and says plainly what is in them."""

from __future__ import annotations

from pathlib import Path

from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.reading import read_network_files

FIXTURES = Path(__file__).parent / "fixtures"
Ties = list[tuple[str, str, float]]


def read(path: Path) -> NetworkFile:
    """Read a file that holds one network."""
    (file,) = read_network_files([path])
    return file


def written(folder: Path, name: str, text: str | bytes) -> NetworkFile:
    """Write a text into a file, and read it."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)


def ties(file: NetworkFile) -> Ties:
    """Give the tie records in order of their ends; where they have no direction, the lesser end comes first."""
    ends = [(file.nodes[a], file.nodes[b]) for a, b in zip(file.source, file.target, strict=True)]
    if not file.directed and not file.two_mode:
        ends = [(min(pair), max(pair)) for pair in ends]
    return sorted((*pair, float(weight)) for pair, weight in zip(ends, file.weight, strict=True))


def first_mode(file: NetworkFile) -> list[str]:
    """Give the nodes of the first mode."""
    assert file.first_mode is not None
    return [node for node, first in zip(file.nodes, file.first_mode, strict=True) if first]
