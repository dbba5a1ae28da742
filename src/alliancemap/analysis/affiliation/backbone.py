"""Which pairs of organisations share more, or less, than chance would have them share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.margins import affiliations, n_pairs
from alliancemap.analysis.affiliation.null_models import NullModel, Sampling, cell_tails, classes_of_rows
from alliancemap.analysis.affiliation.pair_classes import PairClasses, pair_classes
from alliancemap.analysis.affiliation.shared import Entries, entries_of
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

MOST_LISTED = 5_000_000
"""More pairs than this are not listed: they would fill the memory, and nobody reads them."""

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairList:
    """Pairs of rows, in order of the first and then the second.

    Attributes
    ----------
    first, second : int arrays
        The rows, first < second.
    shared : int array
        How many columns they share.
    p, q : float arrays
        Of the tail that is asked for; q after Benjamini and Hochberg over all pairs.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    shared: NDArray[np.int32]
    p: Values
    q: Values


@dataclass(frozen=True, eq=False)
class PairTests:
    """Every pair of rows tested against a null model, held by cell.

    Attributes
    ----------
    entries : tuple of arrays
        The matrix.
    pairs : PairClasses
        Which cell a pair is in.
    observed : int64, length cells
        How many pairs each cell has.
    p, q : float64, 2 × cells
        Of the upper tail (they share so much or more) and of the lower one (so much or less).
    """

    entries: Entries
    pairs: PairClasses
    observed: NDArray[np.int64]
    p: Values
    q: Values

    @property
    def n_pairs(self) -> int:
        """How many pairs were tested."""
        return n_pairs(len(self.pairs.classes))

    def smallest_q(self, tail: int) -> float:
        """The smallest q of a tail, NaN where there is no pair: at an alpha below it no pair is kept."""
        return float(self.q[tail][self.observed > 0].min()) if self.n_pairs else float("nan")

    def listed(self, tail: int, wanted: NDArray[np.bool_], most: int = MOST_LISTED) -> PairList:
        """List the pairs in the cells that are wanted; tail 0 is the upper one.

        Raises
        ------
        UsageError
            If they are more than `most`.
        """
        count = int(self.observed[wanted].sum())
        if count > most:
            raise UsageError(
                f"{count} pairs are more than the {most} that can be listed: take fewer rows or a smaller alpha"
            )
        first, second, shared = self.pairs.listed(self.entries, wanted).T
        cell = self.pairs.base()[self.pairs.classes[first], self.pairs.classes[second]] + shared
        return PairList(first, second, shared, self.p[tail, cell], self.q[tail, cell])


def pair_tests(
    matrix: csr_array,
    model: NullModel = NullModel.SDSM,
    sampling: Sampling | None = None,
    check_time: CheckTime = no_limit,
) -> PairTests:
    """Test for every pair of rows whether it shares more or less than under a null model.

    p is P(X ≥ observed) and P(X ≤ observed), X as `cell_tails` says; pairs that share nothing have upper p = 1 and
    count among the m = n₁(n₁ − 1)/2 tests of each tail that q is worked out over.
    Time O(Σ_k c_k²) besides that of `cell_tails`; memory O(entries + n₁ + cells), never n₁².

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.
    model : NullModel
        What chance keeps.
    sampling : Sampling, optional
        For fdsm: how many matrices are drawn.
    check_time : callable
        Called now and then; what it raises stops the work.

    Returns
    -------
    PairTests

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.
    UsageError
        As `cell_tails` does.

    References
    ----------
    Z. P. Neal, R. Domagalski & B. Sagan, Sci. Rep. 11, 23929 (2021). doi:10.1038/s41598-021-03238-3
    Benjamini & Hochberg, J. R. Stat. Soc. B 57, 289 (1995). doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    matrix = affiliations(matrix)
    entries = entries_of(matrix)
    pairs = pair_classes(matrix, classes_of_rows(matrix, model))
    check_time()
    observed = pairs.tallied(entries)
    p = cell_tails(matrix, pairs, model, sampling or Sampling(), check_time)
    return PairTests(entries, pairs, observed, p, np.array([repeated_q(tail, observed) for tail in p]))


def repeated_q(p: Values, times: NDArray[np.int64]) -> Values:
    """Benjamini and Hochberg's q where each p occurs so many times: as if all were written out.

        q_c = min over s with p_s ≥ p_c of p_s · m / #{tests with p ≤ p_s},  m = Σ times
    NaN where a p does not occur. Time O(k log k) for k different p.
    """
    q = np.full(len(p), np.nan)
    occurring = np.flatnonzero(times)
    order = occurring[np.argsort(p[occurring], kind="stable")]
    raised = p[order] * times.sum() / np.cumsum(times[order])
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q


@dataclass(frozen=True, eq=False)
class Backbone:
    """What is more than chance in a projection.

    Attributes
    ----------
    kept : PairList
        Pairs that share so much that chance would rarely have it (upper tail).
    avoiding : PairList
        Pairs that share so little (lower tail).
    tests : PairTests
        All pairs.
    """

    kept: PairList
    avoiding: PairList
    tests: PairTests


def backbone(tests: PairTests, alpha: float = 0.05, *, corrected: bool = True) -> Backbone:
    """Keep the pairs whose q (or p, not `corrected`) is at most alpha, each tail by itself.

    Parameters
    ----------
    tests : PairTests
        From `pair_tests`.
    alpha : float
        In [0, 1]: the false discovery rate in each tail (not corrected: the chance to keep a pair that is chance).
    corrected : bool
        Benjamini and Hochberg over all pairs.

    Returns
    -------
    Backbone

    Raises
    ------
    UsageError
        If more than five million pairs would be kept in a tail.
    """
    level = tests.q if corrected else tests.p
    kept, avoiding = (tests.listed(tail, (tests.observed > 0) & (level[tail] <= alpha)) for tail in (0, 1))
    return Backbone(kept, avoiding, tests)
