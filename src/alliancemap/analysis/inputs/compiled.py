"""Parts of a landscape in the form that compiled loops take."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

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
    """Who trusts whom and who is in conflict with whom: rows of two matrices, n × n; and who has any conflict."""

    starts: Starts
    others: Columns
    trust: Strengths
    conflict_starts: Starts
    conflicts: Columns
    at_war: Columns

    @classmethod
    def of(cls, trust: csr_array, conflicts: csr_array) -> Acquaintance:
        """Take both matrices."""
        return cls(*weighted_rows(trust), *rows(conflicts), np.flatnonzero(np.diff(conflicts.indptr)).astype(np.uint32))


class Everyone(NamedTuple):
    """What is known of each organisation by itself.

    Kind (-1 where unknown); total weight of what it stands for; how many challenges, places, constituencies and
    generations it has (4 × n); how many it is tied to; and which of FACTS are known of it, a bit each.
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
        facts = np.stack([standing > 0, *(sizes > 0), kind >= 0, contacts > 0])
        return cls(kind, standing, sizes, contacts, np.packbits(facts, axis=0, bitorder="little")[0])


FACTS = ("standing", "challenges", "places", "constituencies", "generations", "kind", "contacts")
