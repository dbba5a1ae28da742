"""PageRank: where a walker is who follows ties and now and then starts anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.conjugate_gradients import passed_on
from alliancemap.analysis.centrality.degree import strength
from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, weighted_rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

PRECISION = 1e-14
SWEEPS = 100
"""Between two looks at the clock."""
EVEN = 1e4
"""Up to this ratio of the largest to the smallest strength of a node, conjugate gradients get all scores right."""


@kernel
def _sweeps(
    starts: Starts, columns: Columns, strengths: Strengths, damping: float, share: Strengths, scores: Strengths
) -> float:
    """Solve z = 1 + d Pᵀz by sweeps that use new values at once; `share` is 1 over a node's outgoing strength.

    Gives the last sweep's change as a share of the whole.
    """
    change = 1.0
    passed = scores * share
    for _ in range(SWEEPS):
        moved = whole = 0.0
        for node in range(len(scores)):
            total = 0.0
            for entry in range(starts[node], starts[node + 1]):
                total += strengths[entry] * passed[columns[entry]]
            score = 1.0 + damping * total
            moved += abs(score - scores[node])
            whole += score
            scores[node] = score
            passed[node] = score * share[node]
        change = moved / whole
        if change <= PRECISION:
            break
    return change


def pagerank(
    ties: csr_array, damping: float = 0.85, *, directed: bool = False, check_time: CheckTime = no_limit
) -> NDArray[np.float64]:
    """PageRank: the share of time at each node of a walker who follows a tie with probability d, else starts anew.

        x_i = (1 − d)/n + d (Σ_j x_j w_ji/s_j + D/n)
    where s_j sums the ties from j, and D the x_j of nodes without any, from where the walker goes anywhere. It is found
    as x = z/Σz of z = 1 + d Pᵀz with P_ji = w_ji/s_j, which differs from it by a factor only. Time O(m) a step: at
    d = 0.85 some 35 (undirected, conjugate gradients) or 90 (directed, or strengths of nodes farther apart than 10⁴:
    Gauss-Seidel).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0; row i holds the ties from i; symmetric unless directed.
    damping : float
        d, from 0 to below 1.
    directed : bool
        Whether ties go one way.
    check_time : callable
        Called now and then.

    Returns
    -------
    float64, shape (n,)
        Shares that sum to 1; all equal without ties.

    Raises
    ------
    UsageError
        If d is below 0 or not below 1.

    References
    ----------
    S. Brin & L. Page, Comput. Netw. ISDN Syst. 30, 107 (1998). doi:10.1016/S0169-7552(98)00110-X
    """
    if not 0 <= damping < 1:
        raise UsageError(f"damping is {damping!r}, but must be at least 0 and below 1")
    outgoing = strength(ties)
    # Nobody receives anything from those without ties, so that any strength will do.
    outgoing[outgoing == 0] = outgoing.max(initial=0.0) or 1.0
    uneven = directed or outgoing.max(initial=0.0) > EVEN * outgoing.min(initial=np.inf)
    solve = _swept if uneven else _undirected
    scores = solve(ties, outgoing, float(damping), check_time)
    return scores / scores.sum() if len(scores) else scores


def _undirected(ties: csr_array, outgoing: Strengths, damping: float, check_time: CheckTime) -> Strengths:
    """Solve for y = z √s, of which the matrix is symmetric; strengths in units of the largest, lest products vanish."""
    unit = outgoing.max(initial=0.0) or 1.0
    root = 1.0 / np.sqrt(outgoing / unit)
    return passed_on(csr_array(ties / unit), root * np.sqrt(damping), root, check_time) / root


def _swept(ties: csr_array, outgoing: Strengths, damping: float, check_time: CheckTime) -> Strengths:
    arrays, scores = weighted_rows(csr_array(ties.T)), np.ones(len(outgoing))
    while len(scores) and _sweeps(*arrays, damping, 1.0 / outgoing, scores) > PRECISION:
        check_time()
    return scores
