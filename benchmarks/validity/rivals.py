"""What the ally score has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.allies.ally_scores import AllyScores
from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.prediction.indices import Index, middle_weights
from benchmarks.validity.foresight import Trial
from benchmarks.validity.weights import centred, default_weights

OURS = "ally score"
WITHOUT_INTRODUCTION = "ally score without introduction"
RIVALS = (
    WITHOUT_INTRODUCTION,
    "affinity alone",
    "shared causes alone",
    "common neighbours",
    "Adamic-Adar",
    "resource allocation",
    "preferential attachment",
    "random",
)
NEIGHBOURHOOD = {
    "common neighbours": Index.COMMON_NEIGHBOURS,
    "Adamic-Adar": Index.ADAMIC_ADAR,
    "resource allocation": Index.RESOURCE_ALLOCATION,
}

Scores = list[NDArray[np.float64]]


def contenders(trial: Trial) -> Mapping[str, Scores]:
    """Give every contender's score of each candidate of each case; random scores are all alike."""
    ways = {OURS: lambda allies: allies.in_order.score, **_ways(trial.landscape)}
    return {name: [ways[name](case.allies) for case in trial.cases] for name in (OURS, *RIVALS)}


def _ways(known: Landscape) -> dict[str, Callable[[AllyScores], NDArray[np.float64]]]:
    ones = csr_array((np.ones(known.ties.nnz), known.ties.indices, known.ties.indptr), shape=known.ties.shape)
    degree = np.asarray(known.degree, np.float64)

    def among(index: Index) -> Callable[[AllyScores], NDArray[np.float64]]:
        scores = csr_array(csr_array(ones * middle_weights(index, known.degree)) @ ones)
        return lambda allies: _row(scores, allies)

    weights = default_weights() * (np.array(COMPONENTS) != "introduction")
    shared = csr_array(known.causes @ known.causes.T)
    return {
        WITHOUT_INTRODUCTION: lambda allies: weights @ centred(allies),
        "affinity alone": lambda allies: np.nan_to_num(allies.in_order.values[0]),
        "shared causes alone": lambda allies: _row(shared, allies),
        **{name: among(index) for name, index in NEIGHBOURHOOD.items()},
        "preferential attachment": lambda allies: degree[allies.candidates],
        "random": lambda allies: np.zeros(len(allies.candidates)),
    }


def _row(matrix: csr_array, allies: AllyScores) -> NDArray[np.float64]:
    dense: NDArray[np.float64] = matrix[[allies.focal]].toarray()[0]
    return dense[allies.candidates]
