"""Candidate coalitions: whom goals would bring together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.breadth.similarity import similarity_baseline
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.analysis.findings.coalitions.candidate_coalition import CandidateCoalition
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.reasons import described
from alliancemap.analysis.findings.coalitions.search import search
from alliancemap.analysis.inputs.landscape import Landscape


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
    alternatives = tuple(
        described(landscape, objective, members, found.bound, breadth)
        for members, breadth in zip(found.sets, breadths, strict=True)
    )
    return CoalitionReport(alternatives, int(objective.free.sum()), found.bound_by)


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
