"""The loops of rewiring ties with a direction: swaps of their ends, and reversals of triangles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.null_models.streams import State, fraction

TRIANGLE_SHARE = 0.1
"""Share of the steps that try to turn a triangle round."""

Integers = NDArray[np.int32]


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
