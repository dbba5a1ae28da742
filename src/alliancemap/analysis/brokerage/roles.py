"""Gould and Fernandez's brokerage roles: how often an organisation stands between two that are not tied."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.counting import open_paths
from alliancemap.analysis.brokerage.skeleton import Skeleton, skeleton
from alliancemap.errors import InvalidNetworkError

DIRECTED_ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
UNDIRECTED_ROLES = ("coordinator", "itinerant", "representative_gatekeeper", "liaison", "total")


def role_names(*, directed: bool) -> tuple[str, ...]:
    """Name the columns that everything about roles has."""
    return DIRECTED_ROLES if directed else UNDIRECTED_ROLES


def brokerage_roles(ties: csr_array, groups: NDArray[np.integer], *, directed: bool) -> NDArray[np.float64]:
    """Count how often each node brokers, by role.

    Node v brokers the ordered pair (a, b) if a → v → b and not a → b, for different a, b, v. By the groups of a, v, b:
    coordinator (all in one), itinerant (a and b in one, v in another), representative (a and v in one, b in another),
    gatekeeper (v and b in one, a in another), liaison (three groups). Undirected, pairs are unordered; representative
    and gatekeeper are then the same. Nodes without a group neither broker nor are brokered.
    Time O(n log n + m + the steps of listing all triangles), memory O(n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Its stored entries are the ties, i → j in row i; diagonal empty, symmetric if not `directed`.
    groups : int, length n
        Any number for a group, -1 for none.
    directed : bool

    Returns
    -------
    float64, n × 6 or n × 5
        Whole numbers in the columns of `role_names`, the last being their sum; an isolate has 0, a node without a
        group NaN.

    Raises
    ------
    InvalidNetworkError
        If ties and groups are not of one size, or a group is below -1.

    References
    ----------
    R. V. Gould & R. M. Fernandez, Sociol. Methodol. 19, 89 (1989). doi:10.2307/270949
    """
    labels, n_groups = numbered(groups)
    bones = skeleton(ties, labels >= 0, directed=directed)
    counts = open_paths(bones, labels[bones.order], n_groups)
    return spread(folded(counts, directed=directed), bones, len(labels))


def numbered(groups: NDArray[np.integer]) -> tuple[NDArray[np.int32], int]:
    """Number groups 0, 1, … in ascending order, -1 staying -1; and say how many there are."""
    if len(groups) and groups.min() < -1:
        raise InvalidNetworkError(f"a group is numbered {groups.min()}, but numbers begin at 0 (-1: no group)")
    found, labels = np.unique(groups, return_inverse=True)
    without = int(len(found) > 0 and found[0] == -1)
    return (labels - without).astype(np.int32), len(found) - without


def folded(counts: NDArray[np.int64], *, directed: bool) -> NDArray[np.int64]:
    """Give the columns of `role_names`: if ties are undirected, every pair was counted in both orders."""
    total = counts.sum(axis=1, keepdims=True)
    if directed:
        return np.hstack((counts, total))
    return np.hstack((counts[:, :2] // 2, counts[:, 2:3], counts[:, 4:] // 2, total // 2))


def spread(values: NDArray[np.number], bones: Skeleton, n: int) -> NDArray[np.float64]:
    """Put the values of the skeleton's nodes into rows; NaN for the nodes it leaves out."""
    rows = np.full((n, *values.shape[1:]), np.nan)
    rows[bones.order] = values
    return rows
