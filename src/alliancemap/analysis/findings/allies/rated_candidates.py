"""Some candidates for an alliance: what each scores, and what that is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

THIN = 0.5
"""Coverage below which evidence is thin."""


@dataclass(frozen=True, eq=False)
class RatedCandidates:
    """Candidates for one organisation: r of them, and 5 components in the order of COMPONENTS.

    score = base + Σ contributions. NaN stands for null throughout: "not known", never zero.

    Attributes
    ----------
    rows : int64, length r
        Of the landscape.
    score : float64, length r
    values : float64, 5 × r
        Components, in [0, 1].
    social_distance : float64, length r
        In [0, 1].
    bridging : bool, length r
        Whether the social distance is known and at least the median over all candidates.
    means, weights : float64, length 5
        Means over all candidates where known, and the weights in use.
    """

    rows: NDArray[np.int64]
    score: NDArray[np.float64]
    values: NDArray[np.float64]
    social_distance: NDArray[np.float64]
    bridging: NDArray[np.bool_]
    means: NDArray[np.float64]
    weights: NDArray[np.float64]

    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each component adds to the base, 0 where its value is null; 5 × r."""
        added = self.weights[:, None] * (self.values - self.means[:, None])
        return np.where(np.isnan(added), 0.0, added)

    @property
    def coverage(self) -> NDArray[np.float64]:
        """Total weight of the components known, in [0, 1]."""
        return np.asarray(self.weights @ np.where(np.isnan(self.values), 0.0, 1.0))

    @property
    def thin_evidence(self) -> NDArray[np.bool_]:
        """Where less than half of the weight rests on something known."""
        return self.coverage < THIN
