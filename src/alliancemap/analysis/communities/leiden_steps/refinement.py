"""Communities are cut into parts that hang together."""

from __future__ import annotations

import numpy as np

from alliancemap.analysis.communities.leiden_steps.level import Integers, Level, Reals, gathered, sums
from alliancemap.analysis.compute.kernels import kernel


@kernel
def refine(level: Level, order: Integers, labels: Integers) -> Integers:
    """Cut each community into parts that hang together, from single nodes up; gives the part of each node.

    A node that is still alone joins the part of its community that is worth most to it. Both must be well connected to
    the rest of the community: by at least what chance would give.
    """
    n = len(labels)
    total, inside, cut = sums(level.mass, labels)[0], level.mass.copy(), _inner(level, labels)
    part, alone = np.arange(n).astype(np.int32), np.ones(n, np.bool_)
    toward, touched = np.zeros(n), np.empty(n, np.int32)
    for v in order:
        if not alone[v] or _loose(cut[v], inside[v], total[labels[v]], level.scale):
            continue
        count = gathered(level, part, v, toward, touched)
        best, worth, link = v, 0.0, 0.0
        for other in touched[:count]:
            offer = toward[other] - level.scale * (inside[v, 0] * inside[other, 1] + inside[v, 1] * inside[other, 0])
            same = labels[other] == labels[v]
            if same and offer > worth and not _loose(cut[other], inside[other], total[labels[v]], level.scale):
                best, worth, link = other, offer, toward[other]
            toward[other] = 0.0
        if best != v:
            part[v] = best
            alone[v] = alone[best] = False
            inside[best, 0] += level.mass[v, 0]
            inside[best, 1] += level.mass[v, 1]
            cut[best] += cut[v] - 2.0 * link
    return part


@kernel
def _inner(level: Level, labels: Integers) -> Reals:
    """What ties each node to others of its community."""
    inner = np.zeros(len(labels))
    for v in range(len(labels)):
        for at in range(level.indptr[v], level.indptr[v + 1]):
            if labels[level.indices[at]] == labels[v]:
                inner[v] += level.weights[at]
    return inner


@kernel
def _loose(cut: float, mass: Reals, total: Reals, scale: float) -> bool:
    """Whether a part is tied to the rest of its community by less than chance would give."""
    expected: float = scale * (mass[0] * (total[1] - mass[1]) + mass[1] * (total[0] - mass[0]))
    return cut < expected
