"""The whole report: measures, ranks under missing ties, communities, brokerage, null models, causes; step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from alliancemap.analysis.compute.blocks import at_most
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.uncertainty.missing_ties import MissingTies
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.content.kinds import Brokerage
from alliancemap.reports.content.report import Draws, Report
from alliancemap.reports.content.robustness import MeasureRobustness, RankBand, Robustness
from alliancemap.reports.content.structure import NullComparison, Partition
from alliancemap.reports.numbers import exact_number
from alliancemap.services.centrality.bands import BAND_LEVEL, Bands, Drawing, drawn
from alliancemap.services.centrality.causes import affiliation
from alliancemap.services.centrality.choices import OFFERS, Measure
from alliancemap.services.centrality.columns import DEFAULT_SEED, alliance_graph_of, given_of, node_column
from alliancemap.services.centrality.kinds import brokerage_by_kind
from alliancemap.services.centrality.limits import drawable
from alliancemap.services.centrality.structure import beside_rewirings, partition
from alliancemap.services.centrality.subject import citation, kind_words, software, subject
from alliancemap.services.question import Question

Progress = Callable[[str, float], None]
LARGE = 20_000
"""Above so many organisations less is drawn, unless told."""
FULL = (999, 200, 50, 200)
LESS = (99, 20, 5, 10)
"""Permutations of kinds, missing-tie draws a level, restarts of communities, rewirings."""


@dataclass(frozen=True)
class ReportOptions:
    """What a report is asked with: measures, permutations (other draws in proportion; None as usual), seed, threads."""

    measures: tuple[Measure, ...] = tuple(Measure)
    draws: int | None = None
    seed: int = DEFAULT_SEED
    workers: int | None = None

    def drawn(self, n: int) -> Draws:
        """How much is drawn on n organisations."""
        usual = LESS if n > LARGE else FULL
        if self.draws is None:
            return Draws(*usual, seed=self.seed)
        permutations, missing, restarts, rewirings = (-(-number * self.draws // FULL[0]) for number in FULL)
        return Draws(permutations, missing, restarts, rewirings, self.seed)


def centrality_report(
    question: Question, options: ReportOptions, progress: Progress = lambda _step, _share: None
) -> Report:
    """Work out the whole report; the same question and options give the same numbers with any number of threads.

    Measures are exact where the definition allows it on this size (betweenness else with its guarantee); what would
    take too long to draw again and again is left out of the draws, and named.

    Parameters
    ----------
    progress : callable
        Called with the name of the step and the share of the whole that is done.
    """
    with at_most(options.workers):
        return _Making(question, options, progress).report()


@dataclass
class _Making:
    """A report in the making."""

    question: Question
    options: ReportOptions
    progress: Progress
    graph: Graph = field(init=False)
    draws: Draws = field(init=False)

    def report(self) -> Report:
        self.progress("reading the network", 0.0)
        question, land = self.question, self.question.landscape
        self.graph = alliance_graph_of(question)
        self.draws = self.options.drawn(self.graph.n)
        about = subject(question, self.graph)
        title = f"Centrality report on {about.n} organisations and their alliances"
        names = tuple(str(row.value("name")) for row in question.rows(range(land.size)))
        kinds = tuple(kind_words(land.kinds[code] if code >= 0 else None) for code in land.kind.tolist())
        return Report(
            title=title,
            subject=about,
            draws=self.draws,
            ids=land.ids,
            names=names,
            kinds=kinds,
            ties=self.graph.ties,
            n_causes=np.diff(land.causes.indptr).astype(np.int64),
            columns=self._columns(),
            partition=self._partition(names, kinds),
            brokerage=self._brokerage(),
            robustness=self._robustness(),
            null_models=self._null_models(),
            affiliation=affiliation(question, self._drawing("causes", 1, (0.93, 0.97))),
            software=software(),
            citation=citation(title, about),
            parameters=self._parameters(),
        )

    def _parameters(self) -> dict[str, object]:
        question, options = self.question, self.options
        return {
            "measures": list(options.measures),
            "ties": question.ties,
            "as_of": str(question.as_of) if question.as_of else None,
            "audience": question.network.audience,
            "draws": options.draws,
            "seed": options.seed,
        }

    def _columns(self) -> tuple[NodeColumn, ...]:
        wanted, columns = self.options.measures, []
        for place, measure in enumerate(wanted):
            self.progress(OFFERS[measure].title.lower(), 0.02 + 0.33 * place / len(wanted))
            columns.append(node_column(self.question, measure))
        return tuple(columns)

    def _partition(self, names: tuple[str, ...], kinds: tuple[str, ...]) -> Partition:
        return partition(self.graph, names, kinds, self._drawing("communities", self.draws.restarts, (0.35, 0.42)))

    def _brokerage(self) -> Brokerage:
        land = self.question.landscape
        drawing = self._drawing("brokerage by kind", self.draws.permutations, (0.42, 0.52))
        return brokerage_by_kind(self.graph.ties, land.kind, land.kinds, drawing)

    def _robustness(self) -> Robustness | None:
        draws = self.draws.missing_ties
        drawing = self._drawing("ranks under missing ties", draws, (0.52, 0.82))
        measures = drawable(self.options.measures, self.graph, draws * len(drawing.levels))
        if not draws or not measures or not self.graph.m:
            return None
        missing = drawn(given_of(self.question), measures, drawing)
        bands = Bands.of(missing)
        return Robustness(
            levels=drawing.levels,
            draws=draws,
            seed=drawing.seed,
            band_level=BAND_LEVEL,
            measures=tuple(_robust(measure, missing[measure], bands) for measure in measures),
            left_out=tuple(OFFERS[one].title for one in self.options.measures if one not in measures),
        )

    def _null_models(self) -> NullComparison | None:
        if not self.draws.rewirings or not self.graph.m:
            return None
        drawing = self._drawing("rewired networks", self.draws.rewirings, (0.82, 0.93))
        return beside_rewirings(self.graph, drawing)

    def _drawing(self, step: str, draws: int, span: tuple[float, float]) -> Drawing:
        """Draws that report how far they are, as a part of the whole."""
        self.progress(step, span[0])
        done = iter(range(1, 10**9))

        def check() -> None:
            share = min(1.0, next(done) / max(1, draws))
            self.progress(step, span[0] + share * (span[1] - span[0]))

        return Drawing(draws, self.options.seed, workers=self.options.workers, check_time=check)


def _robust(measure: Measure, missing: MissingTies, bands: Bands) -> MeasureRobustness:
    return MeasureRobustness(
        name=measure,
        title=OFFERS[measure].title,
        spearman=tuple(_median(row) for row in missing.spearman),
        overlap=tuple(_median(row) for row in missing.overlap[:, :, -1]),
        stability=missing.stability,
        band=RankBand(bands.low[measure], bands.high[measure]),
    )


def _median(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    known = values[np.isfinite(values)]
    return exact_number(float(np.median(known))) if len(known) else None
