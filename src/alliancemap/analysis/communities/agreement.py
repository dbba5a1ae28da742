"""How far partitions agree: the adjusted Rand index, and how surely each node belongs where it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.errors import InvalidNetworkError

Labels = NDArray[np.int32]


def adjusted_rand_index(first: Labels, second: Labels) -> float:
    """How far two partitions agree on which pairs belong together, beyond chance.

        (S − E)/((A + B)/2 − E),   E = A B/(n(n − 1)/2)
    where A and B count the pairs that the first and the second put together, S those that both do. 1 if they are the
    same, 0 on average if one is shuffled. Time O(n).

    Parameters
    ----------
    first, second : int arrays, length n
        Labels, numbered from 0 without gaps.

    Returns
    -------
    float
        At most 1; two partitions into one community, or both into single nodes: 1; fewer than two nodes: NaN.

    Raises
    ------
    InvalidNetworkError
        If they are of different length.

    References
    ----------
    L. Hubert & P. Arabie, J. Classif. 2, 193 (1985). doi:10.1007/BF01908075
    """
    if len(first) != len(second):
        raise InvalidNetworkError(f"partitions of {len(first)} and {len(second)} nodes cannot be compared")
    n = len(first)
    if n < 2:
        return float("nan")
    together = [_pairs(np.bincount(labels)) for labels in (first, second)]
    both = shared_pairs(_grouped(first), np.ascontiguousarray(second, np.int32))
    expected = together[0] * together[1] / (n * (n - 1) / 2)
    most = sum(together) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def mean_agreement(partitions: Sequence[Labels]) -> float:
    """The mean adjusted Rand index over all pairs of partitions; NaN if there are fewer than two."""
    count = len(partitions)
    pairs = [(a, b) for a in range(count) for b in range(a)]
    return float(np.mean([adjusted_rand_index(partitions[a], partitions[b]) for a, b in pairs])) if pairs else np.nan


def membership_frequency(labels: Labels, partitions: Sequence[Labels]) -> NDArray[np.float64]:
    """How often a node is with the others of its community, over partitions.

        f_i = mean over partitions of |{j ∈ C, j ≠ i: together with i}| / (|C| − 1)
    with C the community of i; a node alone in its community: the share of partitions in which it is alone too. Time
    O(n R), memory O(n).

    Parameters
    ----------
    labels : int array, length n
        The partition in question.
    partitions : sequence of R int arrays, length n
        What it is held to.

    Returns
    -------
    array, length n
        Shares, 0 … 1; NaN if there are no partitions.
    """
    grouped, frequency = _grouped(labels), np.zeros(len(labels))
    for other in partitions:
        add_shares(grouped, np.ascontiguousarray(other, np.int32), np.bincount(other), frequency)
    return frequency / len(partitions) if partitions else np.full(len(labels), np.nan)


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1)).sum()) / 2


def _grouped(labels: Labels) -> tuple[Labels, Labels]:
    """Where each community begins among the nodes in order of their labels, and those nodes."""
    begin = np.concatenate([[0], np.cumsum(np.bincount(labels))]).astype(np.int32)
    return begin, np.argsort(labels, kind="stable").astype(np.int32)


@kernel
def shared_pairs(grouped: tuple[Labels, Labels], other: Labels) -> float:
    """How many pairs of nodes are together in both partitions."""
    begin, nodes = grouped
    count, pairs = np.zeros(len(other), np.int64), 0.0
    for community in range(len(begin) - 1):
        members = nodes[begin[community] : begin[community + 1]]
        for v in members:
            pairs += count[other[v]]
            count[other[v]] += 1
        for v in members:
            count[other[v]] = 0
    return pairs


@kernel
def add_shares(
    grouped: tuple[Labels, Labels], other: Labels, sizes: NDArray[np.int64], frequency: NDArray[np.float64]
) -> None:
    """Add to each node the share of its community that is with it in another partition (see `membership_frequency`)."""
    begin, nodes = grouped
    count = np.zeros(len(other), np.int64)
    for community in range(len(begin) - 1):
        members = nodes[begin[community] : begin[community + 1]]
        for v in members:
            count[other[v]] += 1
        for v in members:
            if len(members) > 1:
                frequency[v] += (count[other[v]] - 1) / (len(members) - 1)
            else:
                frequency[v] += sizes[other[v]] == 1
        for v in members:
            count[other[v]] = 0
