"""Groups spanned: how a node's ties are spread over groups, and how it stands in its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

NO_GROUP = -1


def participation(ties: csr_array, groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Participation coefficient: P_i = 1 − Σ_g (κ_ig/k_i)².

    κ_ig sums the strengths of i's ties to group g, and k_i those to all groups; nodes without a group are left out, as
    are ties to them. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0 (1 for counts), symmetric, empty diagonal.
    groups : int64, shape (n,)
        0 … G − 1, or −1 for none.

    Returns
    -------
    float64, shape (n,)
        0 (all ties to one group) to 1 − 1/G; NaN without a group, or without a tie to a node that has one.

    References
    ----------
    R. Guimerà & L. A. N. Amaral, Nature 433, 895 (2005). doi:10.1038/nature03288
    """
    towards = csr_array(ties @ _membership(groups))
    whole = np.asarray(towards.sum(axis=1)).reshape(-1)
    # Shares before they are squared: squares of strengths might be larger or smaller than numbers go.
    node = np.repeat(np.arange(len(groups)), np.diff(towards.indptr))
    squares = np.bincount(node, (towards.data / whole[node]) ** 2, minlength=len(groups))
    known = (whole > 0) & (groups != NO_GROUP)
    return np.where(known, np.maximum(1.0 - squares, 0.0), np.nan)


def within_module_z(ties: csr_array, groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Within-module z: z_i = (κ_i − mean)/sd, κ_i the strength of i's ties inside its group.

    Mean and population standard deviation are over the group. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0 (1 for counts), symmetric, empty diagonal.
    groups : int64, shape (n,)
        0 … G − 1, or −1 for none.

    Returns
    -------
    float64, shape (n,)
        0 where the standard deviation is 0 (below 10⁻¹² of the mean), as in a group of one; NaN without a group.

    References
    ----------
    R. Guimerà & L. A. N. Amaral, Nature 433, 895 (2005). doi:10.1038/nature03288
    """
    source = np.repeat(np.arange(len(groups)), np.diff(ties.indptr))
    same = groups[source] == groups[ties.indices]
    inside = np.bincount(source[same], ties.data[same], minlength=len(groups))
    score = np.full(len(groups), np.nan)
    for members in _members(groups):
        # In units of the largest: squares of strengths might be larger or smaller than numbers go.
        own = inside[members] / (inside[members].max() or 1.0)
        mean, spread = own.mean(), own.std()
        score[members] = (own - mean) / spread if spread > 1e-12 * mean else 0.0
    return score


def _membership(groups: NDArray[np.int64]) -> csr_array:
    """1 where the node is in the group, n × G."""
    grouped = np.flatnonzero(groups != NO_GROUP)
    starts = np.concatenate(([0], np.cumsum(groups != NO_GROUP)))
    shape = (len(groups), int(groups.max(initial=-1)) + 1)
    return csr_array((np.ones(len(grouped)), groups[grouped], starts), shape=shape)


def _members(groups: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups + 1, minlength=1)
    return [members for members in np.split(order, np.cumsum(sizes)[:-1])[1:] if len(members)]
