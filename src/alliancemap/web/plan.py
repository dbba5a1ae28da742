"""A bridging plan: which few introductions would connect the groups of the map most, and why these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from urllib.parse import urlencode

from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.services.groupings import Grouping
from alliancemap.services.plan import NOT_INTRODUCIBLE, BridgingPlan, PlanStep, PlanWish, blocked_words, make_plan
from alliancemap.services.question import Question
from alliancemap.web.asked import Asked
from alliancemap.web.findings import Way, messages, way
from alliancemap.web.groupings import (
    GroupCard,
    GroupingFields,
    by_words,
    group_card,
    grouping_asked,
    grouping_fields,
)
from alliancemap.web.limits import page_limit
from alliancemap.web.page import Basis, Link, Option, Page, link, links

DEFAULT_SIZE = 3
LARGEST = 10


class Pairs(StrEnum):
    """Who may be introduced to each other."""

    SHARING = "sharing"
    INTRODUCIBLE = "introducible"


PAIRS = {
    Pairs.SHARING: "all that share a cause",
    Pairs.INTRODUCIBLE: "those whom somebody on the map could introduce",
}


@dataclass(frozen=True)
class StepCard:
    """One introduction; `relieved` are those without whom the map fell apart before it, as far as they may be named."""

    rank: int
    a: Link
    b: Link
    groups_of_a: tuple[GroupCard, ...]
    groups_of_b: tuple[GroupCard, ...]
    gain: float
    value: float
    causes: tuple[Link, ...]
    way: Way | None
    relieved: tuple[Link, ...]
    reason: str


@dataclass(frozen=True)
class PlanPage(Page):
    """The form, and the plan that it asks for; `random` None: there was nobody to introduce.

    `blocked` says how many steps nobody could introduce, `with_introducers` leads to a plan that has none of these.
    """

    template: ClassVar[str] = "plan.html"
    section: ClassVar[str] = "plan"

    fields: GroupingFields
    pairs: tuple[Option, ...]
    introducible: bool
    size: int
    largest: int
    by_words: str
    gaps: str
    n_groups: int
    candidates: int
    before: float
    after: float
    random: float | None
    draws: int
    seed: int
    reason: str
    steps: tuple[StepCard, ...]
    blocked: str
    with_introducers: str
    warnings: tuple[str, ...]


def plan_page(network: Network, asked: Asked) -> PlanPage:
    """Make a plan.

    Raises
    ------
    UsageError
        If the size is out of range, there is no such choice, or the map is too large for a plan.
    TimeLimitError
        If it takes longer than a page may.
    """
    pairs = asked.choice("pairs", Pairs, Pairs.SHARING)
    ties, grouping = asked.choice("ties", TieSet, TieSet.TABLES), grouping_asked(asked)
    wish = PlanWish(asked.number("size", DEFAULT_SIZE, LARGEST), grouping, introducible=pairs is Pairs.INTRODUCIBLE)
    job = {**_asked(grouping, ties), "size": wish.size, "introducible": wish.introducible}
    question = Question(network, ties, check_time=page_limit("plan", job))
    return _page(question, wish, make_plan(question, wish))


def plan_address(grouping: Grouping, ties: TieSet) -> str:
    """Where the plan for these groups is."""
    return f"/plan?{urlencode(_asked(grouping, ties))}"


def _page(question: Question, wish: PlanWish, plan: BridgingPlan) -> PlanPage:
    asked = _asked(wish.grouping, question.ties)
    return PlanPage(
        title="Plan introductions",
        basis=Basis.of_question(question),
        fields=grouping_fields(wish.grouping, question.ties),
        pairs=tuple(
            Option(choice, words, (choice is Pairs.INTRODUCIBLE) == wish.introducible)
            for choice, words in PAIRS.items()
        ),
        introducible=wish.introducible,
        size=wish.size,
        largest=LARGEST,
        by_words=by_words(wish.grouping),
        gaps=f"/gaps?{urlencode(asked)}",
        n_groups=len(plan.groups),
        candidates=plan.candidates,
        before=plan.before,
        after=plan.after,
        random=plan.random,
        draws=plan.draws,
        seed=plan.seed,
        reason=plan.reason,
        steps=tuple(map(_step, plan.steps)),
        blocked=blocked_words(plan.steps),
        with_introducers=f"/plan?{urlencode({**asked, 'pairs': Pairs.INTRODUCIBLE, 'size': wish.size})}",
        warnings=messages([warning for warning in plan.warnings if warning.code != NOT_INTRODUCIBLE]),
    )


def _asked(grouping: Grouping, ties: TieSet) -> dict[str, str]:
    return {"by": grouping.by, "level": grouping.level, "ties": ties}


def _step(step: PlanStep) -> StepCard:
    return StepCard(
        rank=step.rank,
        a=link(step.a),
        b=link(step.b),
        groups_of_a=tuple(map(group_card, step.groups_of_a)),
        groups_of_b=tuple(map(group_card, step.groups_of_b)),
        gain=step.gain,
        value=step.value,
        causes=links(step.shared_causes),
        way=way(step.introduction),
        relieved=links(step.relieved),
        reason=step.reason,
    )
