"""The Leiden algorithm: partitions into connected communities that no single node would leave."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.communities.leiden_steps.level import Level
from alliancemap.analysis.communities.leiden_steps.moves import move
from alliancemap.analysis.communities.leiden_steps.parts import merged, numbered, pieces
from alliancemap.analysis.communities.leiden_steps.refinement import refine
from alliancemap.analysis.compute.pausing import no_limit

SLACK = 1e-12
"""Gains smaller than this share of all strengths are rounding."""

MANY, FEW, LARGE = 10, 2, 100_000
"""Iterations on small and large networks, and the entries (two a tie) from which one is large."""

Labels = NDArray[np.int32]


def first_level(ties: csr_array, mass: NDArray[np.float64], scale: float) -> Level:
    """Begin with the network itself: symmetric ties with an empty diagonal, masses n × 2 (see `level`)."""
    indptr, indices = ties.indptr.astype(np.int32), ties.indices.astype(np.int32)
    weights = np.ascontiguousarray(ties.data, np.float64)
    return Level(
        indptr, indices, weights, np.ascontiguousarray(mass, np.float64), float(scale), SLACK * float(weights.sum())
    )


def in_units(ties: csr_array) -> csr_array:
    """The same ties, the strongest between ½ and 1: products of strengths may be larger or smaller than numbers go.

    The unit is a power of two, so that nothing is rounded.
    """
    _, power = np.frexp(ties.data.max(initial=0.0))
    return csr_array((np.ldexp(ties.data, -power), ties.indices, ties.indptr), shape=ties.shape)


def leiden(level: Level, rng: Generator, iterations: int | None = None) -> Labels:
    """Search a partition of high quality: nodes move, communities are refined, parts become nodes, and again.

    Each iteration begins with the partition of the one before; the first with every node alone. Refinement is greedy
    (the best part, not one drawn); the order of the nodes is random, and so is who is first of equals. Time about
    O(m log n) an iteration.

    Parameters
    ----------
    level : Level
        The network and the quality.
    rng : Generator
        Of the orders.
    iterations : int, optional
        How often the whole cycle runs at most; unless told 10 times, twice on more than 50 000 ties.

    Returns
    -------
    int array, length n
        The community of each node, numbered in order of their first nodes; every community is connected.

    References
    ----------
    V. A. Traag, L. Waltman & N. J. van Eck, Sci. Rep. 9, 5233 (2019). doi:10.1038/s41598-019-41695-z
    """
    labels = _order(level, rng)
    for _ in range(iterations or (MANY if len(level.indices) <= LARGE else FEW)):
        before = labels.copy()
        labels = _cycle(level, labels, rng)
        if np.array_equal(before, labels):
            break
    return pieces(level.indptr, level.indices, labels)


def _cycle(level: Level, labels: Labels, rng: Generator) -> Labels:
    """One iteration of the algorithm from a given partition, which may be changed."""
    where = np.arange(len(labels), dtype=np.int32)
    while True:
        no_limit()
        move(level, _order(level, rng), labels)
        communities = numbered(labels)
        no_limit()
        part = refine(level, _order(level, rng), labels)
        parts = numbered(part)
        if len(labels) in (communities, parts):
            found: Labels = labels[where]
            numbered(found)
            return found
        of_part = np.empty(parts, np.int32)
        of_part[part] = labels
        level, where, labels = Level(*merged(level, part, parts), level.scale, level.slack), part[where], of_part


def _order(level: Level, rng: Generator) -> NDArray[np.int32]:
    return rng.permutation(len(level.mass)).astype(np.int32)
