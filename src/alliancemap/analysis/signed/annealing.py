"""A good division into two camps, found by cooling: what a proof starts from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.signed.blocks import Camps, coloured, frustrated

SWEEPS = 400
"""How often every node is asked whether it changes camp."""
RUNS = 4
"""How often it is cooled, each time with other random numbers."""
VISITS = 20_000_000
"""Ends of ties that are looked at in all, at most: fewer sweeps, then fewer runs, on what is very large."""
HOT = 0.6
"""With what probability a node changes camp in the first sweep where that leaves one tie more unfit."""


def annealed(signs: csr_array) -> Camps:
    """Camps of a connected network that leave few ties unfit: no proof, the best of some runs.

    Node after node changes camp if no more ties are then unfit, else with probability p^d where d counts the more;
    p falls from 0.6 to 0 over the sweeps. Each run starts at the camps of a spanning tree. The random numbers are
    always the same ones. Time O(runs · sweeps · (n + m)), within a limit.

    Returns
    -------
    int8, length n
        1 or -1, the first node 1.
    """
    begin = coloured(signs)
    once = max(1, signs.nnz + signs.shape[0])
    sweeps = int(min(SWEEPS, max(1, VISITS // once)))
    runs = int(min(RUNS, max(1, VISITS // (once * sweeps))))
    starts, columns, values = signs.indptr.astype(np.int64), signs.indices.astype(np.int64), signs.data.astype(np.int64)
    found = [begin, *(_cooled(starts, columns, values, begin, (sweeps, run)) for run in range(runs))]
    best = min(found, key=lambda camps: frustrated(signs, camps))
    turned: Camps = best * best[0]
    return turned


@kernel
def _cooled(
    starts: NDArray[np.int64],
    columns: NDArray[np.int64],
    signs: NDArray[np.int64],
    begin: Camps,
    course: tuple[int, int],
) -> Camps:
    """Cool one run; `course` holds the number of sweeps, and that of the run, from which its numbers are drawn."""
    sweeps, run = course
    camps = begin.copy()
    drawn = np.uint64(0x9E3779B97F4A7C15) * np.uint64(run + 1)
    for sweep in range(sweeps):
        likely = HOT * (1.0 - (sweep + 1) / sweeps)
        for node in range(len(camps)):
            fit = 0
            for entry in range(starts[node], starts[node + 1]):
                fit += signs[entry] * camps[columns[entry]]
            fit *= camps[node]
            chance = 1.0
            for _ in range(min(fit, 64)):
                chance *= likely
            # The random numbers of Marsaglia's xorshift, of which the upper bits are taken.
            drawn ^= drawn << np.uint64(13)
            drawn ^= drawn >> np.uint64(7)
            drawn ^= drawn << np.uint64(17)
            if fit < 0 or (drawn >> np.uint64(11)) * 2.0**-53 < chance:
                camps[node] = -camps[node]
    return camps
