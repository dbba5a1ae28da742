"""What the components of a candidate's score add to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from alliancemap.analysis.findings.allies.rated_candidates import RatedCandidates


@dataclass(frozen=True)
class Contribution:
    """What one component adds to a candidate's score: weight · (value - mean), 0 where the value is not known."""

    component: str
    value: float | None
    mean: float | None
    weight: float
    contribution: float


def contributions_of(one: RatedCandidates) -> tuple[Contribution, ...]:
    """What each component that counts adds to a single candidate, in order of size."""
    added, parts = one.contributions[:, 0], one.values[:, 0]
    contributions = [
        Contribution(
            component,
            known(parts[k]),
            known(one.means[k]),
            float(one.weights[k]),
            float(added[k]),
        )
        for k, component in enumerate(COMPONENTS)
        if one.weights[k] > 0
    ]
    return tuple(sorted(contributions, key=lambda item: -abs(item.contribution)))


def known(value: float) -> float | None:
    """A number, or None for NaN: what is not known."""
    return None if np.isnan(value) else float(value)
