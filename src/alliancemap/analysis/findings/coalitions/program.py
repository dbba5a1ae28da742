"""The integer program behind a proof: what a coalition is worth, its concave terms under tangents."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from alliancemap.analysis.findings.coalitions.objective import COVERAGE, DIVERSITY, REACH, Objective

Positions = NDArray[np.int64]
GAP = 1e-3
"""Share of the bound at which the proof ends."""

FINEST = 1 / 4


class Program:
    """Maximise F with its concave terms under tangents: variables are candidates, then terms, then those reached."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.terms, self.worth = _terms(objective)
        self.reached, self.weight = _reached(objective)
        self.sizes = (len(objective.pool), self.terms.shape[1], self.reached.shape[1])
        by_term = self.terms.tocsc()
        self.least = np.minimum.reduceat(by_term.data, by_term.indptr[:-1])
        self.tangents: list[tuple[int, float]] = []
        held = np.asarray(self.terms.sum(axis=0)).ravel()
        for term in range(self.sizes[1]):
            most = min(float(objective.size), float(held[term]))
            grid = {FINEST, 2 * FINEST, *range(1, int(most) + 2)}
            self.tangents += [(term, float(at)) for at in sorted(grid)]

    def solved(self) -> tuple[Positions | None, float]:
        """The best set under the tangents, and the bound that the solver proves for them."""
        x, terms, reached = self.sizes
        least = np.concatenate([self.objective.required.astype(float), np.zeros(terms + reached)])
        most = np.concatenate([self.objective.free.astype(float), np.full(terms, np.inf), np.ones(reached)])
        result: Any = milp(
            -np.concatenate([np.zeros(x), self.worth, self.weight]),
            integrality=np.concatenate([np.ones(x), np.zeros(terms + reached)]),
            bounds=Bounds(np.minimum(least, most), most),
            constraints=list(self._constraints()),
            options={"mip_rel_gap": GAP / 4},
        )
        if result.x is None:
            return None, np.inf
        chosen = np.argsort(-result.x[:x], kind="stable")[: self.objective.size]
        return np.sort(chosen).astype(np.int64), float(-result.mip_dual_bound)

    def sharpened(self, members: Positions) -> bool:
        """Add the tangents at a solution; False where they are there already."""
        held = np.asarray(self.terms[members].sum(axis=0)).ravel()
        new = [(term, float(at)) for term, at in enumerate(held) if at > 0 and (term, float(at)) not in self.tangents]
        self.tangents += new
        return bool(new)

    def _constraints(self) -> list[LinearConstraint]:
        x, terms, reached = self.sizes
        all_members = np.concatenate([np.ones(x), np.zeros(terms + reached)])[None, :]
        exactly = LinearConstraint(all_members, self.objective.size, self.objective.size)
        return [exactly, self._under_tangents(), self._only_by_members(), *self._apart()]

    def _under_tangents(self) -> LinearConstraint:
        """Hold every term y under its tangents, y − t/(2√s) ≤ √s/2, t the mass that the members bring.

        A tangent leaves room at t = 0; there y ≤ t/√μ holds it down, μ the least mass that one candidate brings.
        """
        terms = self.sizes[1]
        which = np.concatenate([np.arange(terms), np.array([term for term, _ in self.tangents], np.int64)])
        root = np.sqrt([at for _, at in self.tangents])
        slope = np.concatenate([1 / np.sqrt(self.least), 0.5 / root])
        most = np.concatenate([np.zeros(terms), root / 2])
        shape, entries = (len(which), terms), (np.arange(len(which)), which)
        slopes, picks = csr_array((slope, entries), shape=shape), csr_array((np.ones(len(which)), entries), shape=shape)
        return LinearConstraint(self._row_blocks(-(slopes @ self.terms.T), picks, None, len(which)), -np.inf, most)

    def _only_by_members(self) -> LinearConstraint:
        """Count somebody as reached only through a member: r − Σ x ≤ 0."""
        count = self.sizes[2]
        own = csr_array((np.ones(count), (np.arange(count), np.arange(count))), shape=(count, count))
        return LinearConstraint(self._row_blocks(-self.reached.T, None, own, count), -np.inf, 0.0)

    def _apart(self) -> list[LinearConstraint]:
        """Let at most one of two that are in conflict be a member."""
        pairs = coo_array(self.objective.conflicts)
        a, b = (end[pairs.row < pairs.col] for end in (pairs.row, pairs.col))
        if not len(a):
            return []
        rows = np.tile(np.arange(len(a)), 2)
        both = csr_array((np.ones(2 * len(a)), (rows, np.concatenate([a, b]))), shape=(len(a), self.sizes[0]))
        return [LinearConstraint(self._row_blocks(both, None, None, len(a)), -np.inf, 1.0)]

    def _row_blocks(self, x: Any, terms: csr_array | None, reached: csr_array | None, rows: int) -> csr_array:
        given = zip((x, terms, reached), self.sizes, strict=True)
        return csr_array(hstack([csr_array((rows, size)) if block is None else block for block, size in given]))


def _terms(objective: Objective) -> tuple[csr_array, NDArray[np.float64]]:
    """What each candidate brings to each concave term √t, and what a unit of each term is worth in F."""
    parts = [csr_array(objective.backing)]
    worth = [COVERAGE * objective.weights / objective.weights.sum() / np.sqrt(objective.size)]
    for dimension in objective.dimensions:
        parts.append(dimension.masses)
        worth.append(np.full(dimension.masses.shape[1], DIVERSITY / len(objective.dimensions) / dimension.most))
    terms = csr_array(hstack(parts))
    held = np.asarray(terms.sum(axis=0)).ravel() > 0
    return csr_array(terms[:, np.flatnonzero(held)]), np.concatenate(worth)[held]


def _reached(objective: Objective) -> tuple[csr_array, NDArray[np.float64]]:
    """Who reaches whom, those reached by the same candidates together, and what each such group is worth in F."""
    by_whom = csr_array(objective.reached.T)
    by_whom.sort_indices()
    keys: dict[bytes, list[int]] = {}
    for row in range(by_whom.shape[0]):
        who = by_whom.indices[by_whom.indptr[row] : by_whom.indptr[row + 1]]
        if len(who):
            keys.setdefault(who.astype(np.int64).tobytes(), []).append(row)
    first = [rows[0] for rows in keys.values()]
    weight = np.array([len(rows) for rows in keys.values()], float) * REACH / objective.reached.shape[1]
    return csr_array(csr_array(by_whom[first]).T), weight
