"""Potential allies of one organisation: what they share, how they could meet, and how unlike they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
