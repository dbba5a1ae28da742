"""Uncertainty: whether a result would stand if part of the record were missing, or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.uncertainty import missing_ties as comparison
from alliancemap.analysis.uncertainty.comparison import HEADS
from alliancemap.analysis.uncertainty.disturbance import LEVELS, Change, Disturbance
from alliancemap.analysis.uncertainty.missing_ties import MissingTies
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, compute, find, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import SEED, Kind, Parameter, choice, integer, number, weight
from alliancemap.measures.tie_confidence import tie_confidence

LEVEL = 10.0
STEADY = (Change.DROP_TIES, Change.ADD_TIES)
"""Changes that leave the nodes as they are."""
SHARED = (
    Parameter("of", Kind.TEXT, "Which measure of nodes is put to the test.", "degree"),
    Parameter("of_params", Kind.OBJECT, "Its parameters.", {}),
    choice("change", "What is dropped or added at random.", [*Change], "drop_ties"),
    Parameter(
        "confidence",
        Kind.TEXT,
        "An attribute of the tie records, numbers or high, medium, low: the least sure ties are dropped first, those "
        "without a value before all, at random among equals.",
    ),
    integer("draws", "How many random networks at each level.", 200, least=1, most=100_000),
    SEED,
    weight(),
)
SOURCE = "Borgatti, Carley & Krackhardt 2006; Costenbader & Valente 2003; Epskamp, Borsboom & Fried 2018"


@measure(
    gives="an object: by level the correlations and overlaps, and the stability coefficient",
    source=SOURCE,
    parameters=(*SHARED, Parameter("levels", Kind.LIST, "Per cent that are dropped or added.", list(LEVELS))),
)
def missing_ties(given: Given) -> Outcome:
    """How alike a measure's values are to the full result if x % of ties or nodes are dropped (or added) at random.

    By level the mean and the 5th and 95th percentile over draws of Pearson's and Spearman's correlation (null where a
    side does not vary), the mean share of the highest 1, 3 and 10 % that are the same nodes (equal values by node), and
    the share of draws with a correlation of at least 0.7. Stability is the largest level at which, and at all smaller
    ones, that share is at least 0.95; 0 if the smallest fails.
    """
    found = _compared(given, tuple(map(_level, given.params["levels"])), None)
    by_level = [_at_level(found, place) for place in range(len(found.levels))]
    stability = {
        name: comparison.stability(found.levels, values)
        for name, values in (("pearson", found.pearson), ("spearman", found.spearman))
    }
    value = {"of": given.params["of"], "levels": by_level, "stability": stability, "draws": given.params["draws"]}
    return Outcome(value, _method(given))


@measure(
    gives="an object of values by node: rank, low, high, place",
    source=SOURCE,
    parameters=(*SHARED, number("level", "Per cent that are dropped or added.", LEVEL, least=0.01, most=100)),
)
def rank_bands(given: Given) -> Outcome:
    """Between which ranks each node stands in at least 90 % of the draws, with x % of ties or nodes dropped or added.

    Rank 1 is the highest value, equal values have equal ranks; the ⌊R/20⌋ best and worst of R draws are left out.
    `place` orders the bands by low, then high: equal bands have the same. No value, or in no draw: null.
    """
    found = _compared(given, (float(given.params["level"]),), float(given.params["level"]))
    bands = found.bands
    columns = {"rank": bands.rank, "low": bands.low, "high": bands.high, "place": bands.place}
    return Outcome({name: given.by_node(values) for name, values in columns.items()}, _method(given))


def _compared(given: Given, levels: tuple[float, ...], bands_at: float | None) -> MissingTies:
    params = given.params
    change = Change(params["change"])
    _refuse_untestable(params["of"], change)
    graph = given.graph(_weight(params))
    sureness = tie_confidence(given, graph, params["confidence"]) if params["confidence"] else None
    disturbance = Disturbance(levels, params["draws"], params["seed"], change, graph.directed, sureness)
    tested = _tested(given, graph, steady=change in STEADY)
    found = comparison.missing_ties(graph.ties, {"": tested}, disturbance, bands_at=bands_at)
    return found[""]


def _refuse_untestable(name: str, change: Change) -> None:
    """Refuse a measure that is not of the nodes of a one-mode network, or is of groups when nodes come and go."""
    found = find(name)
    if found.takes is not Takes.ONE_MODE:
        raise UsageError(f"parameter of is {name!r}, which takes {found.takes}; name a measure of a one-mode network")
    if change not in STEADY and any(parameter.name == "groups" for parameter in found.parameters):
        raise UsageError(f"{name} needs the groups of the same nodes, and the change is {change}: drop or add ties")


def _weight(params: Mapping[str, Any]) -> str | None:
    """Which attribute of the records is the strength: as asked for here, or of the measure, or as that one has it."""
    own = {parameter.name: parameter.default for parameter in find(params["of"]).parameters}
    if "weight" not in own:
        return None
    found: str | None = params["weight"] or params["of_params"].get("weight", own["weight"])
    return found


def _tested(given: Given, graph: Graph, *, steady: bool) -> Callable[[csr_array], NDArray[np.float64]]:
    """The measure in question, as a function of the ties; nodes have names and attributes if they stay the same."""
    name, asked = given.params["of"], dict(given.params["of_params"])
    attributes = given.attributes() if steady else {}
    if _weight(given.params):
        asked["weight"] = "weight"

    def values(ties: csr_array) -> NDArray[np.float64]:
        ids = graph.ids if steady else tuple(map(str, range(ties.shape[0])))
        outcome = compute(name, Given.of_graph(Graph(ids, ties, graph.directed), attributes, asked))
        if not isinstance(outcome.value, NodeValues):
            raise UsageError(f"parameter of is {name!r}, which does not give one number for each node")
        return np.array(outcome.value.values, np.float64)

    return values


def _at_level(found: MissingTies, place: int) -> dict[str, Any]:
    return {
        "level": found.levels[place],
        **{name: _spread(values[place]) for name, values in (("pearson", found.pearson), ("spearman", found.spearman))},
        "overlap": {f"top {share:.0%}": _mean(found.overlap[place, :, number]) for number, share in enumerate(HEADS)},
    }


def _spread(values: NDArray[np.float64]) -> dict[str, float]:
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, (0.05, 0.95)) if len(known) else (np.nan, np.nan)
    above = float((values >= comparison.ENOUGH).mean())
    return {"mean": _mean(values), "low": float(low), "high": float(high), "share_above": above}


def _mean(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _level(level: Any) -> float:
    if not isinstance(level, int | float) or isinstance(level, bool):
        raise UsageError(f"parameter levels holds {level!r}, but takes per cents above 0 and at most 100")
    return float(level)


def _method(given: Given) -> str:
    params = given.params
    order = f", least {params['confidence']} first" if params["confidence"] else ""
    return f"{params['draws']} random draws a level from seed {params['seed']} ({params['change']}{order})"
