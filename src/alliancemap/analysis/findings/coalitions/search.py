"""The search for the best set: all of them where they are few, else greedy choice and exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.coalitions.every_coalition import best_of_all
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy, Found, Positions
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.proof import prove
from alliancemap.analysis.inputs.landscape import gather_rows
from alliancemap.analysis.statistics.ranking import TOLERANCE, ranked
from alliancemap.errors import UsageError

EXHAUSTIVE = 200_000


def search(objective: Objective, alternatives: int, proof: float = 0.0, check_time: CheckTime = no_limit) -> Found:
    """Find the best set that fits, and alternatives that differ from it and from each other in two members.

    Looks at every set if there are at most 200 000; else builds each alternative greedily, then exchanges one member
    for another while that helps, and for `proof` seconds tries to prove how good the best is (`prove`). Sets closer
    than 1e-12 are equal; then the one with the smaller rows goes first.

    Raises
    ------
    UsageError
        If no alternative is asked for, no set fits, or none was found among conflicts.
    """
    if alternatives < 1:
        raise UsageError(f"alternatives is {alternatives}; give 1 or more")
    required = np.flatnonzero(objective.required)
    if objective.conflicts[required][:, required].nnz:
        raise UsageError("two organisations to be included have a conflict tie; include only one of them")
    seats = objective.size - len(required)
    open_to = np.flatnonzero(may_join(objective, required, ()))
    if len(open_to) < seats:
        raise UsageError(
            f"size is {objective.size}, but only {len(open_to) + len(required)} organisations fit the question; "
            "lower the size, name more causes or exclude fewer"
        )
    if comb(len(open_to), seats) <= EXHAUSTIVE:
        return best_of_all(objective, required, open_to, alternatives, check_time)
    return _build(objective, required, alternatives, proof, check_time)


def greedy(objective: Objective, required: Positions, apart: Sequence[Positions] = ()) -> Positions | None:
    """Add whoever gains most, the required first, ties by row; None if conflicts leave too few.

    `apart` holds sets that the result has to differ from in at least two members.
    """
    chosen, _ = objective.in_order(required)
    return _fill(objective, chosen, apart, lambda members, allowed: best_joiner(objective, members, allowed))


def exchange(
    objective: Objective, members: Positions, apart: Sequence[Positions] = (), check_time: CheckTime = no_limit
) -> Positions:
    """Go round the members and swap each for the outsider that gains most, until a round gains no more than 1e-12."""
    settled = 0
    while settled < len(members):
        check_time()
        leaver, rest = members[0], members[1:]
        allowed = may_join(objective, rest, apart) & ~objective.required[leaver]
        positions, gains = objective.leading(rest, allowed)
        most = gains.max(initial=-np.inf)
        better = most > objective.gains(rest, members[:1])[0] + TOLERANCE
        settled = 1 if better else settled + 1
        members = np.append(rest, positions[gains == most].min() if better else leaver)
    return members


def bound_at(objective: Objective, members: Positions) -> float:
    """F(S) + the `size` largest gains at S: no set of that size has a larger F."""
    _, gains = objective.leading(members, _outside(objective, members), objective.size)
    return objective.value(members) + float(np.sort(gains)[-objective.size :].sum())


def best_joiner(objective: Objective, members: Positions, allowed: NDArray[np.bool_]) -> int:
    """Who of those allowed, at least one, adds the most, ties by row."""
    positions, gains = objective.leading(members, allowed)
    return int(positions[gains >= gains.max() - TOLERANCE].min())


def _build(objective: Objective, required: Positions, alternatives: int, proof: float, check_time: CheckTime) -> Found:
    sets: list[Positions] = []
    bound, bound_by = np.inf, BoundBy.MARGINAL_GAINS
    while len(sets) < alternatives:
        check_time()
        start = greedy(objective, required, sets)
        start = _least_conflicts(objective, required, sets) if start is None else start
        if start is None:
            break
        if not sets:
            bound = min(bound_at(objective, start[:count]) for count in range(len(start) + 1))
        sets.append(exchange(objective, start, sets, check_time))
        bound = min(bound, bound_at(objective, sets[-1]))
        if len(sets) == 1:
            proven = prove(objective, sets[0], float(bound), proof, check_time)
            bound_by = BoundBy.PROGRAM if proven.bound < bound - TOLERANCE else bound_by
            sets, bound = [proven.members], min(float(bound), proven.bound)
    if not sets:
        raise UsageError(f"no coalition of {objective.size} without a conflict was found; lower the size")
    values = np.array([objective.value(members) for members in sets])
    return Found(tuple(sets[position] for position in ranked(values)), float(bound), bound_by)


def _fill(
    objective: Objective,
    chosen: list[int],
    apart: Sequence[Positions],
    preferred: Callable[[Positions, NDArray[np.bool_]], int],
) -> Positions | None:
    """Add whoever is preferred until the size is reached."""
    members = np.array(chosen, dtype=np.int64)
    if any(np.isin(members, other).sum() > objective.size - 2 for other in apart):
        return None
    while len(members) < objective.size:
        allowed = may_join(objective, members, apart)
        if not allowed.any():
            return None
        members = np.append(members, preferred(members, allowed))
    return members


def _least_conflicts(objective: Objective, required: Positions, apart: Sequence[Positions]) -> Positions | None:
    """Add whoever bars the fewest of those who are left; finds a set more often where conflicts are many."""

    def fewest(_: Positions, allowed: NDArray[np.bool_]) -> int:
        return int(np.argmin(np.where(allowed, objective.conflicts @ allowed, np.inf)))

    return _fill(objective, required.tolist(), apart, fewest)


def _outside(objective: Objective, members: Positions) -> NDArray[np.bool_]:
    free = objective.free.copy()
    free[members] = False
    return free


def may_join(objective: Objective, members: Positions, apart: Sequence[Positions] = ()) -> NDArray[np.bool_]:
    """Mask of who may join: free, no member yet, no conflict with one, and not one too many of another set."""
    allowed = _outside(objective, members)
    allowed[objective.conflicts.indices[gather_rows(objective.conflicts, members)[1]]] = False
    for other in apart:
        if np.isin(members, other).sum() >= objective.size - 2:
            allowed[other] = False
    return allowed
