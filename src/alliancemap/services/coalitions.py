"""Candidate coalitions: whom goals would bring together, what each adds, and what stands in the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alliancemap.analysis.findings.coalitions import alternatives as analysis
from alliancemap.analysis.findings.coalitions import candidate_coalition as found_coalition
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.votes import additions_to_win
from alliancemap.errors import UsageError
from alliancemap.network.rows import Row, find_organisations, find_row
from alliancemap.services.candidate_coalition import CandidateCoalition
from alliancemap.services.coalition_reasons import shaped_coalition
from alliancemap.services.introductions import check_count
from alliancemap.services.question import Question
from alliancemap.services.voting import Ballot, Voting, ballot

MOST_ALTERNATIVES = 10
MOST_GOALS = 50
LARGEST = 100
LONGEST_PROOF = 60


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
    constraints = _constraints(question, wish)
    key = (*question.frame, replace(wish, quota=None, votes=()))
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
        shaped_coalition(question, found, report.bound_by, _voting(question, asked, found, vote))
        for found in report.alternatives
    )
    return CoalitionReport(question, alternatives, report.pool, report.bound_by)


def _constraints(question: Question, wish: CoalitionWish) -> analysis.Constraints:
    include, exclude = (
        tuple(question.place(row) for row in find_organisations(question.network, ids))
        for ids in (wish.include, wish.exclude)
    )
    if both := set(wish.include) & set(wish.exclude):
        raise UsageError(f"{min(both)!r} is to be both in and out; leave one of the two")
    return analysis.Constraints(include, exclude, question.include_power, wish.everybody)


def _voting(
    question: Question, asked: CoalitionQuestion, found: found_coalition.CandidateCoalition, vote: Ballot | None
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
