"""What is counted between groups: pairs of organisations and ties, by how many causes they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gaps.laid_pairs import LaidPairs
from alliancemap.analysis.findings.gaps.patterns import Patterns
from alliancemap.analysis.findings.gaps.strata import TOP, PairSample, Ties, count_pairs
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.ranking import TOLERANCE


@dataclass(frozen=True, eq=False)
class GapCounts:
    """What is counted between p pairs of groups, over eligible organisations in ascending order of (degree, row).

    Attributes
    ----------
    patterns : Patterns
        Memberships, and the pairs of groups.
    ties : Ties
    sample : PairSample
    pairs, tied : int64, length 4
        n_s and t_s of the strata.
    observed : float64, length p
    between : float64, 4 × p
        n_s^AB.
    """

    patterns: Patterns
    ties: Ties
    sample: PairSample
    pairs: NDArray[np.int64]
    tied: NDArray[np.int64]
    observed: NDArray[np.float64]
    between: NDArray[np.float64]

    @cached_property
    def rate(self) -> NDArray[np.float64]:
        """t_s / n_s of each stratum; 0 for one without pairs."""
        return self.tied / np.maximum(self.pairs, 1)

    @property
    def expected(self) -> NDArray[np.float64]:
        """E of each pair of groups."""
        return self.rate @ self.between

    @property
    def variance(self) -> NDArray[np.float64]:
        """Var of each pair of groups."""
        return self.variance_of(self.between)

    @property
    def z(self) -> NDArray[np.float64]:
        """(O - E)/√Var of each pair of groups, NaN where Var = 0."""
        return self.z_of(self.observed, self.between)

    def variance_of(self, between: NDArray[np.float64]) -> NDArray[np.float64]:
        """Var of O given the pairs between the groups in each stratum."""
        spread = self.rate * (1 - self.rate) / np.maximum(self.pairs - 1, 1)
        return spread @ (between * np.maximum(self.pairs[:, None] - between, 0.0))

    def z_of(self, observed: NDArray[np.float64], between: NDArray[np.float64]) -> NDArray[np.float64]:
        """(O - E)/√Var given both counts."""
        variance = self.variance_of(between)
        z = np.full(len(observed), np.nan)
        np.divide(observed - self.rate @ between, np.sqrt(variance), out=z, where=variance > TOLERANCE)
        return z


def gap_counts(
    landscape: Landscape,
    members: csr_array,
    eligible: NDArray[np.bool_],
    seed: int,
    check_time: CheckTime = no_limit,
) -> GapCounts:
    """Count pairs and ties within strata, in all and between each pair of groups.

    Time O(Σ_c d_c²) over the supporters of each cause; pairs that share nothing are found by subtraction.
    `check_time` is called before each block.
    """
    rows = np.flatnonzero(eligible)
    rows = rows[np.argsort(landscape.degree[rows], kind="stable")]
    causes = csr_array(landscape.causes[rows])
    patterns = Patterns.of(csr_array(members[rows]))
    ties = Ties.of(csr_array(landscape.ties[rows][:, rows]), causes)
    tied = LaidPairs.of(ties.first, ties.second, len(rows))
    ordered, sample = count_pairs(causes, patterns.of_row, patterns.count, seed, check_time)
    pairs = ordered.sum(axis=(1, 2)) // 2
    pairs[0] = len(rows) * (len(rows) - 1) // 2 - pairs.sum()
    return GapCounts(
        patterns=patterns,
        ties=ties,
        sample=sample,
        pairs=pairs,
        tied=np.bincount(ties.level, minlength=TOP + 1),
        observed=patterns.between(tied.by_pattern(patterns.of_row, patterns.count)),
        between=with_strangers(patterns, patterns.between(ordered.astype(np.float64))),
    )


def with_strangers(patterns: Patterns, between: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill in stratum 0, so far 0: all possible pairs but those that share a cause."""
    between[0] = patterns.possible - between.sum(axis=0)
    return between
