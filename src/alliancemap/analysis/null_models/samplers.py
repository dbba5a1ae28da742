"""The loops of the samplers: random numbers, swaps of ties, reversals of triangles, trades of affiliations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
THIRTY, TWENTY_SEVEN, THIRTY_ONE, ELEVEN = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
UNIT = 2.0**-53
TRIANGLE_SHARE = 0.1
"""Share of the steps in a directed chain that try to turn a triangle round."""

GLIMPSED = 64
"""Attempts to swap ties for which numbers are drawn at once."""

Integers = NDArray[np.int32]
State = NDArray[np.uint64]
Keys = NDArray[np.int64]


def state(*words: int) -> State:
    """Begin a stream of random numbers of its own for these words (a seed and the number of the draw)."""
    return np.random.SeedSequence(words).generate_state(1, np.uint64).astype(np.uint64)


@kernel
def fraction(stream: State) -> float:
    """Draw a number from 0 (included) to 1 (excluded): SplitMix64, the upper 53 bits."""
    stream[0] += GOLDEN
    mixed = stream[0]
    mixed = (mixed ^ (mixed >> THIRTY)) * FIRST
    mixed = (mixed ^ (mixed >> TWENTY_SEVEN)) * SECOND
    mixed ^= mixed >> THIRTY_ONE
    return float(mixed >> ELEVEN) * UNIT


@kernel
def trade(indptr: Integers, indices: Integers, width: int, trades: int, stream: State) -> None:
    """Let two rows at a time deal what only one of them holds anew between them; the sizes of the rows stay.

    Rows are changed in place and end unsorted. Two rows are drawn alike, and every deal alike, so that a step and the
    step back are as likely as each other.
    """
    rows = len(indptr) - 1
    held = np.zeros(width, np.int8)
    pool = np.empty(2 * width, np.int32)
    for _ in range(trades):
        a = int(fraction(stream) * rows)
        b = int(fraction(stream) * (rows - 1))
        b += b >= a
        for at in range(indptr[a], indptr[a + 1]):
            held[indices[at]] = 1
        size, kept = 0, indptr[b]
        for at in range(indptr[b], indptr[b + 1]):
            column = indices[at]
            if held[column]:
                held[column] = 2
                indices[kept] = column
                kept += 1
            else:
                pool[size] = column
                size += 1
        first = indptr[a]
        for at in range(indptr[a], indptr[a + 1]):
            column = indices[at]
            if held[column] == 1:
                pool[size] = column
                size += 1
            else:
                indices[first] = column
                first += 1
            held[column] = 0
        for place in range(indptr[a + 1] - first):
            other = place + int(fraction(stream) * (size - place))
            indices[first + place] = pool[other]
            pool[other] = pool[place]
        for place in range(indptr[b + 1] - kept):
            indices[kept + place] = pool[indptr[a + 1] - first + place]


@kernel
def columns_of(indptr: Integers, indices: Integers, width: int) -> tuple[Integers, Integers]:
    """Turn rows into columns: where each begins, and its rows in ascending order."""
    begin = np.zeros(width + 1, np.int32)
    for at in range(len(indices)):
        begin[indices[at] + 1] += 1
    for column in range(width):
        begin[column + 1] += begin[column]
    rows = np.empty(len(indices), np.int32)
    following = begin.copy()
    for row in range(len(indptr) - 1):
        for at in range(indptr[row], indptr[row + 1]):
            column = indices[at]
            rows[following[column]] = row
            following[column] += 1
    return begin, rows


@kernel
def count_shared(
    indptr: Integers, indices: Integers, width: int, observed: Integers, more: Integers, equal: Integers
) -> None:
    """For each pair of rows that share a column: note whether they share more than observed, or as many.

    Only pairs that share something are looked at, and each once (the earlier row first).
    """
    begin, rows = columns_of(indptr, indices, width)
    following = begin.copy()
    count = np.zeros(len(indptr) - 1, np.int32)
    touched = np.empty(len(indptr) - 1, np.int32)
    for row in range(len(indptr) - 1):
        size = 0
        for at in range(indptr[row], indptr[row + 1]):
            column = indices[at]
            following[column] += 1
            for place in range(following[column], begin[column + 1]):
                other = rows[place]
                if count[other] == 0:
                    touched[size] = other
                    size += 1
                count[other] += 1
        for place in range(size):
            other = touched[place]
            if count[other] > observed[row, other]:
                more[row, other] += 1
            elif count[other] == observed[row, other]:
                equal[row, other] += 1
            count[other] = 0


@kernel
def chain_counts(
    indptr: Integers,
    indices: Integers,
    steps: NDArray[np.int64],
    observed: Integers,
    tails: NDArray[np.int32],
    stream: State,
) -> None:
    """Run a chain of trades and count shared columns after each gap; steps: width, trades a gap, draws."""
    width, gap, draws = steps
    for _ in range(draws):
        trade(indptr, indices, width, gap, stream)
        count_shared(indptr, indices, width, observed, tails[0], tails[1])


@kernel
def swap(ends: Integers, nodes: int, attempts: int, stream: State) -> int:
    """Try to exchange the ends of two ties, again and again; a refused attempt leaves the network as it is.

    Tie e has the ends 2e and 2e + 1, changed in place. Of two ties drawn alike, each from a side drawn alike, a–b and
    c–d, come a–d and c–b, unless one of them is a loop or there already (as it is where the two share a or b). Gives
    how many swaps were made.
    """
    table, shift = _hashed(ends, nodes)
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
        first, second = _key(a, d, nodes), _key(c, b, nodes)
        if table[_place(table, shift, first)] >= 0 or table[_place(table, shift, second)] >= 0:
            continue
        _drop(table, shift, _key(a, b, nodes))
        _drop(table, shift, _key(c, d, nodes))
        table[_place(table, shift, first)] = first
        table[_place(table, shift, second)] = second
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
        seen = table[_home(shift, _key(a, d, nodes))] ^ table[_home(shift, _key(c, b, nodes))]
        picked[place, 2] = seen ^ table[_home(shift, _key(a, b, nodes))] ^ table[_home(shift, _key(c, d, nodes))]


@kernel
def codes(ends: Integers, nodes: int, gap: int, draws: int, stream: State) -> Keys:
    """Run a chain of swaps; after each gap, note the network as a number: bit i·nodes + j is set for a tie i–j, i < j.

    For up to 8 nodes.
    """
    found = np.zeros(draws, np.int64)
    for draw in range(draws):
        swap(ends, nodes, gap, stream)
        for e in range(0, len(ends), 2):
            found[draw] |= 1 << _key(ends[e], ends[e + 1], nodes)
    return found


@kernel
def _key(a: int, b: int, nodes: int) -> int:
    """A number for a pair of nodes."""
    return min(a, b) * nodes + max(a, b)


@kernel
def _hashed(ends: Integers, nodes: int) -> tuple[Keys, np.uint64]:
    """A table of the ties, at most a third full: each stands where its hash says or in the next free place."""
    bits = 4
    while 1 << bits < 3 * (len(ends) // 2):
        bits += 1
    table, shift = np.full(1 << bits, -1, np.int64), np.uint64(64 - bits)
    for e in range(0, len(ends), 2):
        key = _key(ends[e], ends[e + 1], nodes)
        table[_place(table, shift, key)] = key
    return table, shift


@kernel
def _home(shift: np.uint64, key: int) -> np.int64:
    """Where a key stands if nothing is in its way."""
    return np.int64((np.uint64(key) * GOLDEN) >> shift)


@kernel
def _place(table: Keys, shift: np.uint64, key: int) -> np.int64:
    """Where a key stands, or the free place where it would."""
    at = _home(shift, key)
    while table[at] >= 0 and table[at] != key:
        at = (at + 1) & (len(table) - 1)
    return at


@kernel
def _drop(table: Keys, shift: np.uint64, key: int) -> None:
    """Take a key out; those after it that it was in the way of move up."""
    last = len(table) - 1
    gap = _place(table, shift, key)
    at = (gap + 1) & last
    while table[at] >= 0:
        if ((at - _home(shift, table[at])) & last) >= ((at - gap) & last):
            table[gap] = table[at]
            gap = at
        at = (at + 1) & last
    table[gap] = -1


@kernel
def swap_directed(owner: Integers, target: Integers, indptr: Integers, attempts: int, stream: State) -> int:
    """As `swap` for ties with a direction; one step in ten tries to turn a directed triangle round instead."""
    m, done = len(target), 0
    for _ in range(attempts):
        s = int(fraction(stream) * m)
        if fraction(stream) < TRIANGLE_SHARE:
            done += _turned(indptr, target, owner[s], s, stream)
            continue
        t = int(fraction(stream) * m)
        a, b, c, d = owner[s], target[s], owner[t], target[t]
        if a == d or b == c or _to(indptr, target, a, d) >= 0 or _to(indptr, target, c, b) >= 0:
            continue
        target[s], target[t] = d, b
        done += 1
    return done


@kernel
def _to(indptr: Integers, target: Integers, a: int, b: int) -> int:
    """Where in the row of a the tie to b stands; −1 if nowhere."""
    for at in range(indptr[a], indptr[a + 1]):
        if target[at] == b:
            return at
    return -1


@kernel
def _turned(indptr: Integers, target: Integers, a: int, s: int, stream: State) -> bool:
    """Turn the triangle a→b→c→a round, c drawn among those b has ties to, if it is one without ties both ways."""
    b = target[s]
    size = indptr[b + 1] - indptr[b]
    if size == 0:
        return False
    t = indptr[b] + int(fraction(stream) * size)
    c = target[t]
    if c == a:
        return False
    u = _to(indptr, target, c, a)
    if u < 0 or _to(indptr, target, b, a) >= 0 or _to(indptr, target, c, b) >= 0 or _to(indptr, target, a, c) >= 0:
        return False
    target[s], target[t], target[u] = c, a, b
    return True
