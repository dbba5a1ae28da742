"""What chance gives of brokerage: mean and spread of every role if ties fell anywhere alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.roles import numbered, role_names
from alliancemap.analysis.statistics.shares import share


@dataclass(frozen=True, eq=False)
class RoleMoments:
    """Mean and standard deviation of each role, a row for each node or group, columns as `role_names` says."""

    expected: NDArray[np.float64]
    sd: NDArray[np.float64]

    def z(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """(raw - expected)/sd; NaN where sd is 0."""
        return share(raw - self.expected, self.sd, self.sd > 0)

    def rows(self, which: NDArray[np.integer]) -> RoleMoments:
        """Give the rows named; NaN for those named -1."""
        found = (which >= 0)[:, None]
        if not len(self.expected):
            empty = np.full((len(which), self.expected.shape[1]), np.nan)
            return RoleMoments(empty, empty)
        return RoleMoments(np.where(found, self.expected[which], np.nan), np.where(found, self.sd[which], np.nan))


def role_moments(sizes: NDArray[np.integer], density: float, *, directed: bool) -> RoleMoments:
    """Mean and standard deviation of the roles that a member of each group has in a random graph of fixed groups.

    Every tie is there with probability d, independently. With p = d²(1 - d) that a two-path is there and open, and
    c = d³(1 - d)³, the covariance of two such paths that share one tie with the broker:
        mean = p T,  variance = T p (1 - p) + S c
    T counts the pairs that a broker of the group can have in the role, S the ordered pairs of pairs that share an end
    in the same place (Gould & Fernandez's table). Undirected, T and S are halved but for representative and
    gatekeeper, which are one role. Time O(groups).

    Parameters
    ----------
    sizes : int
        Members of each group.
    density : float
        d, in [0, 1].
    directed : bool

    Returns
    -------
    RoleMoments
        A row for each group.

    References
    ----------
    R. V. Gould & R. M. Fernandez, Sociol. Methodol. 19, 89 (1989). doi:10.2307/270949
    """
    pairs, shared = _pairs(np.asarray(sizes, np.float64), directed=directed)
    p, c = density**2 * (1 - density), (density * (1 - density)) ** 3
    # Where there is no pair, S is 0 but for rounding.
    variance = np.where(pairs > 0, pairs * p * (1 - p) + shared * c, 0.0)
    return RoleMoments(pairs * p, np.sqrt(variance))


def expected_roles(ties: csr_array, groups: NDArray[np.integer], *, directed: bool) -> RoleMoments:
    """Mean and standard deviation of each node's roles at the density of the ties between grouped nodes.

    The random graph forgets degrees: hubs get large z in every role.

    Parameters
    ----------
    ties, groups, directed
        As `brokerage_roles` takes them.

    Returns
    -------
    RoleMoments
        A row for each node; NaN for nodes without a group, and where there are fewer than two with one.
    """
    labels, n_groups = numbered(groups)
    grouped = labels >= 0
    n = int(grouped.sum())
    density = float(_between(ties, grouped)) / (n * (n - 1)) if n > 1 else float("nan")
    sizes = np.bincount(labels[grouped], minlength=n_groups)
    return role_moments(sizes, density, directed=directed).rows(labels)


def _between(ties: csr_array, grouped: NDArray[np.bool_]) -> int:
    if grouped.all():
        return int(ties.nnz)
    return int(np.repeat(grouped, np.diff(ties.indptr))[grouped[ties.indices]].sum())


def _pairs(own: NDArray[np.float64], *, directed: bool) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """T and S of every group and role."""
    n = own.sum()
    outside, mates = n - own, own - 1
    twos, threes = _falling(own, 2), _falling(own, 3)
    itinerant = twos.sum() - twos
    # Σ over ordered pairs of other groups j ≠ k of n_j n_k, and of n_j r_j (r_j - 1) with r_j = n - n_i - n_j.
    liaison = outside**2 - (np.square(own).sum() - np.square(own))
    shared_liaison = _other_groups(own, outside)
    mixed = mates * outside
    shared_mixed = mixed * (outside - 1) + mixed * (own - 2)
    pairs = [mates * (own - 2), itinerant, mixed, mixed, liaison, np.full_like(own, (n - 1) * (n - 2))]
    shared = [
        2 * mates * (own - 2) * (own - 3),
        2 * (threes.sum() - threes),
        shared_mixed,
        shared_mixed,
        2 * shared_liaison,
        np.full_like(own, 2 * (n - 1) * (n - 2) * (n - 3)),
    ]
    table = np.array([pairs, shared]).reshape(2, 6, -1).transpose(0, 2, 1)
    if not directed:
        table = table[:, :, [0, 1, 2, 4, 5]] * np.array([0.5, 0.5, 1.0, 0.5, 0.5])
    assert table.shape[2] == len(role_names(directed=directed))
    return table[0], table[1]


def _other_groups(own: NDArray[np.float64], outside: NDArray[np.float64]) -> NDArray[np.float64]:
    """Σ_{j≠i} n_j r_j (r_j - 1) with r_j = outside_i - n_j, from the sums of the first three powers of the sizes."""
    first, second, third = (np.power(own, k).sum() - np.power(own, k) for k in (1, 2, 3))
    return np.asarray(outside * (outside - 1) * first - (2 * outside - 1) * second + third)


def _falling(size: NDArray[np.float64], factors: int) -> NDArray[np.float64]:
    return np.asarray(np.prod([size - step for step in range(factors)], axis=0))
