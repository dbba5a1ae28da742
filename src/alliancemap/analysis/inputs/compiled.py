"""Parts of a landscape in the form that compiled loops take."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, rows, weighted_rows


class Holders(NamedTuple):
    """The columns of a binary matrix, organisations × values: the organisations that hold each value, ascending."""

    starts: Starts
    rows: Columns

    @classmethod
    def of(cls, sets: csr_array) -> Holders:
        """Turn a matrix."""
        return cls(*rows(csr_array(sets.T)))


class Acquaintance(NamedTuple):
    """Who trusts whom and who is in conflict with whom: rows of two matrices, n × n.

    `most` is the most that each trusts anybody. Of pairs that are both, the one and the other, and the trust between
    them, stand apart.
    """

    starts: Starts
    others: Columns
    trust: Strengths
    conflict_starts: Starts
    conflicts: Columns
    most: Strengths
    torn: Columns
    torn_with: Columns
    torn_trust: Strengths

    @classmethod
    def of(cls, trust: csr_array, conflicts: csr_array) -> Acquaintance:
        """Take both matrices."""
        both = coo_array(trust.multiply(conflicts))
        one, other = (part.astype(np.uint32) for part in both.coords)
        most = trust.max(axis=1).toarray() if trust.shape[0] else np.empty(0)
        return cls(*weighted_rows(trust), *rows(conflicts), most, one, other, both.data)


class Everyone(NamedTuple):
    """What is known of each organisation by itself.

    Kind (-1 where unknown); total weight of what it stands for; how many challenges, places, constituencies and
    generations it has (n × 4); how many it is tied to; and which of FACTS are known of it, a bit each.
    """

    kind: NDArray[np.int16]
    standing: NDArray[np.float64]
    sizes: NDArray[np.int32]
    contacts: NDArray[np.int64]
    known: NDArray[np.uint8]

    @classmethod
    def of(
        cls,
        kind: NDArray[np.int16],
        standing: NDArray[np.float64],
        sizes: NDArray[np.int32],
        contacts: NDArray[np.int64],
    ) -> Everyone:
        """Take what is known, and mark it."""
        facts = np.stack([standing > 0, *(sizes.T > 0), kind >= 0, contacts > 0])
        return cls(kind, standing, sizes, contacts, np.packbits(facts, axis=0, bitorder="little")[0])


FACTS = ("standing", "challenges", "places", "constituencies", "generations", "kind", "contacts")
