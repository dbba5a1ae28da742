"""Candidate coalitions: whom goals would bring together, what each adds, and what stands in the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alliancemap.analysis.findings import candidate_coalition as candidate
from alliancemap.analysis.findings import coalitions as analysis
from alliancemap.analysis.findings.coalition_objective import CoalitionQuestion
from alliancemap.analysis.findings.coalition_search import BoundBy
from alliancemap.analysis.findings.coalition_votes import additions_to_win
from alliancemap.errors import UsageError
from alliancemap.network.rows import Row, find_organisations, find_row
from alliancemap.services.breadth import SolidarityBreadth, shaped_breadth
from alliancemap.services.introductions import Introduction, check_count, shaped
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, counted, listed, percent, sentence  # noqa: A004 - contract's word
from alliancemap.services.voting import Ballot, Voting, ballot

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
class Replacement:
    """Who would best take the seat of a member that declines while the others stay, and what comes of it.

    `value` is that of the coalition then, `change` what that is more or less than before, `missing` the goals that
    nobody would back any more.
    """

    organisation: Row
    value: float
    change: float
    missing: tuple[Row, ...]


@dataclass(frozen=True)
class CoalitionMember:
    """A member: what it adds in the order chosen, what the whole would lose without it, and what it backs.

    `if_declines` None: nobody else fits the wish.
    """

    organisation: Row
    gain: float
    gain_if_left_out: float
    backs: tuple[CauseBacking, ...]
    if_declines: Replacement | None
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
    """One alternative: value, coverage, diversity and reach lie in [0, 1]; no value that fits is above `bound`.

    `voting` None: no quota was given.
    """

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
    introducible: bool
    breadth: SolidarityBreadth
    conflicts_avoided: int
    voting: Voting | None
    warnings: tuple[Warning, ...]
    reason: str


@dataclass(frozen=True)
class CoalitionReport:
    """The alternatives, best first, out of a pool of organisations that could have been chosen."""

    question: Question
    alternatives: tuple[CandidateCoalition, ...]
    pool: int
    bound_by: BoundBy

    @property
    def exhaustive(self) -> bool:
        """Whether every possible coalition was looked at."""
        return self.bound_by is BoundBy.EVERY_COALITION


@dataclass(frozen=True)
class CoalitionWish:
    """What a coalition should be: goals (cause id to weight), size, who must be in it and who must not.

    `everybody` lets in those that back no goal. `proof` is how many seconds may be spent on proving how good the best
    one is: a proof that ends before that is the same each time, one that the clock cuts short is not.
    `quota` and `votes` (organisation id, number) are those of a vote to win; they do not change who is chosen, but
    tell how each alternative does.
    """

    goals: tuple[tuple[str, float], ...]
    size: int
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    alternatives: int = 3
    proof: int = 0
    everybody: bool = False
    quota: float | None = None
    votes: tuple[tuple[str, float], ...] = ()


def find_coalitions(question: Question, wish: CoalitionWish) -> CoalitionReport:
    """Find candidate coalitions; searched once for a Network and wish.

    Raises
    ------
    CauseNotFoundError, OrganisationNotFoundError
        If a goal or an organisation is not there.
    UsageError
        If a number is out of range, something is named twice, no coalition fits the wish, or nobody could win the vote.
    """
    goals = _goals(question, wish.goals)
    vote = ballot(question.network, wish.quota, wish.votes)
    check_count("size", wish.size, LARGEST, least=2)
    check_count("alternatives", wish.alternatives, MOST_ALTERNATIVES)
    check_count("proof", wish.proof, LONGEST_PROOF, least=0)
    include, exclude = (
        [question.place(row) for row in find_organisations(question.network, ids)]
        for ids in (wish.include, wish.exclude)
    )
    if both := set(wish.include) & set(wish.exclude):
        raise UsageError(f"{min(both)!r} is to be both in and out; leave one of the two")
    constraints = analysis.Constraints(tuple(include), tuple(exclude), question.include_power, wish.everybody)
    key = (question.ties, question.as_of, question.include_power, replace(wish, quota=None, votes=()))
    report = question.network.remember(
        "coalitions",
        key,
        lambda: analysis.candidate_coalitions(
            question.landscape,
            goals,
            wish.size,
            constraints,
            analysis.Effort(wish.alternatives, proof=wish.proof),
            question.check_time,
        ),
    )
    asked = analysis.coalition_question(goals, wish.size, constraints)
    alternatives = tuple(
        _shaped(question, found, report.bound_by, _voting(question, asked, found, vote))
        for found in report.alternatives
    )
    return CoalitionReport(question, alternatives, report.pool, report.bound_by)


def _voting(
    question: Question, asked: CoalitionQuestion, found: candidate.CandidateCoalition, vote: Ballot | None
) -> Voting | None:
    """How an alternative does in a vote, and whom of those who fit to add if it loses."""
    land, members = question.landscape, [member.row for member in found.members]

    def helpers(votes: Mapping[str, int], short: int) -> tuple[Row, ...]:
        places = {id: bisect_left(land.ids, id) for id in votes}
        present = {place: votes[id] for id, place in places.items() if land.ids[place : place + 1] == (id,)}
        return question.rows(additions_to_win(land, asked, members, present, short, question.check_time))

    return vote.voting(question.rows(members), helpers) if vote else None


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


def _shaped(
    question: Question, found: candidate.CandidateCoalition, bound_by: BoundBy, voting: Voting | None
) -> CandidateCoalition:
    goals = tuple(_goal(question, goal) for goal in found.goals)
    breadth = shaped_breadth(question, found.breadth)
    members = tuple(_member(question, member, goals, found.value) for member in found.members)
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
        introducible=not found.needed_introductions,
        breadth=breadth,
        conflicts_avoided=found.conflicts_avoided,
        voting=voting,
        warnings=(*_warnings(question, found, goals), *breadth.warnings),
        reason=_reason(found, goals, bound_by),
    )


def _goal(question: Question, goal: candidate.GoalBacking) -> GoalBacking:
    backers = sorted(goal.backers, key=lambda backer: (-backer[1], backer[0]))
    shaped_backers = tuple(Backer(question.row(row), weight) for row, weight in backers)
    return GoalBacking(question.causes([goal.cause])[0], goal.weight, shaped_backers)


def _member(
    question: Question, member: candidate.CoalitionMember, goals: Sequence[GoalBacking], value: float
) -> CoalitionMember:
    organisation = question.row(member.row)
    backs = tuple(CauseBacking(question.causes([cause])[0], weight) for cause, weight in member.backs)
    alone = [goal.cause for goal in goals if (sole := goal.sole_backer) and sole.id == organisation.id]
    instead = _instead(question, member.if_declines, alone, value) if member.if_declines else None
    names = listed([backing.cause.value("name") for backing in backs])
    only = listed([cause.value("name") for cause in alone])
    clauses = [f"backs {names}" if names else "backs none of the goals", f"alone on {only}" if alone else ""]
    clauses.append(f"if it declines, {_asked(instead)}" if instead else "if it declines, nobody else fits")
    return CoalitionMember(organisation, member.gain, member.gain_if_left_out, backs, instead, sentence(clauses))


def _instead(question: Question, found: candidate.Replacement, alone: Sequence[Row], value: float) -> Replacement:
    land = question.landscape
    missing = tuple(cause for cause in alone if not land.backing[found.row, cause.index])
    return Replacement(question.row(found.row), found.value, found.value - value, missing)


def _asked(instead: Replacement) -> str:
    lost = listed([cause.value("name") for cause in instead.missing])
    return f"ask {instead.organisation.value('name')}" + (f", and nobody backs {lost}" if lost else "")


def _warnings(
    question: Question, found: candidate.CandidateCoalition, goals: Sequence[GoalBacking]
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


def _reason(found: candidate.CandidateCoalition, goals: Sequence[GoalBacking], bound_by: BoundBy) -> str:
    backed = sum(bool(goal.backers) for goal in goals)
    clauses = [
        f"{counted(len(found.members), 'organisation')} that back {backed} of {counted(len(goals), 'goal')}",
        _how_good(found, bound_by),
    ]
    if found.conflicts_avoided:
        clauses.append(f"{counted(found.conflicts_avoided, 'organisation')} left out because of a recorded conflict")
    if needed := sum(bool(needed.introduction) for needed in found.needed_introductions):
        clauses.append(f"{counted(needed, 'introduction')} needed")
    return sentence(clauses)


def _how_good(found: candidate.CandidateCoalition, bound_by: BoundBy) -> str:
    if found.proven:
        return "proven the best"
    match bound_by:
        case BoundBy.EVERY_COALITION:
            return f"{percent(found.share_of_bound)} of what the best one is worth"
        case BoundBy.PROGRAM:
            more = found.bound / found.value - 1
            return f"proven that no other is worth more than {max(more, 0.0001):.2%} more".replace("%", " %")
        case BoundBy.MARGINAL_GAINS:
            return f"{percent(found.share_of_bound)} of a bound that nothing can exceed"
