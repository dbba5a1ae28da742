"""A table in which compiled loops find ties at once: each stands where its hash says or in the next free place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio: keys that follow each other are multiplied far apart."""

Integers = NDArray[np.int32]
Keys = NDArray[np.int64]


@kernel
def key_of(a: int, b: int, nodes: int) -> int:
    """A number for a pair of nodes."""
    return min(a, b) * nodes + max(a, b)


@kernel
def tie_table(ends: Integers, nodes: int) -> tuple[Keys, np.uint64]:
    """A table of the ties, at most a third full: each stands where its hash says or in the next free place."""
    bits = 4
    while 1 << bits < 3 * (len(ends) // 2):
        bits += 1
    table, shift = np.full(1 << bits, -1, np.int64), np.uint64(64 - bits)
    for e in range(0, len(ends), 2):
        key = key_of(ends[e], ends[e + 1], nodes)
        table[place_of(table, shift, key)] = key
    return table, shift


@kernel
def home(shift: np.uint64, key: int) -> np.int64:
    """Where a key stands if nothing is in its way."""
    return np.int64((np.uint64(key) * SPREAD) >> shift)


@kernel
def place_of(table: Keys, shift: np.uint64, key: int) -> np.int64:
    """Where a key stands, or the free place where it would."""
    at = home(shift, key)
    while table[at] >= 0 and table[at] != key:
        at = (at + 1) & (len(table) - 1)
    return at


@kernel
def drop(table: Keys, shift: np.uint64, key: int) -> None:
    """Take a key out; those after it that it was in the way of move up."""
    last = len(table) - 1
    gap = place_of(table, shift, key)
    at = (gap + 1) & last
    while table[at] >= 0:
        if ((at - home(shift, table[at])) & last) >= ((at - gap) & last):
            table[gap] = table[at]
            gap = at
        at = (at + 1) & last
    table[gap] = -1
