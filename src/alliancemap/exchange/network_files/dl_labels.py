"""How the rows or columns of a UCINET DL file are called: by number, by listed labels, or by labels in the data."""

from __future__ import annotations

from collections.abc import Sequence

from alliancemap.exchange.network_files.dl_pieces import Piece, Pieces
from alliancemap.exchange.network_files.values import whole


class Labels:
    """The rows or columns of the matrices; labels are the same in small letters and capitals, as in UCINET.

    Parameters
    ----------
    listed : sequence of str or None
        Labels from the head.
    size : int or None
        How many there are; None lets the data tell.
    embedded : bool
        Whether the data have labels instead of numbers.
    prefix : str
        What stands before the number of one that has no label.
    """

    def __init__(
        self, listed: Sequence[str] | None, size: int | None, pieces: Pieces, *, embedded: bool, prefix: str = ""
    ) -> None:
        self._pieces, self._size, self._embedded, self._prefix = pieces, size, embedded, prefix
        self._names = list(listed or ())
        self._rows = {name: row for row, name in reversed(list(enumerate(map(str.casefold, self._names))))}
        self._rows |= {name: row for row, name in enumerate(self._names)}
        self._seen = 0

    def __len__(self) -> int:
        return max(self._size or 0, len(self._names), self._seen)

    def row(self, piece: Piece) -> int:
        """Say which row or column a piece means.

        Raises
        ------
        InvalidNetworkError
            If there is none of that number or label.
        """
        if not self._embedded and (place := whole(piece.text)) is not None:
            if place < 1 or (self._size is not None and place > self._size):
                raise self._pieces.wrong(f"there is no node {place}; they are numbered from 1 to {len(self)}", piece)
            self._seen = max(self._seen, place)
            return place - 1
        row = self._rows.get(piece.text, self._rows.get(piece.text.casefold()))
        return self._new(piece) if row is None else row

    def names(self) -> tuple[str, ...]:
        """Give the names; the number where there is no label."""
        unnamed = range(len(self._names) + 1, len(self) + 1)
        return (*self._names, *(f"{self._prefix}{place}" for place in unnamed))

    def _new(self, piece: Piece) -> int:
        if not self._embedded:
            raise self._pieces.wrong(f"there is no node {piece.text!r}; write its number, or 'labels embedded'", piece)
        if self._size is not None and len(self._names) == self._size:
            raise self._pieces.wrong(
                f"the label {piece.text!r} is one more than the {self._size} that were said", piece
            )
        self._rows[piece.text] = self._rows[piece.text.casefold()] = len(self._names)
        self._names.append(piece.text)
        return len(self._names) - 1
