"""Who may be named as a candidate, in the form that compiled loops take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.inputs.compiled import FACTS, Acquaintance, Holders

if TYPE_CHECKING:
    from alliancemap.analysis.inputs.landscape import Landscape


@dataclass(frozen=True, eq=False)
class CandidatePool:
    """The candidates of a landscape; made once for many questions.

    Attributes
    ----------
    mask : bool, length n
        Who they are; not to be written to.
    counts : int64, length 128
        How many there are by which of FACTS are known of them.
    counts_by_kind : int64, (kinds + 1) × 128
        The same by kind as well; the last row is for those of unknown kind.
    holders : mapping of name to Holders
        Which of them hold each value of a set; with `ties`, are tied to each organisation.
    acquaintance : Acquaintance
        Of everybody, but to be introduced to them.
    """

    mask: NDArray[np.bool_]
    counts: NDArray[np.int64]
    counts_by_kind: NDArray[np.int64]
    holders: dict[str, Holders]
    acquaintance: Acquaintance

    @classmethod
    def of(cls, landscape: Landscape, mask: NDArray[np.bool_]) -> CandidatePool:
        """Take some of the organisations; O(n + ties + stances + memberships)."""
        shape = (len(landscape.kinds) + 1, 1 << len(FACTS))
        cells = (landscape.kind % shape[0]).astype(np.int64) * shape[1] + landscape.everyone.known
        by_kind = np.bincount(cells[mask], minlength=shape[0] * shape[1]).reshape(shape)
        sets = ("lineage", "causes", "contested", "challenges", "places", "constituencies", "generations", "ties")
        holders = {name: Holders.of(getattr(landscape, name), mask) for name in sets}
        acquaintance = Acquaintance.of(landscape.trust, landscape.conflicts, mask)
        return cls(mask, by_kind.sum(axis=0), by_kind, holders, acquaintance)
