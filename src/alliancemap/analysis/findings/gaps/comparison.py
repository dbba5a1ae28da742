"""What was counted and drawn, compared: how large each gap is, and what its evidence amounts to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri

from alliancemap.analysis.compute.blocks import spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gaps.counts import GapCounts
from alliancemap.analysis.findings.gaps.gap import Gap, GapLabel, GapReport, Stratum, ranked
from alliancemap.analysis.findings.gaps.shuffle_tally import ShuffleTest
from alliancemap.analysis.statistics.exact_test import lower_tails
from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg

SUPPORTED = INDICATIVE = 0.10
EXACT_LIMIT = 0.05
RANKED = 1.0
TOGETHER = 64
"""Exact tests between two looks at the clock."""


def reported(
    counts: GapCounts, labels: tuple[str, ...], test: ShuffleTest, check_time: CheckTime = no_limit
) -> GapReport:
    """Compare what was counted and drawn: the last step of `bridging_gaps`."""
    gaps = _gaps(counts, test, _exact(counts, check_time))
    likely = ranked(gap for gap in gaps if gap.expected >= RANKED)
    unranked = tuple(gap for gap in gaps if gap.expected < RANKED)
    return GapReport(labels, likely, unranked, len(counts.patterns.of_row))


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


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
