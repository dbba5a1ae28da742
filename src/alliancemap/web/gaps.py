"""Bridging gaps: which groups share causes and have few recorded ties, and who could build the bridge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.analysis.findings.gaps import GapLabel
from alliancemap.model import PlaceKind, TieSet
from alliancemap.network.network import Network
from alliancemap.services.gaps import BridgePair, BridgingGap, BridgingGapReport, GapOptions, find_gaps
from alliancemap.services.groupings import Group, GroupBy, Grouping
from alliancemap.services.question import Question
from alliancemap.services.sentences import percent
from alliancemap.web.asked import Asked
from alliancemap.web.findings import Way, messages, way
from alliancemap.web.page import Basis, Link, Option, Page, link, links
from alliancemap.words import PLACE_KINDS, TIE_SETS

SHOWN = 15
SHOWN_PAIRS = 4

GROUPINGS = {
    GroupBy.KIND: "kind of organisation",
    GroupBy.PLACE: "place",
    GroupBy.CONSTITUENCY: "whom they stand for",
    GroupBy.GENERATION: "generation",
    GroupBy.COMMUNITY: "community found in the ties",
}
"""What a reader can group by here; lists of one's own are for the other faces."""

LABELS = {
    GapLabel.SUPPORTED: "Supported",
    GapLabel.INDICATIVE: "Indicative",
    GapLabel.FEW_TIES_OVERALL: "Few ties overall",
    GapLabel.NONE: "No evidence of a gap",
}


@dataclass(frozen=True)
class GroupCard:
    """A group: its name, size and where it has a page."""

    name: str
    size: int
    link: Link | None


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

    groupings: tuple[Option, ...]
    levels: tuple[Option, ...]
    tie_sets: tuple[Option, ...]
    by_words: str
    n_groups: int
    eligible: int
    total: int
    unranked: int
    draws: int
    seed: int
    gaps: tuple[GapCard, ...]
    warnings: tuple[str, ...]


def gaps_page(network: Network, asked: Asked) -> GapsPage:
    """Look for gaps.

    Raises
    ------
    UsageError
        If there is no such grouping, level or tie set.
    """
    by = asked.choice("by", GroupBy, GroupBy.KIND)
    level = asked.choice("level", PlaceKind, PlaceKind.REGION)
    question = Question(network, asked.choice("ties", TieSet, TieSet.TABLES))
    report = find_gaps(question, Grouping(by, level), GapOptions(first=SHOWN))
    return GapsPage(
        title="Bridging gaps",
        basis=Basis.of_question(question),
        groupings=tuple(Option(choice, words, choice == by) for choice, words in GROUPINGS.items()),
        levels=tuple(Option(choice, words[1], choice == level) for choice, words in PLACE_KINDS.items()),
        tie_sets=tuple(Option(choice, words, choice == question.ties) for choice, words in TIE_SETS.items()),
        by_words=_by_words(by, level),
        n_groups=len(report.groups),
        eligible=report.eligible,
        total=report.total_count,
        unranked=report.unranked,
        draws=report.draws,
        seed=report.seed,
        gaps=_cards(report),
        warnings=messages(report.warnings),
    )


def _by_words(by: GroupBy, level: PlaceKind) -> str:
    return f"place ({PLACE_KINDS[level][0]})" if by is GroupBy.PLACE else GROUPINGS.get(by, str(by))


def _cards(report: BridgingGapReport) -> tuple[GapCard, ...]:
    return tuple(map(_card, report.gaps))


def _card(gap: BridgingGap) -> GapCard:
    return GapCard(
        rank=gap.rank,
        a=_group(gap.a),
        b=_group(gap.b),
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
        pairs=() if gap.label is GapLabel.NONE else tuple(map(_pair, gap.pairs(SHOWN_PAIRS))),
    )


def _at_least(gap: BridgingGap) -> str:
    """Only what is supported is put as a claim: elsewhere sociable groups alone would give such a limit."""
    if gap.circular:
        return "no evidence"
    if gap.label is not GapLabel.SUPPORTED:
        return "not claimed"
    return f"{percent(gap.at_least)} fewer recorded ties" if gap.at_least else "no lower limit"


def _group(group: Group) -> GroupCard:
    there = link(group.row) if group.row else None
    return GroupCard(group.name[:1].upper() + group.name[1:], group.size, there)


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
