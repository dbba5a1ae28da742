"""Introductions in order: what each adds, and whom it relieves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.findings.plans.connectivity import Connectivity
from alliancemap.analysis.position.cuts import cuts
from alliancemap.analysis.statistics.ranking import TOLERANCE


@dataclass(frozen=True)
class PlanStep:
    """One introduction.

    Attributes
    ----------
    a, b : int
        The rows of its two ends.
    gain, value : float
        What it adds to Φ, and Φ with it.
    relieved : tuple of int
        Rows without which the map fell apart before it (articulation points), and does not after it.
    """

    a: int
    b: int
    gain: float
    value: float
    relieved: tuple[int, ...] = ()


def steps_of(graph: Connectivity, chosen: Iterable[tuple[int, int]], *, in_order: bool = False) -> tuple[PlanStep, ...]:
    """What each tie adds, the greater gain first unless the order is given."""
    steps: list[PlanStep] = []
    left = list(chosen)
    while left:
        gains = graph.gains((np.array([a for a, _ in left]), np.array([b for _, b in left])))
        tie = left.pop(0 if in_order else int(np.flatnonzero(gains > gains.max() - TOLERANCE)[0]))
        before, graph = graph.value, graph.with_tie(*tie)
        steps.append(PlanStep(*tie, graph.value - before, graph.value))
    return tuple(steps)


def with_relief(ties: csr_array, steps: Iterable[PlanStep]) -> tuple[PlanStep, ...]:
    """Say of each step whom it relieves of holding the map together alone."""
    held, found = cuts(ties).articulation_points, []
    for step in steps:
        new = csr_array((np.ones(2), ([step.a, step.b], [step.b, step.a])), shape=ties.shape)
        ties = csr_array(ties + new)
        ties.sort_indices()
        after = cuts(ties).articulation_points
        found.append(replace(step, relieved=tuple(np.setdiff1d(held, after).tolist())))
        held = after
    return tuple(found)
