"""Bridging gaps: pairs of groups with fewer ties than equally close organisations have elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri

from alliancemap.analysis.compute.blocks import spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gap_counts import GapCounts, gap_counts
from alliancemap.analysis.findings.shuffle_test import ShuffleTest, shuffle_test
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.exact_test import lower_tails
from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg
from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.errors import UsageError

SUPPORTED = INDICATIVE = 0.10
EXACT_LIMIT = TOO_SMALL = 0.05
RANKED = 1.0
TOGETHER = 64
"""Exact tests between two looks at the clock."""


class GapLabel(StrEnum):
    """What the evidence for a gap amounts to; the order is that of the ranking."""

    SUPPORTED = "supported"
    INDICATIVE = "indicative"
    FEW_TIES_OVERALL = "few ties overall"
    NONE = "none"


PLACE = {label: place for place, label in enumerate(GapLabel)}


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
        return tuple(sorted((gap for gap in (*self.gaps, *self.unranked) if gap.expected >= least), key=_rank))


def bridging_gaps(
    landscape: Landscape,
    groups: Groups,
    draws: int = 999,
    seed: int = 0,
    include_power: bool = False,
    check_time: CheckTime = no_limit,
) -> GapReport:
    """Compare the ties between groups with those between equally close organisations elsewhere.

    Eligible are organisations with at least one cause, without institutions of power unless asked. Their pairs fall in
    strata s = min(3, shared causes): n_s pairs, t_s of them tied, n_s^AB between groups A and B, members of both left
    out of both. With O ties between A and B,

        E = Σ n_s^AB t_s / n_s;  Var = Σ n_s^AB (t_s / n_s)(1 - t_s / n_s)(n_s - n_s^AB)/(n_s - 1);  z = (O - E)/√Var
        p_exact = P(X <= O), X a sum of independent hypergeometric counts (`exact_test`)
        p_shuffle: how often groups dealt at random have no larger z (`shuffle_test`)
        p = max(p_exact, p_shuffle);  q of Benjamini and Hochberg over all pairs of groups
        at least = max(0, 1 - U/E), U = φ χ²_0.975(2 O/φ + 2)/2, φ the dispersion

    Labels: supported q <= 0.10; few ties overall p_exact <= 0.05 but p_shuffle > 0.10; indicative p <= 0.10; else none.
    Pairs of groups without a pair of organisations between them are no question and do not enter; those with
    E < 1 are not ranked, but count in q. Time
    O(Σ_c d_c² + draws · kept pairs), d_c the supporters of cause c.

    Parameters
    ----------
    landscape : Landscape
    groups : Groups
        Over the landscape's rows.
    draws : int
        0 leaves the shuffle out: p is the exact one and φ = 1.
    seed : int
    include_power : bool
    check_time : callable
        Called between draws, blocks of counting and exact tests; whatever it raises ends the computation.

    Returns
    -------
    GapReport

    Raises
    ------
    UsageError
        If `draws` is negative, or the groups overlap in more than 2 000 ways.

    References
    ----------
    F. Garwood, Biometrika 28, 437 (1936). doi:10.1093/biomet/28.3-4.437
    """
    if draws < 0:
        raise UsageError(f"draws is {draws}; give 0 for the exact test alone, or a number above it")
    counts = counted(landscape, groups, seed, include_power, check_time)
    return reported(counts, groups.labels, shuffle_test(counts, draws, seed, check_time), check_time)


def counted(
    landscape: Landscape, groups: Groups, seed: int, include_power: bool = False, check_time: CheckTime = no_limit
) -> GapCounts:
    """Count what `bridging_gaps` compares: the first of its three steps, before the draws."""
    eligible = landscape.pool(include_power) & (np.diff(landscape.causes.indptr) > 0)
    return gap_counts(landscape, groups.members, eligible, seed, check_time)


def reported(
    counts: GapCounts, labels: tuple[str, ...], test: ShuffleTest, check_time: CheckTime = no_limit
) -> GapReport:
    """Compare what was counted and drawn: the last step of `bridging_gaps`."""
    gaps = _gaps(counts, test, _exact(counts, check_time))
    ranked = sorted((gap for gap in gaps if gap.expected >= RANKED), key=_rank)
    unranked = tuple(gap for gap in gaps if gap.expected < RANKED)
    return GapReport(labels, tuple(ranked), unranked, len(counts.patterns.of_row))


def _exact(counts: GapCounts, check_time: CheckTime) -> NDArray[np.float64]:
    """P(X <= O) and P(X = 0) of each pair of groups."""
    observed, between = _integers(counts)
    parts = [np.empty((0, 2))]
    for first, end in spans(len(observed), TOGETHER):
        check_time()
        parts.append(lower_tails(observed[first:end], counts.pairs, counts.tied, between[first:end]))
    return np.concatenate(parts)


def _integers(counts: GapCounts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.rint(counts.observed).astype(np.int64), np.rint(counts.between.T).astype(np.int64)


def _gaps(counts: GapCounts, test: ShuffleTest, exact: NDArray[np.float64]) -> list[Gap]:
    p = np.fmax(exact[:, 0], test.p)
    q = benjamini_hochberg(p)
    observed, between = _integers(counts)
    expected, variance, z = counts.expected, counts.variance, counts.z
    strata = [(s, int(counts.pairs[s]), int(counts.tied[s])) for s in np.flatnonzero(counts.pairs).tolist()]
    upper = test.dispersion * chdtri(2 * observed / test.dispersion + 2, 0.025) / 2
    return [
        Gap(
            a=int(counts.patterns.a[k]),
            b=int(counts.patterns.b[k]),
            observed=int(observed[k]),
            expected=float(expected[k]),
            variance=float(variance[k]),
            z=_known(z[k]),
            p_exact=float(exact[k, 0]),
            p_shuffle=_known(test.p[k]),
            p=float(p[k]),
            q=float(q[k]),
            p_min=float(exact[k, 1]),
            dispersion=float(test.dispersion[k]),
            draws=int(test.draws[k]),
            at_least=max(0.0, 1 - float(upper[k] / expected[k])) if expected[k] > 0 else None,
            label=_label(exact[k, 0], test.p[k], p[k], q[k]),
            strata=tuple(Stratum(*frame, int(between[k, frame[0]])) for frame in strata),
        )
        for k in range(len(p))
    ]


def _label(exact: float, shuffle: float, p: float, q: float) -> GapLabel:
    if q <= SUPPORTED:
        return GapLabel.SUPPORTED
    if exact <= EXACT_LIMIT and shuffle > INDICATIVE:
        return GapLabel.FEW_TIES_OVERALL
    return GapLabel.INDICATIVE if p <= INDICATIVE else GapLabel.NONE


def _rank(gap: Gap) -> tuple[int, float, float, int, int]:
    places = 1 / TOLERANCE
    at_least = round((gap.at_least or 0.0) * places)
    return PLACE[gap.label], -at_least, -round(gap.missing * places), gap.a, gap.b


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
