"""The first potential allies of many organisations at once, without the reasons that a page gives for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from alliancemap.analysis.findings.allies.ally_scores import AllyScores, ally_scores
from alliancemap.services.introductions import check_count
from alliancemap.services.question import Question

MOST_ALLIES = 100


class BriefAlly(NamedTuple):
    """A candidate, by id, with its score, as `services.allies.PotentialAlly` has it; light, for there are millions."""

    organisation: str
    score: float
    coverage: float
    bridging: bool


@dataclass(frozen=True)
class BriefAllies:
    """The first of both lists for one organisation; `base` is the score of a candidate average in everything."""

    organisation: str
    base: float
    natural: tuple[BriefAlly, ...]
    bridging: tuple[BriefAlly, ...]


def find_all_allies(question: Question, part: int = 0, parts: int = 1, first: int = 20) -> Iterator[BriefAllies]:
    """Rank the potential allies of every organisation of one part of the landscape, in order of ids.

    Organisations are named by id alone: a large map has millions of lines. The parts are cut by number of
    organisations, so their results one after the other are those of the whole.

    Raises
    ------
    UsageError
        If `first` is out of range.
    """
    check_count("first", first, MOST_ALLIES)
    land = question.landscape
    for focal in range(part * land.size // parts, (part + 1) * land.size // parts):
        question.check_time()
        yield _brief(question, ally_scores(land, focal, include_power=question.include_power), first)


def _brief(question: Question, scores: AllyScores, first: int) -> BriefAllies:
    """Shape both lists, which are looked up together."""
    ids = question.landscape.ids
    natural, bridging = (scores.first(first, bridging=bridging) for bridging in (False, True))
    both = scores.rated(np.concatenate([natural, bridging]))
    named = [ids[row] for row in both.rows.tolist()]
    allies = tuple(map(BriefAlly, named, both.score.tolist(), both.coverage.tolist(), both.bridging.tolist()))
    return BriefAllies(ids[scores.focal], scores.base, allies[: len(natural)], allies[len(natural) :])
