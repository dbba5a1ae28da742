"""Pairs of organisations by the number of causes they share, without ever holding all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.inputs.jaccard import shared_pairs

TOP = 3
BLOCK = 4_000_000
SAMPLE = 1_000_000


@dataclass(frozen=True, eq=False)
class PairSample:
    """Pairs (first, second), first < second, that share causes.

    Attributes
    ----------
    first, second : int64
        Rows.
    level : int64
        1, 2, or 3 for three and more shared causes.
    scale : float64, length 4
        For each level how many pairs a kept one stands for: 1 where all are kept.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    level: NDArray[np.int64]
    scale: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ties:
    """Tied pairs with their level, 0 … 3."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    level: NDArray[np.int64]

    @classmethod
    def of(cls, ties: csr_array, causes: csr_array) -> Ties:
        """Every tie once, with the number of causes its ends share, capped at 3."""
        upper = triu(ties, 1).tocoo()
        first, second = upper.row.astype(np.int64), upper.col.astype(np.int64)
        return cls(first, second, np.minimum(shared_pairs(causes, first, second), TOP))


def count_pairs(
    causes: csr_array, pattern: NDArray[np.int64], patterns: int, seed: int, check_time: CheckTime = no_limit
) -> tuple[NDArray[np.int64], PairSample]:
    """Count all pairs that share causes by level and by the patterns of their ends; keep some for the draws.

    Time O(Σ_c d_c²) over the supporters d_c of each cause, in blocks of bounded memory. A level with more than
    a million pairs keeps a uniform sample of that many, the same for the same seed.

    Parameters
    ----------
    causes : csr_array, n × causes
        Binary.
    pattern : int64, shape (n,)
        For each organisation a number below `patterns`.
    patterns : int
    seed : int
    check_time : callable
        Called before each block; whatever it raises ends the count.

    Returns
    -------
    counts : int64, 4 × patterns × patterns
        [s, p, q]: ordered pairs with level s, the one of pattern p, the other of q; symmetric in p and q. Level 0 is
        left empty.
    sample : PairSample
    """
    counts = np.zeros((TOP + 1) * patterns * patterns, dtype=np.int64)
    keepers = [_Keeper(np.random.default_rng((seed, level))) for level in range(TOP + 1)]
    for first, second, level in _blocks(causes):
        check_time()
        key = (level * patterns + pattern[first]) * patterns + pattern[second]
        counts += np.bincount(key, minlength=len(counts))
        for number in range(1, TOP + 1):
            at = level == number
            keepers[number].add(first[at], second[at])
    ordered = counts.reshape(TOP + 1, patterns, patterns)
    return ordered + ordered.transpose(0, 2, 1), _sample(keepers)


def _blocks(causes: csr_array) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs that share causes, in ascending order of the first; about BLOCK products at a time."""
    supporters = np.bincount(causes.indices, minlength=causes.shape[1])
    work = np.cumsum(causes @ supporters)
    start = 0
    while start < causes.shape[0]:
        done = work[start - 1] if start else 0
        stop = max(int(np.searchsorted(work, done + BLOCK)), start + 1)
        shared = csr_array(causes[start:stop] @ causes[start:].T).tocoo()
        later = shared.col > shared.row
        first, second = shared.row[later].astype(np.int64), shared.col[later].astype(np.int64)
        yield first + start, second + start, np.minimum(shared.data[later], TOP).astype(np.int64)
        start = stop


class _Keeper:
    """Keeps all pairs of a level, or those with the smallest random keys once there are too many."""

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator
        self.seen = 0
        self.limit = 1.0
        self.parts: list[tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]] = []

    def add(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> None:
        key = self.generator.random(len(first))
        low = key < self.limit
        self.parts.append((key[low], first[low], second[low]))
        self.seen += len(first)
        if sum(len(part[0]) for part in self.parts) > 2 * SAMPLE:
            self._thin()

    def kept(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        self._thin()
        return self.parts[0][1], self.parts[0][2]

    def _thin(self) -> None:
        empty = np.zeros(0, dtype=np.int64)
        parts = self.parts or [(np.zeros(0), empty, empty)]
        key, first, second = (np.concatenate(column) for column in zip(*parts, strict=True))
        if len(key) > SAMPLE:
            self.limit = float(np.partition(key, SAMPLE)[SAMPLE])
            low = key < self.limit
            key, first, second = key[low], first[low], second[low]
        self.parts = [(key, first, second)]


def _sample(keepers: list[_Keeper]) -> PairSample:
    kept = [keeper.kept() for keeper in keepers]
    sizes = np.array([len(first) for first, _ in kept])
    return PairSample(
        first=np.concatenate([first for first, _ in kept]),
        second=np.concatenate([second for _, second in kept]),
        level=np.repeat(np.arange(TOP + 1), sizes),
        scale=np.array([keeper.seen for keeper in keepers]) / np.maximum(sizes, 1),
    )
