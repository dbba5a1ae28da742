"""Counts between overlapping groups, from counts between patterns of membership."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import UsageError

MOST = 2_000


@dataclass(frozen=True, eq=False)
class Patterns:
    """The distinct rows of a membership matrix, and the pairs of groups that they can lie between.

    Attributes
    ----------
    of_row : int64, shape (n,)
        Each organisation's pattern.
    holds : float64, patterns × groups
        Binary: which groups a pattern stands for.
    a, b : int64, shape (p,)
        The pairs of groups, a < b, between which there is at least one pair of organisations.
    possible : int64, shape (p,)
        How many: |A without B| · |B without A|.
    overlapping : bool
        Whether any organisation is in two groups.
    """

    of_row: NDArray[np.int64]
    holds: NDArray[np.float64]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    possible: NDArray[np.int64]
    overlapping: bool

    @property
    def count(self) -> int:
        """How many patterns there are."""
        return len(self.holds)

    @classmethod
    def of(cls, members: csr_array) -> Patterns:
        """Find the patterns of a binary n × groups matrix, in ascending order of their groups.

        Raises
        ------
        UsageError
            If there are too many for tables of patterns × patterns.
        """
        sizes = np.diff(members.indptr)
        rows = [tuple(members.indices[s:e]) for s, e in zip(members.indptr[:-1], members.indptr[1:], strict=True)]
        distinct = sorted(set(rows))
        if len(distinct) > MOST:
            raise UsageError(
                f"the groups overlap in {len(distinct)} ways, more than {MOST}; ask for fewer groups at once"
            )
        number = {groups: position for position, groups in enumerate(distinct)}
        of_row = np.array([number[groups] for groups in rows], dtype=np.int64)
        holds = np.zeros((len(distinct), members.shape[1]))
        for groups, position in number.items():
            holds[position, list(groups)] = 1
        a, b, possible = _pairs_of_groups(holds, np.bincount(of_row, minlength=len(distinct)))
        return cls(of_row, holds, a, b, possible, bool((sizes > 1).any()))

    def between(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Count the pairs of organisations between each pair of groups, members of both left out of both.

        With M the patterns' memberships and C the counts, the number for A and B is
            Σ_pq C_pq M_pA (1 - M_pB) M_qB (1 - M_qA)

        Parameters
        ----------
        counts : float64, … × patterns × patterns
            Ordered pairs by pattern; symmetric.

        Returns
        -------
        float64, … × p
        """
        if not len(self.a):
            return np.zeros((*counts.shape[:-2], 0))
        if not self.overlapping:
            return counts.reshape(*counts.shape[:-2], -1)[..., self._entries]
        tables = counts.reshape(-1, self.count, self.count)
        return np.stack([self._overlapping(table) for table in tables]).reshape(*counts.shape[:-2], -1)

    def _overlapping(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Count all pairs between two groups, less those with one end or both in both groups; O(entries · groups)."""
        holds, groups = self._sparse
        reached = np.asarray(groups @ counts)
        total = np.asarray(groups @ reached.T)[self.a, self.b]
        at_home = reached.T[np.repeat(np.arange(self.count), np.diff(holds.indptr)), holds.indices]
        from_shared = (groups @ csr_array((at_home, holds.indices, holds.indptr), shape=holds.shape)).toarray()
        total -= from_shared[self.a, self.b] + from_shared[self.b, self.a]
        position, start, entry = self._shared
        if len(position):
            total[position] += np.add.reduceat(counts.ravel()[entry], start)
        return np.asarray(total)

    @cached_property
    def _entries(self) -> NDArray[np.int64]:
        """Where the counts between two groups lie, each of which has one pattern."""
        home = self.holds.argmax(axis=0)
        return np.asarray(home[self.a] * self.count + home[self.b])

    @cached_property
    def _sparse(self) -> tuple[csr_array, csr_array]:
        """`holds`, and the same by group."""
        return csr_array(self.holds), csr_array(self.holds.T)

    @cached_property
    def _shared(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of groups that have members in common; from `start` on, where the counts between these members lie."""
        groups = self.holds.T > 0
        position = np.flatnonzero((self.holds.T @ self.holds)[self.a, self.b])
        shared = (
            np.flatnonzero(groups[a] & groups[b]) for a, b in zip(self.a[position], self.b[position], strict=True)
        )
        entries = [(own[:, None] * self.count + own).ravel() for own in shared]
        start = np.cumsum([0, *map(len, entries)])[:-1]
        return position, start, np.concatenate([np.empty(0, np.int64), *entries])


def _pairs_of_groups(
    holds: NDArray[np.float64], size: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    both = (holds * size[:, None]).T @ holds
    only = np.rint(both.diagonal()[:, None] - both).astype(np.int64)
    a, b = np.triu_indices(holds.shape[1], 1)
    possible = only[a, b] * only[b, a]
    some = possible > 0
    return a[some], b[some], possible[some]
