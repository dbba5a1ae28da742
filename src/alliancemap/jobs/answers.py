"""What each kind of job asks of the services: a question, its parameters and a seed in, a plain answer out."""

from __future__ import annotations

import datetime
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alliancemap.analysis.findings.gaps.shuffle_tally import Deals
from alliancemap.analysis.prediction.evaluation import evaluation, random_ties, split_ties
from alliancemap.errors import AllianceMapError, UsageError
from alliancemap.jobs.plain import plain
from alliancemap.maps.layout import layout
from alliancemap.model import PlaceKind
from alliancemap.reports.folder import write_report
from alliancemap.services.all_allies import find_all_allies
from alliancemap.services.centrality import Measure
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.coalitions import CoalitionWish, find_coalitions
from alliancemap.services.gaps import GapOptions, deal_gaps, find_gaps
from alliancemap.services.groupings import GroupBy, Grouping, StoredGroup
from alliancemap.services.plan import PlanWish, make_plan
from alliancemap.services.question import Question

Tell = Callable[[str, float], None]
"""Told what is being done, and which share of the whole is done."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time that every file in an archive bears, so that the same files are the same bytes."""
UNIX = 3
"""The system that every archive names as its maker, whichever it was made on."""
FORETOLD = (10, 50, 100)


class UnwrittenError(AllianceMapError):
    """What was worked out could not be written down on this machine; the question is not to blame."""


@dataclass(frozen=True)
class Asked:
    """A job as its function sees it: `part` of `parts` is to be worked out."""

    question: Question
    parameters: Mapping[str, Any]
    seed: int
    tell: Tell
    part: int = 0
    parts: int = 1

    @property
    def grouping(self) -> Grouping:
        """The grouping that the parameters name."""
        given = tuple(StoredGroup(group["id"], tuple(group["members"])) for group in self.parameters["groups"])
        return Grouping(GroupBy(self.parameters["by"]), PlaceKind(self.parameters["level"]), given)


def gaps(asked: Asked, dealt: Sequence[Sequence[Deals]]) -> Any:
    """Bridging gaps, and the organisations best placed to build each bridge, from the draws of all parts."""
    parameters = asked.parameters
    report = find_gaps(asked.question, asked.grouping, _options(asked), [deals for part in dealt for deals in part])
    answer = plain(report)
    for gap, described in zip(report.gaps, answer["gaps"], strict=True):
        asked.question.check_time()
        pairs = gap.pairs(parameters["pairs"], parameters["per_organisation"]) if parameters["pairs"] else []
        described["pairs"] = plain(pairs)
    return answer


def gap_draws(asked: Asked) -> Sequence[Deals]:
    """Those draws of the shuffle test that belong to one part."""
    return deal_gaps(asked.question, asked.grouping, _options(asked), asked.part, asked.parts)


def _options(asked: Asked) -> GapOptions:
    parameters = asked.parameters
    return GapOptions(parameters["first"], parameters["min_expected"], parameters["draws"], asked.seed)


def coalitions(asked: Asked) -> Any:
    """Candidate coalitions; nothing is drawn, and nothing depends on the clock."""
    parameters = asked.parameters
    wish = CoalitionWish(
        tuple(parameters["goals"].items()),
        parameters["size"],
        tuple(parameters["include"]),
        tuple(parameters["exclude"]),
        parameters["alternatives"],
        everybody=parameters["everybody"],
        quota=parameters["quota"],
        votes=tuple(parameters["votes"].items()),
    )
    return find_coalitions(asked.question, wish)


def plan(asked: Asked) -> Any:
    """A bridging plan."""
    parameters = asked.parameters
    wish = PlanWish(
        parameters["size"],
        asked.grouping,
        introducible=parameters["introducible"],
        per_organisation=parameters["per_organisation"],
        seed=asked.seed,
    )
    return make_plan(asked.question, wish)


def all_allies(asked: Asked) -> Any:
    """The first allies of the organisations of one part."""
    return find_all_allies(asked.question, asked.part, asked.parts, asked.parameters["first"])


def report(asked: Asked) -> bytes:
    """The centrality report, as an archive of its folder."""
    measures = tuple(map(Measure, asked.parameters["measures"]))
    made = centrality_report(asked.question, ReportOptions(measures, asked.parameters["draws"], asked.seed), asked.tell)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "centrality"
        try:
            write_report(made, out)
        except UsageError as error:
            raise UnwrittenError(f"the report was not written: {error}") from error
        return _archived(out)


def places(asked: Asked) -> Any:
    """Where each organisation stands on a map."""
    points = layout(asked.question.landscape.ties, asked.seed)
    return dict(zip(asked.question.landscape.ids, points.tolist(), strict=True))


def foretold(asked: Asked) -> Any:
    """How well each index foretells a share of the ties, drawn at random, from the others."""
    ties = asked.question.landscape.ties
    later = random_ties(ties.nnz // 2, asked.parameters["share"], np.random.default_rng(asked.seed))
    told = evaluation(split_ties(ties, later), check_time=asked.question.check_time)
    return {
        "foretold": int(later.sum()),
        "allPairs": {name: tally.figures(FORETOLD) for name, tally in told.all_pairs.items()},
        "distantPairs": {name: tally.figures(FORETOLD) for name, tally in told.distant_pairs.items()},
    }


def _archived(folder: Path) -> bytes:
    """Put the files of a folder into an archive, in order of their names and not compressed: always the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.name}", FIRST_DAY)
            entry.create_system = UNIX
            archive.writestr(entry, path.read_bytes())
    return stream.getvalue()


def as_day(text: str | None) -> datetime.date | None:
    """Read the day of a question."""
    return datetime.date.fromisoformat(text) if text else None
