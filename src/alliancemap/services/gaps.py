"""Bridging gaps: groups that share causes and have fewer recorded ties than equally close organisations elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliancemap.analysis.findings.gaps.comparison import reported
from alliancemap.analysis.findings.gaps.counts import GapCounts
from alliancemap.analysis.findings.gaps.gap import GapReport
from alliancemap.analysis.findings.gaps.report import counted
from alliancemap.analysis.findings.gaps.shuffle_tally import Deals
from alliancemap.analysis.findings.gaps.shuffle_test import deals, draw_blocks, shuffle_test
from alliancemap.services.bridging_gap import BridgingGap
from alliancemap.services.groupings import Division, Group, GroupBy, Grouping, circular, divide
from alliancemap.services.introductions import check_count
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning  # noqa: A004 - the contract's word

DEFAULT_DRAWS = 999
MOST_DRAWS = 9_999
DEFAULT_SEED = 1


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
    key = (*question.frame, grouping, options.draws, options.seed)
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
    key = (*question.frame, grouping, seed)
    return question.network.remember("gap counts", key, lambda: _counted(question, grouping, seed), keep=1)


def _counted(question: Question, grouping: Grouping, seed: int) -> tuple[Division, GapCounts]:
    division = divide(question, grouping, seed)
    land, check_time = question.landscape, question.check_time
    return division, counted(land, division.matrix, seed, question.include_power, check_time)
