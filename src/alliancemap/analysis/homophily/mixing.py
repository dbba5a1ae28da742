"""How much is tied between and within groups, and assortativity, which is read from that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, weighted_rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.errors import InvalidNetworkError, UsageError

MOST_GROUPS = 5_000
"""Of how many groups there may be a table: one of 200 MB."""


@dataclass(frozen=True, eq=False)
class GroupTies:
    """What is tied within each group, what its members send and what they receive; arrays of one length.

    Undirected ties count both ways, so that what is sent and received is the sum of degrees. `across` is what members
    send to other groups, summed by itself: a difference of the others would lose what is small beside them.
    """

    within: NDArray[np.float64]
    sent: NDArray[np.float64]
    received: NDArray[np.float64]
    across: NDArray[np.float64]

    @classmethod
    def of_mixing(cls, mixing: NDArray[np.float64]) -> GroupTies:
        """Read them from a mixing matrix."""
        others = mixing - np.diag(np.diag(mixing))
        return cls(np.diag(mixing), mixing.sum(axis=1), mixing.sum(axis=0), others.sum(axis=1))


def group_ties(ties: csr_array, labels: NDArray[np.integer], n_groups: int) -> GroupTies:
    """Sum the strengths of the stored entries by group; time O(n + m + groups).

    Parameters
    ----------
    ties : csr_array, n × n
    labels : int, length n
        0 … n_groups - 1, or -1: without a group, ties left out.
    n_groups : int

    Raises
    ------
    InvalidNetworkError
        If ties and labels are not of one size.
    """
    _refuse(ties, labels)
    return GroupTies(*_summed(*weighted_rows(ties), labels.astype(np.int32), n_groups))


@kernel
def _summed(
    starts: Starts, columns: Columns, strengths: Strengths, labels: NDArray[np.int32], n_groups: int
) -> NDArray[np.float64]:
    """The rows of `GroupTies`, each a sum in order of the entries."""
    sums = np.zeros((4, n_groups))
    for node in range(len(labels)):
        own = labels[node]
        if own < 0:
            continue
        for entry in range(starts[node], starts[node + 1]):
            other = labels[columns[entry]]
            if other >= 0:
                sums[0 if own == other else 3, own] += strengths[entry]
                sums[1, own] += strengths[entry]
                sums[2, other] += strengths[entry]
    return sums


def mixing_matrix(ties: csr_array, labels: NDArray[np.integer], n_groups: int) -> NDArray[np.float64]:
    """Sum the strengths of the stored entries by the groups of both ends; time O(n + m + groups²).

    Parameters
    ----------
    ties, labels, n_groups
        As `group_ties` takes them.

    Returns
    -------
    float64, n_groups × n_groups
        Row g, column h: from members of g to members of h; undirected ties count both ways.

    Raises
    ------
    InvalidNetworkError
        As `group_ties` does.
    UsageError
        If there are more groups than a square table of them can be held for.
    """
    if n_groups > MOST_GROUPS:
        raise UsageError(f"{n_groups} groups are more than can be set against each other ({MOST_GROUPS}); merge some")
    source, target, strength = _between_groups(ties, labels)
    sums = np.bincount(source * n_groups + target, weights=strength, minlength=n_groups**2)
    return sums.reshape(n_groups, n_groups).astype(np.float64)


def _between_groups(
    ties: csr_array, labels: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    _refuse(ties, labels)
    whole = labels.astype(np.int64)
    source, target = np.repeat(whole, np.diff(ties.indptr)), whole[ties.indices]
    both = (source >= 0) & (target >= 0)
    return source[both], target[both], ties.data[both]


def _refuse(ties: csr_array, labels: NDArray[np.integer]) -> None:
    if ties.shape != (len(labels), len(labels)):
        raise InvalidNetworkError(f"groups of {len(labels)} nodes for a matrix of {ties.shape[0]} × {ties.shape[1]}")


def nominal_assortativity(tied: GroupTies) -> float | None:
    """Newman's coefficient: how much more is tied within groups than ends that meet at random would give.

        r = (Σ_g e_gg - Σ_g a_g b_g) / (1 - Σ_g a_g b_g)
    e_gg, a_g and b_g the shares of all that is tied within g, sent by it, received by it. Worked out as
    1 - (1 - Σ_g e_gg)/(1 - Σ_g a_g b_g), from what lies between groups. Time O(groups).

    Parameters
    ----------
    tied : GroupTies

    Returns
    -------
    float or None
        At most 1; 0 for random mixing; None without ties, or if all ends are of one group.

    References
    ----------
    M. E. J. Newman, Phys. Rev. E 67, 026126 (2003). doi:10.1103/PhysRevE.67.026126
    """
    total = float(tied.sent.sum())
    if total <= 0:
        return None
    received = np.concatenate(([0.0], tied.received / total, [0.0]))
    # By groups before and after, for 1 - received would be 0 where a group receives nearly all.
    others = np.cumsum(received)[:-2] + np.cumsum(received[::-1])[::-1][2:]
    by_chance = float((tied.sent / total) @ others)
    return 1 - float(tied.across.sum()) / total / by_chance if by_chance > 0 else None


def coleman_index(
    within: NDArray[np.float64], total: NDArray[np.float64], sizes: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Coleman's index of each group: what its members choose within, between what chance gives and all.

    With s the choices within the group, D all that its members make, and e = D (n_g - 1)/(n - 1) by chance:
        (s - e)/(D - e) if s > e, else (s - e)/e
    Undirected, a member makes a choice for each of its ties. Time O(groups).

    Parameters
    ----------
    within, total : float64, length groups
        s and D.
    sizes : int
        n_g.

    Returns
    -------
    float64, length groups
        -1 for none within, 0 as by chance (the only group there is: 0), 1 for all; NaN for a group that makes no
        choice, or of one member, who has nobody to choose within.

    References
    ----------
    J. S. Coleman, Human Organization 17(4), 28 (1958).
    """
    n = int(np.sum(sizes))
    chance = total * (np.asarray(sizes) - 1) / (n - 1) if n > 1 else np.zeros(len(total))
    room = np.where(within > chance, total - chance, chance)
    index = np.full(len(total), np.nan)
    np.divide(within - chance, room, out=index, where=(total > 0) & (room > 0))
    return index
