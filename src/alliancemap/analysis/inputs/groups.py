"""Groups of organisations, which may overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape


@dataclass(frozen=True, eq=False)
class Groups:
    """Labelled groups.

    Attributes
    ----------
    labels : tuple of str
    members : csr_array, n × groups
        Binary and canonical; an organisation may be in several or none.
    """

    labels: tuple[str, ...]
    members: csr_array

    @classmethod
    def of_codes(cls, codes: NDArray[np.integer], labels: tuple[str, ...]) -> Groups:
        """Groups that do not overlap: each organisation's position in `labels`, negative for none. Time O(n)."""
        start = np.concatenate(([0], np.cumsum(codes >= 0)))
        inside = codes[codes >= 0].astype(np.int32)
        return cls(labels, csr_array((np.ones(len(inside)), inside, start), shape=(len(codes), len(labels))))

    def rows_of(self, group: int) -> NDArray[np.int64]:
        """Rows of a group's members, ascending."""
        entry = np.flatnonzero(self.members.indices == group)
        return np.searchsorted(self.members.indptr, entry, side="right") - 1


def groups_by_kind(landscape: Landscape) -> Groups:
    """One group for each kind of organisation; unknown kinds are in none."""
    return Groups.of_codes(landscape.kind, landscape.kinds)
