"""Solidarity breadth: how inclusive and expansive a set of organisations is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.breadth.dimensions import DimensionBreadth, dimension_breadth, dimension_sets
from alliancemap.analysis.findings.breadth.similarity import SimilarityBaseline, mean_known, similarity_baseline
from alliancemap.analysis.findings.breadth.wideners import wideners
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.social_distance import social_distance_pairs
from alliancemap.errors import UsageError

NARROW_RATIO = 0.25
NARROW_P = 0.05
NARROW_BREADTH = 0.5


@dataclass(frozen=True)
class SolidarityBreadth:
    """How broad a set of organisations is; None stands for undefined.

    Attributes
    ----------
    members : tuple of int
        Rows, ascending.
    dimensions : tuple of DimensionBreadth
    breadth : float or None
        Geometric mean of the ratios: how inclusive the set is.
    mean_social_distance, pool_mean_social_distance : float or None
        Over the pairs of the set, and of the pool.
    p_similar : float or None
        Share of sets of that size from the pool that are not more unlike.
    strangers : float
        Share of pairs three or more steps apart, or unconnected: how expansive it is.
    share_cause, share_only_adversary : float
        Shares of pairs that support a cause together; that oppose a challenge together and share no cause.
    narrow_dimension : str or None
        Named if the set is built only on similarity.
    wideners : tuple of int
        Nearest organisations that would widen that dimension.
    """

    members: tuple[int, ...]
    dimensions: tuple[DimensionBreadth, ...]
    breadth: float | None
    mean_social_distance: float | None
    pool_mean_social_distance: float | None
    p_similar: float | None
    strangers: float
    share_cause: float
    share_only_adversary: float
    narrow_dimension: str | None
    wideners: tuple[int, ...]

    @property
    def built_only_on_similarity(self) -> bool:
        """A ratio of 1/4 or less; or p_similar of 0.05 or less together with a breadth of 1/2 or less."""
        return self.narrow_dimension is not None

    @property
    def united_against(self) -> bool:
        """More than half of the pairs share an adversary and no cause."""
        return self.share_only_adversary > 0.5


def solidarity_breadth(
    landscape: Landscape,
    members: Iterable[int],
    seed: int = 0,
    include_power: bool = False,
    baseline: SimilarityBaseline | None = None,
) -> SolidarityBreadth | None:
    """Measure how inclusive and expansive a set S of organisations is; how active takes dates (`recency`).

    Per dimension (kind, places, constituencies, generations), members with several values splitting their mass:

        ratio = min(1, Blau(S) / Blau(pool));  breadth = geometric mean of the ratios
    A dimension is skipped if the pool is not diverse in it or fewer than half of S have a value. For the dimension with
    one value each, a random set has E[Blau] = (1 - 1/|S|) N/(N - 1) Blau(pool), N those of the pool with a value.
    p_similar compares the mean social distance with that of other sets of that size (`similarity_baseline`).
    Built only on similarity: a ratio <= 0.25, or p_similar <= 0.05 and breadth <= 0.5. Time O(|S|² + entries) besides
    the baseline.

    Parameters
    ----------
    landscape : Landscape
    members : iterable of int
        Rows; each counts once.
    seed : int
        For the baseline.
    include_power : bool
        Whether the pool holds institutions of power.
    baseline : SimilarityBaseline, optional
        That of the set's size, where several sets are measured.

    Returns
    -------
    SolidarityBreadth or None
        None for fewer than two members.

    Raises
    ------
    UsageError
        If the baseline is for another size.
    """
    rows = np.unique(np.fromiter(members, dtype=np.int64))
    if len(rows) < 2:
        return None
    baseline = baseline or similarity_baseline(landscape, len(rows), seed, include_power)
    if baseline.size != len(rows):
        raise UsageError(f"the baseline is for sets of {baseline.size}, not of {len(rows)}; make it for that size")
    pool = np.flatnonzero(landscape.pool(include_power))
    dimensions = tuple(dimension_breadth(name, sets, rows, pool) for name, sets in dimension_sets(landscape).items())
    breadth = _geometric_mean([one.ratio for one in dimensions if one.ratio is not None])
    a, b = np.triu_indices(len(rows), 1)
    mean = mean_known(social_distance_pairs(landscape, rows[a], rows[b]))
    p_similar = baseline.p_similar(mean)
    narrow = _narrow(dimensions, breadth, p_similar)
    shares = _pair_shares(landscape, rows)
    return SolidarityBreadth(
        members=tuple(rows.tolist()),
        dimensions=dimensions,
        breadth=breadth,
        mean_social_distance=mean,
        pool_mean_social_distance=baseline.pool_mean,
        p_similar=p_similar,
        strangers=shares[0],
        share_cause=shares[1],
        share_only_adversary=shares[2],
        narrow_dimension=narrow,
        wideners=wideners(landscape, rows, dimension_sets(landscape)[narrow], include_power) if narrow else (),
    )


def _geometric_mean(ratios: list[float]) -> float | None:
    return float(np.prod(ratios) ** (1 / len(ratios))) if ratios else None


def _narrow(dimensions: tuple[DimensionBreadth, ...], breadth: float | None, p_similar: float | None) -> str | None:
    """Name the narrowest dimension of a set that is built only on similarity."""
    if breadth is None:
        return None
    ratio, name = min((one.ratio, one.name) for one in dimensions if one.ratio is not None)
    alike = p_similar is not None and p_similar <= NARROW_P and breadth <= NARROW_BREADTH
    return name if ratio <= NARROW_RATIO or alike else None


def _pair_shares(landscape: Landscape, rows: NDArray[np.int64]) -> tuple[float, float, float]:
    """Shares of the pairs that are strangers, that share a cause, and that share only an adversary."""
    pairs = np.triu_indices(len(rows), 1)
    ties = csr_array(landscape.ties[rows])
    near = (csr_array(ties @ ties.T).toarray() > 0) | (csr_array(ties[:, rows]).toarray() > 0)
    cause, adversary = (_shared(sets, rows)[pairs] for sets in (landscape.causes, landscape.challenges))
    return float((~near[pairs]).mean()), float(cause.mean()), float((adversary & ~cause).mean())


def _shared(sets: csr_array, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    own = csr_array(sets[rows])
    return np.asarray(csr_array(own @ own.T).toarray() > 0)
