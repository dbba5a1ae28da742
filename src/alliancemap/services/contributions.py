"""What the components of a candidate's score add to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliancemap.analysis.findings.allies import AllyScores
from alliancemap.analysis.findings.candidates import COMPONENTS


@dataclass(frozen=True)
class Contribution:
    """What one component adds to a candidate's score: weight · (value - mean), 0 where the value is not known."""

    component: str
    value: float | None
    mean: float | None
    weight: float
    contribution: float


def contributions_of(scores: AllyScores, candidate: int) -> tuple[Contribution, ...]:
    """What each component that counts adds to a candidate, in order of size."""
    one = np.array([candidate])
    added, parts = scores.contributions_of(one)[:, 0], scores.parts_of(one)[:, 0]
    contributions = [
        Contribution(
            component,
            known(parts[k]),
            known(scores.means[k]),
            float(scores.weights[k]),
            float(added[k]),
        )
        for k, component in enumerate(COMPONENTS)
        if scores.weights[k] > 0
    ]
    return tuple(sorted(contributions, key=lambda item: -abs(item.contribution)))


def known(value: float) -> float | None:
    """A number, or None for NaN: what is not known."""
    return None if np.isnan(value) else float(value)
