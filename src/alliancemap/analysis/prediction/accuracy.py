"""How well scores foretell: over groups of equal scores, so that ties are neither luck nor merit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Tally:
    """Candidates by score: g groups of equal scores, the highest first.

    Attributes
    ----------
    positives, candidates : float64, shape (g,)
        How many of each group came true, and how many there are in all.
    """

    positives: NDArray[np.float64]
    candidates: NDArray[np.float64]

    @classmethod
    def of(cls, scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> Tally:
        """Group scores, exactly equal ones together. Time O(n log n)."""
        group = np.unique(-scores, return_inverse=True)[1]
        return cls(np.bincount(group, weights=labels).astype(np.float64), np.bincount(group).astype(np.float64))

    @property
    def auc(self) -> float:
        """P(a positive scores higher than a negative), equal scores counting ½; NaN without either."""
        negatives = self.candidates - self.positives
        below = negatives.sum() - np.cumsum(negatives)
        pairs = self.positives.sum() * negatives.sum()
        return float((self.positives * (below + negatives / 2)).sum() / pairs) if pairs else float("nan")

    @property
    def average_precision(self) -> float:
        """Σ (R_t − R_{t−1}) P_t over distinct thresholds t, recall R and precision P; NaN without positives.

        Candidates of equal score enter together.
        """
        total = self.positives.sum()
        if not total:
            return float("nan")
        there = self.candidates > 0
        precision = np.cumsum(self.positives)[there] / np.cumsum(self.candidates)[there]
        return float((self.positives[there] * precision).sum() / total)

    def hits(self, k: int) -> float:
        """How many positives are expected among the first k, equal scores in random order."""
        before = np.cumsum(self.candidates) - self.candidates
        share = np.clip((k - before) / np.maximum(self.candidates, 1), 0, 1)
        return float((self.positives * share).sum())

    def figures(self, ks: Sequence[int]) -> dict[str, float]:
        """AUC, average precision and hits, by name."""
        hits = {f"hits_at_{k}": self.hits(k) for k in ks}
        return {"auc": self.auc, "average_precision": self.average_precision, **hits}
