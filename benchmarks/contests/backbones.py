"""Pairs of organisations that share more causes than chance has them share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.backbone import backbone, pair_tests
from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.null_models import NullModel
from alliancemap.analysis.null_models.curveball import curveball_draws, shared_tails
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
MIDDLE = (SMALL, 10_000)
PAIRS = 500
ALPHA = 0.001
DRAWS = 100
SOME = 5


def _causes(data: Data) -> csr_array:
    return data.causes


def _expected(matrix: csr_array) -> list[float]:
    """How many affiliations the fitted model expects."""
    model = configuration_model(matrix)
    rows = np.bincount(model.row_classes)
    return [float(rows @ model.probability @ model.column_sizes)]


def _fitted_by_numpy(matrix: csr_array) -> list[float]:
    """Fixed-point iteration of the same equations, organisations and causes of equal degree together."""
    rows, columns = np.diff(matrix.indptr), np.bincount(matrix.indices, minlength=matrix.shape[1])
    (r, nr), (c, nc) = (np.unique(degree, return_counts=True) for degree in (rows, columns))
    x, y = r / np.sqrt(matrix.nnz), c / np.sqrt(matrix.nnz)
    for _ in range(10_000):
        fitted = x * y[:, None]
        x_next = np.where(r > 0, r / np.maximum((nc * y) @ (1 / (1 + fitted)), 1e-300), 0)
        y_next = np.where(c > 0, c / np.maximum((1 / (1 + x_next * y[:, None])) @ (nr * x_next), 1e-300), 0)
        moved = np.abs(x_next - x).max() + np.abs(y_next - y).max()
        x, y = x_next, y_next
        if moved < 1e-12:
            break
    probability = x * y[:, None] / (1 + x * y[:, None])
    return [float(nc @ probability @ nr)]


def _tested(model: NullModel) -> Any:
    return lambda matrix: [pair_tests(matrix, model).smallest_q(0)]


def _kept(matrix: csr_array) -> list[float]:
    return [len(backbone(pair_tests(matrix), ALPHA).kept.first)]


def _by_convolution(matrix: csr_array) -> None:
    """Poisson-binomial tails of the pairs of the first organisations, cause by cause."""
    model = configuration_model(matrix)
    probability = np.repeat(model.probability, model.column_sizes, axis=1)[model.row_classes[: PAIRS + 1]]
    for other in range(1, PAIRS + 1):
        shared = np.ones(1)
        for chance in probability[0] * probability[other]:
            if chance:
                shared = np.convolve(shared, (1 - chance, chance))[:64]
        shared[::-1].cumsum()


def _row_by_scipy(matrix: csr_array) -> list[float]:
    """Hypergeometric tails of every pair, and the smallest q of them all."""
    from scipy.stats import false_discovery_control, hypergeom  # noqa: PLC0415 - only the child that needs it

    shared, degree = (matrix @ matrix.T).toarray(), np.diff(matrix.indptr)
    first, second = np.triu_indices(len(degree), 1)
    p = hypergeom.sf(shared[first, second] - 1, matrix.shape[1], degree[first], degree[second])
    return [float(false_discovery_control(np.clip(p, 0, 1)).min())]


def _fdsm_by_scipy(matrix: csr_array) -> None:
    """Whole matrices of what is shared, draw by draw."""
    observed = (matrix @ matrix.T).toarray()
    at_least = np.zeros(observed.shape, np.int32)
    for drawn in curveball_draws(matrix, SOME, 1):
        at_least += (drawn @ drawn.T).toarray() >= observed


def _share_of_pairs(n: int) -> float:
    return PAIRS / (n * (n - 1) / 2)


CONTESTS = [
    Contest(
        "bipartite configuration model",
        (Contender(OURS, _causes, _expected), Contender("NumPy", _causes, _fitted_by_numpy)),
        tolerance=1e-6,
        gathers="The expected number of affiliations is compared.",
        covers=("bicm_probability",),
    ),
    Contest(
        "backbone, SDSM: p and q of every pair",
        (
            Contender(OURS, _causes, _tested(NullModel.SDSM)),
            Contender("NumPy", _causes, _by_convolution, _share_of_pairs, (SMALL,)),
        ),
        gathers="Exact Poisson-binomial tails; NumPy: from 500 pairs, one after the other.",
        covers=("sdsm_upper_p",),
    ),
    Contest(
        "backbone, SDSM: list at 0.001",
        (Contender(OURS, _causes, _kept, sizes=MIDDLE),),
        gathers="The largest map has more such pairs than are listed.",
        covers=("backbone",),
    ),
    Contest(
        "backbone, fixed row: p and q of every pair",
        (
            Contender(OURS, _causes, _tested(NullModel.FIXED_ROW)),
            Contender("scipy", _causes, _row_by_scipy, sizes=(SMALL,)),
        ),
        tolerance=1e-6,
        covers=("fixedrow_upper_p",),
    ),
    Contest(
        "backbone, fixed fill: p and q of every pair",
        (Contender(OURS, _causes, _tested(NullModel.FIXED_FILL)),),
        covers=("fixedfill_upper_p",),
    ),
    Contest(
        "FDSM, 100 draws",
        (
            Contender(OURS, _causes, lambda matrix: [shared_tails(matrix, DRAWS, 1).draws]),
            Contender("scipy", _causes, _fdsm_by_scipy, lambda _n: SOME / DRAWS, (SMALL,)),
        ),
        sizes=MIDDLE,
        tolerance=None,
        gathers="Counts for every pair, so not for the largest map; scipy takes our draws, which count against it.",
        covers=("fdsm_upper_p",),
    ),
]
