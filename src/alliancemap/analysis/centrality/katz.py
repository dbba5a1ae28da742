"""Katz centrality: all walks that reach a node, the longer the less they count."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.conjugate_gradients import passed_on
from alliancemap.analysis.centrality.eigenvector import leading_eigenvalue
from alliancemap.analysis.centrality.rows import Vector, product, weighted_rows
from alliancemap.analysis.centrality.spectral_radius import spectral_radius
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

SHARE = 0.5
"""The default α is this share of what it must stay below."""
PRECISION = 1e-15


def default_alpha(leading: float) -> float:
    """Half of what α must stay below, ½/λ₁; where λ₁ is 0, and every α will do, ½."""
    return SHARE / leading if leading > 0 else SHARE


def katz(
    ties: csr_array,
    alpha: float | None = None,
    *,
    directed: bool = False,
    leading: float | None = None,
    check_time: CheckTime = no_limit,
) -> Vector:
    """Katz centrality: 1 for the node itself, α for each walk of one step that reaches it, α² of two steps and so on.

        x = (1 + α Wᵀ + α² (Wᵀ)² + …) 1 = (I − α Wᵀ)⁻¹ 1
    Credit flows along directed ties: those are central to whom central ones point. Time O(m) a step; undirected some
    thirty steps at the default α (conjugate gradients), directed as many as it takes for α λ₁ to the power of them to
    vanish (the sum built up from below until it no longer changes).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0; row i holds the ties from i; symmetric unless directed.
    alpha : float, optional
        Above 0 and below 1/λ₁, λ₁ the largest eigenvalue of W; ½/λ₁ unless told.
    directed : bool
        Whether ties go one way.
    leading : float, optional
        λ₁ where it is known; more than it will do (as that of a network with further ties), but allows less for α.
    check_time : callable
        Called now and then.

    Returns
    -------
    float64, shape (n,)
        At least 1; an isolate, and who receives no directed tie, has 1.

    Raises
    ------
    UsageError
        If α is not between 0 and 1/λ₁: the sum has no limit then.

    References
    ----------
    L. Katz, Psychometrika 18, 39 (1953). doi:10.1007/BF02289026
    """
    if leading is None:
        leading = spectral_radius(ties) if directed else leading_eigenvalue(ties, check_time)
    alpha = checked_alpha(alpha, leading)
    ones = np.ones(ties.shape[0])
    if not directed:
        return passed_on(ties, np.full(len(ones), np.sqrt(alpha)), ones, check_time)
    return _built_up(csr_array(ties.T), alpha, check_time)


def _built_up(incoming: csr_array, alpha: float, check_time: CheckTime) -> Vector:
    """Pass scores on until no one's changes: they only grow, by rounding too, so they come to rest."""
    arrays, scores, change = weighted_rows(incoming), np.ones(incoming.shape[0]), 1.0
    received = np.empty_like(scores)
    while change > PRECISION:
        check_time()
        product(*arrays, scores, received)
        following = 1.0 + alpha * received
        change = float(np.max((following - scores) / following, initial=0.0))
        scores = following
    return scores


def checked_alpha(alpha: float | None, leading: float) -> float:
    """Give α, by default half of what it must stay below, or refuse it.

    Raises
    ------
    UsageError
        If it is not between 0 and 1/λ₁.
    """
    if alpha is None:
        return default_alpha(leading)
    if not alpha > 0:
        raise UsageError(f"alpha is {alpha!r}, but must be above 0")
    if alpha * leading >= 1 - 1e-9:
        raise UsageError(
            f"alpha is {alpha:g}, but must be below 1/λ₁ = {1 / leading:.9g} on this network: walks would count more "
            f"the longer they are; leave it out for {default_alpha(leading):.6g}"
        )
    return float(alpha)
