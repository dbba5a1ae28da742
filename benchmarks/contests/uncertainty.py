"""How sure results are: missing ties, bands of ranks, errors of a density, correlation of networks, many tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.statistics.dyadic import quadratic_assignment
from alliancemap.analysis.statistics.jackknife import density_jackknife_se
from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg
from alliancemap.analysis.statistics.vertex_bootstrap import density_bootstrap
from alliancemap.analysis.structural_holes.holes import constraint
from alliancemap.analysis.uncertainty.bands import rank_bands
from alliancemap.analysis.uncertainty.disturbance import Disturbance
from alliancemap.analysis.uncertainty.missing_ties import missing_ties
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
Two = tuple[csr_array, csr_array]
DRAWS, LEVELS = 20, (1.0, 5.0, 10.0, 25.0, 50.0)
PERMUTATIONS = 99
RESAMPLES, SOME = 200, 20


def _plain(data: Data) -> csr_array:
    return data.plain


def _missing(ties: csr_array, measure: Any) -> list[float]:
    found = missing_ties(ties, {"measure": measure}, Disturbance(levels=LEVELS, draws=DRAWS, seed=1))
    return [found["measure"].stability]


def _missing_by_scipy(ties: csr_array) -> list[float]:
    """Degree on thinned networks, compared with the full one; the highest of it, and its ranks at 10 %."""
    from scipy.stats import pearsonr, rankdata, spearmanr  # noqa: PLC0415 - only the child that needs it

    rng = np.random.default_rng(1)
    upper = triu(ties, k=1, format="coo")
    full = np.diff(ties.indptr).astype(float)
    n, stable = len(full), np.zeros((len(LEVELS), DRAWS))
    for draw in range(DRAWS):
        order = rng.permutation(upper.nnz)
        for place, level in enumerate(LEVELS):
            kept = order[round(level / 100 * upper.nnz) :]
            thinned = np.bincount(np.concatenate((upper.row[kept], upper.col[kept])), minlength=n).astype(float)
            pearsonr(full, thinned)
            stable[place, draw] = spearmanr(full, thinned).statistic
            for share in (100, 33, 10):
                np.intersect1d(np.argsort(-full)[: n // share], np.argsort(-thinned)[: n // share])
            if level == 10:
                rankdata(-thinned, method="min")
    held = np.logical_and.accumulate((stable >= 0.7).mean(axis=1) >= 0.95)
    return [max([level for level, holds in zip(LEVELS, held, strict=True) if holds], default=0.0)]


def _ranks(data: Data) -> tuple[Values, NDArray[np.int32]]:
    """Ranks of 200 draws."""
    rng = np.random.default_rng(1)
    drawn = [rng.permutation(data.n).astype(np.int32) + 1 for _ in range(RESAMPLES)]
    return np.arange(data.n, dtype=np.float64), np.stack(drawn)


def _bands(given: tuple[Values, NDArray[np.int32]]) -> Values:
    found = rank_bands(*given)
    return np.concatenate((found.low, found.high))


def _bands_by_numpy(given: tuple[Values, NDArray[np.int32]]) -> Values:
    """What is left at either end when a twentieth of the draws is left out there."""
    ends = (RESAMPLES // 20, RESAMPLES - 1 - RESAMPLES // 20)
    ranks = np.partition(given[1], ends, axis=0)
    return np.concatenate((ranks[ends[0]], ranks[ends[1]])).astype(np.float64)


def _two(data: Data) -> Two:
    """The alliance graph and the directed records."""
    return data.plain, data.arcs


def _qap(given: Two) -> list[float]:
    return [quadratic_assignment(*given, draws=PERMUTATIONS, seed=1).correlation]


def _qap_by_scipy(given: Two) -> list[float]:
    first, second = given
    n = first.shape[0]
    rng = np.random.default_rng(1)
    for _ in range(PERMUTATIONS):
        order = rng.permutation(n)
        second[order][:, order].multiply(first).sum()
    cells = n * (n - 1)
    means = [matrix.sum() / cells for matrix in given]
    spreads = [np.sqrt(matrix.sum() / cells - mean**2) for matrix, mean in zip(given, means, strict=True)]
    product = first.multiply(second).sum() / cells - means[0] * means[1]
    return [float(product / (spreads[0] * spreads[1]))]


def _bootstrapped(ties: csr_array) -> list[float]:
    return [float(density_bootstrap(ties, draws=RESAMPLES, seed=1).mean())]


def _bootstrapped_by_numpy(matrix: Values) -> None:
    """Whole matrices of drawn nodes; two copies of one node take the value of a dyad at random."""
    rng = np.random.default_rng(1)
    n = len(matrix)
    first, second = np.triu_indices(n, 1)
    for _ in range(SOME):
        drawn = rng.integers(n, size=n)
        again = matrix[np.ix_(drawn, drawn)]
        same = drawn[first] == drawn[second]
        values = again[first, second]
        picks = rng.integers(len(first), size=int(same.sum()))
        values[same] = matrix[first[picks], second[picks]]
        values.mean()


def _jackknife_by_numpy(ties: csr_array) -> list[float]:
    n, total = ties.shape[0], float(ties.sum())
    without = (total - 2 * np.diff(ties.indptr)) / ((n - 1) * (n - 2))
    return [float(np.sqrt((n - 2) / (2 * n) * np.square(without - without.mean()).sum()))]


def _p(data: Data) -> Values:
    return np.random.default_rng(1).random(data.n) ** 2


def _bh_by_scipy(p: Values) -> Values:
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - only the child that needs it

    return np.asarray(false_discovery_control(p), np.float64)


CONTESTS = [
    Contest(
        "missing ties: degree, 5 levels, 20 draws",
        (
            Contender(OURS, _plain, lambda ties: _missing(ties, degree)),
            Contender("scipy", _plain, _missing_by_scipy),
        ),
        gathers="Correlations, overlaps, ranks at 10 %; what is compared is the stability coefficient.",
        covers=("missing_ties",),
    ),
    Contest(
        "missing ties: constraint, 5 levels, 20 draws",
        (Contender(OURS, _plain, lambda ties: _missing(ties, constraint)),),
    ),
    Contest(
        "bands of ranks from 200 draws",
        (Contender(OURS, _ranks, _bands), Contender("NumPy", _ranks, _bands_by_numpy)),
        gathers="Ours puts the bands in order, too.",
        covers=("rank_bands",),
    ),
    Contest(
        "QAP correlation, 99 permutations",
        (Contender(OURS, _two, _qap), Contender("scipy", _two, _qap_by_scipy)),
        covers=("qap",),
    ),
    Contest(
        "density bootstrap, 200 draws",
        (
            Contender(OURS, _plain, _bootstrapped),
            Contender(
                "NumPy",
                lambda data: data.plain.toarray(),
                _bootstrapped_by_numpy,
                lambda _n: SOME / RESAMPLES,
                (SMALL,),
            ),
        ),
        covers=("density_bootstrap",),
    ),
    Contest(
        "standard error of density, jackknife",
        (
            Contender(OURS, _plain, lambda ties: [density_jackknife_se(ties)]),
            Contender("NumPy", _plain, _jackknife_by_numpy),
        ),
        covers=("density_jackknife_se",),
    ),
    Contest(
        "Benjamini and Hochberg's q, one test an organisation",
        (Contender(OURS, _p, benjamini_hochberg), Contender("scipy", _p, _bh_by_scipy)),
        covers=("benjamini_hochberg",),
    ),
]
