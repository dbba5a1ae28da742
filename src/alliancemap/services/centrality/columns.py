"""Measures on the organisations of a question, through the catalogue, each worked out once for a Network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import find
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.numbers import significant
from alliancemap.services.centrality.bands import BAND_LEVEL, Bands, Drawing, drawn
from alliancemap.services.centrality.choices import OFFERS, Measure
from alliancemap.services.centrality.limits import check_bands, within_request
from alliancemap.services.centrality.measuring import measured, values_of
from alliancemap.services.introductions import check_count
from alliancemap.services.question import Question

DEFAULT_SEED = 1
MOST_DRAWS = 1_000


@dataclass(frozen=True)
class CentralityOptions:
    """How bands of ranks are drawn (0 draws: none), and whether the answer must fit into a request."""

    draws: int = 0
    seed: int = DEFAULT_SEED
    within_request: bool = True


@dataclass(frozen=True)
class CentralityValue:
    """What one measure gives for one organisation; None is not defined, or of ranks not drawn."""

    measure: Measure
    value: float | None
    rank: int | None
    rank_low: int | None = None
    rank_high: int | None = None


@dataclass(frozen=True, eq=False)
class Centralities:
    """Measures on all organisations of a question, and the network that they were measured on.

    `asked` are the measures asked for, `order_by` the one that organisations come in order of.
    """

    question: Question
    graph: Graph
    asked: tuple[NodeColumn, ...]
    order_by: NodeColumn
    options: CentralityOptions
    bands: Bands | None = None

    @cached_property
    def n_components(self) -> int:
        """How many components the network has, isolates among them."""
        return int(self.graph.components().max(initial=-1)) + 1

    def values_at(self, place: int) -> tuple[CentralityValue, ...]:
        """The values of the organisation at a place of the landscape."""
        return tuple(self._value(column, place) for column in self.asked)

    def _value(self, column: NodeColumn, place: int) -> CentralityValue:
        measure, value = Measure(column.name), float(column.values[place])
        if np.isnan(value):
            return CentralityValue(measure, None, None)
        band = self.bands.at(measure, place) if self.bands else (None, None)
        return CentralityValue(measure, value, int(column.ranks[place]), *band)


def find_centralities(
    question: Question,
    measures: Sequence[Measure],
    options: CentralityOptions | None = None,
    order_by: Measure | None = None,
) -> Centralities:
    """Measure the organisations of a question; what was measured before on this Network is not measured again.

    Institutions of power are part of the map and measured like all others, whatever the question says of them.

    Raises
    ------
    UsageError
        If no measure is named, or a count is out of range.
    TimeLimitError
        If it must fit into a request and does not.
    """
    options = options or CentralityOptions()
    wanted = tuple(dict.fromkeys(measures))
    if not wanted:
        raise UsageError(f"no measure is named; name one of {', '.join(Measure)}")
    check_count("draws", options.draws, MOST_DRAWS, least=0)
    check_count("seed", options.seed, 2**31 - 1, least=0)
    graph = alliance_graph_of(question)
    if options.within_request:
        check_bands(wanted, graph, options.draws)
    asked = tuple(node_column(question, measure, within=options.within_request) for measure in wanted)
    ordering = node_column(question, order_by or wanted[0], within=options.within_request)
    bands = _bands(question, wanted, options) if options.draws else None
    return Centralities(question, graph, asked, ordering, options, bands)


def _bands(question: Question, measures: tuple[Measure, ...], options: CentralityOptions) -> Bands:
    drawing = Drawing(options.draws, options.seed, (BAND_LEVEL,), check_time=question.check_time)
    key = (question.ties, question.as_of, measures, options.draws, options.seed)
    make = partial(drawn, given_of(question), measures, drawing)
    return question.network.remember("centrality bands", key, lambda: Bands.of(make()))


def node_column(question: Question, measure: Measure, *, within: bool = False) -> NodeColumn:
    """Measure all organisations; `within` has it fit into a request."""
    question.check_time()
    more = within_request(measure, alliance_graph_of(question)) if within else {}
    key = (question.ties, question.as_of, measure, tuple(sorted(more.items())))
    return question.network.remember("centrality", key, lambda: _measured(question, measure, dict(more)), keep=64)


def alliance_graph_of(question: Question) -> Graph:
    """The alliance graph of a question, organisations in order of id."""
    return given_of(question).graph("weight")


def given_of(question: Question) -> Given:
    """What measures of a question are given: graph and kinds; passes over it are made once for all of them."""
    key = (question.ties, question.as_of)
    return question.network.remember("centrality graph", key, lambda: _given(question), keep=3)


def _given(question: Question) -> Given:
    land = question.landscape
    kinds = [land.kinds[code] if code >= 0 else None for code in land.kind.tolist()]
    return Given.of_graph(Graph(land.ids, land.ties), {"kind": kinds}, {})


def _measured(question: Question, measure: Measure, more: dict[str, object]) -> NodeColumn:
    offer, entry = OFFERS[measure], find(measure)
    outcome = measured(given_of(question), measure, more)
    wide = outcome.notes.get("half_width")
    return NodeColumn(
        name=measure,
        title=offer.title,
        meaning=offer.meaning,
        definition=entry.definition,
        source=entry.source,
        params={**offer.params, **more},
        method=outcome.method,
        values=significant(values_of(outcome)),
        undefined=offer.undefined,
        low_first=offer.low_first,
        whole=offer.whole,
        notes={name: note for name, note in outcome.notes.items() if not isinstance(note, NodeValues)},
        half_width=significant(np.asarray(wide.values, np.float64)) if isinstance(wide, NodeValues) else None,
    )
