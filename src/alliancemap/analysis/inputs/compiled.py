"""Parts of a landscape in the form that compiled loops take."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
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
