"""How much two organisations stand for together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.jaccard import shared_entries
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.shares import share


def affinity_pairs(landscape: Landscape, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    """Affinity of the organisations of each pair of rows (i, j) = (a[k], b[k]).

    Organisation i stands for V_i: its own causes with value v = 1, and every ancestor of these with v = 1/2 (a cause
    that it supports itself keeps 1). With idf_c = ln(1 + n / n_c), n_c organisations standing for c,

        x_ij = Σ_c min(v_ic, v_jc) idf_c / Σ_c max(v_ic, v_jc) idf_c

    over all causes c. In a tree of two levels that is Σ v_c idf_c over V_i ∩ V_j divided by the same over V_i ∪ V_j. A
    cause that one supports and the other opposes counts below the line only: that takes an organisation which opposes
    a cause and supports another under it, so there are usually none. Time O(their entries).

    Returns
    -------
    float64, shape of a
        In [0, 1]; NaN where either has no cause; of an organisation with itself 1.
    """
    own, lineage, contested, total = landscape.causes, landscape.lineage, landscape.contested, landscape.standing_total

    def weight(left: csr_array, right: csr_array) -> NDArray[np.float64]:
        pair, column = shared_entries(left, a, right, b)
        return np.bincount(pair, weights=landscape.idf[column], minlength=len(a)).astype(np.float64)

    shared = (weight(lineage, lineage) + weight(own, own)) / 2
    disputed = (weight(contested, own) + weight(own, contested)) / 2
    known = (total[a] > 0) & (total[b] > 0)
    return share(shared - disputed, total[a] + total[b] - shared, known)


def disagreements(landscape: Landscape, a: int, b: int) -> NDArray[np.int32]:
    """Columns of the causes that one of two organisations supports and the other opposes, ascending."""
    forth = np.intersect1d(row(landscape.causes, a), row(landscape.opposed, b))
    back = np.intersect1d(row(landscape.causes, b), row(landscape.opposed, a))
    return np.union1d(forth, back)
