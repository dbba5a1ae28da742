"""Pairs of organisations that could build a bridge, by what they could score at most, without ever holding all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import rows
from alliancemap.analysis.findings.bridges.pair_field import Field, Found, Reals, Sets, open_pairs_of
from alliancemap.analysis.inputs.landscape import Landscape

BLOCK = 1_000_000
"""Pairs of an organisation and a supporter of one of its causes that are looked at together."""


@dataclass(frozen=True, eq=False)
class OpenPairs:
    """Pairs (i, j) of two sides with a cause in common and neither tie nor conflict.

    No score exceeds x_ij · √(ρ_i ρ_j) · (1/2 + m_i m_j / 2), m the strongest trust in anybody: every way from one to
    the other begins and ends with such a tie.

    Attributes
    ----------
    field : Field
    rows : int64
        Those of the one side.
    """

    field: Field
    rows: NDArray[np.int64]

    @classmethod
    def of(cls, landscape: Landscape, sides: tuple[NDArray[np.int64], NDArray[np.int64]], standing: Reals) -> OpenPairs:
        """Take the rows of both sides that may be paired, and the standing of everybody."""
        field = Field(
            causes=Sets(*rows(landscape.causes)),
            lineage=Sets(*rows(landscape.lineage)),
            contested=Sets(*rows(landscape.contested)),
            supporters=Sets(*rows(_supporters(landscape, sides[1]))),
            known=_known(landscape, sides[0]),
            idf=landscape.idf,
            total=landscape.standing_total,
            standing=standing,
            trust=_strongest(landscape, np.concatenate(sides)),
        )
        return cls(field, sides[0])

    def likeliest(self, count: int | None) -> tuple[Found, float]:
        """The `count` pairs that could score the most, best first, ties by row; and what the others score at most."""
        found, least = _nothing(), -np.inf
        for first, end in self._blocks():
            found = _joined(found, Found(*open_pairs_of(self.field, self.rows[first:end], least)))
            if count is not None and len(found.a) > count:
                found = found.best(count)
                least = float(found.at_most.min())
        order = np.lexsort((found.b, found.a, -found.at_most))
        return found.at(order), least

    def _blocks(self) -> list[tuple[int, int]]:
        """Spans of rows that have about BLOCK pairs to look at."""
        size = np.diff(self.field.supporters.starts.astype(np.int64))
        starts = self.field.causes.starts.astype(np.int64)
        done = np.concatenate([[0], np.cumsum(size[self.field.causes.columns])])
        work = np.cumsum(done[starts[self.rows + 1]] - done[starts[self.rows]])
        cuts = [*np.unique(work // BLOCK, return_index=True)[1].tolist(), len(self.rows)]
        return list(pairwise(cuts))


def _supporters(landscape: Landscape, side: NDArray[np.int64]) -> csr_array:
    """The supporters of each cause on one side; causes × n."""
    own = csr_array(landscape.causes[side])
    entries = own.data, (own.indices, np.repeat(side, np.diff(own.indptr)))
    return csr_array(entries, shape=(own.shape[1], landscape.size))


def _known(landscape: Landscape, side: NDArray[np.int64]) -> Sets:
    """Rows of one side among all: a tie at any time, or a conflict."""
    parts = csr_array(landscape.tied_ever[side] + landscape.ties[side] + landscape.conflicts[side])
    count = np.zeros(landscape.size + 1, np.int64)
    count[side + 1] = np.diff(parts.indptr)
    starts = np.cumsum(count)
    return Sets(*rows(csr_array((parts.data, parts.indices, starts), shape=(landscape.size, landscape.size))))


def _strongest(landscape: Landscape, some: NDArray[np.int64]) -> Reals:
    """The strongest trust of some rows in anybody who may introduce, 0 for the others."""
    trust = csr_array(landscape.trust[some])
    usable = csr_array(
        (trust.data * landscape.suggestible[trust.indices], trust.indices, trust.indptr), shape=trust.shape
    )
    strongest = np.zeros(landscape.size)
    strongest[some] = usable.max(axis=1).toarray().ravel()
    return strongest


def _nothing() -> Found:
    return Found(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))


def _joined(found: Found, more: Found) -> Found:
    return Found(
        np.concatenate((found.a, more.a)),
        np.concatenate((found.b, more.b)),
        np.concatenate((found.affinity, more.affinity)),
        np.concatenate((found.at_most, more.at_most)),
    )
