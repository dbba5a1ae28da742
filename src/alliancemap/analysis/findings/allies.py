"""Potential allies of one organisation: what they share, how they could meet, and how unlike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.candidates import COMPONENTS, Candidates, candidates, deviations, known_or_zero
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.ranking import TOLERANCE, leading, ranked
from alliancemap.errors import UsageError

HEAD = 100
"""How many of the first are found without putting all in order."""

THIN = 0.5
"""Coverage below which evidence is thin."""

DEFAULT_WEIGHTS = {"cause": 0.50, "challenge": 0.15, "place": 0.10, "introduction": 0.15, "compatibility": 0.10}


@dataclass(frozen=True, eq=False)
class AllyScores:
    """Every candidate for one organisation: c candidates and 5 components in the order of COMPONENTS.

    score = base + Σ contributions. NaN stands for null throughout: "not known", never zero. All are scored, and only
    those that are looked at are put in order: an *entry* is a candidate's place in ascending order of row, a *position*
    its place in the ranking.

    Attributes
    ----------
    focal : int
        The row asked about.
    described : Candidates
        Their components and social distances, by entry.
    totals : float64, length c
        Scores, by entry.
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
    totals: NDArray[np.float64]
    base: float
    means: NDArray[np.float64]
    weights: NDArray[np.float64]
    median_social_distance: float | None

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Of the landscape, by entry."""
        return self.described.rows

    @property
    def distances(self) -> NDArray[np.float64]:
        """Social distances in [0, 1] or NaN, by entry."""
        return self.described.distances

    def parts_of(self, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Component values of some entries, in [0, 1] or NaN; 5 × entries."""
        return self.described.parts_of(entries)

    @cached_property
    def unlike(self) -> NDArray[np.bool_]:
        """By entry: social distance known and at least the median."""
        median = self.median_social_distance
        return np.zeros(len(self), np.bool_) if median is None else self.distances >= median - TOLERANCE

    def first(self, count: int, *, bridging: bool = False) -> NDArray[np.int64]:
        """Give the entries of the first `count`, highest score first, ties by row; O(c) for few."""
        head = self._bridging_head if bridging else self._head
        if count <= HEAD or len(head) < HEAD:
            return head[:count]
        return self.ranking[self.bridging_allies][:count] if bridging else self.ranking[:count]

    @cached_property
    def _head(self) -> NDArray[np.int64]:
        return leading(self.totals, HEAD)

    @cached_property
    def _bridging_head(self) -> NDArray[np.int64]:
        unlike = np.flatnonzero(self.unlike)
        return unlike[leading(self.totals[unlike], HEAD)]

    def contributions_of(self, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """What each component of some entries adds to the base (0 where its value is null); 5 × entries."""
        return self.weights[:, None] * deviations(self.parts_of(entries), self.means)

    def coverage_of(self, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the total weight of the components known of some entries."""
        return np.asarray(self.weights @ np.where(np.isnan(self.parts_of(entries)), 0.0, 1.0))

    @cached_property
    def ranking(self) -> NDArray[np.int64]:
        """All entries, highest score first, ties by row."""
        return ranked(self.totals)

    @property
    def candidates(self) -> NDArray[np.int64]:
        """Rows, in rank order."""
        return self.rows[self.ranking]

    @property
    def score(self) -> NDArray[np.float64]:
        """Scores, in rank order."""
        return self.totals[self.ranking]

    @property
    def coverage(self) -> NDArray[np.float64]:
        """Coverage, in rank order."""
        return self.coverage_of(self.ranking)

    @property
    def values(self) -> NDArray[np.float64]:
        """Component values, 5 × c in rank order."""
        return self.parts_of(self.ranking)

    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each component adds to the base, 5 × c in rank order."""
        return self.contributions_of(self.ranking)

    @property
    def social_distance(self) -> NDArray[np.float64]:
        """Social distances, in rank order."""
        return self.distances[self.ranking]

    @property
    def bridging(self) -> NDArray[np.bool_]:
        """Whether each is bridging, in rank order."""
        return self.unlike[self.ranking]

    @property
    def natural_allies(self) -> NDArray[np.int64]:
        """Positions of all candidates, in rank order."""
        return np.arange(len(self))

    @property
    def bridging_allies(self) -> NDArray[np.int64]:
        """Positions of the candidates unlike the focal organisation, in rank order."""
        return np.flatnonzero(self.bridging)

    @property
    def thin_evidence(self) -> NDArray[np.bool_]:
        """Where less than half of the weight rests on something known, in rank order."""
        return self.coverage < THIN

    @property
    def similar_only(self) -> bool:
        """Whether none of the first ten is bridging, though how unlike they are is known of at least one."""
        best = self.first(10)
        return bool(not np.isnan(self.distances[best]).all() and not self.unlike[best].any())


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
        In rank order: highest score first, ties within 1e-12 by row; empty if there is no candidate.

    Raises
    ------
    UsageError
        If a weight is negative or not finite, or its component unknown, or all are 0.

    Notes
    -----
    For a score that is linear in its components the contributions are their Shapley values.
    """
    omega = _checked(weights)
    found = candidates(landscape, focal, include_power)
    means = found.means()
    omega = _rescaled(omega, means)
    base = float(omega @ known_or_zero(means))
    return AllyScores(focal, found, found.scores(base, omega, means), base, means, omega, _median(found.distances))


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


def _median(distance: NDArray[np.float64]) -> float | None:
    known = distance[~np.isnan(distance)]
    if not len(known):
        return None
    middle = len(known) // 2
    known.partition(middle)
    upper = known[middle]
    return float(upper if len(known) % 2 else (known[:middle].max() + upper) / 2)
