"""What a candidate coalition is worth: how it backs its goals, how diverse it is, whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import rows, weighted_rows
from alliancemap.analysis.findings.coalitions.gains import Terms, Weighed, added, largest, one_under_another, state
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion, check_question
from alliancemap.analysis.inputs.landscape import Landscape, gather_rows
from alliancemap.analysis.statistics.ranking import TOLERANCE

COVERAGE, DIVERSITY, REACH = 0.5, 0.3, 0.2


@dataclass(frozen=True, eq=False)
class Dimension:
    """One dimension of diversity over a pool.

    Attributes
    ----------
    masses : csr_array, p × values
        Each organisation's unit mass, split equally among its values.
    most : float
        √(k · min(k, K)): Σ √n_c of a set of the full size spread as evenly as the pool's K values allow.
    """

    masses: csr_array
    most: float

    @classmethod
    def of(cls, sets: csr_array, size: int) -> Dimension:
        """Split the mass of binary p × values for coalitions of one size."""
        count = np.diff(sets.indptr)
        split = csr_array((1 / np.repeat(count, count), sets.indices, sets.indptr), shape=sets.shape)
        most = float(np.sqrt(size * min(size, len(np.unique(sets.indices)))))
        return cls(split, most)

    def spread(self, members: NDArray[np.int64]) -> float:
        """Σ √n_c of a set of positions, as a share of the most."""
        return float(np.sqrt(self._held(members)).sum() / self.most)

    def _held(self, members: NDArray[np.int64]) -> NDArray[np.float64]:
        _, entry = gather_rows(self.masses, members)
        held = np.bincount(self.masses.indices[entry], self.masses.data[entry], self.masses.shape[1])
        return held.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Objective:
    """F over sets of positions in a pool P; p organisations, u goals.

        F(S) = 0.5 Cov + 0.3 Div + 0.2 Reach
        Cov = Σ_u g_u √(Σ_{i in S} b_iu / k) / Σ_u g_u
        Div = mean over kind, places and generations of Σ_c √n_c / √(k · min(k, K))
        Reach = |S and everyone tied to it| / n
    with b_iu the weight of i's stance for goal u, k the size asked for, n_c the mass of S on value c (a member with
    several values splits its own), K the values in P (a dimension without any is left out). All three are in [0, 1],
    monotone and submodular.

    Attributes
    ----------
    pool : int64, length p
        Rows, ascending.
    free, required : bool, length p
        May be chosen; has to be.
    goals, weights : length u
    backing : float64, p × u
    dimensions : tuple of Dimension
        Those in which anybody in the pool has a value.
    reached : csr_array, p × n
        Binary: oneself and everyone tied.
    conflicts : csr_array, p × p
    size : int
    """

    pool: NDArray[np.int64]
    free: NDArray[np.bool_]
    required: NDArray[np.bool_]
    goals: NDArray[np.int64]
    weights: NDArray[np.float64]
    backing: NDArray[np.float64]
    dimensions: tuple[Dimension, ...]
    reached: csr_array
    conflicts: csr_array
    size: int

    @classmethod
    def of(cls, landscape: Landscape, question: CoalitionQuestion) -> Objective:
        """Prepare a question; P holds the pool's backers of a goal, or everybody if asked, and those to be included.

        Raises
        ------
        UsageError
            If a weight, the size or a list does not make sense.
        """
        check_question(question)
        goals = np.array(sorted(question.goal), dtype=np.int64)
        backing = landscape.backing[:, goals].toarray()
        must = np.zeros(landscape.size, dtype=np.bool_)
        must[list(question.include)] = True
        inside = landscape.candidates(question.include_power) & (question.everybody | (backing > 0).any(axis=1)) | must
        pool = np.flatnonzero(inside)
        itself = csr_array((np.ones(len(pool)), pool, np.arange(len(pool) + 1)), shape=(len(pool), landscape.size))
        near = csr_array(landscape.ties[pool] + itself)
        return cls(
            pool=pool,
            free=~np.isin(pool, list(question.exclude)),
            required=must[pool],
            goals=goals,
            weights=np.array([question.goal[goal] for goal in goals.tolist()], dtype=np.float64),
            backing=backing[pool],
            dimensions=_dimensions(landscape, pool, question.size),
            reached=csr_array((np.ones(near.nnz), near.indices, near.indptr), shape=near.shape),
            conflicts=csr_array(landscape.conflicts[pool][:, pool]),
            size=question.size,
        )

    def parts(self, members: NDArray[np.int64]) -> tuple[float, float, float]:
        """Cov, Div and Reach of a set of positions."""
        load = np.sqrt(self.backing[members].sum(axis=0) / self.size)
        coverage = float(self.weights @ load / self.weights.sum())
        spread = [dimension.spread(members) for dimension in self.dimensions]
        reach = self._covered(members).sum() / self.reached.shape[1]
        return coverage, float(np.mean(spread)) if spread else 0.0, float(reach)

    def value(self, members: NDArray[np.int64]) -> float:
        """F of a set of positions."""
        coverage, diversity, reach = self.parts(members)
        return COVERAGE * coverage + DIVERSITY * diversity + REACH * reach

    def gains(self, members: NDArray[np.int64], of: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """F(S with i) - F(S) of every position i, 0 for members; or of outsiders asked for. Time O(their entries)."""
        gains = added(self._terms, state(self._terms, members), np.arange(len(self.pool)) if of is None else of)
        if of is None:
            gains[members] = 0.0
        return gains

    def leading(
        self, members: NDArray[np.int64], allowed: NDArray[np.bool_], count: int = 1
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Some outsiders allowed, with what each adds: all that add the most or as much, and the `count` largest.

        Nobody adds more to a set than to nobody (`at_first`), so most of those who add little at first need no look.
        """
        return largest(self._terms, state(self._terms, members), *self.at_first, allowed, count)

    @cached_property
    def at_first(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """What each adds to nobody, largest first, and the positions in that order: nobody ever adds more."""
        gains = self.gains(np.empty(0, dtype=np.int64))
        order = np.argsort(-gains, kind="stable")
        return order, gains[order]

    @cached_property
    def _terms(self) -> Terms:
        worth = COVERAGE / self.weights.sum(), DIVERSITY / max(1, len(self.dimensions)), REACH / self.reached.shape[1]
        return Terms(
            self.weights,
            float(self.size),
            Weighed(*weighted_rows(csr_array(self.backing))),
            one_under_another([dimension.masses for dimension in self.dimensions]),
            np.array([dimension.most for dimension in self.dimensions]),
            *rows(self.reached),
            np.array(worth),
            sum(dimension.masses.shape[1] for dimension in self.dimensions),
            self.reached.shape[1],
        )

    def in_order(self, members: NDArray[np.int64]) -> tuple[list[int], list[float]]:
        """Order a set so that each member adds the most to those before it, ties by row, with what each adds."""
        left: list[int] = sorted(members.tolist())
        order: list[int] = []
        added: list[float] = []
        while left:
            gains = self.gains(np.array(order, dtype=np.int64), np.array(left))
            best = int(np.argmax(gains >= gains.max() - TOLERANCE))
            order.append(left.pop(best))
            added.append(float(gains[best]))
        return order, added

    def _covered(self, members: NDArray[np.int64]) -> NDArray[np.bool_]:
        covered = np.zeros(self.reached.shape[1], dtype=np.bool_)
        covered[self.reached.indices[gather_rows(self.reached, members)[1]]] = True
        return covered


def _dimensions(landscape: Landscape, pool: NDArray[np.int64], size: int) -> tuple[Dimension, ...]:
    parts = (csr_array(sets[pool]) for sets in (landscape.kind_sets, landscape.places, landscape.generations))
    return tuple(Dimension.of(part, size) for part in parts if part.nnz)
