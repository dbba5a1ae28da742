"""What becomes of ranks if some ties on record were missing: bands for organisations, correlations for measures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.uncertainty.disturbance import LEVELS, Disturbance
from alliancemap.analysis.uncertainty.missing_ties import MissingTies, missing_ties
from alliancemap.measures.given import Given
from alliancemap.services.centrality.choices import OFFERS, Measure
from alliancemap.services.centrality.measuring import measured, values_of

BAND_LEVEL = 10.0
"""Per cent of the ties that are dropped for bands of ranks."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """How much is drawn, from which seed, at which per cents of ties, by how many threads; `check_time` after each."""

    draws: int
    seed: int
    levels: tuple[float, ...] = LEVELS
    workers: int | None = None
    check_time: CheckTime = lambda: None


@dataclass(frozen=True, eq=False)
class Bands:
    """For each measure the best and the worst rank of 90 % of the draws at one level; 0 where undefined."""

    low: Mapping[str, NDArray[np.int64]]
    high: Mapping[str, NDArray[np.int64]]

    @classmethod
    def of(cls, missing: Mapping[str, MissingTies]) -> Bands:
        """Take the bands out of what was drawn."""
        return cls(
            {name: _whole(one.bands.low) for name, one in missing.items()},
            {name: _whole(one.bands.high) for name, one in missing.items()},
        )

    def at(self, name: str, place: int) -> tuple[int | None, int | None]:
        """The band of one organisation."""
        return int(self.low[name][place]) or None, int(self.high[name][place]) or None


def drawn(given: Given, measures: Sequence[Measure], drawing: Drawing) -> dict[str, MissingTies]:
    """Measure again on networks that lost ties at random, all measures on the same ones.

    A measure whose rank 1 is the lowest value is turned round, so that the head of its ranking is what people see.
    """
    graph = given.graph("weight")
    again = _Again(graph, given.attributes()["kind"])
    callables = {str(measure): again.measuring(measure) for measure in measures}
    disturbance = Disturbance(drawing.levels, drawing.draws, drawing.seed)
    return missing_ties(
        graph.ties,
        callables,
        disturbance,
        bands_at=BAND_LEVEL,
        workers=drawing.workers,
        check_time=drawing.check_time,
    )


class _Again:
    """Measures the organisations of a graph with other ties; measures of the same ties share passes over them."""

    def __init__(self, graph: Graph, kinds: Sequence[object]) -> None:
        self._ids, self._kinds = graph.ids, kinds
        self._last = threading.local()

    def measuring(self, measure: Measure) -> Callable[[csr_array], NDArray[np.float64]]:
        sign = -1.0 if OFFERS[measure].low_first else 1.0
        return lambda ties: sign * values_of(measured(self._given(ties), measure))

    def _given(self, ties: csr_array) -> Given:
        if getattr(self._last, "ties", None) is not ties:
            self._last.ties = ties
            self._last.given = Given.of_graph(Graph(self._ids, ties), {"kind": self._kinds}, {})
        given: Given = self._last.given
        return given


def _whole(ranks: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(np.isnan(ranks), 0, ranks).astype(np.int64)
