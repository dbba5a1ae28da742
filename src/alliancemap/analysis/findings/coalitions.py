"""Candidate coalitions: whom goals would bring together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.breadth import SolidarityBreadth, solidarity_breadth
from alliancemap.analysis.findings.coalition_objective import CoalitionQuestion, Objective
from alliancemap.analysis.findings.coalition_search import BoundBy, Found, best_joiner, may_join, search
from alliancemap.analysis.findings.introductions import Introduction, best_way, introductions
from alliancemap.analysis.findings.similarity import similarity_baseline
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.ranking import TOLERANCE


@dataclass(frozen=True)
class Constraints:
    """Who may be a member.

    Attributes
    ----------
    include, exclude : tuple of int
        Rows that must and must not be members.
    include_power : bool
        Whether institutions of power may be.
    everybody : bool
        Whether organisations that back no goal may be.
    """

    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    include_power: bool = False
    everybody: bool = False


ANYONE = Constraints()


@dataclass(frozen=True)
class Effort:
    """How much to look for.

    Attributes
    ----------
    alternatives : int
        How many coalitions at most.
    seed : int
        For the comparison of breadth with other sets.
    proof : float
        Seconds to spend on a proof of the bound, where not all coalitions are looked at; it may find a better one too.
    """

    alternatives: int = 3
    seed: int = 0
    proof: float = 0.0


EFFORT = Effort()
"""Three alternatives, no proof."""


@dataclass(frozen=True)
class Replacement:
    """Who would best take a seat that becomes free while the others stay, and F with it."""

    row: int
    value: float


@dataclass(frozen=True)
class CoalitionMember:
    """One member of a candidate coalition.

    Attributes
    ----------
    row : int
    gain : float
        What it adds in the order in which members are listed.
    gain_if_left_out : float
        What the whole would lose without it.
    backs : tuple of (int, float)
        The goals it backs (columns of causes) and how central each is to it, in (0, 1].
    if_declines : Replacement or None
        Whom to ask instead; None if nobody else fits.
    """

    row: int
    gain: float
    gain_if_left_out: float
    backs: tuple[tuple[int, float], ...]
    if_declines: Replacement | None


@dataclass(frozen=True)
class GoalBacking:
    """One goal of a candidate coalition.

    Attributes
    ----------
    cause : int
        Column.
    weight : float
        As asked for.
    backers : tuple of (int, float)
        Member rows and how central the goal is to each. One backer is its sole backer; none: nobody backs it.
    """

    cause: int
    weight: float
    backers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class NeededIntroduction:
    """A member farther than two steps from every other member.

    Attributes
    ----------
    member : int
    to : int or None
        The member that it can best be introduced to; None if nobody can introduce it.
    introduction : Introduction or None
    """

    member: int
    to: int | None
    introduction: Introduction | None


@dataclass(frozen=True)
class CandidateCoalition:
    """One alternative, with its reasons.

    Attributes
    ----------
    members : tuple of CoalitionMember
        In the order chosen.
    value, coverage, diversity, reach : float
        F and its three parts, all in [0, 1].
    bound : float
        No coalition that fits the question has a larger F.
    goals : tuple of GoalBacking
    needed_introductions : tuple of NeededIntroduction
        In the order to make them in; once they are made every member is within two steps of another, but for those whom
        nobody can introduce, who come last.
    breadth : SolidarityBreadth or None
        None for a coalition of one.
    conflicts_avoided : int
        Organisations that back a goal and were left out because of a conflict tie to a member.
    """

    members: tuple[CoalitionMember, ...]
    value: float
    coverage: float
    diversity: float
    reach: float
    bound: float
    goals: tuple[GoalBacking, ...]
    needed_introductions: tuple[NeededIntroduction, ...]
    breadth: SolidarityBreadth | None
    conflicts_avoided: int

    @property
    def share_of_bound(self) -> float:
        """F / bound, in (0, 1]; 1 where both are 0."""
        return self.value / self.bound if self.bound > 0 else 1.0

    @property
    def proven(self) -> bool:
        """Whether nothing better exists: the value reaches the bound."""
        return self.value >= self.bound - TOLERANCE


@dataclass(frozen=True)
class CoalitionReport:
    """The alternatives, best first.

    Attributes
    ----------
    alternatives : tuple of CandidateCoalition
        Each differs from every other in at least two members.
    pool : int
        Organisations that could have been chosen.
    bound_by : BoundBy
        What the bound rests on.
    """

    alternatives: tuple[CandidateCoalition, ...]
    pool: int
    bound_by: BoundBy

    @property
    def exhaustive(self) -> bool:
        """Whether every possible coalition was looked at."""
        return self.bound_by is BoundBy.EVERY_COALITION


def candidate_coalitions(
    landscape: Landscape,
    goal: Mapping[int, float],
    size: int,
    constraints: Constraints = ANYONE,
    effort: Effort = EFFORT,
    check_time: CheckTime = no_limit,
) -> CoalitionReport:
    """Find whom some goals would bring together: alternatives of one size, each with its reasons.

    Maximises F of `Objective` (`search`): everybody to be included is a member, nobody to be excluded is, and no two
    members have a conflict tie. The first alternative is the best found; each further one differs from every earlier
    one in at least two members. `bound` is the largest F that any coalition could have: the best one's own where all
    were looked at, that of an integer program where a proof was asked for (`prove`), else F(S) + the `size` largest
    gains at S, the least over the sets S on the way (F is monotone and submodular).

    Parameters
    ----------
    landscape : Landscape
    goal : mapping of int to float
        Columns of causes to support or challenges to oppose, with weights above 0.
    size : int
        How many members.
    constraints : Constraints
    effort : Effort
    check_time : callable
        Called on the way; whatever it raises ends the search.

    Returns
    -------
    CoalitionReport

    Raises
    ------
    UsageError
        If the question contradicts itself, or no coalition fits it.

    References
    ----------
    Nemhauser, Wolsey & Fisher, Math. Program. 14, 265 (1978). doi:10.1007/BF01588971
    """
    objective = Objective.of(landscape, coalition_question(goal, size, constraints))
    found = search(objective, effort.alternatives, effort.proof, check_time)
    power = constraints.include_power
    baseline = similarity_baseline(landscape, size, effort.seed, power, check_time) if size > 1 else None
    breadths = [solidarity_breadth(landscape, objective.pool[one], effort.seed, power, baseline) for one in found.sets]
    check_time()
    described = [
        _described(landscape, objective, members, found, breadth)
        for members, breadth in zip(found.sets, breadths, strict=True)
    ]
    return CoalitionReport(tuple(described), int(objective.free.sum()), found.bound_by)


def coalition_question(goal: Mapping[int, float], size: int, constraints: Constraints) -> CoalitionQuestion:
    """Put what is asked for together."""
    return CoalitionQuestion(
        goal=goal,
        size=size,
        include=frozenset(constraints.include),
        exclude=frozenset(constraints.exclude),
        include_power=constraints.include_power,
        everybody=constraints.everybody,
    )


def _described(
    landscape: Landscape,
    objective: Objective,
    members: NDArray[np.int64],
    found: Found,
    breadth: SolidarityBreadth | None,
) -> CandidateCoalition:
    order, gains = objective.in_order(members)
    coverage, diversity, reach = objective.parts(members)
    value = objective.value(members)
    return CandidateCoalition(
        members=tuple(
            CoalitionMember(
                row=int(objective.pool[one]),
                gain=gain,
                gain_if_left_out=value - objective.value(members[members != one]),
                backs=_backs(objective, one),
                if_declines=_instead(objective, members, one),
            )
            for one, gain in zip(order, gains, strict=True)
        ),
        value=value,
        coverage=coverage,
        diversity=diversity,
        reach=reach,
        bound=max(found.bound, value),
        goals=_goals(objective, members),
        needed_introductions=tuple(_needed(landscape, np.sort(objective.pool[members]))),
        breadth=breadth,
        conflicts_avoided=_avoided(objective, members),
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


def _needed(landscape: Landscape, rows: NDArray[np.int64]) -> Iterator[NeededIntroduction]:
    """Members farther than two steps from every other one, the strongest introduction first.

    One that was introduced stands beside the member it met and is within two steps of those tied to it, so that a
    later one may need no introduction any more.
    """
    ties = csr_array(landscape.ties[rows])
    tied = csr_array(ties[:, rows]).toarray() > 0
    near = (csr_array(ties @ ties.T).toarray() > 0) | tied
    np.fill_diagonal(near, False)
    ways = {position: _way(landscape, rows, position) for position in np.flatnonzero(~near.any(axis=1)).tolist()}
    while able := [way for position, way in ways.items() if way and not near[position].any()]:
        best = best_way(able)
        member, to = (int(np.searchsorted(rows, end)) for end in (best.path[0], best.path[-1]))
        near[member] |= tied[to]
        near[:, member] |= tied[to]
        near[member, to] = near[to, member] = True
        yield NeededIntroduction(best.path[0], best.path[-1], best)
    for position, way in ways.items():
        if way is None and not near[position].any():
            yield NeededIntroduction(int(rows[position]), None, None)


def _way(landscape: Landscape, rows: NDArray[np.int64], position: int) -> Introduction | None:
    """The best way from one of some rows to another of them."""
    member = int(rows[position])
    ways = [way for other in rows.tolist() for way in introductions(landscape, member, other, 1)]
    return best_way(ways) if ways else None
