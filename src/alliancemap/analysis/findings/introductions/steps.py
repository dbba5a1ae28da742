"""The walk that finds how strongly one organisation can be introduced to everyone, in compiled loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.introductions.workspace import Workspace
from alliancemap.analysis.inputs.compiled import Acquaintance


@kernel
def two_steps(known: Acquaintance, index: int, usable: NDArray[np.bool_], room: Workspace) -> int:
    """Note the best two ways over two steps to everyone whom usable ones know, and list whom; returns how many.

    Those ways go through different ones. Nothing is asked on the way, for a processor would guess the answers wrong.
    """
    met, ways, count = room.listed, room.ways, np.uint64(0)
    for first in range(known.starts[index], known.starts[index + 1]):
        h = known.others[first]
        if not usable[h]:
            continue
        for then in range(known.starts[h], known.starts[h + 1]):
            g = known.others[then]
            product = known.trust[first] * known.trust[then]
            best, second, through, through_second = ways[g, 0], ways[g, 1], ways[g, 2], ways[g, 3]
            met[count] = g
            count += np.uint64(best == 0)
            better, next_best = product > best, product > second
            ways[g, 0], ways[g, 2] = (product if better else best), (h if better else through)
            ways[g, 1] = best if better else (product if next_best else second)
            ways[g, 3] = through if better else (h if next_best else through_second)
    return int(count)


@kernel
def strongest(known: Acquaintance, index: int, usable: NDArray[np.bool_], met: Columns, room: Workspace) -> Columns:
    """Note the strength of the best introduction to everyone, and clear the ways over two steps.

    Returns those to whom a third way could be stronger. `met` are those with a way over two steps, in ascending order,
    so that memory is read onwards. At first conflicts of the one introduced to are left aside; where they may bar the
    way found, it is looked for again.
    """
    _walked(known, usable, met, room)
    unsure = _around(known, usable, _doubtful(known, index, usable, room), room)
    room.strength[index] = 0.0
    for g in met:
        for k in range(4):
            room.ways[g, k] = 0.0
    return unsure


@kernel
def _walked(known: Acquaintance, usable: NDArray[np.bool_], met: Columns, room: Workspace) -> None:
    """Fill in the strength of the best way to everyone, without asking before each step whether it is better.

    The way to g is through h, to whom it is no way: theirs is put in order afterwards.
    """
    starts, others, trust, strength = known.last_starts, known.last_others, known.last_trust, room.strength
    for g in met:
        best, second, h = room.ways[g, 0], room.ways[g, 1], np.uint32(room.ways[g, 2])
        strength[g] = max(strength[g], best)
        if not usable[g]:
            continue
        others_to_h, back = strength[h], 0.0
        for step in range(starts[g], starts[g + 1]):
            j = others[step]
            product, before = best * trust[step], strength[j]
            if j == h:
                back = second * trust[step]
            strength[j] = product if product > before else before
        strength[h] = max(others_to_h, back)


@kernel
def _doubtful(known: Acquaintance, index: int, usable: NDArray[np.bool_], room: Workspace) -> Columns:
    """Whose best way may be barred: by an acquaintance of the first, or by one of their own who is last on it."""
    doubtful, marked, strength, count = room.listed, room.barred, room.strength, 0
    for first in range(known.starts[index], known.starts[index + 1]):
        h = known.others[first]
        if usable[h]:
            reach = known.trust[first] * known.most[h]
            for k in range(known.conflict_starts[h], known.conflict_starts[h + 1]):
                j = known.conflicts[k]
                if strength[j] > 0 and reach * known.most[j] >= strength[j] and not marked[j]:
                    doubtful[count], marked[j] = j, True
                    count += 1
    for k in range(len(known.torn)):
        j, g = known.torn[k], known.torn_with[k]
        if strength[j] <= 0 or marked[j]:
            continue
        best = room.ways[g, 1] if room.ways[g, 2] == j else room.ways[g, 0]
        straight = room.ways[j, 2] == g and room.ways[j, 0] >= strength[j]
        if straight or (usable[g] and best * known.torn_trust[k] >= strength[j]):
            doubtful[count], marked[j] = j, True
            count += 1
    found: Columns = doubtful[:count].copy()
    for j in found:
        marked[j] = False
    return found


@kernel
def _around(known: Acquaintance, usable: NDArray[np.bool_], doubtful: Columns, room: Workspace) -> Columns:
    """Find the best way to some again: through nobody whom they are in conflict with, nor through themselves.

    Where both ways over two steps to somebody are barred, a third may be better, unless one as strong as the best
    without bars is found; those to whom this applies are returned.
    """
    starts, others, trust = known.starts, known.others, known.trust
    conflict_starts, conflicts = known.conflict_starts, known.conflicts
    ways, barred, strength = room.ways, room.barred, room.strength
    unsure, count = room.listed, 0
    for to in doubtful:
        adversaries = conflicts[conflict_starts[to] : conflict_starts[to + 1]]
        barred[adversaries] = True
        barred[to] = True
        found, lost = 0.0, False
        for step in range(starts[to], starts[to + 1] + 1):
            last = step == starts[to + 1]
            g, given = (to, 1.0) if last else (others[step], trust[step])
            if (last or (usable[g] and not barred[g])) and ways[g, 0] > 0:
                if not barred[np.uint32(ways[g, 2])]:
                    found = max(found, ways[g, 0] * given)
                elif ways[g, 1] > 0 and not barred[np.uint32(ways[g, 3])]:
                    found = max(found, ways[g, 1] * given)
                else:
                    lost = lost or ways[g, 1] > 0
        if lost and found < strength[to]:
            unsure[count] = to
            count += 1
        strength[to] = found
        barred[adversaries] = False
        barred[to] = False
    found_unsure: Columns = unsure[:count].copy()
    return found_unsure
