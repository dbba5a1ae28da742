"""A gap between two groups, and all gaps of one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from alliancemap.analysis.statistics.ranking import TOLERANCE

TOO_SMALL = 0.05
"""An exact p above it is no evidence, however few ties there are."""


class GapLabel(StrEnum):
    """What the evidence for a gap amounts to; the order is that of the ranking."""

    SUPPORTED = "supported"
    INDICATIVE = "indicative"
    FEW_TIES_OVERALL = "few ties overall"
    NONE = "none"


_PLACE = {label: place for place, label in enumerate(GapLabel)}


@dataclass(frozen=True)
class Stratum:
    """Pairs of organisations with the same number of shared causes.

    Attributes
    ----------
    shared : int
        Shared causes: 0, 1, 2, or 3 for three and more.
    pairs, tied : int
        All eligible pairs, and those with a tie.
    between : int
        Pairs between the two groups.
    """

    shared: int
    pairs: int
    tied: int
    between: int


@dataclass(frozen=True)
class Gap:
    """One pair of groups; None stands for undefined.

    Attributes
    ----------
    a, b : int
        Positions of the groups, a < b.
    observed, expected, variance, missing : int, float, float, float
        Ties recorded, E and Var given the strata, and E - O.
    relative_gap, at_least : float or None
        1 - O/E, and its lower limit; None if E = 0.
    z : float or None
        (O - E)/√Var; None if Var = 0.
    p_exact, p_shuffle, p, q : float
        The two tests, the larger of them, and its Benjamini-Hochberg value over the run. p_shuffle is None where
        nothing was drawn or z is undefined.
    p_min : float
        The exact p if there were no tie at all.
    dispersion : float
        How bunched ties are: variance of z over the draws, at least 1.
    draws : int
        Draws that the shuffle test of this pair used; those with Var = 0 are not among them.
    label : GapLabel
    too_small : bool
        p_min > 0.05: even no tie at all would not be evidence.
    strata : tuple of Stratum
        Those of the run that hold any pair.
    """

    a: int
    b: int
    observed: int
    expected: float
    variance: float
    z: float | None
    p_exact: float
    p_shuffle: float | None
    p: float
    q: float
    p_min: float
    dispersion: float
    draws: int
    at_least: float | None
    label: GapLabel
    strata: tuple[Stratum, ...]

    @property
    def missing(self) -> float:
        """E - O, in ties."""
        return self.expected - self.observed

    @property
    def relative_gap(self) -> float | None:
        """1 - O/E; None if E = 0."""
        return 1 - self.observed / self.expected if self.expected > 0 else None

    @property
    def too_small(self) -> bool:
        """Whether even no tie at all would not be evidence."""
        return self.p_min > TOO_SMALL


@dataclass(frozen=True)
class GapReport:
    """Every pair of groups of one run.

    Attributes
    ----------
    labels : tuple of str
        The groups.
    gaps : tuple of Gap
        Those with an expected tie at least, best supported first.
    unranked : tuple of Gap
        Those with E < 1, by group.
    eligible : int
        Organisations that entered.
    """

    labels: tuple[str, ...]
    gaps: tuple[Gap, ...]
    unranked: tuple[Gap, ...]
    eligible: int

    def expecting(self, least: float) -> tuple[Gap, ...]:
        """Give those with an E of `least` or more, best supported first."""
        return ranked(gap for gap in (*self.gaps, *self.unranked) if gap.expected >= least)


def ranked(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Put gaps in order, best supported first: by label, by the lower limit, by ties that are missing, by group."""
    return tuple(sorted(gaps, key=_rank))


def _rank(gap: Gap) -> tuple[int, float, float, int, int]:
    places = 1 / TOLERANCE
    at_least = round((gap.at_least or 0.0) * places)
    return _PLACE[gap.label], -at_least, -round(gap.missing * places), gap.a, gap.b
