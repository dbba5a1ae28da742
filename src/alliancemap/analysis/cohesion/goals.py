"""Goals of the key player problem by name, and how long a search for them is predicted to take."""

from __future__ import annotations

import re
from math import comb

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.key_player_steps import DF, REACH, F
from alliancemap.errors import UsageError

GOALS = ("neg_F", "neg_DF", "pos_DR", "pos_m1", "pos_m2")
"""Those usually asked for; `pos_m` may have any number of steps."""

RATE = 2.5e8
"""Ties a second that a search looks at on one processor, as measured."""

LEVELS = 6
"""Steps that a search typically takes to reach everybody."""

ROUNDS = 3
"""Rounds of exchange that a start typically takes."""

NEARER = 0.25
"""The part of a network, at most, that is typically nearer to a further node than to a set that is there already."""

PAUSE = 0.2
"""Seconds after which a thread should have done with the sets it was given, so that the search can be stopped."""

LONGEST = 3 * 3600.0
"""Seconds above which a search is refused rather than begun."""


def goal_number(goal: str) -> int:
    """The number that loops know a goal by.

    Raises
    ------
    UsageError
        If there is no such goal.
    """
    fixed = {"neg_F": F, "neg_DF": DF, "pos_DR": REACH}
    if goal in fixed:
        return fixed[goal]
    steps = re.fullmatch(r"pos_m([1-9]\d{0,4})", goal)
    if not steps:
        raise UsageError(f"there is no goal {goal!r}: it is one of {', '.join(GOALS)}, pos_m with a number of steps")
    return int(steps[1])


def predicted_seconds(ties: csr_array, k: int, goal: str, starts: int = 10, most_sets: int = 200_000) -> float:
    """How long one processor would look for key players, from how many ties it would look at for each set it tries.

    Of F all extensions of a set by one node are looked at in one search; of reach, only what a further node is nearer
    to than the set.
    """
    n, number = ties.shape[0], goal_number(goal)
    exhaustive = comb(n, k) <= most_sets
    rounds = k + starts * ROUNDS * k
    if number == F and (k == 1 or not exhaustive):
        return (1 if exhaustive else rounds) * seconds_a_set(ties, k, number)
    if exhaustive:
        return comb(n, k) * seconds_a_set(ties, k, number)
    return rounds * n * seconds_a_set(ties, 1, number) * (1 if number == DF else NEARER)


def seconds_a_set(ties: csr_array, k: int, number: int) -> float:
    """How long one processor takes to value a set of k nodes for the goal of that number.

    From the ties it looks at: n + 2m for F and reach, the degrees for reach in one step, squared degrees for two,
    6 (n + 2m) for every 64 nodes for DF.
    """
    n, degrees = ties.shape[0], np.diff(ties.indptr).astype(float)
    whole = float(n + ties.nnz)
    if number == DF:
        return LEVELS * whole * float(np.ceil(n / 64)) / RATE
    if number in (1, 2) and n:
        return k * float((degrees**number).mean()) / RATE
    return whole / RATE


def block_size(ties: csr_array, k: int, number: int, most: int) -> int:
    """How many sets a thread is given at a time: `most`, fewer where a set takes long."""
    return int(min(most, max(1.0, PAUSE / max(seconds_a_set(ties, k, number), PAUSE / most))))
