"""Potential allies of one organisation: what they share, how they could meet, and how unlike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.introductions import introduction_strengths
from alliancemap.analysis.inputs.affinity import affinity_row
from alliancemap.analysis.inputs.jaccard import jaccard_row
from alliancemap.analysis.inputs.landscape import Landscape, gather_rows, row
from alliancemap.analysis.inputs.social_distance import social_distance_row
from alliancemap.analysis.statistics.ranking import TOLERANCE, ranked
from alliancemap.analysis.statistics.shares import known_mean, share
from alliancemap.errors import UsageError

COMPONENTS = ("cause", "challenge", "place", "introduction", "compatibility")
DEFAULT_WEIGHTS = {"cause": 0.50, "challenge": 0.15, "place": 0.10, "introduction": 0.15, "compatibility": 0.10}


@dataclass(frozen=True, eq=False)
class AllyScores:
    """Every candidate for one organisation, in rank order; c candidates and 5 components in the order of COMPONENTS.

    score = base + Σ contributions. NaN stands for null throughout: "not known", never zero.

    Attributes
    ----------
    focal : int
        The row asked about.
    candidates : int64, length c
        Rows, highest score first, ties by row.
    score, coverage : float64, length c
        The score, and the total weight of the components known for the candidate.
    values, contributions : float64, 5 × c
        Component values in [0, 1] or NaN; what each adds to the base (0 where the value is null).
    base : float
        The score of a candidate that is average in everything; 0 if there is no candidate.
    means, weights : float64, length 5
        Means over the candidates where known, and the weights in use. A component null for every candidate is dropped:
        mean NaN, weight 0.
    social_distance : float64, length c
        In [0, 1] or NaN.
    median_social_distance : float or None
        Over the candidates whose social distance is known.
    bridging : bool, length c
        Social distance known and at least the median.
    """

    focal: int
    candidates: NDArray[np.int64]
    score: NDArray[np.float64]
    coverage: NDArray[np.float64]
    values: NDArray[np.float64]
    contributions: NDArray[np.float64]
    base: float
    means: NDArray[np.float64]
    weights: NDArray[np.float64]
    social_distance: NDArray[np.float64]
    median_social_distance: float | None
    bridging: NDArray[np.bool_]

    @property
    def natural_allies(self) -> NDArray[np.int64]:
        """Positions of all candidates, in rank order."""
        return np.arange(len(self.candidates))

    @property
    def bridging_allies(self) -> NDArray[np.int64]:
        """Positions of the candidates unlike the focal organisation, in rank order."""
        return np.flatnonzero(self.bridging)

    @property
    def thin_evidence(self) -> NDArray[np.bool_]:
        """Where less than half of the weight rests on something known."""
        return self.coverage < 0.5

    @property
    def similar_only(self) -> bool:
        """Whether none of the first ten is bridging, though how unlike they are is known of at least one."""
        known = ~np.isnan(self.social_distance[:10])
        return bool(known.any() and not self.bridging[:10].any())


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
    Time O(ties + stored entries + n log n).

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
        Highest score first, ties within 1e-12 by row; empty if there is no candidate.

    Raises
    ------
    UsageError
        If a weight is negative or not finite, or its component unknown, or all are 0.

    Notes
    -----
    For a score that is linear in its components the contributions are their Shapley values.
    """
    omega = _checked(weights)
    rows = np.flatnonzero(_strangers(landscape, focal) & landscape.candidates(include_power))
    values = np.stack([component[rows] for component in _components(landscape, focal)])
    omega, means = _rescaled(omega, values)
    centre = np.nan_to_num(means)
    base = float(omega @ centre)
    order = ranked(base + omega @ _deviations(values, centre))
    rows, values = rows[order], np.stack([component[order] for component in values])
    contributions = omega[:, None] * _deviations(values, centre)
    distance = social_distance_row(landscape, focal, places=False)[rows]
    median = _median(distance)
    return AllyScores(
        focal=focal,
        candidates=rows,
        score=base + contributions.sum(axis=0),
        coverage=omega @ np.where(np.isnan(values), 0.0, 1.0),
        values=values,
        contributions=contributions,
        base=base,
        means=means,
        weights=omega,
        social_distance=distance,
        median_social_distance=median,
        bridging=np.zeros(len(rows), dtype=np.bool_) if median is None else distance >= median - TOLERANCE,
    )


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


def _strangers(landscape: Landscape, focal: int) -> NDArray[np.bool_]:
    strangers = np.ones(landscape.size, dtype=np.bool_)
    for known in (landscape.tied_ever, landscape.ties, landscape.conflicts, landscape.related):
        strangers[row(known, focal)] = False
    strangers[focal] = False
    return strangers


def _components(landscape: Landscape, focal: int) -> list[NDArray[np.float64]]:
    return [
        affinity_row(landscape, focal),
        jaccard_row(landscape.challenges, focal),
        jaccard_row(landscape.places, focal),
        introduction_strengths(landscape, focal),
        _compatibility(landscape, focal),
    ]


def _deviations(values: NDArray[np.float64], centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each component differs from its mean; 0 where it is null."""
    deviations = values - centre[:, None]
    deviations[np.isnan(values)] = 0.0
    return deviations


def _compatibility(landscape: Landscape, focal: int) -> NDArray[np.float64]:
    allies = landscape.degree
    _, entry = gather_rows(landscape.ties, row(landscape.conflicts, focal))
    hostile = np.bincount(landscape.ties.indices[entry], minlength=landscape.size)
    return share(allies - hostile, allies, allies > 0)


def _rescaled(
    omega: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights without the components that nobody has, summing to 1, and the means of the others."""
    means = known_mean(values, 1)
    kept = np.where(np.isnan(means), 0.0, omega)
    return (kept / kept.sum() if kept.any() else kept), means


def _median(distance: NDArray[np.float64]) -> float | None:
    known = distance[~np.isnan(distance)]
    return float(np.median(known)) if len(known) else None
