"""The block matrix of UCINET DL."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.exchange.network_files.dl_head import Head
from alliancemap.exchange.network_files.dl_pieces import Piece, Pieces
from alliancemap.exchange.network_files.values import number

Cells = NDArray[np.float64]
MOST_CELLS = 400_000_000
"""More than these are not written out, but a slip of the pen."""


def block_cells(pieces: Pieces, head: Head) -> Cells:
    """Fill a matrix with blocks of equal cells, `rows 1 to 3 cols 4 to 6 value 1`, later ones over earlier ones."""
    return _Blocks(pieces, head).cells()


class _Blocks:
    def __init__(self, pieces: Pieces, head: Head) -> None:
        self._pieces, self._head = pieces, head

    def cells(self) -> Cells:
        shape = (self._head.size.get("rows", 0), self._head.size.get("columns", 0))
        if shape[0] * shape[1] > MOST_CELLS:
            raise self._pieces.wrong("has a matrix that is too large to be written out; use format = edgelist1")
        cells = np.zeros(shape)
        chosen = [np.arange(size) for size in shape]
        while self._pieces:
            piece = self._pieces.take("'rows'")
            if piece.word in ("row", "rows"):
                chosen[0] = self._range(shape[0])
            elif piece.word in ("col", "cols", "column", "columns"):
                chosen[1] = self._range(shape[1])
            elif piece.word in ("value", "val"):
                cells[np.ix_(*chosen)] = self._value()
            else:
                raise self._pieces.wrong(f"has {piece.text!r} where 'rows', 'cols' or 'value' should stand", piece)
        if not self._head.diagonal:
            np.fill_diagonal(cells, 0)
        return cells

    def _value(self) -> float:
        piece = self._pieces.take("a value")
        value = number(piece.text)
        if value is None:
            raise self._pieces.wrong(f"the value is {piece.text!r}, which is no number", piece)
        return value

    def _range(self, size: int) -> NDArray[np.int64]:
        """Read `all`, or numbers and ranges such as `1 to 3` or `1-3`."""
        places: list[int] = []
        while (piece := self._pieces.peek()) is not None and (piece.word in ("all", "to") or piece.text[0].isdigit()):
            self._pieces.take("a number")
            if piece.word == "all":
                places = list(range(1, size + 1))
            elif piece.word == "to":
                places += range((places or [0])[-1] + 1, self._place(self._pieces.take("a number"), size) + 1)
            else:
                low, _, high = piece.text.partition("-")
                first = self._place(Piece(low, piece.line), size)
                places += range(first, (self._place(Piece(high, piece.line), size) if high else first) + 1)
        return np.array(places, np.int64) - 1

    def _place(self, piece: Piece, size: int) -> int:
        if not (piece.text.isdigit() and 1 <= int(piece.text) <= size):
            raise self._pieces.wrong(f"{piece.text!r} is no number from 1 to {size}", piece)
        return int(piece.text)
