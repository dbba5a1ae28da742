"""Solidarity breadth: how inclusive, expansive and active a set of organisations is."""

from __future__ import annotations

from dataclasses import dataclass


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
    active : float or None
        Share of members with a recent tie inside; None without dates.
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
    active: float | None
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
