"""Communities of a network: the best partition of many runs, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.communities.agreement import mean_agreement, membership_frequency
from alliancemap.analysis.communities.leiden import first_level, in_units, leiden
from alliancemap.analysis.communities.leiden_steps.level import Level
from alliancemap.analysis.communities.quality import constant_potts, modularity, positive, symmetric
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

SURE = 0.8
"""Below this co-membership frequency a node's community is uncertain."""

Labels = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Communities:
    """The best partition found.

    Attributes
    ----------
    labels : int array, length n
        The community of each node: 0 is the largest, equal ones in order of their first nodes.
    quality : float
        Of this partition; NaN where there is no tie.
    stability : float
        Mean adjusted Rand index between every two runs; NaN for one run.
    frequency : array, length n
        How often a node was with the others of its community, over the runs (see `membership_frequency`).
    uncertain : bool array, length n
        Where that is below 0.8.
    restarts : int
        How many runs.
    qualities : array, length restarts
        Of each run.
    """

    labels: Labels
    quality: float
    stability: float
    frequency: NDArray[np.float64]
    uncertain: NDArray[np.bool_]
    restarts: int
    qualities: NDArray[np.float64]


def communities(
    ties: csr_array,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    restarts: int = 50,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> Communities:
    """Find communities of high modularity: many runs of the Leiden algorithm, the best kept, all say how sure it is.

    Every community is connected. Modularity has a resolution limit (communities much smaller than √(2m) ties may be
    merged), and random networks have high values too: see `beside_rewirings`. The result does not depend on the number
    of workers. Time about O(R m log n + R² n), memory O(R n).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strengths > 0, symmetric, empty diagonal.
    resolution : float
        γ > 0: more of it, more communities.
    seed : int
        Run r is seeded by (seed, r).
    restarts : int
        R ≥ 1 runs.
    workers : int, optional
        How many threads.
    check_time : callable
        Called between runs; what it raises stops them.

    Raises
    ------
    InvalidNetworkError
        If ties have a direction.
    UsageError
        If the resolution is not above 0, or there is no run.

    References
    ----------
    V. A. Traag, L. Waltman & N. J. van Eck, Sci. Rep. 9, 5233 (2019). doi:10.1038/s41598-019-41695-z
    """
    level = modularity_level(ties, positive(resolution))
    runs = runs_of(level, seed, restarts, workers, check_time)
    return best_of(runs, partial(modularity, ties, resolution=resolution))


def dense_communities(
    ties: csr_array,
    *,
    resolution: float,
    seed: int = 0,
    restarts: int = 50,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> Communities:
    """Find communities denser than a given density (the constant Potts model), as `communities` does for modularity.

    Parameters
    ----------
    resolution : float
        γ > 0, in strength a pair of nodes: communities are denser than this inside and sparser between.
    ties, seed, restarts, workers, check_time
        As `communities` takes them.

    Raises
    ------
    InvalidNetworkError, UsageError
        As `communities` does.

    References
    ----------
    V. A. Traag, P. Van Dooren & Y. Nesterov, Phys. Rev. E 84, 016114 (2011). doi:10.1103/PhysRevE.84.016114
    """
    n = ties.shape[0]
    symmetric(ties, np.zeros(n, np.int32))
    runs = runs_of(first_level(ties, np.ones((n, 2)), positive(resolution) / 2), seed, restarts, workers, check_time)
    return best_of(runs, partial(constant_potts, ties, resolution=resolution))


def modularity_level(ties: csr_array, resolution: float) -> Level:
    """The network as the algorithm takes it: a pair weighs against γ s_u s_v/2m, halved as x_u y_v + y_u x_v."""
    symmetric(ties, np.zeros(ties.shape[0], np.int32))
    ties = in_units(ties)
    strengths = np.asarray(ties.sum(axis=1))
    total = float(strengths.sum())
    return first_level(ties, np.stack([strengths, strengths], axis=1), resolution / (2 * total) if total else 0.0)


def best_of(runs: Sequence[Labels], quality: Callable[[Labels], float]) -> Communities:
    """Keep the best of several partitions (the first of equal ones) and say how far the others agree with it."""
    qualities = np.array([quality(labels) for labels in runs])
    best = int(np.argmax(np.nan_to_num(qualities)))
    frequency = membership_frequency(runs[best], runs)
    return Communities(
        by_size(runs[best]),
        float(qualities[best]),
        mean_agreement(runs),
        frequency,
        frequency < SURE,
        len(runs),
        qualities,
    )


def by_size(labels: Labels) -> Labels:
    """Number communities from the largest; equal ones in order of their first nodes, as they are numbered."""
    order = np.argsort(-np.bincount(labels), kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    ordered: Labels = place[labels]
    return ordered


def runs_of(level: Level, seed: int, restarts: int, workers: int | None, check_time: CheckTime) -> list[Labels]:
    """Partitions by several runs of the algorithm; run r is seeded by (seed, r)."""
    if restarts < 1:
        raise UsageError(f"restarts is {restarts}, but there must be at least 1")
    found = []
    for labels in each(lambda run: leiden(level, np.random.default_rng([seed, run])), range(restarts), workers):
        check_time()
        found.append(labels)
    return found
