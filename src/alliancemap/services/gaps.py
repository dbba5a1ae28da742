"""Bridging gaps: groups that share causes and have fewer recorded ties than equally close organisations elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliancemap.analysis.findings import bridge_pairs as pairs_analysis
from alliancemap.analysis.findings.gap import Gap, GapLabel, GapReport, Stratum
from alliancemap.analysis.findings.gap_comparison import reported
from alliancemap.analysis.findings.gap_counts import GapCounts
from alliancemap.analysis.findings.gaps import counted
from alliancemap.analysis.findings.shuffle_test import Deals, deals, draw_blocks, shuffle_test
from alliancemap.network.evidence import sources_touching
from alliancemap.network.rows import Row
from alliancemap.services.groupings import Division, Group, GroupBy, Grouping, circular, divide
from alliancemap.services.introductions import Introduction, check_count, introducers_clause, shaped
from alliancemap.services.question import Question
from alliancemap.services.sentences import (
    Warning,  # noqa: A004 - the contract's word
    listed,
    not_recorded,
    paired,
    percent,
    sentence,
)

DEFAULT_DRAWS = 999
MOST_DRAWS = 9_999
DEFAULT_SEED = 1
MOST_PAIRS = 100


@dataclass(frozen=True)
class BridgePair:
    """Two organisations that could build the bridge: one of either group, a shared cause, no tie recorded."""

    a: Row
    b: Row
    score: float
    affinity: float
    shared_causes: tuple[Row, ...]
    standings: tuple[float, float]
    introduction: Introduction | None
    weakest_trust: float | None
    reason: str


@dataclass(frozen=True)
class BridgingGap:
    """One pair of groups, as `alliancemap.analysis.findings.gap.Gap` has it; None is not defined, never zero."""

    question: Question
    division: Division
    gap: Gap
    rank: int | None
    circular: bool = False

    @property
    def a(self) -> Group:
        """One group."""
        return self.division.groups[self.gap.a]

    @property
    def b(self) -> Group:
        """The other group."""
        return self.division.groups[self.gap.b]

    @property
    def observed(self) -> int:
        """Ties recorded between the two."""
        return self.gap.observed

    @property
    def expected(self) -> float:
        """Ties to expect, given how many causes the organisations share."""
        return self.gap.expected

    @property
    def variance(self) -> float:
        """Variance of the number of ties, given the strata."""
        return self.gap.variance

    @property
    def missing(self) -> float:
        """Expected less recorded ties."""
        return self.gap.missing

    @property
    def relative_gap(self) -> float | None:
        """Share of the expected ties that is missing."""
        return self.gap.relative_gap

    @property
    def at_least(self) -> float | None:
        """Lower limit of the relative gap, at 97.5 % confidence."""
        return self.gap.at_least

    @property
    def z(self) -> float | None:
        """(recorded - expected) / standard deviation."""
        return self.gap.z

    @property
    def p(self) -> float:
        """The larger of the two tests' p."""
        return self.gap.p

    @property
    def q(self) -> float:
        """Benjamini-Hochberg value of p over all pairs of the run."""
        return self.gap.q

    @property
    def p_exact(self) -> float:
        """Chance of so few ties if each were dealt on its own."""
        return self.gap.p_exact

    @property
    def p_shuffle(self) -> float | None:
        """Chance of so large a gap between random groups as well connected as these."""
        return self.gap.p_shuffle

    @property
    def p_min(self) -> float:
        """The exact p if there were no recorded tie at all."""
        return self.gap.p_min

    @property
    def dispersion(self) -> float:
        """How bunched ties are."""
        return self.gap.dispersion

    @property
    def draws(self) -> int:
        """How many random groups were drawn for this pair."""
        return self.gap.draws

    @property
    def label(self) -> GapLabel:
        """What the evidence amounts to."""
        return self.gap.label

    @property
    def too_small(self) -> bool:
        """Whether the exact p would stay above 0.05 even with no recorded tie at all."""
        return self.gap.too_small

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The counts by number of shared causes."""
        return self.gap.strata

    @property
    def reason(self) -> str:
        """The finding in a sentence."""
        return _reason(self)

    def pairs(self, first: int = 10, per_organisation: int | None = 2) -> list[BridgePair]:
        """The organisations best placed to build the bridge, best first.

        Raises
        ------
        UsageError
            If a count is out of range, or the question has had its time.
        """
        check_count("first", first, MOST_PAIRS)
        if per_organisation is not None:
            check_count("per organisation", per_organisation, MOST_PAIRS)
        self.question.check_time()
        key = (*_frame(self.question), self.division.matrix, self.gap.a, self.gap.b, first, per_organisation)
        members = self.division.matrix.rows_of(self.gap.a), self.division.matrix.rows_of(self.gap.b)
        found = self.question.network.remember(
            "bridge pairs",
            key,
            lambda: pairs_analysis.bridge_pairs(
                self.question.landscape,
                *members,
                pairs_analysis.PairLimits(per_organisation, first, self.question.include_power),
                self.question.check_time,
            ),
            keep=128,
        )
        return [_pair(self.question, pair) for pair in found]


@dataclass(frozen=True)
class BridgingGapReport:
    """Every pair of groups of one run: those with an expected tie at least in order of evidence, and how many more."""

    question: Question
    grouping: Grouping
    groups: tuple[Group, ...]
    all_gaps: tuple[BridgingGap, ...]
    unranked: int
    eligible: int
    draws: int
    seed: int
    first: int
    warnings: tuple[Warning, ...] = ()

    @property
    def gaps(self) -> tuple[BridgingGap, ...]:
        """The first of them."""
        return self.all_gaps[: self.first]

    @property
    def total_count(self) -> int:
        """How many there are."""
        return len(self.all_gaps)


@dataclass(frozen=True)
class GapOptions:
    """How many gaps to show, from how many expected ties on, and how the shuffle draws."""

    first: int = 20
    min_expected: float = 1.0
    draws: int = DEFAULT_DRAWS
    seed: int = DEFAULT_SEED


def find_gaps(
    question: Question, grouping: Grouping, options: GapOptions | None = None, dealt: Sequence[Deals] | None = None
) -> BridgingGapReport:
    """Find bridging gaps between the groups of a grouping; the draws are made once for a Network, grouping and seed.

    `dealt` are all draws in order where they were made elsewhere, by `deal_gaps`.

    Raises
    ------
    UsageError
        If a count is out of range, or own groups are not usable.
    """
    options = _checked(options or GapOptions())
    key = (*_frame(question), grouping, options.draws, options.seed)
    division, report = question.network.remember("gaps", key, lambda: _measured(question, grouping, options, dealt))
    ranked = report.expecting(options.min_expected)
    return BridgingGapReport(
        question=question,
        grouping=grouping,
        groups=division.groups,
        all_gaps=tuple(
            BridgingGap(question, division, gap, rank, circular=grouping.by is GroupBy.COMMUNITY)
            for rank, gap in enumerate(ranked, 1)
        ),
        unranked=len(report.unranked) + len(report.gaps) - len(ranked),
        eligible=report.eligible,
        draws=options.draws,
        seed=options.seed,
        first=options.first,
        warnings=circular(grouping),
    )


def deal_gaps(question: Question, grouping: Grouping, options: GapOptions, part: int, parts: int) -> list[Deals]:
    """Make one part of the draws of `find_gaps`; what is counted before is kept with the Network for the next part.

    Raises
    ------
    UsageError
        As `find_gaps` does.
    """
    blocks = draw_blocks(_checked(options).draws)
    own = blocks[part * len(blocks) // parts : (part + 1) * len(blocks) // parts]
    if not own:
        return []
    _, counts = _kept(question, grouping, options.seed)
    return [deals(counts, *block, options.seed, question.check_time) for block in own]


def _checked(options: GapOptions) -> GapOptions:
    check_count("first", options.first, 1_000)
    check_count("draws", options.draws, MOST_DRAWS, least=0)
    check_count("seed", options.seed, 2**31 - 1, least=0)
    return options


def _measured(
    question: Question, grouping: Grouping, options: GapOptions, dealt: Sequence[Deals] | None
) -> tuple[Division, GapReport]:
    found = _counted if dealt is None else _kept
    division, counts = found(question, grouping, options.seed)
    test = shuffle_test(counts, options.draws, options.seed, question.check_time, dealt)
    return division, reported(counts, division.matrix.labels, test, question.check_time)


def _kept(question: Question, grouping: Grouping, seed: int) -> tuple[Division, GapCounts]:
    key = (*_frame(question), grouping, seed)
    return question.network.remember("gap counts", key, lambda: _counted(question, grouping, seed), keep=1)


def _counted(question: Question, grouping: Grouping, seed: int) -> tuple[Division, GapCounts]:
    division = divide(question, grouping, seed)
    land, check_time = question.landscape, question.check_time
    return division, counted(land, division.matrix, seed, question.include_power, check_time)


def _frame(question: Question) -> tuple[object, ...]:
    return question.ties, question.as_of, question.include_power


def _reason(gap: BridgingGap) -> str:
    names = paired(gap.a.name, gap.b.name)
    counts = f"{gap.observed} recorded, {gap.expected:.1f} expected from the causes they share"
    if gap.circular:
        return sentence([f"{names}: {counts}", "found in the same ties, so this describes them and is no evidence"])
    match gap.label:
        case GapLabel.SUPPORTED | GapLabel.INDICATIVE:
            sure = gap.at_least if gap.label is GapLabel.SUPPORTED else None
            fewer = f"at least {percent(sure)} fewer" if sure else "fewer"
            clause = f"{names}: {fewer} recorded ties than between equally close organisations elsewhere"
            return sentence([clause, counts])
        case GapLabel.FEW_TIES_OVERALL:
            doubt = "but these groups have few recorded ties to anyone, so look at the record first"
            return sentence([f"{names}: fewer recorded ties than expected, {doubt}", counts])
        case _:
            verdict = "too small to tell" if gap.too_small else "no evidence of a gap"
            return sentence([f"{names}: {verdict}", counts])


def _pair(question: Question, pair: pairs_analysis.BridgePair) -> BridgePair:
    introduction = shaped(question, pair.introduction) if pair.introduction else None
    causes = question.causes(pair.shared_causes)
    a, b = question.row(pair.a), question.row(pair.b)
    clause = f"both support {listed([cause.value('name') for cause in causes])}"
    unknown = not_recorded(sources_touching(question.network, a.index, b.index))
    return BridgePair(
        a=a,
        b=b,
        score=pair.score,
        affinity=pair.affinity,
        shared_causes=causes,
        standings=(pair.standing_a, pair.standing_b),
        introduction=introduction,
        weakest_trust=introduction.weakest if introduction else None,
        reason=sentence([clause, introducers_clause(introduction), unknown]),
    )
