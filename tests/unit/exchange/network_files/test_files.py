"""Files that cannot be read at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files import raw_file
from unit.exchange.network_files.saying import read, written


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.csv: there is no such file"):
        read(tmp_path / "nowhere.csv")
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        read(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        read(Path("a\x00b"))


@pytest.mark.parametrize("name", ["a.json", "a.graphml", "a.gexf", "a.gml", "a.net", "a.dl", "a.csv", "a.txt"])
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_empty_files(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=f"{name}: is empty"):
        written(tmp_path, name, content)


@pytest.mark.parametrize("name", ["a.json", "a.graphml", "a.gexf", "a.gml", "a.net", "a.dl", "a.csv", "a.txt"])
def test_nonsense(name: str, tmp_path: Path) -> None:
    for content in (b"\x00\x01\x02", b"hello", b"\xff\xfe\x00", b"\xff\xff", b"<", b"{", b'"'):
        with pytest.raises(InvalidNetworkError, match=name):
            written(tmp_path, name, content)


def test_other_kinds_of_files(tmp_path: Path) -> None:
    for content, says in ((b"PK\x03\x04...", "a spreadsheet or zip archive"), (b"%PDF-1.7", "a PDF")):
        with pytest.raises(InvalidNetworkError, match=f"is {says}; save the ties as CSV"):
            written(tmp_path, "a.csv", content)


def test_broken_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(b"source,target\na,b\n" * 100)
    for content in (packed[:20], packed[:-8] + b"12345678", b"\x1f\x8bnonsense"):
        with pytest.raises(InvalidNetworkError, match=r"a\.csv\.gz: is packed with gzip, and broken"):
            written(tmp_path, "a.csv.gz", content)


def test_files_that_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_file, "MOST_BYTES", 1 << 20)
    with pytest.raises(InvalidNetworkError, match="is larger than 1 MB"):
        written(tmp_path, "a.csv.gz", gzip.compress(b"a,b\n" * (1 << 19)))


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.dot", "graph { a -- b; b -- c }", "Graphviz"),
        ("a.gv", 'strict digraph "x y" {\n a -> b\n}', "Graphviz"),
        ("a.vna", "*node data\nid sex\nann f\n*tie data\nfrom to friends\nann bob 1\n", "NetDraw"),
        ("a.lgl", "# ann\nbob 1\n# bob\ncy 2\n", "LGL"),
    ],
)
def test_formats_that_would_pass_for_a_table_are_refused(name: str, text: str, format: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=rf"is {format}.*save the network as GraphML"):
        written(tmp_path, name, text)
