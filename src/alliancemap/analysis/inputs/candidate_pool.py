"""Who may be named as a candidate, in the form that compiled loops take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.inputs.compiled import FACTS, Acquaintance, Comparison

if TYPE_CHECKING:
    from alliancemap.analysis.inputs.landscape import Landscape

HELD = ("challenges", "places", "constituencies", "generations")
OWN = ("lineage", "causes", "contested", "causes", *HELD, "conflicts")
THEIRS = ("lineage", "causes", "causes", "contested", *HELD, "ties")
"""Which sets of the one asked about are compared with which of everyone else's; `affinity_pairs` says why the first."""


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
    comparisons : tuple of Comparison
        OWN sets of everybody and THEIRS of the candidates.
    acquaintance : Acquaintance
        Of everybody, but to be introduced to them.
    """

    mask: NDArray[np.bool_]
    counts: NDArray[np.int64]
    counts_by_kind: NDArray[np.int64]
    comparisons: tuple[Comparison, ...]
    acquaintance: Acquaintance

    @classmethod
    def of(cls, landscape: Landscape, mask: NDArray[np.bool_]) -> CandidatePool:
        """Take some of the organisations; O(n + ties + stances + memberships)."""
        shape = (len(landscape.kinds) + 1, 1 << len(FACTS))
        cells = (landscape.kind % shape[0]).astype(np.int64) * shape[1] + landscape.everyone.known
        by_kind = np.bincount(cells[mask], minlength=shape[0] * shape[1]).reshape(shape)
        sets = ((getattr(landscape, own), getattr(landscape, theirs)) for own, theirs in zip(OWN, THEIRS, strict=True))
        comparisons = tuple(Comparison.of(own, theirs, mask) for own, theirs in sets)
        acquaintance = Acquaintance.of(landscape.trust, landscape.conflicts, mask)
        return cls(mask, by_kind.sum(axis=0), by_kind, comparisons, acquaintance)
