"""The loops of rewiring: swaps of the ends of two ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.null_models.streams import State, fraction
from alliancemap.analysis.null_models.tie_table import Integers, Keys, drop, home, key_of, place_of, tie_table

GLIMPSED = 64
"""Attempts to swap ties for which numbers are drawn at once."""


@kernel
def swap(ends: Integers, nodes: int, attempts: int, stream: State) -> int:
    """Try to exchange the ends of two ties, again and again; a refused attempt leaves the network as it is.

    Tie e has the ends 2e and 2e + 1, changed in place. Of two ties drawn alike, each from a side drawn alike, a–b and
    c–d, come a–d and c–b, unless one of them is a loop or there already (as it is where the two share a or b). Gives
    how many swaps were made.
    """
    table, shift = tie_table(ends, nodes)
    done = 0
    picked = np.empty((GLIMPSED, 3), np.int64)
    for attempt in range(attempts):
        place = attempt % GLIMPSED
        if place == 0:
            _pick(ends, nodes, (table, shift), picked[: attempts - attempt], stream)
        s, t = picked[place, 0], picked[place, 1]
        a, b, c, d = ends[s], ends[s ^ 1], ends[t], ends[t ^ 1]
        if a == d or b == c:
            continue
        first, second = key_of(a, d, nodes), key_of(c, b, nodes)
        if table[place_of(table, shift, first)] >= 0 or table[place_of(table, shift, second)] >= 0:
            continue
        drop(table, shift, key_of(a, b, nodes))
        drop(table, shift, key_of(c, d, nodes))
        table[place_of(table, shift, first)] = first
        table[place_of(table, shift, second)] = second
        ends[s ^ 1], ends[t ^ 1] = d, b
        done += 1
    return done


@kernel
def _pick(ends: Integers, nodes: int, hashed: tuple[Keys, np.uint64], picked: NDArray[np.int64], stream: State) -> None:
    """Draw the sides for attempts to come, and look where they will look: memory answers many requests at once.

    What is seen there is noted, for what is kept nowhere would not be asked for.
    """
    table, shift = hashed
    for place in range(len(picked)):
        picked[place, 0] = int(fraction(stream) * len(ends))
        picked[place, 1] = int(fraction(stream) * len(ends))
    for place in range(len(picked)):
        s, t = picked[place, 0], picked[place, 1]
        a, b, c, d = ends[s], ends[s ^ 1], ends[t], ends[t ^ 1]
        seen = table[home(shift, key_of(a, d, nodes))] ^ table[home(shift, key_of(c, b, nodes))]
        picked[place, 2] = seen ^ table[home(shift, key_of(a, b, nodes))] ^ table[home(shift, key_of(c, d, nodes))]


@kernel
def codes(ends: Integers, nodes: int, gap: int, draws: int, stream: State) -> Keys:
    """Run a chain of swaps; after each gap, note the network as a number: bit i·nodes + j is set for a tie i–j, i < j.

    For up to 8 nodes.
    """
    found = np.zeros(draws, np.int64)
    for draw in range(draws):
        swap(ends, nodes, gap, stream)
        for e in range(0, len(ends), 2):
            found[draw] |= 1 << key_of(ends[e], ends[e + 1], nodes)
    return found
