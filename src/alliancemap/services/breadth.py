"""How broad the solidarity of a set of organisations is, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alliancemap.analysis.findings.breadth import solidarity as analysis
from alliancemap.analysis.findings.breadth.dimensions import DimensionBreadth
from alliancemap.analysis.findings.breadth.similarity import similarity_baseline
from alliancemap.errors import UsageError
from alliancemap.network.recency import recency
from alliancemap.network.rows import Row, find_organisations
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, listed  # noqa: A004 - the contract's word

MOST_MEMBERS = 200


@dataclass(frozen=True)
class SolidarityBreadth:
    """Inclusive, expansive and active; None is not defined, never zero.

    `inclusive` is `breadth`, the geometric mean over dimensions; `expansive` the share of pairs that are strangers;
    `active` the share of members with a tie inside that was begun or renewed in the two years before the date.
    """

    members: tuple[Row, ...]
    breadth: float | None
    inclusive: float | None
    expansive: float | None
    active: float | None
    dimensions: tuple[DimensionBreadth, ...]
    mean_social_distance: float | None
    pool_mean_social_distance: float | None
    p_similar: float | None
    share_cause: float | None
    share_only_adversary: float | None
    wideners: tuple[Row, ...]
    warnings: tuple[Warning, ...]


def measure_breadth(question: Question, members: Sequence[str]) -> SolidarityBreadth:
    """Measure the breadth of a set of organisations.

    Raises
    ------
    OrganisationNotFoundError
        If one is not there.
    UsageError
        If one is named twice or was dissolved before the date, or there are fewer than two or too many.
    """
    if not 2 <= len(members) <= MOST_MEMBERS:
        raise UsageError(f"{len(members)} organisations are named; breadth needs 2 to {MOST_MEMBERS}")
    places = [question.place(row) for row in find_organisations(question.network, members)]
    land, power = question.landscape, question.include_power
    baseline = similarity_baseline(land, len(places), include_power=power, check_time=question.check_time)
    return shaped_breadth(question, analysis.solidarity_breadth(land, places, include_power=power, baseline=baseline))


def shaped_breadth(question: Question, result: analysis.SolidarityBreadth | None) -> SolidarityBreadth:
    """Give the result for two members or more its organisations and warnings."""
    assert result is not None, "fewer than two members have no breadth"
    wideners = question.rows(result.wideners)
    active = recency(question.network, question.ties, question.period, np.array(result.members)).share
    return SolidarityBreadth(
        members=question.rows(result.members),
        breadth=result.breadth,
        inclusive=result.breadth,
        expansive=result.strangers,
        active=active,
        dimensions=result.dimensions,
        mean_social_distance=result.mean_social_distance,
        pool_mean_social_distance=result.pool_mean_social_distance,
        p_similar=result.p_similar,
        share_cause=result.share_cause,
        share_only_adversary=result.share_only_adversary,
        wideners=wideners,
        warnings=_warnings(result, wideners),
    )


def _warnings(result: analysis.SolidarityBreadth, wideners: Sequence[Row]) -> tuple[Warning, ...]:
    warnings = []
    if result.built_only_on_similarity:
        nearest = listed([row.value("name") for row in wideners])
        message = f"Built only on similarity: alike in {result.narrow_dimension}."
        message += f" Nearest who would widen it: {nearest}." if nearest else ""
        warnings.append(Warning("BUILT_ONLY_ON_SIMILARITY", message))
    if result.united_against:
        message = "United against, not for: most pairs share an adversary but no cause that both support."
        warnings.append(Warning("UNITED_AGAINST", message))
    return tuple(warnings)
