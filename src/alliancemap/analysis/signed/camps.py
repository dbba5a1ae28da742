"""The best division of one block into two camps: by trying all, or by a good one that is proved to be the best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.signed.annealing import annealed
from alliancemap.analysis.signed.blocks import coloured, frustrated
from alliancemap.analysis.signed.cycles import Turned, Work, proved
from alliancemap.analysis.signed.division import Division
from alliancemap.analysis.signed.programme import programmed

ENUMERATED = 20
"""Nodes up to which all divisions are tried."""
LISTED = 100
"""Best divisions that are kept, at most."""


def division(signs: csr_array, effort: int, check_time: CheckTime = no_limit) -> Division:
    """Divide one block into two camps so that the fewest ties do not fit.

    Balanced blocks in O(n + m); others of up to 20 nodes by trying all 2^(n-1) divisions. Of larger ones a good
    division is found by cooling, and proved to be the best, or improved, in at most `effort` steps: by the cycles that
    no camps fit, then by an integer program.
    """
    camps = coloured(signs)
    if frustrated(signs, camps) == 0:
        return Division(0, 0, 1, camps[None])
    if signs.shape[0] <= ENUMERATED:
        least, count, masks = _enumerated(signs.toarray().astype(np.int64), LISTED)
        spins = np.where(masks[:, None] >> np.arange(signs.shape[0]) & 1, -1, 1).astype(np.int8)
        return Division(int(least), int(least), int(count), spins)
    camps = annealed(signs)
    block, most, work = Turned(signs, camps), frustrated(signs, camps), Work(effort)
    proof = proved(block, most, work, check_time)
    if proof.least < most:
        check_time()
        return programmed(block, most, proof, work)
    return Division(most, most, None, camps[None])


@kernel
def _enumerated(signs: NDArray[np.int64], kept: int) -> tuple[int, int, NDArray[np.int64]]:
    """Fewest ties that do not fit, in how many divisions, and the first of these as bits: 1 for the second camp.

    Divisions follow each other by one node that changes camp (Gray code); the first node stays.
    """
    n = len(signs)
    masks = np.zeros(kept, np.int64)
    spin = np.ones(n, np.int64)
    unfit = 0
    for i in range(n):
        for j in range(i):
            unfit += signs[i, j] < 0
    least, count, mask = unfit, 1, 0
    for step in range(1, 1 << (n - 1)):
        node = 1
        while not step >> (node - 1) & 1:
            node += 1
        for j in range(n):
            unfit += signs[node, j] * spin[node] * spin[j]
        spin[node] = -spin[node]
        mask ^= 1 << node
        if unfit < least:
            least, count = unfit, 0
            masks[0] = 0
        if unfit == least:
            if count < kept:
                masks[count] = mask
            count += 1
    return least, count, masks[: min(count, kept)]
