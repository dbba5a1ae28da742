"""Bridging plans: which few introductions would connect the groups of the map most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alliancemap.analysis.findings.plans import bridging_plan as analysis
from alliancemap.analysis.findings.plans import steps as plan_steps
from alliancemap.analysis.findings.plans.candidates import PlanLimits
from alliancemap.analysis.inputs.landscape import row as columns_of
from alliancemap.network.evidence import sources_touching
from alliancemap.network.rows import Row
from alliancemap.services.groupings import Division, Group, Grouping, circular, divide
from alliancemap.services.introductions import Introduction, best_introduction, check_count, introducers_clause
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, counted, listed, not_recorded, sentence  # noqa: A004 - contract's

MOST_STEPS = 50
DEFAULT_SEED = 1
POWER_GROUP = "institutions-of-power"
NOT_INTRODUCIBLE = "NOT_INTRODUCIBLE"
"""The code of the warning that nobody on the map could introduce some of the pairs."""


@dataclass(frozen=True)
class PlanStep:
    """One introduction of a plan, and why.

    `gain` is what it adds to cross-group connectivity and `value` what that is then; `relieved_count` how many
    organisations no longer hold parts of the map together alone, `relieved` those of them that may be named.
    """

    rank: int
    a: Row
    b: Row
    gain: float
    value: float
    groups_of_a: tuple[Group, ...]
    groups_of_b: tuple[Group, ...]
    shared_causes: tuple[Row, ...]
    introduction: Introduction | None
    relieved: tuple[Row, ...]
    relieved_count: int
    sources: int
    reason: str


@dataclass(frozen=True)
class BridgingPlan:
    """Introductions in order, with cross-group connectivity before, after, and after as many random ones.

    `proven`: every other choice of as many was tried; else the plan is a heuristic.
    """

    question: Question
    groups: tuple[Group, ...]
    before: float
    after: float
    steps: tuple[PlanStep, ...]
    candidates: int
    proven: bool
    random: float | None
    draws: int
    seed: int
    warnings: tuple[Warning, ...]
    reason: str


@dataclass(frozen=True)
class PlanWish:
    """How many introductions, between the groups of which grouping, and within which limits."""

    size: int
    grouping: Grouping
    introducible: bool = False
    per_organisation: int | None = None
    seed: int = DEFAULT_SEED


def make_plan(question: Question, wish: PlanWish) -> BridgingPlan:
    """Make a bridging plan; worked out once for a Network and wish.

    Raises
    ------
    UsageError
        If a count is out of range, own groups are not usable, or the map is too large.
    """
    check_count("size", wish.size, MOST_STEPS)
    check_count("seed", wish.seed, 2**31 - 1, least=0)
    if wish.per_organisation is not None:
        check_count("per organisation", wish.per_organisation, MOST_STEPS)
    key = (*question.frame, wish)
    division, found = question.network.remember("plan", key, lambda: _planned(question, wish))
    steps = tuple(_step(question, division, rank, step) for rank, step in enumerate(found.steps, 1))
    return BridgingPlan(
        question=question,
        groups=division.groups,
        before=found.before,
        after=found.after,
        steps=steps,
        candidates=found.candidates,
        proven=found.optimal,
        random=found.random,
        draws=found.draws,
        seed=wish.seed,
        warnings=_warnings(wish, found, blocked_words(steps)),
        reason=_reason(wish, found),
    )


def _planned(question: Question, wish: PlanWish) -> tuple[Division, analysis.BridgingPlan]:
    division = divide(question, wish.grouping, wish.seed)
    limits = PlanLimits(wish.introducible, wish.per_organisation, question.include_power)
    found = analysis.bridging_plan(
        question.landscape, division.matrix, wish.size, limits, wish.seed, question.check_time
    )
    return division, found


def _step(question: Question, division: Division, rank: int, step: plan_steps.PlanStep) -> PlanStep:
    a, b, land = question.row(step.a), question.row(step.b), question.landscape
    causes = question.causes(np.intersect1d(columns_of(land.causes, step.a), columns_of(land.causes, step.b)))
    introduction = best_introduction(question, step.a, step.b)
    sources = sources_touching(question.network, a.index, b.index)
    return PlanStep(
        rank=rank,
        a=a,
        b=b,
        gain=step.gain,
        value=step.value,
        groups_of_a=_groups_of(question, division, step.a),
        groups_of_b=_groups_of(question, division, step.b),
        shared_causes=causes,
        introduction=introduction,
        relieved=question.rows(row for row in step.relieved if land.suggestible[row]),
        relieved_count=len(step.relieved),
        sources=sources,
        reason=sentence(
            [
                f"both support {listed([cause.value('name') for cause in causes])}",
                introducers_clause(introduction),
                _relief(len(step.relieved)),
                not_recorded(sources),
            ]
        ),
    )


def _groups_of(question: Question, division: Division, place: int) -> tuple[Group, ...]:
    """The groups that an organisation counts in; an institution of power counts among these alone."""
    if question.landscape.power[place]:
        return (Group(POWER_GROUP, "institutions of power", question.rows(np.flatnonzero(question.landscape.power))),)
    return tuple(division.groups[column] for column in columns_of(division.matrix.members, place))


def _relief(count: int) -> str:
    if not count:
        return ""
    return f"{counted(count, 'organisation')} would no longer hold a part of the map together alone"


def blocked_words(steps: Sequence[PlanStep]) -> str:
    """Say for how many steps of a plan nobody on the map could introduce the two; blank if somebody could for all."""
    blocked = sum(step.introduction is None for step in steps)
    if not blocked:
        return ""
    if blocked < len(steps):
        return f"For {blocked} of these {len(steps)} pairs nobody on the map could introduce the two yet"
    return f"Nobody on the map could introduce {'any of these pairs' if blocked > 1 else 'this pair'} yet"


def _warnings(wish: PlanWish, found: analysis.BridgingPlan, blocked: str) -> tuple[Warning, ...]:
    warnings = [*circular(wish.grouping)]
    if blocked:
        message = f"{blocked}; with introducible, only pairs whom somebody could introduce are planned."
        warnings.append(Warning(NOT_INTRODUCIBLE, message))
    if len(found.steps) < wish.size:
        planned = f"Only {counted(len(found.steps), 'introduction')}" if found.steps else "No introduction"
        message = f"{planned} can be planned: no {'other ' if found.steps else ''}{_candidates(wish)}."
        warnings.append(Warning("FEWER_THAN_ASKED", message))
    if found.steps and not found.optimal:
        message = "Each introduction is the best one after those before it; another choice of as many may be better."
        warnings.append(Warning("HEURISTIC", message))
    return tuple(warnings)


def _candidates(wish: PlanWish) -> str:
    """What a pair must be to be planned."""
    conditions = ["shares a cause", "has no tie recorded"]
    if wish.introducible:
        conditions.append("could be introduced")
    if wish.per_organisation is not None:
        conditions.append(f"keeps within {counted(wish.per_organisation, 'new tie')} an organisation")
    return f"pair of organisations of different groups {listed(conditions, len(conditions))}"


def _reason(wish: PlanWish, found: analysis.BridgingPlan) -> str:
    if not found.steps:
        return sentence([f"no {_candidates(wish)}"])
    clauses = [
        f"{counted(len(found.steps), 'introduction')} would raise the connectivity across groups from "
        f"{found.before:.4f} to {found.after:.4f}",
        f"as many at random would raise it to {found.random:.4f}" if found.random is not None else "",
        "proven the best" if found.optimal else f"chosen one by one out of {counted(found.candidates, 'pair')}",
    ]
    return sentence(clauses)
