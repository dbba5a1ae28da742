"""Parts of a landscape in the form that compiled loops take."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, rows, weighted_rows
from alliancemap.analysis.compute.lines import lines


class Holders(NamedTuple):
    """The columns of a binary matrix, organisations × values: the organisations that hold each value, ascending."""

    starts: Starts
    rows: Columns

    @classmethod
    def of(cls, sets: csr_array, among: NDArray[np.bool_] | None = None) -> Holders:
        """Turn a matrix; only some organisations are listed, if a mask says so."""
        return cls(*rows(csr_array(sets.T) if among is None else with_columns(csr_array(sets.T), among)))


class Comparison(NamedTuple):
    """Two sets of organisations that are compared: the values of the one, and who holds each value of the other."""

    starts: Starts
    values: Columns
    holder_starts: Starts
    holders: Columns

    @classmethod
    def of(cls, own: csr_array, theirs: csr_array, among: NDArray[np.bool_]) -> Comparison:
        """Take two matrices, organisations × values; holders are only looked for among some."""
        return cls(*rows(own), *Holders.of(theirs, among))


class Acquaintance(NamedTuple):
    """Who trusts whom and who is in conflict with whom: rows of two matrices, n × n.

    What begins with `last` is the trust in those alone to whom one is to be introduced. `most` is the most that each
    trusts anybody. Of pairs that are both, the one and the other, and the trust between them, stand apart.
    """

    starts: Starts
    others: Columns
    trust: Strengths
    last_starts: Starts
    last_others: Columns
    last_trust: Strengths
    conflict_starts: Starts
    conflicts: Columns
    most: Strengths
    torn: Columns
    torn_with: Columns
    torn_trust: Strengths

    @classmethod
    def of(cls, trust: csr_array, conflicts: csr_array, among: NDArray[np.bool_]) -> Acquaintance:
        """Take both matrices, and a mask of those to whom one is to be introduced."""
        both = coo_array(trust.multiply(conflicts))
        one, other = (part.astype(np.uint32) for part in both.coords)
        most = trust.max(axis=1).toarray() if trust.shape[0] else np.empty(0)
        last = trust if among.all() else with_columns(trust, among)
        return cls(*weighted_rows(trust), *weighted_rows(last), *rows(conflicts), most, one, other, both.data)


def with_columns(matrix: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    """Leave out what stands in other columns; the shape stays."""
    entries = kept[matrix.indices]
    starts = np.concatenate([[0], np.cumsum(entries)])[matrix.indptr].astype(matrix.indptr.dtype)
    return csr_array((matrix.data[entries], matrix.indices[entries], starts), shape=matrix.shape)


class Everyone(NamedTuple):
    """What is known of each organisation by itself.

    Kind (-1 where unknown); which of FACTS are known of it, a bit each; and once more together, n × 8: total weight of
    what it stands for, how many challenges, places, constituencies and generations it has, how many it is tied to, its
    kind, and nothing. There NaN stands for none, as for unknown: what is worked out with it is null without a question.
    """

    kind: NDArray[np.int16]
    known: NDArray[np.uint8]
    traits: NDArray[np.float64]

    @classmethod
    def of(cls, kind: NDArray[np.int16], standing: NDArray[np.float64], *sizes: NDArray[np.integer]) -> Everyone:
        """Take what is known, and mark it; `sizes` are those of the four sets, and of the ties."""
        *sets, contacts = sizes
        facts = np.stack([standing > 0, *(size > 0 for size in sets), kind >= 0, contacts > 0])
        traits = lines(len(kind), 8)
        for column, values in enumerate((standing, *sizes)):
            traits[:, column] = np.where(values > 0, values, np.nan)
        traits[:, 1 + len(sizes)] = np.where(kind >= 0, kind, np.nan)
        return cls(kind, np.packbits(facts, axis=0, bitorder="little")[0], traits)


FACTS = ("standing", "challenges", "places", "constituencies", "generations", "kind", "contacts")
