"""The ally ranking put to the test: what was known before a year against the ties that came after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from alliancemap.network.network import Network
from benchmarks import large
from benchmarks.validity.bridging_list import bridging_list
from benchmarks.validity.foresight import Foresight, Trial, foresight
from benchmarks.validity.history import History, Window
from benchmarks.validity.intervals import middle_95
from benchmarks.validity.rivals import OURS, contenders
from benchmarks.validity.splitting import Protocol, Rule, split
from benchmarks.validity.weights import chosen_across, default_weights, grid, success

YEARS = (2009, 2014, 2017)
WINDOWS = ((2008, 2011), (2011, 2013), (2013, 2015), (2015, 2017), (2017, 2026))
"""Apart, so that what weights are chosen on is not what they are judged on."""

GENERATED_SCALE, GENERATED_WINDOW = 0.01, Window(2015, 2026)
JUDGED_LISTS = (OURS, "affinity alone", "resource allocation", "random")

Row = dict[str, Any]


def study(network: Network, *, quick: bool) -> Row:
    """Run every part on the seed map and on generated ones."""
    history = History.of(network)
    years = YEARS[-1:] if quick else YEARS
    protocols = [Protocol(Window(year, history.last), rule, undated=False) for rule in Rule for year in years]
    undated = [Protocol(Window(year, history.last), Rule.JOINED) for year in years]
    return {
        "seed": [judged(history, protocol) for protocol in (*protocols, *undated)],
        "generated": [_generated(seed) for seed in range(1 if quick else 3)],
        "weights": [] if quick else [_weights(history, rule) for rule in (Rule.JOINED, Rule.DATED)],
    }


def judged(history: History, protocol: Protocol) -> Row:
    """Judge every contender on one split."""
    found = split(history, protocol)
    trial = Trial.of(found)
    scores = contenders(trial)
    return {
        "year": protocol.window.year,
        "rule": str(protocol.rule),
        "undated": protocol.undated,
        "counts": dict(sorted(found.counts.items())),
        "events": len(found.events),
        "organisations": len(trial.cases),
        "pairs": sum(int((case.later & case.kept).sum()) for case in trial.cases),
        "all pairs": dict(_compared(trial, scores, far=False)),
        "distant pairs": dict(_compared(trial, scores, far=True)),
        "bridging list": {name: _listed(trial, scores[name]) for name in JUDGED_LISTS},
    }


def _compared(trial: Trial, scores: Any, *, far: bool) -> Iterator[tuple[str, Row]]:
    ours, drawn = foresight(trial, scores[OURS], far=far)
    for name, own in scores.items():
        theirs, draws = (ours, drawn) if name == OURS else foresight(trial, own, far=far)
        ahead = middle_95(ours.auc.value - theirs.auc.value, drawn - draws)
        yield name, {**_row(theirs), "ours ahead by": ahead.row()}


def _row(found: Foresight) -> Row:
    precision = round(found.average_precision, 4)
    return {"auc": found.auc.row(), "average precision": precision, "hits": round(found.hits, 3)}


def _listed(trial: Trial, scores: list[NDArray[np.float64]]) -> Row:
    found = bridging_list(trial, scores)
    hits, expected = round(found.hits, 1), round(found.expected, 1)
    return {"hits": hits, "expected": expected, "ratio": found.ratio.row(), "lists": found.lists}


def _generated(seed: int) -> Row:
    """A generated map, whose generator knows nothing of the score; its stances tell nothing of later coalitions."""
    history = History.of(large.network(GENERATED_SCALE, seed + 1))
    return {"seed": seed + 1, **judged(history, Protocol(GENERATED_WINDOW, Rule.ALL, undated=False))}


def _weights(history: History, rule: Rule) -> Row:
    tried = grid()
    protocols = [Protocol(Window(*window), rule, undated=False) for window in WINDOWS]
    trials = [Trial.of(split(history, protocol)) for protocol in protocols]
    found = [success(trial, tried) for trial in trials]
    rows = [
        {
            "window": list(window),
            "organisations": len(trial.cases),
            "weights": dict(zip(COMPONENTS, choice.weights, strict=True)),
            "elsewhere": round(choice.elsewhere, 4),
            "here": round(choice.here, 4),
            "default": round(choice.default, 4),
            "alone": _alone(trial),
        }
        for window, trial, choice in zip(WINDOWS, trials, chosen_across(found, tried), strict=True)
    ]
    return {"rule": str(rule), "windows": rows}


def _alone(trial: Trial) -> dict[str, float]:
    """AUC of each component by itself."""
    alone: Sequence[float] = success(trial, np.eye(len(default_weights()))).tolist()
    return {name: round(value, 4) for name, value in zip(COMPONENTS, alone, strict=True)}
