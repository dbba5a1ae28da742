"""Who could be an ally of an organisation, and isn't: two lists, ranked by what they share, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.ally_scores import AllyScores, ally_scores
from alliancemap.analysis.findings.allies.rated_candidates import RatedCandidates
from alliancemap.network.evidence import sources_touching
from alliancemap.network.rows import Row
from alliancemap.services.common_ground import common_ground
from alliancemap.services.contributions import Contribution, contributions_of, known
from alliancemap.services.introductions import Introduction, best_introduction, introducers_clause
from alliancemap.services.past_partners import PastPartner, find_past_partners
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, listed, not_recorded, sentence  # noqa: A004 - the contract's word


class AllyList(StrEnum):
    """All candidates in order of score; or only those unlike the one who asks."""

    NATURAL = "natural"
    BRIDGING = "bridging"


@dataclass(frozen=True)
class PotentialAlly:
    """A candidate and why. score = base + Σ contributions; contributions come in order of their size.

    Shared causes and challenges come the rarest first; `shared_headings` are broader causes under which both support
    something. `sources` counts those that touch either organisation and record no tie between the two.
    """

    rank: int
    organisation: Row
    score: float
    base: float
    coverage: float
    contributions: tuple[Contribution, ...]
    social_distance: float | None
    bridging: bool
    shared_causes: tuple[Row, ...]
    shared_challenges: tuple[Row, ...]
    shared_headings: tuple[Row, ...]
    disagreements: tuple[Row, ...]
    introduction: Introduction | None
    warnings: tuple[Warning, ...]
    sources: int
    reason: str


@dataclass(frozen=True)
class Allies:
    """The candidates of one list, shaped only where they are looked at: `allies[0:20]`."""

    question: Question
    organisation: Row
    which: AllyList
    scores: AllyScores

    def __len__(self) -> int:
        return self.scores.bridging_count if self._bridging else len(self.scores)

    def __getitem__(self, part: slice) -> list[PotentialAlly]:
        """Shape part of the list."""
        wanted = range(*part.indices(len(self)))
        rows = self._first(max(wanted, default=-1) + 1)
        return [self._shaped(rank, int(rows[rank])) for rank in wanted]

    @property
    def _bridging(self) -> bool:
        return self.which is AllyList.BRIDGING

    def _first(self, count: int) -> NDArray[np.int64]:
        """The first of the list, as rows of the landscape."""
        return self.scores.first(count, bridging=self._bridging)

    @property
    def base(self) -> float:
        """The score of a candidate that is average in everything."""
        return self.scores.base

    @property
    def median_social_distance(self) -> float | None:
        """From which social distance on a candidate is bridging."""
        return self.scores.median_social_distance

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What holds of the list as a whole."""
        if not self.scores.similar_only:
            return ()
        message = "The ten best candidates are all much like you; look at the bridging list too."
        return (Warning("SIMILAR_ONLY", message),)

    @property
    def past_partners(self) -> tuple[PastPartner, ...]:
        """Those whose every link to the organisation had ended by the date, the latest first."""
        return find_past_partners(self.question, self.organisation)

    def organisation_at(self, rank: int) -> Row:
        """The organisation at a rank, without its reasons."""
        return self.question.row(int(self._first(rank + 1)[rank]))

    def _shaped(self, rank: int, candidate: int) -> PotentialAlly:
        question, focal, one = self.question, self.scores.focal, self.scores.rated(np.array([candidate]))
        ally = question.row(candidate)
        ground = common_ground(question, focal, candidate)
        introduction = best_introduction(question, focal, candidate)
        sources = sources_touching(question.network, self.organisation.index, ally.index)
        return PotentialAlly(
            rank=rank + 1,
            organisation=ally,
            score=float(one.score[0]),
            base=self.base,
            coverage=float(one.coverage[0]),
            contributions=contributions_of(one),
            social_distance=known(one.social_distance[0]),
            bridging=bool(one.bridging[0]),
            shared_causes=ground.causes,
            shared_challenges=ground.challenges,
            shared_headings=ground.headings,
            disagreements=ground.disagreements,
            introduction=introduction,
            warnings=_warnings(one, ground.disagreements),
            sources=sources,
            reason=sentence([ground.clause, introducers_clause(introduction), not_recorded(sources)]),
        )


def find_allies(question: Question, organisation: Row, ally_list: AllyList = AllyList.NATURAL) -> Allies:
    """Rank the potential allies of an organisation; made once for a Network, tie set, date and organisation.

    Raises
    ------
    UsageError
        If the organisation was dissolved before the date.
    """
    focal = question.place(organisation)
    key = (question.ties, question.as_of, question.include_power, focal)
    scores = question.network.remember(
        "allies", key, lambda: ally_scores(question.landscape, focal, include_power=question.include_power)
    )
    return Allies(question, organisation, ally_list, scores)


def _warnings(one: RatedCandidates, disagreements: Sequence[Row]) -> tuple[Warning, ...]:
    warnings = []
    if one.thin_evidence[0]:
        warnings.append(
            Warning("THIN_EVIDENCE", f"Only {one.coverage[0]:.0%} of the score's weight rests on known facts.")
        )
    if disagreements:
        names = listed([cause.value("name") for cause in disagreements])
        warnings.append(Warning("DISAGREEMENT", f"The two take opposite sides on {names}."))
    return tuple(warnings)
