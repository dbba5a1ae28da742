"""Solidarity breadth: how inclusive and expansive a set of organisations is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.similarity import SimilarityBaseline, mean_known, similarity_baseline
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.inputs.social_distance import social_distance_pairs
from alliancemap.analysis.statistics.diversity import blau, effective_number, mass, shannon
from alliancemap.errors import UsageError

SINGLE_VALUED = "kind"
NARROW_RATIO = 0.25
NARROW_P = 0.05
NARROW_BREADTH = 0.5
WIDENERS = 3


@dataclass(frozen=True)
class DimensionBreadth:
    """One dimension of a set's breadth.

    Attributes
    ----------
    name : str
        kind, places, constituencies or generations.
    blau, effective_number, shannon, blau_pool : float or None
        Diversity of the set and of the pool; None where nobody has a value.
    ratio : float or None
        min(1, blau / blau_pool); None if skipped.
    blau_expected : float or None
        Expected Blau index of a random set of the same size; for the single-valued dimension only.
    skipped : str or None
        Why the dimension does not count.
    """

    name: str
    blau: float | None
    effective_number: float | None
    shannon: float | None
    blau_pool: float | None
    ratio: float | None
    blau_expected: float | None
    skipped: str | None


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
    dimensions = tuple(_dimension(name, sets, rows, pool) for name, sets in _sets(landscape).items())
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
        wideners=_wideners(landscape, rows, _sets(landscape)[narrow], include_power) if narrow else (),
    )


def _sets(landscape: Landscape) -> dict[str, csr_array]:
    return {
        SINGLE_VALUED: landscape.kind_sets,
        "places": landscape.places,
        "constituencies": landscape.constituencies,
        "generations": landscape.generations,
    }


def _dimension(name: str, sets: csr_array, rows: NDArray[np.int64], pool: NDArray[np.int64]) -> DimensionBreadth:
    own, everybody = mass(sets, rows), mass(sets, pool)
    of_set, of_pool = blau(own), blau(everybody)
    skipped = None
    if not of_pool:
        skipped = "the pool is not diverse in it"
    elif 2 * int((np.diff(sets.indptr)[rows] > 0).sum()) < len(rows):
        skipped = "fewer than half of the members have a value"
    counted = skipped is None and of_set is not None and of_pool
    known = round(float(everybody.sum()))
    expected = (1 - 1 / len(rows)) * known / (known - 1) * of_pool if name == SINGLE_VALUED and of_pool else None
    return DimensionBreadth(
        name=name,
        blau=of_set,
        effective_number=effective_number(own),
        shannon=shannon(own),
        blau_pool=of_pool,
        ratio=min(1.0, of_set / of_pool) if counted and of_set is not None and of_pool else None,
        blau_expected=expected,
        skipped=skipped,
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


def _wideners(landscape: Landscape, rows: NDArray[np.int64], sets: csr_array, include_power: bool) -> tuple[int, ...]:
    """Nearest organisations with a value that no member has: by steps, then causes in common with the set, then row."""
    own = np.zeros(sets.shape[1])
    own[mass(sets, rows) > 0] = 1
    open_to = landscape.candidates(include_power) & (np.diff(sets.indptr) > sets @ own)
    for member in rows:
        open_to[row(landscape.conflicts, int(member))] = False
    open_to[rows] = False
    found = np.flatnonzero(open_to)
    causes = np.zeros(landscape.causes.shape[1])
    causes[mass(landscape.causes, rows) > 0] = 1
    order = np.lexsort((found, -(landscape.causes @ causes)[found], _steps(landscape, rows)[found]))
    return tuple(found[order[:WIDENERS]].tolist())


def _steps(landscape: Landscape, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Length of the shortest path from the set to everyone; inf where there is none."""
    steps = np.full(landscape.size, np.inf)
    frontier = np.zeros(landscape.size)
    frontier[rows] = 1
    length = 0
    while frontier.any():
        steps[frontier > 0] = length
        length += 1
        frontier = ((landscape.ties @ frontier > 0) & np.isinf(steps)).astype(np.float64)
    return steps
