"""The best division of one block into two camps: by trying all, or by integer programming."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, triu, vstack

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.signed.blocks import Camps, coloured, frustrated

ENUMERATED = 20
"""Nodes up to which all divisions are tried."""
LISTED = 100
"""Best divisions that are kept, at most."""


@dataclass(frozen=True, eq=False)
class Division:
    """The fewest ties of a block that do not fit two camps.

    Attributes
    ----------
    least, most : int
        Between which the number lies; equal where it is known.
    count : int or None
        In how many ways it is reached, camps not told apart; None where not known.
    camps : int8, shape (ways, nodes)
        Those ways, the first 100 at most; each 1 or -1 a node, the first node 1.
    """

    least: int
    most: int
    count: int | None
    camps: Camps


def division(signs: csr_array, effort: int) -> Division:
    """Divide one block into two camps so that the fewest ties do not fit.

    Balanced blocks in O(n + m); others of up to 20 nodes by trying all 2^(n-1) divisions; larger ones by an integer
    program, with `effort` nodes of its search tree at most (0: not at all).
    """
    camps = coloured(signs)
    unfit = frustrated(signs, camps)
    if unfit == 0:
        return Division(0, 0, 1, camps[None])
    if signs.shape[0] <= ENUMERATED:
        least, count, masks = _enumerated(signs.toarray().astype(np.int64), LISTED)
        spins = np.where(masks[:, None] >> np.arange(signs.shape[0]) & 1, -1, 1).astype(np.int8)
        return Division(int(least), int(least), int(count), spins)
    return programmed(signs, effort) if effort else Division(1, unfit, None, camps[None])


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


def programmed(signs: csr_array, effort: int) -> Division:
    """Divide a block by an integer program: x[i] = 1 in the second camp, f[i, j] = 1 for a tie that does not fit.

        minimise Σ f   with   f ≥ x[i] − x[j], f ≥ x[j] − x[i]       for positive ties
                              f ≥ x[i] + x[j] − 1, f ≥ 1 − x[i] − x[j] for negative ones
                              f[i, j] + f[j, k] + f[i, k] ≥ 1          for unbalanced triads
    and x = 0 for the node with the most ties. Exponential in the worst case: after `effort` nodes of the search tree
    the best bounds are given instead.

    References
    ----------
    Aref & Wilson, Journal of Complex Networks 7, 163 (2018). doi:10.1093/comnet/cnx044
    """
    n, upper = signs.shape[0], coo_array(triu(signs))
    first, second = (end.astype(np.int64) for end in upper.coords)
    m = len(first)
    camps = coloured(signs)
    upper_bounds = np.ones(n + m)
    upper_bounds[np.argmax(np.diff(signs.indptr))] = 0
    answer = milp(
        np.concatenate((np.zeros(n), np.ones(m))),
        integrality=np.concatenate((np.ones(n), np.zeros(m))),
        bounds=Bounds(np.zeros(n + m), upper_bounds),
        constraints=_fitting(n, first, second, upper.data),
        options={"node_limit": effort, "mip_rel_gap": 0.0},
    )
    if answer.x is not None:
        camps = np.where(answer.x[:n] > 0.5, -1, 1).astype(np.int8)
    most = frustrated(signs, camps)
    bound = 1.0 if answer.mip_dual_bound is None else answer.mip_dual_bound
    # An integer program's bound may lie a rounding above the whole number that it means.
    least = most if answer.status == 0 else max(1, min(most, int(np.ceil(bound - 1e-6))))
    return Division(least, most, None, (camps * camps[0])[None])


def _fitting(
    n: int, first: NDArray[np.int64], second: NDArray[np.int64], sign: NDArray[np.float64]
) -> LinearConstraint:
    """The rows of the program: f ∓ (x[i] − s x[j]) at least what stands on the right, two a tie, one a triad."""
    m, tie = len(first), np.arange(len(first))
    rows = np.concatenate((tie, tie, tie))
    positive = sign > 0
    entries = []
    for side in (1.0, -1.0):
        values = np.concatenate((np.ones(m), np.full(m, side), -side * sign))
        entries.append(
            csr_array(coo_array((values, (rows, np.concatenate((n + tie, first, second)))), shape=(m, n + m)))
        )
    triads = _unbalanced(n, first, second, sign)
    entries.append(triads)
    right = np.concatenate((np.where(positive, 0.0, 1.0), np.where(positive, 0.0, -1.0), np.ones(triads.shape[0])))
    return LinearConstraint(csr_array(vstack(entries)), right, np.inf)


def _unbalanced(n: int, first: NDArray[np.int64], second: NDArray[np.int64], sign: NDArray[np.float64]) -> csr_array:
    """1 for the ties of each closed triad with one or three negative ties."""
    number = {pair: tie for tie, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    onward: dict[int, list[int]] = {}
    for i, j in number:
        onward.setdefault(i, []).append(j)
    found = [
        (tie, number[j, k], number[i, k])
        for (i, j), tie in number.items()
        for k in onward.get(j, ())
        if (i, k) in number and sign[tie] * sign[number[j, k]] * sign[number[i, k]] < 0
    ]
    triads = np.array(found, np.int64).reshape(-1, 3)
    rows = np.repeat(np.arange(len(triads)), 3)
    return csr_array(coo_array((np.ones(triads.size), (rows, n + triads.ravel())), shape=(len(triads), n + len(first))))
