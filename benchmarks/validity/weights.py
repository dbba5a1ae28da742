"""Whether other weights of the ally score would have foretold better: chosen on some years, judged on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.ally_scores import DEFAULT_WEIGHTS, AllyScores
from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from benchmarks.validity.foresight import Case, Trial

STEPS = 10
"""Weights are tried in steps of a tenth."""


@dataclass(frozen=True)
class Choice:
    """Weights chosen without a window, and how they did there.

    Attributes
    ----------
    weights : tuple of float
        In the order of COMPONENTS.
    elsewhere, here, default : float
        AUC of these weights on the windows they were chosen on and on the one left out; of the default weights there.
    """

    weights: tuple[float, ...]
    elsewhere: float
    here: float
    default: float


def default_weights() -> NDArray[np.float64]:
    """The weights in use."""
    return np.array([DEFAULT_WEIGHTS[name] for name in COMPONENTS])


def grid() -> NDArray[np.float64]:
    """Every division of 1 among the components in tenths, those in use last; weights × components."""
    bars = combinations(range(STEPS + len(COMPONENTS) - 1), len(COMPONENTS) - 1)
    ends = np.array([(-1, *bar, STEPS + len(COMPONENTS) - 1) for bar in bars])
    return np.vstack([(np.diff(ends, axis=1) - 1) / STEPS, default_weights()])


def success(trial: Trial, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean AUC over organisations of each row of weights."""
    each = [_auc(case, weights) for case in trial.cases]
    found: NDArray[np.float64] = np.mean(each, axis=0)
    return found


def chosen_across(successes: Sequence[NDArray[np.float64]], weights: NDArray[np.float64]) -> tuple[Choice, ...]:
    """For each window the weights with the best mean over the other windows, and how they do on it."""
    found = []
    for left_out, here in enumerate(successes):
        elsewhere = np.mean([one for place, one in enumerate(successes) if place != left_out], axis=0)
        best = int(np.argmax(np.round(elsewhere, 9)))
        choice = tuple(weights[best].tolist())
        found.append(Choice(choice, float(elsewhere[best]), float(here[best]), float(here[-1])))
    return tuple(found)


def centred(allies: AllyScores) -> NDArray[np.float64]:
    """What each component of each candidate differs from its mean, 0 where it is not known; components × candidates."""
    values = allies.in_order.values
    found: NDArray[np.float64] = np.where(np.isnan(values), 0.0, values - np.nan_to_num(allies.means)[:, None])
    return found


def _auc(case: Case, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = np.round(weights @ centred(case.allies), 12)
    later, others = scores[:, case.kept & case.later], np.sort(scores[:, case.kept & ~case.later], axis=1)
    higher = [
        (np.searchsorted(low, own, "left") + np.searchsorted(low, own, "right")).mean() / (2 * len(low))
        for own, low in zip(later, others, strict=True)
    ]
    return np.array(higher)
