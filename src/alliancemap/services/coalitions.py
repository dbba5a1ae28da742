"""Candidate coalitions: whom goals would bring together, what each adds, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliancemap.analysis.findings import coalitions as analysis
from alliancemap.errors import UsageError
from alliancemap.network.rows import Row, find_organisations, find_row
from alliancemap.services.breadth import SolidarityBreadth, shaped_breadth
from alliancemap.services.introductions import Introduction, check_count, shaped
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, counted, listed, percent, sentence  # noqa: A004 - contract's word

MOST_ALTERNATIVES = 10
MOST_GOALS = 50
LARGEST = 100
LONGEST_PROOF = 60


@dataclass(frozen=True)
class CauseBacking:
    """A goal that a member backs, and how central it is to it, in (0, 1]."""

    cause: Row
    weight: float


@dataclass(frozen=True)
class Backer:
    """A member that backs a goal, and how central the goal is to it, in (0, 1]."""

    organisation: Row
    weight: float


@dataclass(frozen=True)
class CoalitionMember:
    """A member: what it adds in the order chosen, what the whole would lose without it, and what it backs."""

    organisation: Row
    gain: float
    gain_if_left_out: float
    backs: tuple[CauseBacking, ...]
    reason: str


@dataclass(frozen=True)
class GoalBacking:
    """A goal, its weight as asked for, and who backs it, the most central first."""

    cause: Row
    weight: float
    backers: tuple[Backer, ...]

    @property
    def sole_backer(self) -> Row | None:
        """The one member that backs it, where it is one only."""
        return self.backers[0].organisation if len(self.backers) == 1 else None


@dataclass(frozen=True)
class CandidateCoalition:
    """One alternative: value, coverage, diversity and reach lie in [0, 1]; no value that fits is above `bound`."""

    members: tuple[CoalitionMember, ...]
    value: float
    coverage: float
    diversity: float
    reach: float
    bound: float
    share_of_bound: float
    proven: bool
    goals: tuple[GoalBacking, ...]
    introductions: tuple[Introduction, ...]
    breadth: SolidarityBreadth
    conflicts_avoided: int
    warnings: tuple[Warning, ...]
    reason: str


@dataclass(frozen=True)
class CoalitionReport:
    """The alternatives, best first, out of a pool of organisations that could have been chosen."""

    question: Question
    alternatives: tuple[CandidateCoalition, ...]
    pool: int
    exhaustive: bool


@dataclass(frozen=True)
class CoalitionWish:
    """What a coalition should be: goals (cause id to weight), size, who must be in it and who must not.

    `proof` is how many seconds may be spent on proving how good the best one is.
    """

    goals: tuple[tuple[str, float], ...]
    size: int
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    alternatives: int = 3
    proof: int = 0


def find_coalitions(question: Question, wish: CoalitionWish) -> CoalitionReport:
    """Find candidate coalitions; searched once for a Network and wish.

    Raises
    ------
    CauseNotFoundError, OrganisationNotFoundError
        If a goal or an organisation is not there.
    UsageError
        If a number is out of range, something is named twice, or no coalition fits the wish.
    """
    goals = _goals(question, wish.goals)
    check_count("size", wish.size, LARGEST, least=2)
    check_count("alternatives", wish.alternatives, MOST_ALTERNATIVES)
    check_count("proof", wish.proof, LONGEST_PROOF, least=0)
    include, exclude = (
        [question.place(row) for row in find_organisations(question.network, ids)]
        for ids in (wish.include, wish.exclude)
    )
    if both := set(wish.include) & set(wish.exclude):
        raise UsageError(f"{min(both)!r} is to be both in and out; leave one of the two")
    key = (question.ties, question.as_of, question.include_power, wish)
    report = question.network.remember(
        "coalitions",
        key,
        lambda: analysis.candidate_coalitions(
            question.landscape,
            goals,
            wish.size,
            analysis.Constraints(tuple(include), tuple(exclude), question.include_power),
            analysis.Effort(wish.alternatives, proof=wish.proof),
        ),
    )
    alternatives = tuple(_shaped(question, alternative) for alternative in report.alternatives)
    return CoalitionReport(question, alternatives, report.pool, report.exhaustive)


def _goals(question: Question, goals: Sequence[tuple[str, float]]) -> Mapping[int, float]:
    """Columns of the goals and their weights."""
    check_count("number of goals", len(goals), MOST_GOALS)
    found: dict[int, float] = {}
    for id, weight in goals:
        column = find_row(question.network, "causes", id).index
        if column in found:
            raise UsageError(f"goal {id!r} is named twice; name it once, with its weight")
        if not 1e-6 <= weight <= 1e6:
            raise UsageError(f"goal {id!r} has weight {weight}; give a number from 0.000001 to 1000000, such as 1")
        found[column] = weight
    return found


def _shaped(question: Question, found: analysis.CandidateCoalition) -> CandidateCoalition:
    goals = tuple(_goal(question, goal) for goal in found.goals)
    breadth = shaped_breadth(question, found.breadth)
    members = tuple(_member(question, member, goals) for member in found.members)
    return CandidateCoalition(
        members=members,
        value=found.value,
        coverage=found.coverage,
        diversity=found.diversity,
        reach=found.reach,
        bound=found.bound,
        share_of_bound=found.share_of_bound,
        proven=found.proven,
        goals=goals,
        introductions=tuple(
            shaped(question, needed.introduction) for needed in found.needed_introductions if needed.introduction
        ),
        breadth=breadth,
        conflicts_avoided=found.conflicts_avoided,
        warnings=(*_warnings(question, found, goals), *breadth.warnings),
        reason=_reason(found, goals),
    )


def _goal(question: Question, goal: analysis.GoalBacking) -> GoalBacking:
    backers = sorted(goal.backers, key=lambda backer: (-backer[1], backer[0]))
    shaped_backers = tuple(Backer(question.row(row), weight) for row, weight in backers)
    return GoalBacking(question.causes([goal.cause])[0], goal.weight, shaped_backers)


def _member(question: Question, member: analysis.CoalitionMember, goals: Sequence[GoalBacking]) -> CoalitionMember:
    organisation = question.row(member.row)
    backs = tuple(CauseBacking(question.causes([cause])[0], weight) for cause, weight in member.backs)
    alone = [goal.cause.value("name") for goal in goals if (sole := goal.sole_backer) and sole.id == organisation.id]
    names = listed([backing.cause.value("name") for backing in backs])
    clauses = [f"backs {names}" if names else "backs none of the goals", f"alone on {listed(alone)}" if alone else ""]
    return CoalitionMember(organisation, member.gain, member.gain_if_left_out, backs, sentence(clauses))


def _warnings(
    question: Question, found: analysis.CandidateCoalition, goals: Sequence[GoalBacking]
) -> tuple[Warning, ...]:
    warnings = []
    if missing := [goal.cause.value("name") for goal in goals if not goal.backers]:
        warnings.append(Warning("GOAL_WITHOUT_BACKER", f"No member backs {listed(missing)}."))
    for goal in goals:
        if sole := goal.sole_backer:
            message = (
                f"Only {sole.value('name')} backs {goal.cause.value('name')}: if it leaves, the goal goes with it."
            )
            warnings.append(Warning("SOLE_BACKER", message))
    if alone := [question.row(needed.member) for needed in found.needed_introductions if not needed.introduction]:
        names = listed([row.value("name") for row in alone])
        warnings.append(Warning("NO_INTRODUCTION", f"Nobody on the map could introduce {names} to another member."))
    return tuple(warnings)


def _reason(found: analysis.CandidateCoalition, goals: Sequence[GoalBacking]) -> str:
    backed = sum(bool(goal.backers) for goal in goals)
    clauses = [
        f"{counted(len(found.members), 'organisation')} that back {backed} of {counted(len(goals), 'goal')}",
        "proven the best" if found.proven else f"{percent(found.share_of_bound)} of a bound that nothing can exceed",
    ]
    if found.conflicts_avoided:
        clauses.append(f"{counted(found.conflicts_avoided, 'organisation')} left out because of a recorded conflict")
    if needed := sum(bool(needed.introduction) for needed in found.needed_introductions):
        clauses.append(f"{counted(needed, 'introduction')} needed")
    return sentence(clauses)
