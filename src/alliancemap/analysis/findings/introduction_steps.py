"""The walk that finds how strongly one organisation can be introduced to everyone, in compiled loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.compiled import Acquaintance

Reals = NDArray[np.float64]


class Ways(NamedTuple):
    """The best and the second best product of trust from one organisation over two steps, and through whom (or -1)."""

    best: Reals
    through: NDArray[np.int32]
    second: Reals
    through_second: NDArray[np.int32]


@kernel
def two_steps(known: Acquaintance, index: int, usable: NDArray[np.bool_], ways: Ways) -> None:
    """Fill in `ways` for everyone whom usable ones know."""
    for first in range(known.starts[index], known.starts[index + 1]):
        h = known.others[first]
        if not usable[h]:
            continue
        for then in range(known.starts[h], known.starts[h + 1]):
            g = known.others[then]
            product = known.trust[first] * known.trust[then]
            if product > ways.best[g]:
                ways.second[g], ways.through_second[g] = ways.best[g], ways.through[g]
                ways.best[g], ways.through[g] = product, h
            elif product > ways.second[g]:
                ways.second[g], ways.through_second[g] = product, h


@kernel
def strongest(
    known: Acquaintance, index: int, usable: NDArray[np.bool_], ways: Ways, met: Columns, unsure: NDArray[np.bool_]
) -> Reals:
    """Strength of the best introduction to everyone; `unsure` marks to whom a third way could be stronger.

    `met` are those with a way over two steps, in ascending order, so that memory is read onwards. At first conflicts of
    the one introduced to are left aside; where they may bar the way found, it is looked for again.
    """
    strength = np.zeros(len(usable))
    _walked(known, usable, ways, met, strength)
    doubtful = _doubtful(known, index, usable, ways, strength)
    _around(known, usable, ways, np.flatnonzero(doubtful), strength, unsure)
    strength[index] = 0.0
    return strength


@kernel
def _walked(known: Acquaintance, usable: NDArray[np.bool_], ways: Ways, met: Columns, strength: Reals) -> None:
    """Fill in the strength of the best way to everyone, without asking before each step whether it is better.

    The way to g is through h, to whom it is no way: theirs is put in order afterwards.
    """
    starts, others, trust = known.starts, known.others, known.trust
    for g in met:
        best, h, second = ways.best[g], ways.through[g], ways.second[g]
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
def _doubtful(
    known: Acquaintance, index: int, usable: NDArray[np.bool_], ways: Ways, strength: Reals
) -> NDArray[np.bool_]:
    """Whose best way may be barred: by an acquaintance of the first, or by one of their own who is last on it."""
    doubtful = np.zeros(len(usable), np.bool_)
    for first in range(known.starts[index], known.starts[index + 1]):
        h = known.others[first]
        if usable[h]:
            reach = known.trust[first] * known.most[h]
            for k in range(known.conflict_starts[h], known.conflict_starts[h + 1]):
                j = known.conflicts[k]
                doubtful[j] = doubtful[j] or reach * known.most[j] >= strength[j]
    for k in range(len(known.torn)):
        j, g = known.torn[k], known.torn_with[k]
        best = ways.second[g] if ways.through[g] == j else ways.best[g]
        straight = ways.through[j] == g and ways.best[j] >= strength[j]
        if straight or (usable[g] and best * known.torn_trust[k] >= strength[j]):
            doubtful[j] = True
    return doubtful


@kernel
def _around(
    known: Acquaintance,
    usable: NDArray[np.bool_],
    ways: Ways,
    some: NDArray[np.int64],
    strength: Reals,
    unsure: NDArray[np.bool_],
) -> None:
    """Find the best way to each of some again: through nobody whom it is in conflict with, nor through itself.

    Where both ways over two steps to somebody are barred, a third may be better, unless one as strong as the best
    without bars is found.
    """
    starts, others, trust, conflict_starts, conflicts = known[:5]
    best, through, second, through_second = ways
    barred = np.zeros(len(usable), np.bool_)
    for to in some:
        adversaries = conflicts[conflict_starts[to] : conflict_starts[to + 1]]
        barred[adversaries] = True
        barred[to] = True
        found, lost = 0.0, False
        for step in range(starts[to], starts[to + 1] + 1):
            last = step == starts[to + 1]
            g, given = (to, 1.0) if last else (others[step], trust[step])
            if (last or (usable[g] and not barred[g])) and through[g] >= 0:
                if not barred[through[g]]:
                    found = max(found, best[g] * given)
                elif through_second[g] >= 0 and not barred[through_second[g]]:
                    found = max(found, second[g] * given)
                else:
                    lost = lost or through_second[g] >= 0
        unsure[to] = lost and found < strength[to]
        strength[to] = found
        barred[adversaries] = False
        barred[to] = False
