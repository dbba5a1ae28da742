"""The search for key players: all sets, or greedy choice and exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import comb, isnan

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.key_player_steps import DF, REACH, F, values
from alliancemap.analysis.cohesion.reach_steps import distances_from, gains
from alliancemap.analysis.cohesion.removal_steps import connected_pairs_without
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.paths.distances import distance_sums

BLOCK = 1_000
"""Sets that a thread values at a time at most."""

EQUAL = 1e-11
"""Values nearer than this are equal, and smaller gains none."""

Nodes = tuple[int, ...]
Rows = tuple[NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, eq=False)
class Search:
    """A network and a goal."""

    ties: csr_array
    goal: int
    block: int
    check_time: CheckTime

    @property
    def n(self) -> int:
        """How many nodes there are."""
        return int(self.ties.shape[0])

    @cached_property
    def rows(self) -> Rows:
        """The ties as compiled loops take them."""
        return self.ties.indptr.astype(np.int32), self.ties.indices.astype(np.int32)

    def worth(self, sets: NDArray[np.int32]) -> NDArray[np.float64]:
        """What each set is worth."""

        def part(span: tuple[int, int]) -> NDArray[np.float64]:
            return values(*self.rows, sets[span[0] : span[1]], self.goal)

        return np.concatenate([np.empty(0), *self._checked(each(part, spans(len(sets), self.block)))])

    def _checked(self, parts: Iterator[NDArray[np.float64]]) -> Iterator[NDArray[np.float64]]:
        for part in parts:
            self.check_time()
            yield part

    def all_sets(self, k: int) -> tuple[float, list[Nodes]]:
        """Try every set."""
        if k == 1:
            sets, worth = np.arange(self.n, dtype=np.int32)[:, None], self.extended(())
        else:
            flat = chain.from_iterable(combinations(range(self.n), k))
            sets = np.fromiter(flat, np.int32, comb(self.n, k) * k).reshape(-1, k)
            worth = self.worth(sets)
        if np.isnan(worth).all():
            return float("nan"), []
        best = float(np.nanmax(worth))
        return best, [tuple(row) for row in sets[worth >= best - EQUAL].tolist()]

    def extended(self, fixed: Nodes) -> NDArray[np.float64]:
        """What the fixed nodes are worth with each node besides; −∞ for themselves."""
        others = np.setdiff1d(np.arange(self.n, dtype=np.int32), np.array(fixed, np.int32))
        worth = np.full(self.n, -np.inf)
        if self.goal == F:
            self.check_time()
            gone = np.isin(np.arange(self.n), fixed)
            left = self.n - len(fixed) - 1
            pairs = connected_pairs_without(*self.rows, gone)[others]
            worth[others] = 1 - pairs / (left * (left - 1)) if left > 1 else np.nan
            return worth
        if self.goal == DF:
            sets = np.empty((len(others), len(fixed) + 1), np.int32)
            sets[:, :-1], sets[:, -1] = fixed, others
            worth[others] = self.worth(sets)
        elif self.goal == REACH and not fixed:
            worth[:] = (1 + distance_sums(self.ties, check_time=self.check_time).harmonic) / self.n
        else:
            worth[others] = self.reach_with(np.array(fixed, np.int32), others)
        return worth

    def reach_with(self, fixed: NDArray[np.int32], others: NDArray[np.int32]) -> NDArray[np.float64]:
        """What the fixed nodes reach with each of the others besides."""
        distance = distances_from(*self.rows, fixed)
        by_distance = 1.0 / np.maximum(1, np.arange(self.n + 1)) if self.goal == REACH else np.ones(self.goal + 1)
        reached = float(by_distance[distance[distance < len(by_distance)]].sum())

        def part(span: tuple[int, int]) -> NDArray[np.float64]:
            return gains(*self.rows, distance, others[span[0] : span[1]], by_distance)

        parts = self._checked(each(part, spans(len(others), self.block)))
        return (reached + np.concatenate([np.empty(0), *parts])) / (self.n if self.goal == REACH else 1)

    def from_starts(self, k: int, seed: int, starts: int) -> tuple[float, list[Nodes]]:
        """Greedy and exchange from several starts; the best sets found."""
        found: dict[Nodes, float] = {}
        for start in range(starts):
            if start:
                rng = np.random.default_rng([seed, start])
                chosen = tuple(rng.choice(self.n, k, replace=False).tolist())
            else:
                chosen = self._greedy(k)
            nodes, value = self._exchanged(chosen)
            found[nodes] = value
        best = max((value for value in found.values() if not isnan(value)), default=float("nan"))
        return best, [nodes for nodes, value in found.items() if value >= best - EQUAL]

    def _greedy(self, k: int) -> Nodes:
        chosen: Nodes = ()
        for _ in range(k):
            chosen = (*chosen, int(np.nanargmax(self.extended(chosen))))
        return chosen

    def _exchanged(self, chosen: Nodes) -> tuple[Nodes, float]:
        """Exchange one member at a time for the node that gains most, until none does."""
        value = float(self.worth(np.array([chosen], np.int32))[0])
        while True:
            offers = []
            for place in range(len(chosen)):
                rest = chosen[:place] + chosen[place + 1 :]
                worth = self.extended(rest)
                node = int(np.nanargmax(worth))
                offers.append((float(worth[node]), (*rest, node)))
            best, nodes = max(offers, key=lambda offer: offer[0])
            if not best > value + EQUAL:
                return tuple(sorted(chosen)), value
            value, chosen = best, nodes
