"""Arrays whose rows are not spread over two lines of the processor's cache."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LINE = 64
"""Bytes; on machines where a line is longer, it has several rows all the same."""


def lines(count: int, width: int) -> NDArray[np.float64]:
    """Zeros, count × width, where a width of 8 is a line, 4 half of one, 2 a quarter.

    NumPy begins large arrays 16 bytes into a line, so that rows of 8 numbers take two; to look at one of them, at
    random, then takes twice as long.
    """
    room = np.zeros(count * width + LINE // 8)
    first = -room.ctypes.data % LINE // room.itemsize
    return room[first : first + count * width].reshape(count, width)
