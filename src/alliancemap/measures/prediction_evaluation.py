"""How well link prediction foretells ties, and affiliations."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.affiliation_evaluation import affiliation_evaluation, split_affiliations
from alliancemap.analysis.prediction.evaluation import RANDOM, Evaluation, evaluation, random_ties, split_ties
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import SEED, Kind, Parameter, integer, number
from alliancemap.measures.prediction import hit_counts
from alliancemap.measures.tie_dates import day, first_days

PARAMETERS = (
    Parameter("since", Kind.TEXT, "The attribute of the tie records that says when they began.", "since"),
    Parameter(
        "split",
        Kind.TEXT,
        "The date from which ties are foretold, or `random`; unless told, the first that leaves at most `share` of "
        "them to foretell, and `random` where there are no dates.",
    ),
    number("share", "Of the ties, how many are foretold.", 0.1, least=0.001, most=0.9),
    integer("repeats", "How many random splits.", 20, least=1, most=1_000),
    SEED,
    Parameter("ks", Kind.LIST, "For which numbers of pairs hits are told.", [10, 100, 1000]),
)


@measure(
    gives="an object: how the ties were split, and by index the figures over all and over distant pairs",
    source="Yang, Lichtenwalter & Chawla 2015; Zhou, Lü & Zhang 2009",
    parameters=PARAMETERS,
)
def link_prediction_evaluation(given: Given) -> Outcome:
    """How well the indices of `link_prediction_top`, from some of the ties, foretell the others.

    Ties first seen from a date on are foretold from those before (no date: always known); without dates a random tenth,
    20 times, all nodes staying. Every pair without a known tie is a candidate, none is sampled. AUC, average precision
    and expected hits, as in `link_prediction_metrics`, are means over splits with their standard deviation (one split:
    null), over all pairs and over those at distance > 2; beside preferential attachment and random order. Unrecorded
    ties count as wrong: precision is a lower bound.
    """
    ties = binary(given.graph(directed=False).ties)
    return _evaluated(given, ties.nnz // 2, lambda later: evaluation(split_ties(ties, later)))


@measure(
    gives="an object: how the affiliations were split, and by index the figures over all and over distant pairs",
    source="Yang, Lichtenwalter & Chawla 2015; Kovács et al. 2019",
    takes=Takes.TWO_MODE,
    parameters=PARAMETERS,
)
def bipartite_link_prediction_evaluation(given: Given) -> Outcome:
    """How well the indices of `bipartite_link_prediction_top`, from some of the affiliations, foretell the others.

    As `link_prediction_evaluation`, with every pair of organisation and cause as a candidate; preferential attachment
    is r_i c_k, and pairs at distance > 3 are the distant ones.
    """
    b = binary(given.affiliation().matrix)
    return _evaluated(given, b.nnz, lambda later: affiliation_evaluation(split_affiliations(b, later)))


def _evaluated(given: Given, m: int, evaluate: Callable[[NDArray[np.bool_]], Evaluation]) -> Outcome:
    ks = hit_counts(given.params["ks"])
    date, splits = _splits(given, m)
    found = [evaluate(later) for later in splits]
    value = {
        "split": "time" if date else "random",
        **({"date": date} if date else {}),
        "splits": len(found),
        "all_pairs": _summary([one.all_pairs for one in found], ks),
        "distant_pairs": _summary([one.distant_pairs for one in found], ks),
    }
    return Outcome(value, f"exact over all candidates of {len(found)} split{'s' * (len(found) > 1)}")


def _splits(given: Given, m: int) -> tuple[str | None, list[NDArray[np.bool_]]]:
    """The date of the split, None of random ones; and for each of m ties whether it is to be foretold."""
    params, since = given.params, given.params["since"]
    if params["split"] != "random" and since in given.file().tie_attributes:
        first = first_days(given, since)
        start = day(params["split"]) if params["split"] else _start(first, params["share"])
        if start:
            return datetime.date.fromordinal(start).isoformat(), [first >= start]
    elif params["split"] not in (None, "random"):
        without = f"but the ties have no attribute {since!r} that says when they began"
        raise UsageError(f"parameter split is {params['split']!r}, {without}")
    draws = (np.random.default_rng([params["seed"], draw]) for draw in range(params["repeats"]))
    return None, [random_ties(m, params["share"], rng) for rng in draws]


def _start(first: NDArray[np.int64], share: float) -> int:
    """The first day that leaves at most a share of the ties to foretell, and at least one; 0 if there is none."""
    days, counts = np.unique(first[first > 0], return_counts=True)
    from_then = np.cumsum(counts[::-1])[::-1]
    fitting = days[(from_then <= share * len(first)) & (from_then < len(first))]
    return int(fitting[0]) if len(fitting) else 0


def _summary(tallies: Sequence[Mapping[str, Tally]], ks: Sequence[int]) -> dict[str, Any]:
    sizes = {
        "positives": float(np.mean([one[RANDOM].positives.sum() for one in tallies])),
        "candidates": float(np.mean([one[RANDOM].candidates.sum() for one in tallies])),
    }
    return sizes | {index: _figures([one[index] for one in tallies], ks) for index in tallies[0]}


def _figures(tallies: Sequence[Tally], ks: Sequence[int]) -> dict[str, dict[str, float]]:
    """Mean and standard deviation of each figure over the splits in which it is defined."""
    every = [tally.figures(ks) for tally in tallies]
    columns = {name: np.array([figures[name] for figures in every]) for name in every[0]}
    known = {name: values[np.isfinite(values)] for name, values in columns.items()}
    return {
        name: {"mean": float(values.mean()) if len(values) else np.nan, "sd": _deviation(values)}
        for name, values in known.items()
    }


def _deviation(values: NDArray[np.float64]) -> float:
    """The sample standard deviation; NaN of fewer than two values, 0 where they differ by rounding only."""
    if len(values) < 2:
        return float("nan")
    return float(values.std(ddof=1)) if np.ptp(values) > 1e-12 * np.abs(values).max() else 0.0
