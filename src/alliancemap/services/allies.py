"""Who could be an ally of an organisation, and isn't: two lists, ranked by what they share, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.allies import THIN, AllyScores, ally_scores
from alliancemap.analysis.findings.candidates import COMPONENTS
from alliancemap.analysis.inputs.affinity import disagreements
from alliancemap.analysis.inputs.compiled import Holders
from alliancemap.analysis.inputs.landscape import row as columns_of
from alliancemap.dates import PartialDate
from alliancemap.network.evidence import sources_touching
from alliancemap.network.past import PastLink, past_links
from alliancemap.network.rows import Row
from alliancemap.services.introductions import Introduction, best_introduction, introducers_clause
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, listed, not_recorded, sentence  # noqa: A004 - the contract's word
from alliancemap.words import PAST_TIES


class AllyList(StrEnum):
    """All candidates in order of score; or only those unlike the one who asks."""

    NATURAL = "natural"
    BRIDGING = "bridging"


@dataclass(frozen=True)
class Contribution:
    """What one component adds to a candidate's score: weight · (value - mean), 0 where the value is not known."""

    component: str
    value: float | None
    mean: float | None
    weight: float
    contribution: float


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
class PastPartner:
    """One that worked with the organisation and no longer does; never among its potential allies.

    `until` None: an end is recorded, but not when.
    """

    organisation: Row
    until: PartialDate | None
    ties: tuple[Row, ...]
    memberships: tuple[Row, ...]
    tables: tuple[Row, ...]
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
        question, scores, one = self.question, self.scores, np.array([candidate])
        focal = scores.focal
        ally = question.row(candidate)
        shared, challenges, headings, opposed = _shared(question, focal, candidate)
        introduction = best_introduction(question, focal, candidate)
        sources = sources_touching(question.network, self.organisation.index, ally.index)
        coverage = float(scores.coverage_of(one)[0])
        return PotentialAlly(
            rank=rank + 1,
            organisation=ally,
            score=float(scores.scores_of(one)[0]),
            base=scores.base,
            coverage=coverage,
            contributions=_contributions(scores, candidate),
            social_distance=_known(scores.distances_of(one)[0]),
            bridging=bool(scores.bridging_of(one)[0]),
            shared_causes=shared,
            shared_challenges=challenges,
            shared_headings=headings,
            disagreements=opposed,
            introduction=introduction,
            warnings=_warnings(coverage, opposed, thin=coverage < THIN),
            sources=sources,
            reason=sentence(
                [
                    _shares(shared, challenges, headings),
                    introducers_clause(introduction),
                    not_recorded(sources),
                ]
            ),
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


def find_past_partners(question: Question, organisation: Row) -> tuple[PastPartner, ...]:
    """Find those who worked with an organisation and no longer do, the latest first; then by id.

    Those that do not wish to be suggested are left out.

    Raises
    ------
    UsageError
        If the organisation was dissolved before the date.
    """
    links = past_links(question.network, question.ties, question.period, question.place(organisation))
    found = [_past(question, link) for link in links if question.landscape.suggestible[link.other]]
    return tuple(sorted(found, key=lambda one: one.until.last_day.toordinal() if one.until else 0, reverse=True))


def _past(question: Question, link: PastLink) -> PastPartner:
    shown = link.evidence
    when = f"worked together until {link.until}" if link.until else "worked together until a day that is not recorded"
    bodies = [row.value("name") for row in shown.tables]
    bodies += [row.one("coalition_id").value("name") for row in shown.memberships]  # type: ignore[union-attr]  # set
    kinds = dict.fromkeys(PAST_TIES[row.value("type")] for row in shown.ties)
    clauses = [listed(list(kinds)), f"both in {listed(bodies)}" if bodies else ""]
    return PastPartner(
        question.row(link.other),
        link.until,
        shown.ties,
        shown.memberships,
        shown.tables,
        sentence([f"{when} ({', '.join(filter(None, clauses))})"]),
    )


def _contributions(scores: AllyScores, candidate: int) -> tuple[Contribution, ...]:
    one = np.array([candidate])
    added, parts = scores.contributions_of(one)[:, 0], scores.parts_of(one)[:, 0]
    contributions = [
        Contribution(
            component,
            _known(parts[k]),
            _known(scores.means[k]),
            float(scores.weights[k]),
            float(added[k]),
        )
        for k, component in enumerate(COMPONENTS)
        if scores.weights[k] > 0
    ]
    return tuple(sorted(contributions, key=lambda item: -abs(item.contribution)))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _shared(question: Question, a: int, b: int) -> tuple[tuple[Row, ...], ...]:
    """Causes, challenges and headings that two share, and causes on which they disagree, the rarest first."""
    land = question.landscape
    causes, challenges = (_common(matrix, a, b) for matrix in (land.causes, land.challenges))
    above = [_broader(land.broader, columns_of(land.causes, i)) for i in (a, b)]
    headings = np.setdiff1d(np.intersect1d(above[0], above[1]), causes)
    return (
        question.causes(_rarest_first(land.holders["causes"], causes)),
        question.causes(_rarest_first(land.holders["challenges"], challenges)),
        question.causes(headings),
        question.causes(disagreements(land, a, b)),
    )


def _common(matrix: csr_array, a: int, b: int) -> NDArray[np.int32]:
    """Columns stored in both rows."""
    return np.intersect1d(columns_of(matrix, a), columns_of(matrix, b))


def _broader(broader: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int32]:
    """All causes above these."""
    above, at = [np.empty(0, np.int32)], columns
    while (at := np.unique(broader[at][broader[at] >= 0])).size:
        above.append(at)
    return np.unique(np.concatenate(above))


def _rarest_first(held: Holders, columns: NDArray[np.int32]) -> Sequence[int]:
    starts = held.starts.astype(np.int64)
    order: list[int] = columns[np.argsort(starts[columns + 1] - starts[columns], kind="stable")].tolist()
    return order


def _warnings(coverage: float, disagreements: Sequence[Row], *, thin: bool) -> tuple[Warning, ...]:
    warnings = []
    if thin:
        warnings.append(Warning("THIN_EVIDENCE", f"Only {coverage:.0%} of the score's weight rests on known facts."))
    if disagreements:
        names = listed([cause.value("name") for cause in disagreements])
        warnings.append(Warning("DISAGREEMENT", f"The two take opposite sides on {names}."))
    return tuple(warnings)


def _shares(causes: Sequence[Row], challenges: Sequence[Row], headings: Sequence[Row]) -> str:
    clauses = []
    if causes:
        clauses.append(f"both support {listed([cause.value('name') for cause in causes])}")
    if challenges:
        clauses.append(f"both oppose {listed([cause.value('name') for cause in challenges])}")
    if not clauses and headings:
        clauses.append(f"both work under {listed([cause.value('name') for cause in headings])}")
    return " and ".join(clauses) or "no shared cause recorded"
