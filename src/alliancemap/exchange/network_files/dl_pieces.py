"""UCINET DL cut into pieces: words, numbers and quoted labels, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.raw_file import RawFile

_PIECE = re.compile(r'"([^"\n]*)"|([^\s,;="]+)')


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or label; `quoted` ones are never keywords."""

    text: str
    line: int
    quoted: bool = False

    @property
    def word(self) -> str:
        """The keyword that it may be, without its colon."""
        return "" if self.quoted else self.text.lower().rstrip(":")


class Pieces:
    """The pieces of a file, read one after another; blanks, commas and equal signs part them."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._pieces = list(_cut(raw))
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._pieces)

    @property
    def line(self) -> int:
        """The line of the next piece, or of the last one at the end."""
        return self._pieces[min(self._at, len(self._pieces) - 1)].line if self._pieces else 0

    def peek(self) -> Piece | None:
        """Look at the next piece."""
        return self._pieces[self._at] if self else None

    def take(self, what: str) -> Piece:
        """Take the next piece.

        Raises
        ------
        InvalidNetworkError
            If there is none: says what was to come.
        """
        if not self:
            raise self.wrong(f"ends where {what} should stand")
        self._at += 1
        return self._pieces[self._at - 1]

    def rest(self) -> list[Piece]:
        """Take all that is left."""
        left = self._pieces[self._at :]
        self._at = len(self._pieces)
        return left

    def wrong(self, message: str, piece: Piece | None = None) -> InvalidNetworkError:
        """Give the error that says what is wrong at a piece, unless told at the next one."""
        return self._raw.wrong(message, self.line if piece is None else piece.line)


def _cut(raw: RawFile) -> Iterator[Piece]:
    for line, text in enumerate(raw.text(or_latin_1=True).split("\n"), 1):
        if '"' in text:
            for match in _PIECE.finditer(text):
                yield Piece(match[1] if match[2] is None else match[2], line, match[2] is None)
        else:
            for part in text.replace(",", " ").replace("=", " ").replace(";", " ").split():
                yield Piece(part, line)
