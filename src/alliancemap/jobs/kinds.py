"""The kinds of jobs: which function answers, what it may be asked with, and into how many parts it is cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliancemap.errors import UsageError
from alliancemap.jobs import answers
from alliancemap.jobs.answers import Asked
from alliancemap.jobs.parameters import Parameter, completed
from alliancemap.jobs.readers import count, day, flag, goals, groups, ids, one_of, or_null, some_of, votes, within
from alliancemap.model import Audience, PlaceKind, TieSet
from alliancemap.services.all_allies import MOST_ALLIES
from alliancemap.services.bridge_pairs import MOST_PAIRS
from alliancemap.services.centrality import Measure
from alliancemap.services.centrality.subject import software
from alliancemap.services.coalitions import LARGEST, MOST_ALTERNATIVES, MOST_GOALS
from alliancemap.services.gaps import DEFAULT_DRAWS, MOST_DRAWS
from alliancemap.services.groupings import GroupBy
from alliancemap.services.plan import MOST_STEPS
from alliancemap.services.voting import MOST_VOTERS, MOST_VOTES
from alliancemap.store.job_requests import JobKind, JobRequest, canonical

JSON, ZIP = "application/json", "application/zip"
BLOCKS = 32
"""Into how many parts a question about every organisation, or many draws, is cut, whatever the number of workers."""
MOST_SEED = 2**31 - 1
FRAME = {
    "ties": Parameter(one_of(TieSet), str(TieSet.TABLES)),
    "as_of": Parameter(or_null(day), None),
    "include_power": Parameter(flag, False),
}
GROUPING = {
    "by": Parameter(one_of(GroupBy), str(GroupBy.KIND)),
    "level": Parameter(one_of(PlaceKind), str(PlaceKind.REGION)),
    "groups": Parameter(groups, []),
}


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    Attributes
    ----------
    answer : callable
        From what was asked, or a part of it, to a plain answer, or to bytes of another `media` than JSON.
    offered : mapping
        Its parameters, besides those of every question.
    parts : int
        How many parts it has; the answers of several are items, and those of all parts follow each other.
    whole : callable, optional
        Makes the answer out of those of all parts, in order, which then are whatever it takes.
    refused : mapping
        What the service could be asked with besides, and a job cannot: why.
    """

    answer: Callable[[Asked], Any]
    offered: Mapping[str, Parameter]
    parts: int = 1
    whole: Callable[[Asked, Sequence[Any]], Any] | None = None
    media: str = JSON
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether the answer is a list of what the parts gave."""
        return self.parts > 1 and self.whole is None


KINDS: Mapping[JobKind, Kind] = {
    JobKind.GAPS: Kind(
        answers.gap_draws,
        {
            **GROUPING,
            "first": Parameter(count(1, 1_000), 20),
            "min_expected": Parameter(within(0, 1e9), 1.0),
            "draws": Parameter(count(0, MOST_DRAWS), DEFAULT_DRAWS),
            "pairs": Parameter(count(0, MOST_PAIRS), 0),
            "per_organisation": Parameter(or_null(count(1, MOST_PAIRS)), 2),
        },
        parts=BLOCKS,
        whole=answers.gaps,
    ),
    JobKind.COALITIONS: Kind(
        answers.coalitions,
        {
            "goals": Parameter(goals(MOST_GOALS)),
            "size": Parameter(count(2, LARGEST)),
            "include": Parameter(ids, []),
            "exclude": Parameter(ids, []),
            "alternatives": Parameter(count(1, MOST_ALTERNATIVES), 3),
            "everybody": Parameter(flag, False),
            "quota": Parameter(or_null(within(0, MOST_VOTERS * MOST_VOTES)), None),
            "votes": Parameter(votes(MOST_VOTERS, MOST_VOTES), {}),
        },
        refused={"proof": "how far a proof comes depends on the machine, and a job gives the same bytes on each"},
    ),
    JobKind.PLAN: Kind(
        answers.plan,
        {
            **GROUPING,
            "size": Parameter(count(1, MOST_STEPS)),
            "introducible": Parameter(flag, False),
            "per_organisation": Parameter(or_null(count(1, MOST_STEPS)), None),
        },
    ),
    JobKind.ALL_ALLIES: Kind(answers.all_allies, {"first": Parameter(count(1, MOST_ALLIES), 20)}, parts=BLOCKS),
    JobKind.CENTRALITY_REPORT: Kind(
        answers.report,
        {
            "measures": Parameter(some_of(Measure), [str(measure) for measure in Measure]),
            "draws": Parameter(or_null(count(0, MOST_DRAWS)), None),
        },
        media=ZIP,
        refused={"workers": "it changes no value; ALLIANCEMAP_WORKERS says how many processes there are"},
    ),
    JobKind.LAYOUT: Kind(answers.places, {}),
    JobKind.EVALUATION: Kind(answers.foretold, {"share": Parameter(within(0.01, 0.9), 0.2)}),
}


def request(kind: JobKind, audience: Audience, given: Mapping[str, Any], seed: int = 1) -> JobRequest:
    """Frame a question for the queue.

    Raises
    ------
    UsageError
        If a parameter is unknown, missing or out of range.
    """
    if not 0 <= seed <= MOST_SEED:
        raise UsageError(f"the seed is {seed}; give a whole number from 0 to {MOST_SEED}")
    for name in KINDS[kind].refused.keys() & given:
        raise UsageError(f"a job takes no parameter {name!r}: {KINDS[kind].refused[name]}; leave it out")
    values = completed(kind, {**KINDS[kind].offered, **FRAME}, given)
    return JobRequest(kind, audience, canonical(values), seed, software())
