"""Brokerage roles summed by group, for many ways of dealing the groups over the nodes at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.deals import (
    Counts,
    Labels,
    alike_triangles,
    by_group,
    paths_by_role,
    planes_of,
    ties_by_group,
    triangle_counts,
)
from alliancemap.analysis.brokerage.skeleton import Skeleton, skeleton
from alliancemap.analysis.compute.pausing import no_limit

AT_ONCE = 64
"""Deals at once: one a bit of a word."""


@dataclass(frozen=True, eq=False)
class GroupTotals:
    """Of R deals and G groups.

    Attributes
    ----------
    roles : int64, R × G × 5
        In the columns of `UNDIRECTED_ROLES`, summed over the members of the group.
    internal, external : int64, R × G
        Ties within the group, and to others.
    """

    roles: Counts
    internal: Counts
    external: Counts


@dataclass(frozen=True, eq=False)
class Dealing:
    """An undirected network whose nodes are dealt their groups anew; what no deal changes is worked out once.

    Attributes
    ----------
    bones : Skeleton
        Of the nodes that have a group.
    """

    bones: Skeleton

    @classmethod
    def of(cls, ties: csr_array, grouped: NDArray[np.bool_]) -> Dealing:
        """Prepare the ties between nodes that have a group; `ties` is symmetric with an empty diagonal."""
        return cls(skeleton(ties, grouped, directed=False))

    @cached_property
    def triangles(self) -> tuple[Counts, Counts]:
        """How many triangles there are over each tie, stored as `bones.ahead` is, and around each node."""
        over, around = triangle_counts(self.bones.ahead)
        return over, around

    def totals(self, deals: Labels, n_groups: int) -> GroupTotals:
        """Sum the roles of each group in each of up to 64 deals.

        Of the two-paths over the members of a group those are taken off that a tie closes. With t triangles over a tie
        and around a node, and of a group's triangles M with all three, P with two, I with one of it and two of one
        other, closed are 3 M as coordinator, I as itinerant, 2 P as representative or gatekeeper, and the rest of Σ t
        as liaison; 3 M + P is Σ t over the ties within. So only M and I need a walk over all triangles, which is done
        for all deals at once: bit d of a word is deal d. Time O(triangles + 64 (n + m)), memory O(n log t + m).

        Parameters
        ----------
        deals : int32, nodes × R
            Groups, 0 … n_groups - 1, in the order of the skeleton; R is 64 at most.
        n_groups : int

        Returns
        -------
        GroupTotals
        """
        over, around = self.triangles
        bits = max(1, (n_groups - 1).bit_length())
        height = max(1, int(around.max(initial=0)).bit_length())
        counts = alike_triangles(self.bones.ahead, planes_of(deals, bits), height)
        alike = by_group(counts, deals, n_groups)
        made = [
            self._one(np.ascontiguousarray(deals[:, deal]), alike[deal], (over, around))
            for deal in range(deals.shape[1])
        ]
        roles, internal, external = zip(*made, strict=True)
        return GroupTotals(np.array(roles), np.array(internal), np.array(external))

    def _one(self, labels: Labels, alike: Counts, triangles: tuple[Counts, Counts]) -> tuple[Counts, Counts, Counts]:
        no_limit()
        paths = paths_by_role(self.bones.rows, labels, len(alike))
        internal, external, within, near = ties_by_group(self.bones.ahead, labels, triangles, len(alike))
        whole, itinerant = 3 * alike[:, 0], alike[:, 1]
        mixed = 2 * (within - whole)
        closed = np.column_stack((whole, itinerant, mixed, near - whole - itinerant - mixed))
        roles = paths - closed
        return np.column_stack((roles, roles.sum(axis=1))), internal, external
