"""Candidate coalitions in words: why each member is in it, how good the whole is, and what to look out for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancemap.analysis.findings.coalitions import candidate_coalition as analysis
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy
from alliancemap.network.rows import Row
from alliancemap.services.breadth import shaped_breadth
from alliancemap.services.candidate_coalition import (
    Backer,
    CandidateCoalition,
    CauseBacking,
    CoalitionMember,
    GoalBacking,
    Replacement,
)
from alliancemap.services.introductions import shaped
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, counted, listed, percent, sentence  # noqa: A004 - contract's word
from alliancemap.services.voting import Voting


def shaped_coalition(
    question: Question, found: analysis.CandidateCoalition, bound_by: BoundBy, voting: Voting | None
) -> CandidateCoalition:
    """Show an alternative that was found, with its reasons."""
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


def _goal(question: Question, goal: analysis.GoalBacking) -> GoalBacking:
    backers = sorted(goal.backers, key=lambda backer: (-backer[1], backer[0]))
    shaped_backers = tuple(Backer(question.row(row), weight) for row, weight in backers)
    return GoalBacking(question.causes([goal.cause])[0], goal.weight, shaped_backers)


def _member(
    question: Question, member: analysis.CoalitionMember, goals: Sequence[GoalBacking], value: float
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


def _instead(question: Question, found: analysis.Replacement, alone: Sequence[Row], value: float) -> Replacement:
    land = question.landscape
    missing = tuple(cause for cause in alone if not land.backing[found.row, cause.index])
    return Replacement(question.row(found.row), found.value, found.value - value, missing)


def _asked(instead: Replacement) -> str:
    lost = listed([cause.value("name") for cause in instead.missing])
    return f"ask {instead.organisation.value('name')}" + (f", and nobody backs {lost}" if lost else "")


def _warnings(
    question: Question, found: analysis.CandidateCoalition, goals: Sequence[GoalBacking]
) -> Iterator[Warning]:
    if missing := [goal.cause.value("name") for goal in goals if not goal.backers]:
        yield Warning("GOAL_WITHOUT_BACKER", f"No member backs {listed(missing)}.")
    for goal in goals:
        if sole := goal.sole_backer:
            names = sole.value("name"), goal.cause.value("name")
            message = f"Only {names[0]} backs {names[1]}: if it leaves, the goal goes with it."
            yield Warning("SOLE_BACKER", message)
    if alone := [question.row(needed.member) for needed in found.needed_introductions if not needed.introduction]:
        members = listed([row.value("name") for row in alone])
        yield Warning("NO_INTRODUCTION", f"Nobody on the map could introduce {members} to another member.")


def _reason(found: analysis.CandidateCoalition, goals: Sequence[GoalBacking], bound_by: BoundBy) -> str:
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


def _how_good(found: analysis.CandidateCoalition, bound_by: BoundBy) -> str:
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
