"""Whether the first of the bridging list are met more often than others equally unlike the one who asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.foresight import FIRST, Case, Trial, event_weights, pair_events
from benchmarks.validity.intervals import Estimate, middle_95

BANDS = 10
"""Social distances are equal where they round to the same tenth."""


@dataclass(frozen=True)
class BridgingList:
    """Later ties among the first twenty of the bridging lists.

    Attributes
    ----------
    hits : float
        How many there were.
    expected : float
        How many there would have been among as many drawn at random, each from the candidates at its social distance.
    ratio : Estimate
        hits / expected, with the middle 95 % over resamplings of the events.
    lists : int
    """

    hits: float
    expected: float
    ratio: Estimate
    lists: int


@dataclass(frozen=True, eq=False)
class _Met:
    """The later allies in one bridging list: who, whether among the first, and with what chance if drawn."""

    partners: NDArray[np.int64]
    first: NDArray[np.float64]
    chance: NDArray[np.float64]


def bridging_list(trial: Trial, scores: list[NDArray[np.float64]], seed: int = 0) -> BridgingList:
    """Judge the first twenty of each bridging list, ordered by some score; equal scores count in expectation."""
    met = [(case.allies.focal, _met(case, own)) for case, own in zip(trial.cases, scores, strict=True)]
    partners = np.concatenate([one.partners for _, one in met])
    first, chance = (np.concatenate([getattr(one, name) for _, one in met]) for name in ("first", "chance"))
    focal = np.repeat([focal for focal, _ in met], [len(one.partners) for _, one in met])
    weight = pair_events(trial, (focal, partners)) @ event_weights(trial.members.shape[1], seed)
    drawn = (first @ weight) / (chance @ weight)
    hits, expected = float(first.sum()), float(chance.sum())
    return BridgingList(hits, expected, middle_95(hits / expected, drawn), len(met))


def _met(case: Case, scores: NDArray[np.float64]) -> _Met:
    listed = case.allies.in_order.bridging & case.kept
    band = np.floor(case.allies.in_order.social_distance[listed] * BANDS + 0.5).astype(np.int64)
    values, later = np.round(scores[listed], 12), case.later[listed]
    top = _share_among_first(values)
    drawn, there = (np.bincount(band, weights, minlength=BANDS + 1) for weights in (top, None))
    chance = (drawn / np.maximum(there, 1))[band]
    return _Met(case.allies.candidates[listed][later], top[later], chance[later])


def _share_among_first(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each is among the first twenty, equal scores in random order."""
    _, group, count = np.unique(-values, return_inverse=True, return_counts=True)
    before = np.cumsum(count) - count
    share: NDArray[np.float64] = np.clip((FIRST - before) / count, 0, 1)[group]
    return share
