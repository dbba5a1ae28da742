"""The reasons for a set of members that was found: what makes it a candidate coalition."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.breadth.solidarity import SolidarityBreadth
from alliancemap.analysis.findings.coalitions.candidate_coalition import (
    CandidateCoalition,
    CoalitionMember,
    GoalBacking,
    Replacement,
)
from alliancemap.analysis.findings.coalitions.needed_introductions import needed_introductions
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.search import best_joiner, may_join
from alliancemap.analysis.inputs.landscape import Landscape


def described(
    landscape: Landscape,
    objective: Objective,
    members: NDArray[np.int64],
    bound: float,
    breadth: SolidarityBreadth | None,
) -> CandidateCoalition:
    """Say why a set of members, given by positions, makes a coalition; no set has a larger F than `bound`."""
    coverage, diversity, reach = objective.parts(members)
    value = objective.value(members)
    return CandidateCoalition(
        members=tuple(_members(objective, members)),
        value=value,
        coverage=coverage,
        diversity=diversity,
        reach=reach,
        bound=max(bound, value),
        goals=_goals(objective, members),
        needed_introductions=tuple(needed_introductions(landscape, np.sort(objective.pool[members]))),
        breadth=breadth,
        conflicts_avoided=_avoided(objective, members),
    )


def _members(objective: Objective, members: NDArray[np.int64]) -> Iterator[CoalitionMember]:
    """Each member, in the order in which it adds the most."""
    value = objective.value(members)
    for one, gain in zip(*objective.in_order(members), strict=True):
        yield CoalitionMember(
            row=int(objective.pool[one]),
            gain=gain,
            gain_if_left_out=value - objective.value(members[members != one]),
            backs=_backs(objective, one),
            if_declines=_instead(objective, members, one),
        )


def _instead(objective: Objective, members: NDArray[np.int64], leaver: int) -> Replacement | None:
    """Who adds the most to the others when one member declines, ties by row."""
    rest = members[members != leaver]
    allowed = may_join(objective, rest)
    allowed[leaver] = False
    if not allowed.any():
        return None
    joiner = best_joiner(objective, rest, allowed)
    return Replacement(int(objective.pool[joiner]), objective.value(np.append(rest, joiner)))


def _backs(objective: Objective, position: int) -> tuple[tuple[int, float], ...]:
    weights = zip(objective.goals.tolist(), objective.backing[position].tolist(), strict=True)
    return tuple((cause, weight) for cause, weight in weights if weight > 0)


def _goals(objective: Objective, members: NDArray[np.int64]) -> tuple[GoalBacking, ...]:
    rows = objective.pool[members].tolist()
    columns = zip(objective.goals.tolist(), objective.weights.tolist(), objective.backing[members].T, strict=True)
    return tuple(
        GoalBacking(cause, weight, tuple((row, float(b)) for row, b in zip(rows, backing, strict=True) if b > 0))
        for cause, weight, backing in columns
    )


def _avoided(objective: Objective, members: NDArray[np.int64]) -> int:
    hostile = np.unique(objective.conflicts[members].indices)
    return int((objective.backing[hostile] > 0).any(axis=1).sum())
