"""Who is best placed to build a bridge between two groups, by name, with the way to each other."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.findings.bridges import bridge_pairs as analysis
from alliancemap.network.evidence import sources_touching
from alliancemap.network.rows import Row
from alliancemap.services.groupings import Division
from alliancemap.services.introductions import Introduction, check_count, introducers_clause, shaped
from alliancemap.services.question import Question
from alliancemap.services.sentences import listed, not_recorded, sentence

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


def best_pairs(
    question: Question, division: Division, groups: tuple[int, int], first: int, per_organisation: int | None
) -> list[BridgePair]:
    """The organisations best placed to build the bridge between two groups of a division, best first.

    Raises
    ------
    UsageError
        If a count is out of range, or the question has had its time.
    """
    check_count("first", first, MOST_PAIRS)
    if per_organisation is not None:
        check_count("per organisation", per_organisation, MOST_PAIRS)
    question.check_time()
    limits = analysis.PairLimits(per_organisation, first, question.include_power)
    members = division.matrix.rows_of(groups[0]), division.matrix.rows_of(groups[1])
    found = question.network.remember(
        "bridge pairs",
        (*question.frame, division.matrix, *groups, first, per_organisation),
        lambda: analysis.bridge_pairs(question.landscape, *members, limits, question.check_time),
        keep=128,
    )
    return [_pair(question, pair) for pair in found]


def _pair(question: Question, pair: analysis.BridgePair) -> BridgePair:
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
