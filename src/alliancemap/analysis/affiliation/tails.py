"""Loops that work out how probable it is to share at least, or at most, so many columns, for every cell of pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Counts = NDArray[np.int64]
Values = NDArray[np.float64]


@kernel
def independent_tails(segments: Counts, probability: Values, sizes: Counts, tails: Values) -> None:
    """Two rows whose entries are independent: the sum of one trial a column, convolved column by column.

    States are 0 … most shared columns, and one for more than that, so that only numbers above 0 are added and small
    tails keep their digits. Writes P(X ≥ x) to tails[0] and P(X ≤ x) to tails[1].
    """
    for segment in range(len(segments)):
        a, b, most = segments[segment, 0], segments[segment, 1], segments[segment, 3]
        state = np.zeros(most + 2)
        state[0] = 1.0
        for column in range(len(sizes)):
            both = probability[a, column] * probability[b, column]
            if both > 0:
                for _ in range(sizes[column]):
                    state[most + 1] += both * state[most]
                    for x in range(most, 0, -1):
                        state[x] = state[x] * (1 - both) + state[x - 1] * both
                    state[0] *= 1 - both
        _sum_up(state, 0, segments[segment], tails)


@kernel
def row_tails(segments: Counts, degrees: Counts, width: int, tails: Values) -> None:
    """Two rows that choose their columns independently of each other: the hypergeometric law.

    Terms follow from each other by their ratio, beginning at the most probable one.
    """
    for segment in range(len(segments)):
        r, s = degrees[segments[segment, 0]], degrees[segments[segment, 1]]
        first, last = max(np.int64(0), r + s - width), min(r, s)
        law = np.zeros(last - first + 1)
        mode = min(max((r + 1) * (s + 1) // (width + 2), first), last)
        law[mode - first] = 1.0
        for x in range(mode, last):
            ratio = (r - x) * (s - x) / ((x + 1) * (width - r - s + x + 1))
            law[x + 1 - first] = law[x - first] * ratio
        for x in range(mode, first, -1):
            ratio = x * (width - r - s + x) / ((r - x + 1) * (s - x + 1))
            law[x - 1 - first] = law[x - first] * ratio
        _sum_up(law / law.sum(), first, segments[segment], tails)


@kernel
def fill_tails(segments: Counts, ones: int, n_rows: int, width: int, tails: Values) -> None:
    """Ones dealt at random over all cells: first how many fall to two rows, then in how many columns both have one."""
    law = np.zeros(width + 1)
    share = _dealt(ones, n_rows, width)
    for held in range(len(share)):
        if share[held] > 0:
            law += share[held] * _doubled(held, width)
    for segment in range(len(segments)):
        _sum_up(law, 0, segments[segment], tails)


@kernel
def _dealt(ones: int, n_rows: int, width: int) -> Values:
    """How many of the ones fall into two rows: hypergeometric, 0 … 2 · width."""
    cells, pair = n_rows * width, 2 * width
    first, last = max(0, ones - (cells - pair)), min(ones, pair)
    law = np.zeros(pair + 1)
    mode = min(max(int((ones + 1.0) * (pair + 1.0) / (cells + 2.0)), first), last)
    law[mode] = 1.0
    for held in range(mode, last):
        ratio = (float(pair - held) * (ones - held)) / (float(held + 1) * (cells - pair - ones + held + 1))
        law[held + 1] = law[held] * ratio
    for held in range(mode, first, -1):
        ratio = (float(held) * (cells - pair - ones + held)) / (float(pair - held + 1) * (ones - held + 1))
        law[held - 1] = law[held] * ratio
    law /= law.sum()
    return law


@kernel
def _doubled(held: int, width: int) -> Values:
    """In how many columns both of two rows have a one, if so many ones lie at random in their cells."""
    first, last = max(0, held - width), held // 2
    law = np.zeros(width + 1)
    mode = min(max(int(held * (held - 1.0) / (4.0 * width)), first), last)
    law[mode] = 1.0
    for x in range(mode, last):
        law[x + 1] = law[x] * ((held - 2.0 * x) * (held - 2.0 * x - 1) / (4.0 * (x + 1) * (width - held + x + 1)))
    for x in range(mode, first, -1):
        law[x - 1] = law[x] * (4.0 * x * (width - held + x) / ((held - 2.0 * x + 2) * (held - 2.0 * x + 1)))
    law /= law.sum()
    return law


@kernel
def _sum_up(law: Values, first: int, segment: Counts, tails: Values) -> None:
    """Write the tails of a law on first, first + 1, … to the cells of a segment; each is summed from its thin end."""
    least, most, start = segment[2], segment[3], segment[4]
    total, x = 0.0, first + len(law) - 1
    for at in range(most + 1, least - 2, -1):
        while x >= at and x >= first:
            total += law[x - first]
            x -= 1
        tails[0, start + at - least + 1] = 1.0 if at <= first else min(1.0, total)
    total, x = 0.0, first
    for at in range(least - 1, most + 2):
        while x <= at and x < first + len(law):
            total += law[x - first]
            x += 1
        tails[1, start + at - least + 1] = 1.0 if at >= first + len(law) - 1 else min(1.0, total)
