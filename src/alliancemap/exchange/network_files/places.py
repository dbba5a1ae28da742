"""Where records stand in their file, written out only when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class Places(Sequence[str]):
    """Places of records, such as `line 12` or `row 3, column 5`: a number for each word."""

    def __init__(self, **numbers: NDArray[np.int64]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(next(iter(self._numbers.values())))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Places: ...
    def __getitem__(self, place: int | slice) -> str | Places:
        if isinstance(place, slice):
            return self.chosen(place)
        return ", ".join(f"{word} {numbers[place]}" for word, numbers in self._numbers.items())

    @classmethod
    def joined(cls, parts: Sequence[Places]) -> Places:
        """Give the places of several relations, one after another; all must count the same things."""
        words = parts[0]._numbers
        matrix = np.repeat(np.arange(1, len(parts) + 1), [len(part) for part in parts])
        numbers = {word: np.concatenate([part._numbers[word] for part in parts]) for word in words}
        return cls(**numbers if "line" in words else {"matrix": matrix, **numbers})

    def chosen(self, rows: Any) -> Places:
        """Give the places of some records, chosen as NumPy does."""
        return Places(**{word: numbers[rows] for word, numbers in self._numbers.items()})
