"""Candidate coalitions: a form for goals and limits, and whom they would bring together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import ClassVar
from urllib.parse import urlencode

import numpy as np

from alliancemap.errors import UsageError
from alliancemap.network.network import Network
from alliancemap.network.rows import Row
from alliancemap.services.candidate_coalition import CandidateCoalition, CoalitionMember, GoalBacking
from alliancemap.services.coalitions import CoalitionWish, find_coalitions
from alliancemap.services.question import Question
from alliancemap.services.voting import Voting
from alliancemap.web.asked import Asked
from alliancemap.web.commands import proof_command
from alliancemap.web.facts import kind_of
from alliancemap.web.findings import Way, messages, way
from alliancemap.web.home import causes_by_support
from alliancemap.web.limits import page_limit
from alliancemap.web.naming import all_names, organisation_id
from alliancemap.web.page import Basis, Link, Option, Page, link, links, options
from alliancemap.web.problems import in_words
from alliancemap.words import weight_words

GOAL_FIELDS = 4
NAME_FIELDS = 3
LARGEST = 30
WEIGHTS = {"1": "full weight", "0.5": "half weight", "0.25": "quarter weight"}


@dataclass(frozen=True)
class GoalField:
    """One line of the form: a cause to choose and its weight."""

    causes: tuple[Option, ...]
    weights: tuple[Option, ...]


@dataclass(frozen=True)
class Form:
    """The form with what was typed into it."""

    goals: tuple[GoalField, ...]
    size: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    names: tuple[str, ...]
    quota: str
    votes: str


@dataclass(frozen=True)
class MemberLine:
    """A member and what it adds."""

    organisation: Link
    kind: str
    gain: float
    gain_if_left_out: float
    reason: str


@dataclass(frozen=True)
class GoalLine:
    """A goal and who backs it; the words say how central it is to the backer."""

    cause: Link
    weight: float
    backers: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class VoteLine:
    """How an alternative does in a vote: those without whom it would lose, or whom to add so that it wins."""

    reason: str
    critical: tuple[Link, ...]
    additions: tuple[Link, ...]


@dataclass(frozen=True)
class Alternative:
    """A candidate coalition with its reasons."""

    number: int
    value: float
    bound: float
    share_of_bound: float
    proven: bool
    coverage: float
    diversity: float
    reach: float
    reason: str
    members: tuple[MemberLine, ...]
    goals: tuple[GoalLine, ...]
    ways: tuple[Way, ...]
    vote: VoteLine | None
    warnings: tuple[str, ...]
    breadth: float | None
    expansive: float | None


@dataclass(frozen=True)
class CandidatesPage(Page):
    """The form; and the answer where something was asked, or what is wrong with the question.

    `proof` is the command that proves how good the answer is.
    """

    template: ClassVar[str] = "candidates.html"
    section: ClassVar[str] = "coalition"

    form: Form
    example: Link | None
    error: str
    pool: int
    exhaustive: bool
    alternatives: tuple[Alternative, ...] = ()
    proof: str = ""


def candidates_page(network: Network, asked: Asked) -> CandidatesPage:
    """Show the form, and the answer to what it asks; a question that cannot be answered is shown with the reason."""
    question = Question(network)
    form, basis = _form(network, asked), Basis.of_question(question)
    page = CandidatesPage("Build a coalition", basis, form, _example(question), "", 0, False)
    if not any(asked.texts("cause")):
        return replace(page, error="" if not asked.text("size") else "No goal is chosen; choose a cause at least.")
    try:
        wish = _wish(network, asked)
        report = find_coalitions(replace(question, check_time=page_limit("coalitions", _job(wish))), wish)
    except UsageError as error:
        return replace(page, error=in_words(error))
    alternatives = tuple(_alternative(number, found) for number, found in enumerate(report.alternatives, 1))
    answer = replace(page, pool=report.pool, exhaustive=report.exhaustive, alternatives=alternatives)
    return replace(answer, proof=proof_command(wish))


def _job(wish: CoalitionWish) -> dict[str, object]:
    """The same question as a job."""
    asked = {"goals": dict(wish.goals), "size": wish.size, "include": wish.include, "exclude": wish.exclude}
    return asked if wish.quota is None else {**asked, "quota": wish.quota, "votes": dict(wish.votes)}


def address_for(question: Question, *causes: Row) -> str:
    """Where the coalition for these causes is, of six or as many as back them; empty if fewer than two do."""
    land = question.landscape
    columns = [cause.index for cause in causes]
    backing = np.isin(land.backing.indices, columns)
    owners = np.repeat(land.candidates(), np.diff(land.backing.indptr))
    rows = np.repeat(np.arange(land.size), np.diff(land.backing.indptr))
    backers = len(np.unique(rows[backing & owners]))
    query = [*(("cause", cause.id) for cause in causes), ("size", min(6, backers))]
    return f"/coalition?{urlencode(query)}" if backers >= 2 else ""


def _example(question: Question) -> Link | None:
    """The two causes that most organisations take a side on."""
    rows = [cause for cause, _ in causes_by_support(question.network)[:2]]
    address = address_for(question, *rows)
    return Link(" and ".join(row.value("name") for row in rows), address) if address else None


def _form(network: Network, asked: Asked) -> Form:
    causes, weights = asked.texts("cause"), asked.texts("weight")
    fields = max(GOAL_FIELDS, min(len(causes), 2 * GOAL_FIELDS))
    lines = list(zip_longest(causes[:fields], weights[:fields], fillvalue="")) + [("", "")] * fields
    include, exclude = ((*asked.texts(name), *[""] * NAME_FIELDS)[:NAME_FIELDS] for name in ("include", "exclude"))
    return Form(
        goals=tuple(
            GoalField(
                options(network, "causes", cause),
                tuple(Option(value, words, value == weight) for value, words in WEIGHTS.items()),
            )
            for cause, weight in lines[:fields]
        ),
        size=asked.text("size") or "6",
        include=tuple(include),
        exclude=tuple(exclude),
        names=all_names(network),
        quota=asked.text("quota"),
        votes=asked.text("votes"),
    )


def _wish(network: Network, asked: Asked) -> CoalitionWish:
    return CoalitionWish(
        goals=tuple(_goals(asked)),
        size=asked.number("size", 6, LARGEST),
        include=_organisations(network, asked.texts("include")),
        exclude=_organisations(network, asked.texts("exclude")),
        quota=_number("the quota", asked.text("quota")) if asked.text("quota") else None,
        votes=tuple(_votes(network, line) for line in asked.text("votes").splitlines() if line.strip()),
    )


def _goals(asked: Asked) -> Iterator[tuple[str, float]]:
    for cause, weight in zip_longest(asked.texts("cause"), asked.texts("weight"), fillvalue=""):
        if cause:
            yield cause, _number("the weight of a goal", weight or "1")


def _votes(network: Network, line: str) -> tuple[str, float]:
    """Read a line of the form, `name = number`."""
    name, equals, number = (part.strip() for part in line.rpartition("="))
    if not (name and equals):
        raise UsageError(
            f"the line {line.strip()!r} says no votes; write a name, = and a number, such as {line.strip()} = 2"
        )
    return organisation_id(network, name), _number(f"the votes of {name}", number)


def _number(what: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{what} cannot be {text!r}; give a number above 0, such as 1") from None


def _organisations(network: Network, names: list[str]) -> tuple[str, ...]:
    """Ids of organisations given by name or id.

    Raises
    ------
    OrganisationNotFoundError
        If none has that name.
    """
    return tuple(organisation_id(network, name) for name in names if name)


def _alternative(number: int, found: CandidateCoalition) -> Alternative:
    return Alternative(
        number=number,
        value=found.value,
        bound=found.bound,
        share_of_bound=found.share_of_bound,
        proven=found.proven,
        coverage=found.coverage,
        diversity=found.diversity,
        reach=found.reach,
        reason=found.reason,
        members=tuple(map(_member, found.members)),
        goals=tuple(map(_goal, found.goals)),
        ways=tuple(shaped for introduction in found.introductions if (shaped := way(introduction))),
        vote=_vote(found.voting) if found.voting else None,
        warnings=messages(found.warnings),
        breadth=found.breadth.breadth,
        expansive=found.breadth.expansive,
    )


def _vote(voting: Voting) -> VoteLine:
    return VoteLine(voting.reason, links(voting.critical), links(voting.additions))


def _member(member: CoalitionMember) -> MemberLine:
    row = member.organisation
    return MemberLine(link(row), kind_of(row), member.gain, member.gain_if_left_out, member.reason)


def _goal(goal: GoalBacking) -> GoalLine:
    backers = tuple((link(backer.organisation), weight_words(backer.weight)) for backer in goal.backers)
    return GoalLine(link(goal.cause), goal.weight, backers)
