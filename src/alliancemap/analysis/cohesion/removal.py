"""What is left of a network when one node leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.goals import LONGEST, block_size, seconds_a_set
from alliancemap.analysis.cohesion.key_player_steps import DF, values
from alliancemap.analysis.cohesion.removal_steps import connected_pairs_without
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

BLOCK = 16
"""Nodes that a thread deals with at a time at most."""


def fragmentation_without_each(ties: csr_array) -> NDArray[np.float64]:
    """Fragmentation of the rest if a node leaves, for every node.

        F = 1 − Σ_c s_c(s_c − 1)/((n − 1)(n − 2))
    over the components c of the other nodes. One depth-first search for all: time O(n + m).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric; strengths are ignored.

    Returns
    -------
    array, length n
        0 … 1; NaN if n < 3.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 21 (2006). doi:10.1007/s10588-006-7084-x
    """
    n = ties.shape[0]
    if n < 3:
        return np.full(n, np.nan)
    pairs = connected_pairs_without(ties.indptr.astype(np.int32), ties.indices.astype(np.int32), np.zeros(n, bool))
    without: NDArray[np.float64] = 1 - pairs / ((n - 1) * (n - 2))
    return without


def distance_fragmentation_without_each(
    ties: csr_array, *, workers: int | None = None, check_time: CheckTime = no_limit
) -> NDArray[np.float64]:
    """Distance-weighted fragmentation of the rest if a node leaves, for every node.

        DF = 1 − Σ_{i≠j} (1/d_ij)/((n − 1)(n − 2)),   1/∞ = 0
    over the other nodes, distances counted in ties among them. Time O(n² m/64): seconds for 1 000 nodes and hours for
    10 000.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric; strengths are ignored.
    workers : int, optional
        How many threads.
    check_time : callable
        Called now and then; what it raises stops the computation.

    Returns
    -------
    array, length n
        0 … 1; NaN if n < 3.

    Raises
    ------
    UsageError
        If it is predicted to take more than three hours.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 21 (2006). doi:10.1007/s10588-006-7084-x
    """
    n = ties.shape[0]
    seconds = n * seconds_a_set(ties, 1, DF)
    if seconds > LONGEST:
        raise UsageError(
            f"DF without each of {n} nodes is predicted to take {seconds / 3600:.0f} hours: leave out DF "
            '({"distances": false}), or ask for it of a part of the network'
        )
    indptr, indices = ties.indptr.astype(np.int32), ties.indices.astype(np.int32)
    alone = np.arange(n, dtype=np.int32)[:, None]
    found = [np.empty(0)]
    blocks = spans(n, block_size(ties, 1, DF, BLOCK))
    for part in each(lambda span: values(indptr, indices, alone[span[0] : span[1]], DF), blocks, workers):
        check_time()
        found.append(part)
    return np.concatenate(found)
