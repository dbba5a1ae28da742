"""Whether fewer ties can be unfit than in a division that is known: an integer program."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array, vstack

from alliancemap.analysis.signed.blocks import frustrated
from alliancemap.analysis.signed.cycles import Proof, Turned, Work, over
from alliancemap.analysis.signed.division import Division

BEGINNING, BRANCH = 3e-4, 0.01
"""Steps of work that the program takes to begin, by the square of its rows, and for each node of its tree, by these."""

INFEASIBLE = 2
"""What the program's status says if there are no such camps."""


def programmed(block: Turned, most: int, proof: Proof, work: Work) -> Division:
    """Look for camps that leave fewer than `most` ties unfit; that there are none is the proof that `most` is right.

        minimise Σ f   with   least ≤ Σ f ≤ most − 1
                              f ≥ x[i] − x[j], f ≥ x[j] − x[i]         for positive ties
                              f ≥ x[i] + x[j] − 1, f ≥ 1 − x[i] − x[j] for negative ones
                              Σ f over each cycle of the proof ≥ 1
    where x[i] = 1 if node i is in the second camp, f[i, j] = 1 for a tie that does not fit, and x = 0 for the node with
    the most ties. Exponential in the worst case: the work that is left says how many nodes its search tree may have,
    and a program that the work does not suffice to begin is left alone.

    References
    ----------
    Aref & Wilson, Journal of Complex Networks 7, 163 (2018). doi:10.1093/comnet/cnx044
    """
    n, m = block.n, len(block.ties[0])
    fitting = _fitting(block, most, proof)
    rows = len(fitting.lb)
    known = Division(proof.least, most, None, (block.camps * block.camps[0])[None])
    if not work.spend(BEGINNING * rows**2):
        return known
    upper = np.ones(n + m)
    upper[np.argmax(np.diff(block.signs.indptr))] = 0
    answer = milp(
        np.concatenate((np.zeros(n), np.ones(m))),
        integrality=np.concatenate((np.ones(n), np.zeros(m))),
        bounds=Bounds(np.zeros(n + m), upper),
        constraints=fitting,
        options={"node_limit": work.times(1 / (BRANCH * rows)), "mip_rel_gap": 0.0},
    )
    if answer.status == INFEASIBLE:
        return Division(most, most, None, known.camps)
    return known if answer.x is None else _improved(block, proof.least, answer)


def _improved(block: Turned, least: int, answer: OptimizeResult) -> Division:
    """The camps of the program's answer; proved to be the best if it came to an end."""
    turn = np.where(answer.x[: block.n] > 0.5, -1, 1)
    camps = (block.camps * turn * block.camps[0] * turn[0]).astype(np.int8)
    most = frustrated(block.signs, camps)
    if answer.status == 0:
        return Division(most, most, None, camps[None])
    # An integer program's bound may lie a rounding above the whole number that it means.
    bound = least if answer.mip_dual_bound is None else int(np.ceil(answer.mip_dual_bound - 1e-6))
    return Division(max(least, min(most, bound)), most, None, camps[None])


def _fitting(block: Turned, most: int, proof: Proof) -> LinearConstraint:
    """The rows of the program: two a tie, f ∓ (x[i] − s x[j]) at least what stands on the right; cycles; the sum."""
    n, (first, second, sign) = block.n, block.ties
    m, positive = len(first), sign > 0
    tie = np.arange(m)
    places = np.tile(tie, 3), np.concatenate((n + tie, first, second))
    sides = [np.concatenate((np.ones(m), np.full(m, side), -side * sign)) for side in (1.0, -1.0)]
    cycles = over(proof.cycles, m)
    rows = [
        *(csr_array(coo_array((values, places), shape=(m, n + m))) for values in sides),
        csr_array((cycles.data, cycles.indices + n, cycles.indptr), shape=(cycles.shape[0], n + m)),
        csr_array(np.concatenate((np.zeros(n), np.ones(m)))[None]),
    ]
    right = (np.where(positive, 0.0, 1.0), np.where(positive, 0.0, -1.0), np.ones(cycles.shape[0]), [proof.least])
    lower = np.concatenate(right)
    return LinearConstraint(csr_array(vstack(rows)), lower, np.append(np.full(len(lower) - 1, np.inf), most - 1.0))
