"""Potential allies of one organisation: what they share, how they could meet, and how unlike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.candidates import COMPONENTS, Candidates, candidates, found
from alliancemap.analysis.findings.allies.heads import HEAD, Head, heads
from alliancemap.analysis.findings.allies.rated_candidates import RatedCandidates
from alliancemap.analysis.findings.allies.steps import INTRODUCTION, totals_of
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.medians import median_with
from alliancemap.analysis.statistics.ranking import TOLERANCE, ranked
from alliancemap.errors import UsageError

DEFAULT_WEIGHTS = {"cause": 0.50, "challenge": 0.15, "place": 0.10, "introduction": 0.15, "compatibility": 0.10}


@dataclass(frozen=True, eq=False)
class AllyScores:
    """Every candidate for one organisation; only those that are looked at are put in order, and rated one by one.

    Attributes
    ----------
    focal : int
        The row asked about.
    described : Candidates
        Their components and social distances.
    near_totals : float64
        Scores of those who are near.
    totals : float64, length 256
        Scores of all others, without what an introduction adds to that of those who are met, by row of the table.
    base : float
        The score of a candidate that is average in everything; 0 if there is no candidate.
    means, weights : float64, length 5
        Means over the candidates where known, and the weights in use. A component null for every candidate is dropped:
        mean NaN, weight 0.
    median_social_distance : float or None
        Over the candidates whose social distance is known.
    """

    focal: int
    described: Candidates
    near_totals: NDArray[np.float64]
    totals: NDArray[np.float64]
    base: float
    means: NDArray[np.float64]
    weights: NDArray[np.float64]
    median_social_distance: float | None

    def __len__(self) -> int:
        return len(self.described)

    @cached_property
    def bridging_count(self) -> int:
        """How many are bridging."""
        others = self.described.tally.apart[self.described.table.distances >= self._least].sum()
        return int(others + (self.described.near.distances >= self._least).sum())

    def first(self, count: int, *, bridging: bool = False) -> NDArray[np.int64]:
        """Give the rows of the first `count`, highest score first, ties by row; O(c) for few."""
        head = self._heads[bridging]
        if count <= HEAD and head is not None:
            return head[:count]
        return (self.candidates[self.in_order.bridging] if bridging else self.candidates)[:count]

    def rated(self, rows: NDArray[np.int64]) -> RatedCandidates:
        """Tell of some candidates, by rows of the landscape."""
        who, ways = self.described, self.described.ways_of(rows)
        parts, distances, scores = who.table.parts[ways], who.table.distances[ways], self.totals[ways]
        here, entries = found(rows, who.met.rows)
        parts[here, INTRODUCTION] = who.met.introduction[entries]
        scores[here] += self.weights[INTRODUCTION] * who.met.introduction[entries]
        here, entries = found(rows, who.near.rows)
        parts[here], distances[here] = who.near.parts[entries], who.near.distances[entries]
        scores[here] = self.near_totals[entries]
        return RatedCandidates(rows, scores, parts.T, distances, distances >= self._least, self.means, self.weights)

    @property
    def _least(self) -> float:
        """The least social distance of one that is bridging."""
        return np.inf if self.median_social_distance is None else self.median_social_distance - TOLERANCE

    @cached_property
    def _heads(self) -> tuple[Head, Head]:
        """The first of all, and of the bridging."""
        return heads(self.described, self.near_totals, self.totals, self.weights[INTRODUCTION], self._least)

    @cached_property
    def candidates(self) -> NDArray[np.int64]:
        """All rows, highest score first, ties by row."""
        rows = self.described.rows
        return rows[ranked(self.rated(rows).score)]

    @property
    def in_order(self) -> RatedCandidates:
        """All of them, highest score first, ties by row."""
        return self.rated(self.candidates)

    @property
    def similar_only(self) -> bool:
        """Whether none of the first ten is bridging, though how unlike they are is known of at least one."""
        ten = self.rated(self.first(10))
        return bool(not np.isnan(ten.social_distance).all() and not ten.bridging.any())


def ally_scores(
    landscape: Landscape, focal: int, weights: Mapping[str, float] = DEFAULT_WEIGHTS, include_power: bool = False
) -> AllyScores:
    """Score every candidate ally of one organisation.

    Candidates are the pool without those that do not wish to be suggested and those that know the focal organisation
    already: a tie at any time, a conflict tie, a record of founding or succession. Components, each in [0, 1]:

        cause          affinity
        challenge      Jaccard index of the challenges opposed
        place          Jaccard index of the places
        introduction   strength of the best introduction
        compatibility  1 - share of the candidate's allies that have a conflict with the focal organisation

    A component null for every candidate is dropped and the weights ω are rescaled to 1. With means c̄ over the
    candidates where known,

        base = Σ_k ω_k c̄_k;  contribution φ_k = ω_k (c_k - c̄_k), 0 where c_k is null;  score = base + Σ_k φ_k
    Time O(n + those with a value in common + ties of those within two steps).

    Parameters
    ----------
    landscape : Landscape
    focal : int
        The row asked about; it may have no tie and no cause.
    weights : mapping of component to float
        Not negative; a component left out has weight 0.
    include_power : bool
        Whether institutions of power may be candidates.

    Returns
    -------
    AllyScores
        Of nobody, if there is no candidate.

    Raises
    ------
    UsageError
        If a weight is negative or not finite, or its component unknown, or all are 0.

    Notes
    -----
    For a score that is linear in its components the contributions are their Shapley values.
    """
    omega = _checked(weights)
    who = candidates(landscape, focal, include_power)
    means = who.means()
    omega = _rescaled(omega, means)
    base = float(omega @ np.where(np.isnan(means), 0.0, means))
    near, others = (totals_of(parts, means, omega, base) for parts in (who.near.parts, who.table.parts))
    median = median_with(who.near.distances, who.table.distances, who.tally.apart)
    return AllyScores(focal, who, near, others, base, means, omega, median)


def _checked(weights: Mapping[str, float]) -> NDArray[np.float64]:
    for name, weight in weights.items():
        if name not in COMPONENTS:
            raise UsageError(f"unknown component {name!r}; the components are {', '.join(COMPONENTS)}")
        if not 0 <= weight < np.inf:
            raise UsageError(f"weight of {name} is {weight}; give a number that is 0 or more")
    omega = np.array([weights.get(name, 0.0) for name in COMPONENTS], dtype=np.float64)
    if not omega.any():
        raise UsageError("all weights are 0; give at least one component a weight above 0")
    return omega


def _rescaled(omega: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights without the components that nobody has, summing to 1."""
    kept = np.where(np.isnan(means), 0.0, omega)
    return kept / kept.sum() if kept.any() else kept
