"""The shuffle test: is a gap larger than between random groups as well connected, given what they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.patterns import Patterns
from alliancemap.analysis.findings.strata import TOP, PairSample, Ties, count_pairs
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.analysis.statistics.shares import share

DEGREE_BLOCKS = 10
ENOUGH = 50
BLOCKS, SHORTEST = 32, 32
"""Into how many blocks draws are cut at most, and how many draws a block has at least."""


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


@dataclass(frozen=True, eq=False)
class ShuffleTest:
    """Outcome for p pairs of groups: p-values (NaN: not tested), the dispersion φ >= 1, and the draws used."""

    p: NDArray[np.float64]
    dispersion: NDArray[np.float64]
    draws: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Deals:
    """What came of some draws in a row, for p pairs of groups.

    Attributes
    ----------
    first, last : int
        The numbers of the draws, the last not included.
    hits : uint8, draws × ⌈p/8⌉
        Bits: whether z is not larger than the recorded one.
    valid : int64, length p
        How many draws have a z.
    mean, squares : float64, length p
        Mean of z over them, and the sum of its squared deviations.
    """

    first: int
    last: int
    hits: NDArray[np.uint8]
    valid: NDArray[np.int64]
    mean: NDArray[np.float64]
    squares: NDArray[np.float64]


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
    tied = _Pairs.of(ties.first, ties.second, len(rows))
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
        between=_with_strangers(patterns, patterns.between(ordered.astype(np.float64))),
    )


def shuffle_test(
    counts: GapCounts,
    draws: int,
    seed: int,
    check_time: CheckTime = no_limit,
    dealt: Iterable[Deals] | None = None,
) -> ShuffleTest:
    """Deal the memberships at random among organisations with about as many ties, and compare z.

    The eligible organisations fall in ten blocks by degree, sizes equal within one, equal degrees in order of id; each
    draw permutes the rows of memberships within the blocks and takes O, E, Var and z anew. With b the draws whose z is
    not larger than the recorded one, p = (b + 1)/(R + 1). A draw with Var = 0 is skipped. A draw serves all pairs of
    groups at once, so the run stops early only when each of them has b >= 50, at draw r; then p = b/r. φ is the
    population variance of z over the draws, at least 1. Draw number d is seeded by (seed, d), and draws are put
    together in the blocks of `draw_blocks`, so the result does not depend on who draws it: threads here, or whoever
    made `dealt`. Time O(draws · (ties + kept pairs)).

    Parameters
    ----------
    counts : GapCounts
    draws, seed : int
    check_time : callable
        Called before each draw, by the thread that makes it; whatever it raises ends the test.
    dealt : iterable of Deals, optional
        Blocks that were drawn elsewhere, by `deals`: all of `draw_blocks(draws)`, in order.

    Returns
    -------
    ShuffleTest
        p is NaN where z is undefined or nothing was drawn.

    References
    ----------
    Besag & Clifford, Biometrika 78, 301 (1991). doi:10.1093/biomet/78.2.301
    Chan, Golub & LeVeque, COMPSTAT 1982, 30. doi:10.1007/978-3-642-51461-6_3
    """
    tally, dealer = _Tally(counts.z), _Dealer.of(counts)
    if tally.settled:
        return tally.outcome()
    if dealt is None:
        dealt = each(lambda block: dealer.deals(*block, seed, check_time), draw_blocks(draws))
    for deals in dealt:
        enough = tally.enough(deals)
        tally.add(deals if enough == deals.last else dealer.deals(deals.first, enough, seed))
        if tally.settled:
            break
    return tally.outcome()


def draw_blocks(draws: int) -> list[tuple[int, int]]:
    """Cut draws into blocks: the numbers of the first of each, and of the first after it."""
    return spans(draws, max(SHORTEST, -(-draws // BLOCKS)))


def deals(counts: GapCounts, first: int, last: int, seed: int, check_time: CheckTime = no_limit) -> Deals:
    """Make the draws of one block for `shuffle_test`; `check_time` is called before each."""
    return _Dealer.of(counts).deals(first, last, seed, check_time)


class _Tally:
    """Counts draws pair of groups by pair of groups, and follows mean and variance of z."""

    def __init__(self, z: NDArray[np.float64]) -> None:
        self.z = z
        self.hits, self.valid = np.zeros((2, len(z)), dtype=np.int64)
        self.mean, self.squares = np.zeros((2, len(z)))

    @property
    def settled(self) -> bool:
        """Whether each pair of groups that can be tested has been hit often enough."""
        return self._enough(self.hits)

    def draw(self, z: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Count one draw, and give which pairs it hits."""
        known = ~np.isnan(z)
        hits = known & (z <= self.z + TOLERANCE)
        self.valid += known
        self.hits += hits
        step = np.where(known, z - self.mean, 0.0)
        self.mean += step / np.maximum(self.valid, 1)
        self.squares += step * np.where(known, z - self.mean, 0.0)
        return np.asarray(hits)

    def enough(self, deals: Deals) -> int:
        """Number of the draw of a block with which all is settled, not included; the end of the block if none is."""
        hits = self.hits.copy()
        for number in range(deals.first, deals.last):
            hits += self._hits(deals, number)
            if self._enough(hits):
                return number + 1
        return deals.last

    def add(self, deals: Deals) -> None:
        """Count a block."""
        for number in range(deals.first, deals.last):
            self.hits += self._hits(deals, number)
        valid = self.valid + deals.valid
        step = deals.mean - self.mean
        part = deals.valid / np.maximum(valid, 1)
        self.squares += deals.squares + step * step * self.valid * part
        self.mean += step * part
        self.valid = valid

    def outcome(self) -> ShuffleTest:
        start = 0 if self.settled else 1
        tested = ~np.isnan(self.z) & (self.valid > 0)
        p = share(self.hits + start, self.valid + start, tested)
        dispersion = np.maximum(self.squares / np.maximum(self.valid, 1), 1.0)
        return ShuffleTest(p, dispersion, self.valid)

    def _hits(self, deals: Deals, number: int) -> NDArray[np.uint8]:
        return np.unpackbits(deals.hits[number - deals.first], count=len(self.z))

    def _enough(self, hits: NDArray[np.int64]) -> bool:
        return bool((hits[~np.isnan(self.z)] >= ENOUGH).all())


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of organisations, laid out so that a deal is counted in one pass: by first end, then its second ends."""

    starts: NDArray[np.uint32]
    second: NDArray[np.uint32]

    @classmethod
    def of(cls, first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> _Pairs:
        order = np.argsort(first, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(first, minlength=size))))
        return cls(starts.astype(np.uint32), second[order].astype(np.uint32))

    def by_pattern(self, pattern: NDArray[np.int64], patterns: int) -> NDArray[np.float64]:
        """Ordered pairs by the patterns of both ends; patterns × patterns, symmetric."""
        one_way = _dealt(self.starts, self.second, pattern.astype(np.uint16), patterns)
        both_ways: NDArray[np.float64] = np.add(one_way, one_way.T, dtype=np.float64)
        return both_ways


@kernel
def _dealt(
    starts: NDArray[np.uint32], second: NDArray[np.uint32], pattern: NDArray[np.uint16], patterns: int
) -> NDArray[np.int64]:
    """How many pairs have a first end of one pattern and a second of another."""
    table = np.zeros((patterns, patterns), np.int64)
    for row in range(len(pattern)):
        own = table[pattern[row]]
        for entry in range(starts[row], starts[row + 1]):
            own[pattern[second[entry]]] += 1
    return table


@dataclass(frozen=True, eq=False)
class _Dealer:
    """Everything that stays the same from draw to draw; `shared` are the sampled pairs of levels 1, 2 and 3."""

    counts: GapCounts
    ties: _Pairs
    shared: list[_Pairs]
    blocks: list[NDArray[np.int64]]

    @classmethod
    def of(cls, counts: GapCounts) -> _Dealer:
        sample, size = counts.sample, len(counts.patterns.of_row)
        at = [sample.level == level for level in range(1, TOP + 1)]
        return cls(
            counts=counts,
            ties=_Pairs.of(counts.ties.first, counts.ties.second, size),
            shared=[_Pairs.of(sample.first[kept], sample.second[kept], size) for kept in at],
            blocks=np.array_split(np.arange(size), DEGREE_BLOCKS),
        )

    def deals(self, first: int, last: int, seed: int, check_time: CheckTime = no_limit) -> Deals:
        """Make some draws."""
        tally, hits = _Tally(self.counts.z), []
        for number in range(first, last):
            check_time()
            hits.append(np.packbits(tally.draw(self.z(np.random.default_rng((seed, number))))))
        return Deals(first, last, np.stack(hits), tally.valid, tally.mean, tally.squares)

    def z(self, generator: np.random.Generator) -> NDArray[np.float64]:
        """Deal once: z of every pair of groups."""
        patterns = self.counts.patterns
        dealt = patterns.of_row.copy()
        for block in self.blocks:
            dealt[block] = generator.permutation(dealt[block])
        observed = patterns.between(self.ties.by_pattern(dealt, patterns.count))
        between = np.zeros((TOP + 1, len(observed)))
        for level, pairs in enumerate(self.shared, 1):
            table = pairs.by_pattern(dealt, patterns.count)
            between[level] = patterns.between(table) * self.counts.sample.scale[level]
        return self.counts.z_of(observed, _with_strangers(patterns, between))


def _with_strangers(patterns: Patterns, between: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill in stratum 0, so far 0: all possible pairs but those that share a cause."""
    between[0] = patterns.possible - between.sum(axis=0)
    return between
