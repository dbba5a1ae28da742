"""UCINET DL in all its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from alliancemap.exchange.network_files import matrices
from alliancemap.exchange.network_files.dl_blocks import MOST_CELLS, block_cells
from alliancemap.exchange.network_files.dl_head import Head, read_head
from alliancemap.exchange.network_files.dl_labels import Labels
from alliancemap.exchange.network_files.dl_pieces import Piece, Pieces
from alliancemap.exchange.network_files.matrices import Matrix
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.exchange.network_files.places import Places
from alliancemap.exchange.network_files.raw_file import RawFile
from alliancemap.exchange.network_files.values import number

Record = tuple[int, int, float, int]
"""Row, column, value and line of a tie."""
Read = Callable[["_Reader", list[Piece], int], Iterator[Record]]
"""Reads the ties of a line of a list, of which it is told the place."""


def read_dl(raw: RawFile) -> NetworkFile:
    """Read UCINET DL.

    A square matrix is undirected if symmetric, whatever the format that it is written in; several matrices are
    relations. It is two-mode if it has `nr` and `nc`, or a format for two modes, unless rows and columns have the
    same labels.
    """
    pieces = Pieces(raw)
    head = read_head(pieces)
    return _Reader(raw, pieces, head).read()


class _Reader:
    def __init__(self, raw: RawFile, pieces: Pieces, head: Head) -> None:
        self._raw, self._pieces, self._head = raw, pieces, head
        self._count = head.size.get("matrices", 1)
        self._rows = self._labels("rows", "r" if head.two_mode else "")
        self._columns = self._labels("columns", "c") if head.two_mode else self._rows

    def read(self) -> NetworkFile:
        found = self._matrices()
        if len(found) != self._count:
            raise self._raw.wrong(f"has the data of {len(found)} matrices, but says nm = {self._count}")
        rows, columns = self._rows.names(), self._columns.names()
        relations = self._head.labels.get("matrices", ())
        one_mode = not self._head.two_mode or rows == columns
        return matrices.network(self._raw.name, (rows, None if one_mode else columns), found, relations)

    def _labels(self, what: str, prefix: str) -> Labels:
        head = self._head
        embedded = what in head.embedded or (not head.two_mode and "columns" in head.embedded)
        return Labels(head.labels.get(what), head.size.get(what), self._pieces, embedded=embedded, prefix=prefix)

    def _matrices(self) -> list[Matrix]:
        form = self._head.format
        if form in ("fullmatrix", "upperhalf", "lowerhalf"):
            return self._written_out()
        if form == "blockmatrix":
            return [matrices.of_cells(block_cells(self._pieces, self._head))]
        if form.startswith("edgearray"):
            return self._arrays()
        read = _LISTS[form.rstrip("12b") + ("b" if form.endswith("b") else "")]
        return [self._listed(part, read) for part in self._parts()]

    def _parts(self) -> Iterator[list[list[Piece]]]:
        """The lines of each matrix; a line with an exclamation mark begins the next one."""
        part: list[list[Piece]] = []
        for _, group in groupby(self._pieces.rest(), key=lambda piece: piece.line):
            line = list(group)
            if line[0].text == "!":
                yield part
                part = []
            else:
                part.append(line)
        yield part

    def _listed(
        self, lines: Sequence[list[Piece]], read: Callable[[_Reader, list[Piece], int], Iterator[Record]]
    ) -> Matrix:
        return _of_records([record for place, line in enumerate(lines) for record in read(self, line, place)])

    def edges(self, line: list[Piece], _place: int) -> Iterator[Record]:
        """A line of two ends, and a value if there is one."""
        if len(line) not in (2, 3):
            raise self._pieces.wrong(f"has {len(line)} entries; a tie has two ends and perhaps a value", line[0])
        value = self._number(line[2], "the weight") if len(line) == 3 else 1.0
        yield self._rows.row(line[0]), self._columns.row(line[1]), value, line[0].line

    def nodes(self, line: list[Piece], _place: int) -> Iterator[Record]:
        """A line of a node and those it is tied to."""
        row = self._rows.row(line[0])
        return ((row, self._columns.row(piece), 1.0, piece.line) for piece in line[1:])

    def ranks(self, line: list[Piece], _place: int) -> Iterator[Record]:
        """A line of a node and those that it ranks first, second and so on: the rank is the value."""
        row = self._rows.row(line[0])
        return ((row, self._columns.row(piece), float(rank), piece.line) for rank, piece in enumerate(line[1:], 1))

    def counted_nodes(self, line: list[Piece], place: int) -> Iterator[Record]:
        """A line for each row in order: how many it is tied to, and to whom."""
        row = self._rows.row(line.pop(0) if "rows" in self._head.embedded else Piece(str(place + 1), line[0].line))
        if not line or self._number(line[0], "the count") != len(line) - 1:
            raise self._pieces.wrong("must begin with the number of nodes that it names", line[0] if line else None)
        return ((row, self._columns.row(piece), 1.0, piece.line) for piece in line[1:])

    def _arrays(self) -> list[Matrix]:
        """Lines of two ends and a value for each matrix."""
        records: list[list[Record]] = [[] for _ in range(self._count)]
        for line in (line for part in self._parts() for line in part):
            if len(line) != 2 + self._count:
                raise self._pieces.wrong(
                    f"has {len(line)} entries; two ends and {self._count} values are needed", line[0]
                )
            row, column = self._rows.row(line[0]), self._columns.row(line[1])
            for found, piece in zip(records, line[2:], strict=True):
                if value := self._number(piece, "the value"):
                    found.append((row, column, value, piece.line))
        return [_of_records(found) for found in records]

    def _written_out(self) -> list[Matrix]:
        self._check_size()
        found = [self._matrix() for _ in range(self._count)]
        if self._pieces:
            raise self._pieces.wrong("has more cells than its size says; look at n, nr, nc, nm and the diagonal")
        return found

    def _check_size(self) -> None:
        if "rows" not in self._head.size or "columns" not in self._head.size:
            raise self._pieces.wrong("has a matrix without its size; write n (or nr and nc) in the head")
        if self._head.size["rows"] * self._head.size["columns"] * self._count > MOST_CELLS:
            raise self._raw.wrong("has a matrix that is too large to be written out; use format = edgelist1")

    def _matrix(self) -> Matrix:
        n_rows, n_columns = self._head.size["rows"], self._head.size["columns"]
        columns: Sequence[int] = range(n_columns)
        if "columns" in self._head.embedded:
            columns = [self._columns.row(self._pieces.take(f"{n_columns} labels of columns")) for _ in columns]
        records: list[Record] = []
        for place in range(n_rows):
            row = self._rows.row(self._pieces.take("the label of a row")) if "rows" in self._head.embedded else place
            for column in self._written(place, n_columns):
                value = self._number(self._pieces.take(f"a cell of row {place + 1}"), f"a cell of row {place + 1}")
                if value != 0:
                    records.append((row, columns[column], value, (place * n_columns) + column))
        return self._placed(records, n_columns)

    def _placed(self, records: Sequence[Record], n_columns: int) -> Matrix:
        """The matrix of cells whose place is known; half a matrix stands for both halves."""
        if self._head.format != "fullmatrix":
            records = [*records, *((b, a, value, at) for a, b, value, at in records if a != b)]
        whole = _of_records(records)
        cell = np.array([at for *_, at in records], np.int64)
        return Matrix(whole.records, Places(row=cell // max(n_columns, 1) + 1, column=cell % max(n_columns, 1) + 1))

    def _written(self, row: int, n_columns: int) -> Iterator[int]:
        """Which cells of a row are written: those of its half, with or without the diagonal."""
        low, high = {"upperhalf": (row, n_columns), "lowerhalf": (0, row + 1)}.get(self._head.format, (0, n_columns))
        return (column for column in range(low, high) if column != row or self._head.diagonal)

    def _number(self, piece: Piece, what: str) -> float:
        value = number(piece.text)
        if value is None:
            raise self._pieces.wrong(f"{what} is {piece.text!r}, which is no number", piece)
        return value


_LISTS: Mapping[str, Read] = {
    "edgelist": _Reader.edges,
    "nodelist": _Reader.nodes,
    "nodelistb": _Reader.counted_nodes,
    "rankedlist": _Reader.ranks,
}


def _of_records(records: Sequence[Record]) -> Matrix:
    rows, columns, values, lines = ([record[place] for record in records] for place in range(4))
    ends = (np.array(rows, np.int64), np.array(columns, np.int64), np.array(values, np.float64))
    return Matrix(ends, Places(line=np.array(lines, np.int64)))
