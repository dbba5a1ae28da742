"""Which introductions a plan may hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.introductions.ways import introduction_strengths
from alliancemap.analysis.findings.plans.connectivity import Pairs
from alliancemap.analysis.inputs.landscape import Landscape


@dataclass(frozen=True)
class PlanLimits:
    """What a plan may hold.

    Attributes
    ----------
    introducible : bool
        Only pairs that somebody can introduce.
    per_organisation : int or None
        How many new ties an organisation may get.
    include_power : bool
        Whether institutions of power may be introduced; they count in Φ in any case.
    """

    introducible: bool = False
    per_organisation: int | None = None
    include_power: bool = True


NO_LIMITS = PlanLimits()


def plan_candidates(landscape: Landscape, across: NDArray[np.bool_], limits: PlanLimits = NO_LIMITS) -> Pairs:
    """Give the pairs that may be introduced, a < b, ascending."""
    open_to = landscape.candidates(limits.include_power)
    shared = csr_array(landscape.causes @ landscape.causes.T).tocoo()
    a, b = shared.row.astype(np.int64), shared.col.astype(np.int64)
    known = csr_array(landscape.tied_ever + landscape.ties + landscape.conflicts).tocoo()
    fit = (a < b) & across[a, b] & open_to[a] & open_to[b]
    a, b = a[fit], b[fit]
    free = ~np.isin(a * landscape.size + b, known.row.astype(np.int64) * landscape.size + known.col)
    a, b = a[free], b[free]
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    return _introducible(landscape, (a, b)) if limits.introducible else (a, b)


def _introducible(landscape: Landscape, pairs: Pairs) -> Pairs:
    """Those pairs that somebody can introduce."""
    a, b = pairs
    ways = {row: introduction_strengths(landscape, row) for row in np.unique(a).tolist()}
    met = np.array([ways[one][other] > 0 for one, other in zip(a.tolist(), b.tolist(), strict=True)], bool)
    return a[met], b[met]
