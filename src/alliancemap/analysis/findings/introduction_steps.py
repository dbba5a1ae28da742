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

    `met` are those with a way over two steps; in ascending order, so that memory is read onwards.
    At first conflicts of the one introduced to are left aside; where they bar the way found, it is looked for again.
    """
    strength, last = np.zeros(len(usable)), np.zeros(len(usable), np.uint32)
    _walked(known, usable, ways, met, strength, last)
    for j in known.at_war:
        if strength[j] > 0 and j != index:
            g = last[j]
            h = ways.through[g] if ways.through[g] != j else ways.through_second[g]
            barred = False
            for k in range(known.conflict_starts[j], known.conflict_starts[j + 1]):
                barred = barred or known.conflicts[k] == h or known.conflicts[k] == g
            if barred:
                strength[j] = _around(known, usable, ways, j, unsure)
    strength[index] = 0.0
    return strength


@kernel
def _walked(
    known: Acquaintance,
    usable: NDArray[np.bool_],
    ways: Ways,
    met: Columns,
    strength: Reals,
    last: NDArray[np.uint32],
) -> None:
    """Fill in the strength of the best way to everyone, and who is last on it: the one met itself where h knows it."""
    for g in met:
        best, h, second = ways.best[g], ways.through[g], ways.second[g]
        if best > strength[g]:
            strength[g], last[g] = best, g
        if not usable[g]:
            continue
        for step in range(known.starts[g], known.starts[g + 1]):
            j = known.others[step]
            product = best * known.trust[step]
            if product > strength[j]:
                if j == h:
                    product = second * known.trust[step]
                if product > strength[j]:
                    strength[j], last[j] = product, g


@kernel
def _around(known: Acquaintance, usable: NDArray[np.bool_], ways: Ways, to: int, unsure: NDArray[np.bool_]) -> float:
    """Strength of the best way to one that bars some: through nobody whom it is in conflict with."""
    strength = _open(known, ways, to, to, unsure)
    for step in range(known.starts[to], known.starts[to + 1]):
        g = known.others[step]
        if usable[g] and ways.through[g] >= 0 and not _hostile(known, to, g):
            strength = max(strength, _open(known, ways, g, to, unsure) * known.trust[step])
    return strength


@kernel
def _open(known: Acquaintance, ways: Ways, g: int, to: int, unsure: NDArray[np.bool_]) -> float:
    """Best way over two steps to g through someone whom `to` does not bar: itself, and those it is in conflict with."""
    found, h, other = 0.0, ways.through[g], ways.through_second[g]
    if h != to and not _hostile(known, to, h):
        found = ways.best[g]
    elif other >= 0 and other != to and not _hostile(known, to, other):
        found = ways.second[g]
    elif other >= 0:
        unsure[to] = True
    return found


@kernel
def _hostile(known: Acquaintance, one: int, other: int) -> bool:
    """Whether two are in conflict."""
    found = False
    for k in range(known.conflict_starts[one], known.conflict_starts[one + 1]):
        found = found or known.conflicts[k] == other
    return found
