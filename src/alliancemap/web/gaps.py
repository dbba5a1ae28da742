"""Bridging gaps: which groups share causes and have few recorded ties, and who could build the bridge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.analysis.findings.gaps.gap import GapLabel
from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.services.bridge_pairs import BridgePair
from alliancemap.services.bridging_gap import BridgingGap
from alliancemap.services.gaps import BridgingGapReport, GapOptions, find_gaps
from alliancemap.services.question import Question
from alliancemap.services.sentences import paired, percent
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
from alliancemap.web.page import Basis, Link, Page, link, links
from alliancemap.web.plan import plan_address

LISTED = 100
"""Of how many gaps the table has a row."""
SHOWN = 15
"""How many of them are told one by one."""
SHOWN_PAIRS = 4

LABELS = {
    GapLabel.SUPPORTED: "Supported",
    GapLabel.INDICATIVE: "Indicative",
    GapLabel.FEW_TIES_OVERALL: "Few ties overall",
    GapLabel.NONE: "No evidence of a gap",
}


@dataclass(frozen=True)
class PairCard:
    """Two organisations that could build the bridge."""

    a: Link
    b: Link
    score: float
    affinity: float
    standings: tuple[float, float]
    causes: tuple[Link, ...]
    way: Way | None


@dataclass(frozen=True)
class GapCard:
    """A gap with all its numbers; None is not defined, never zero."""

    rank: int | None
    a: GroupCard
    b: GroupCard
    names: str
    label: str
    tone: str
    at_least: str
    too_small: bool
    observed: int
    expected: float
    missing: float
    p: float
    q: float
    p_exact: float
    p_shuffle: float | None
    p_min: float
    dispersion: float
    draws: int
    reason: str
    pairs: tuple[PairCard, ...]


@dataclass(frozen=True)
class GapsPage(Page):
    """The form, and the gaps of the grouping that it asks for."""

    template: ClassVar[str] = "gaps.html"
    section: ClassVar[str] = "gaps"

    fields: GroupingFields
    by_words: str
    plan: str
    n_groups: int
    eligible: int
    total: int
    unranked: int
    draws: int
    seed: int
    gaps: tuple[GapCard, ...]
    shown: int
    warnings: tuple[str, ...]


def gaps_page(network: Network, asked: Asked) -> GapsPage:
    """Look for gaps.

    Raises
    ------
    UsageError
        If there is no such grouping, level or tie set.
    TimeLimitError
        If it takes longer than a page may.
    """
    grouping = grouping_asked(asked)
    ties = asked.choice("ties", TieSet, TieSet.TABLES)
    job = {"by": grouping.by, "level": grouping.level, "ties": ties}
    question = Question(network, ties, check_time=page_limit("gaps", job))
    report = find_gaps(question, grouping, GapOptions(first=LISTED))
    return GapsPage(
        title="Bridging gaps",
        basis=Basis.of_question(question),
        fields=grouping_fields(grouping, question.ties),
        by_words=by_words(grouping),
        plan=plan_address(grouping, question.ties),
        n_groups=len(report.groups),
        eligible=report.eligible,
        total=report.total_count,
        unranked=report.unranked,
        draws=report.draws,
        seed=report.seed,
        gaps=_cards(report),
        shown=SHOWN,
        warnings=messages(report.warnings),
    )


def _cards(report: BridgingGapReport) -> tuple[GapCard, ...]:
    return tuple(_card(gap, SHOWN_PAIRS if place < SHOWN else 0) for place, gap in enumerate(report.gaps))


def _card(gap: BridgingGap, pairs: int) -> GapCard:
    return GapCard(
        rank=gap.rank,
        a=group_card(gap.a),
        b=group_card(gap.b),
        names=paired(group_card(gap.a).name, group_card(gap.b).name),
        label="Descriptive only" if gap.circular else LABELS[gap.label],
        tone="none" if gap.circular else gap.label.name.lower(),
        at_least=_at_least(gap),
        too_small=gap.too_small,
        observed=gap.observed,
        expected=gap.expected,
        missing=gap.missing,
        p=gap.p,
        q=gap.q,
        p_exact=gap.p_exact,
        p_shuffle=gap.p_shuffle,
        p_min=gap.p_min,
        dispersion=gap.dispersion,
        draws=gap.draws,
        reason=gap.reason,
        pairs=tuple(map(_pair, gap.pairs(pairs))) if pairs and gap.label is not GapLabel.NONE else (),
    )


def _at_least(gap: BridgingGap) -> str:
    """Only what is supported is put as a claim: elsewhere sociable groups alone would give such a limit."""
    if gap.circular:
        return "no evidence"
    if gap.label is not GapLabel.SUPPORTED:
        return "not claimed"
    return f"{percent(gap.at_least)} fewer recorded ties" if gap.at_least else "no lower limit"


def _pair(pair: BridgePair) -> PairCard:
    return PairCard(
        link(pair.a),
        link(pair.b),
        pair.score,
        pair.affinity,
        pair.standings,
        links(pair.shared_causes),
        way(pair.introduction),
    )
