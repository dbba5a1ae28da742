"""Breadth-first searches from 512 nodes at once, a bit for each in every node's mask.

In a step, every node adds to its mask those of the nodes it has ties to. While few nodes are new, these are handed on
(push); while many are, every node that still lacks some looks at its neighbours until it lacks none (pull). Masks are
eight words, one line of the cache, and pass between the small kernels as tuples, which the compiler keeps in registers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows

WORDS = 8
SOURCES = 64 * WORDS
"""How many searches run at once."""

_WORD = np.uint64
_NONE = _WORD(0)
_ODD, _PAIRS, _NIBBLES, _BYTES = map(
    _WORD, (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)
_PUSH_BELOW = 8
"""Hand on while what is new has less than this part of all ties."""

Masks = NDArray[np.uint64]
Mask = tuple[Any, ...]


@kernel
def _bits(x: Any) -> Any:
    x = x - ((x >> _WORD(1)) & _ODD)
    x = (x & _PAIRS) + ((x >> _WORD(2)) & _PAIRS)
    x = (x + (x >> _WORD(4))) & _NIBBLES
    return np.int64((x * _BYTES) >> _WORD(56))


@kernel
def _mask(of: Masks, i: int) -> Mask:
    return of[i, 0], of[i, 1], of[i, 2], of[i, 3], of[i, 4], of[i, 5], of[i, 6], of[i, 7]


@kernel
def _put(of: Masks, i: int, x: Mask) -> None:
    of[i, 0], of[i, 1], of[i, 2], of[i, 3] = x[0], x[1], x[2], x[3]
    of[i, 4], of[i, 5], of[i, 6], of[i, 7] = x[4], x[5], x[6], x[7]


@kernel
def _joined(x: Mask, y: Mask) -> Mask:
    return (
        x[0] | y[0], x[1] | y[1], x[2] | y[2], x[3] | y[3],
        x[4] | y[4], x[5] | y[5], x[6] | y[6], x[7] | y[7],
    )  # fmt: skip


@kernel
def _lacking(x: Mask, y: Mask) -> Any:
    """Not 0 if y has a bit that x lacks."""
    return (
        (y[0] & ~x[0]) | (y[1] & ~x[1]) | (y[2] & ~x[2]) | (y[3] & ~x[3])
        | (y[4] & ~x[4]) | (y[5] & ~x[5]) | (y[6] & ~x[6]) | (y[7] & ~x[7])
    )  # fmt: skip


@kernel
def _gained(x: Mask, y: Mask) -> Any:
    """How many bits y has and x lacks."""
    low = _bits(y[0] & ~x[0]) + _bits(y[1] & ~x[1]) + _bits(y[2] & ~x[2]) + _bits(y[3] & ~x[3])
    return low + _bits(y[4] & ~x[4]) + _bits(y[5] & ~x[5]) + _bits(y[6] & ~x[6]) + _bits(y[7] & ~x[7])


@kernel
def _push(back: Rows, masks: tuple[Masks, Masks], fresh: Any, changed: Any, place: Any) -> Any:
    """Hand the masks of the fresh nodes to those that have ties to them; gives how many changed."""
    now, then = masks
    starts, ends = back
    count = 0
    for u in fresh:
        bits = _mask(now, u)
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            if _lacking(_mask(now, v), bits) != _NONE:
                if place[v] < 0:
                    place[v] = count
                    changed[count] = v
                    _put(then, count, _mask(now, v))
                    count += 1
                _put(then, place[v], _joined(_mask(then, place[v]), bits))
    for i in range(count):
        place[changed[i]] = -1
    return count


@kernel
def _pull(ahead: Rows, masks: tuple[Masks, Masks], flags: Any, changed: Any, lists: Any) -> Any:
    """Let every node that lacks a bit of the goal look at its fresh neighbours.

    Gives how many changed and how many still lack some; these are moved to the front of their list. Only where the
    first word is complete are all of them compared.
    """
    now, then = masks
    starts, ends = ahead
    lack, goal = lists
    wanted = _mask(goal, 0)
    count = kept = 0
    for v in lack:
        before = _mask(now, v)
        bits = before
        lacking = _WORD(1)
        for e in range(starts[v], starts[v + 1]):
            u = ends[e]
            if flags[u]:
                bits = _joined(bits, _mask(now, u))
                if bits[0] == wanted[0]:
                    lacking = _lacking(bits, wanted)
                    if lacking == _NONE:
                        break
        if _lacking(before, bits) != _NONE:
            _put(then, count, bits)
            changed[count] = v
            count += 1
        if lacking != _NONE:
            lack[kept] = v
            kept += 1
    return count, kept


@kernel
def _settle(masks: tuple[Masks, Masks], changed: Any, level: int, sums: Any) -> None:
    """Take the new masks over and count what was reached at this level."""
    now, then = masks
    reached, total, harmonic, farthest = sums
    for i in range(len(changed)):
        v = changed[i]
        bits = _mask(then, i)
        gained = _gained(_mask(now, v), bits)
        _put(now, v, bits)
        reached[v] += gained
        total[v] += level * gained
        harmonic[v] += gained / level
        farthest[v] = max(farthest[v], level)


@kernel
def _start(now: Masks, goal: Masks, sources: Any) -> None:
    """Give each source its bit, and the goal all of them."""
    now[:] = _NONE
    goal[:] = _NONE
    for j in range(len(sources)):
        bit = _WORD(1) << _WORD(j & 63)
        now[sources[j], j >> 6] |= bit
        goal[0, j >> 6] |= bit


@kernel
def _flag(flags: Any, nodes: Any, value: int, starts: Any) -> Any:
    """Mark nodes; gives how many ties they have."""
    ties = 0
    for v in nodes:
        flags[v] = value
        ties += starts[v + 1] - starts[v]
    return ties


@kernel
def sweep(ahead: Rows, back: Rows, sources: Any, bounds: Any) -> Any:
    """Search from sources, 512 at a time; bounds say where the component of each node begins and ends.

    Gives for each node how many sources it reaches along ties (itself not counted), the sum of their distances and of
    1/distance, and the largest distance.
    """
    n = len(ahead[0]) - 1
    sums = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n), np.zeros(n, np.int64)
    masks = np.zeros((n, WORDS), np.uint64), np.empty((n, WORDS), np.uint64)
    goal = np.zeros((1, WORDS), np.uint64)
    flags, place = np.zeros(n, np.uint8), np.full(n, -1, np.int32)
    fresh, changed = np.empty(n, np.int32), np.empty(n, np.int32)
    for b in range(0, len(sources), SOURCES):
        batch = sources[b : b + SOURCES]
        low, high = bounds[0][batch[0]], bounds[1][batch[-1]]
        _start(masks[0], goal, batch)
        lack = np.arange(low, high)
        count, level = len(batch), 0
        fresh[:count] = batch
        while count:
            level += 1
            ties = _flag(flags, fresh[:count], 1, back[0])
            old = count
            if ties * _PUSH_BELOW < ahead[0][high] - ahead[0][low]:
                count = _push(back, masks, fresh[:count], changed, place)
            else:
                count, kept = _pull(ahead, masks, flags, changed, (lack, goal))
                lack = lack[:kept]
            _flag(flags, fresh[:old], 0, back[0])
            _settle(masks, changed[:count], level, sums)
            fresh, changed = changed, fresh
    return sums
