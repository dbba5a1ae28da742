"""Bridging gaps: pairs of groups with fewer ties than equally close organisations have elsewhere."""

from __future__ import annotations

import numpy as np

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gaps.comparison import reported
from alliancemap.analysis.findings.gaps.counts import GapCounts, gap_counts
from alliancemap.analysis.findings.gaps.gap import GapReport
from alliancemap.analysis.findings.gaps.shuffle_test import shuffle_test
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError


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
