"""Whom a coalition that falls short of a quota would have to win over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.coalitions.found_coalitions import Positions
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import best_joiner, may_join
from alliancemap.analysis.inputs.landscape import Landscape

MOST_ADDED = 20
"""A coalition that needs more than that is not a little short of winning."""


def additions_to_win(
    landscape: Landscape,
    question: CoalitionQuestion,
    members: Sequence[int],
    votes: Mapping[int, int],
    short: int,
    check_time: CheckTime = no_limit,
) -> tuple[int, ...]:
    """Whom to add to a coalition so that it wins: as few as can be, and of those whoever adds the most to F.

    Only those are added who fit the question, whose votes are given, and who have no conflict tie to a member or to
    another one added. With m the fewest whose votes make up what is short, they are chosen one by one: each is the one
    that adds the most to F, k being the size asked for, of those with whom m are still enough; ties by row. Where
    conflicts among them leave that choice without an end, m is one more. Time O(m · voters log voters).

    Parameters
    ----------
    landscape : Landscape
    question : CoalitionQuestion
    members : sequence of int
        Rows of the coalition.
    votes : mapping of int to int
        Rows to how many votes each has; who is not named has none.
    short : int
        How many votes it lacks, above 0.
    check_time : callable
        Called before each choice; it may raise.

    Returns
    -------
    tuple of int
        Rows in the order chosen; empty if nobody would do, or no 20 together.
    """
    objective = Objective.of(landscape, question)
    position = {row: place for place, row in enumerate(objective.pool.tolist())}
    start = np.array([position[row] for row in members], np.int64)
    weights = {position[row]: number for row, number in votes.items() if row in position and number > 0}
    for count in range(1, 1 + min(MOST_ADDED, len(weights))):
        found = _added(objective, start, weights, short, count, check_time)
        if found is not None:
            return tuple(objective.pool[found].tolist())
    return ()


def _added(
    objective: Objective,
    members: Positions,
    weights: Mapping[int, int],
    short: int,
    count: int,
    check_time: CheckTime,
) -> list[int] | None:
    """So many who make up what is short; None if there are none, or none were found among conflicts."""
    added: list[int] = []
    while len(added) < count:
        check_time()
        able = _able(objective, members, weights, short, count - len(added))
        if not able.any():
            return None
        added.append(best_joiner(objective, members, able))
        members, short = np.append(members, added[-1]), short - weights[added[-1]]
    return added


def _able(
    objective: Objective, members: Positions, weights: Mapping[int, int], short: int, count: int
) -> NDArray[np.bool_]:
    """Who may join, and makes up what is short together with the heaviest of the others, `count` in all."""
    fits = may_join(objective, members)
    heaviest = sorted((place for place in weights if fits[place]), key=lambda place: -weights[place])
    reach = [0, *accumulate(weights[place] for place in heaviest)]
    able = np.zeros(len(fits), np.bool_)
    for rank, place in enumerate(heaviest):
        others = reach[min(count, len(heaviest))] - weights[place] if rank < count else reach[count - 1]
        able[place] = weights[place] + others >= short
    return able
