"""How much two organisations stand for together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.jaccard import shared_entries
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.shares import share


def affinity_row(landscape: Landscape, index: int) -> NDArray[np.float64]:
    """Affinity of one organisation with every one.

    Organisation i stands for V_i: its own causes with value v = 1, and every ancestor of these with v = 1/2 (a cause
    that it supports itself keeps 1). With idf_c = ln(1 + n / n_c), n_c organisations standing for c,

        x_ij = Σ_c min(v_ic, v_jc) idf_c / Σ_c max(v_ic, v_jc) idf_c

    over all causes c. In a tree of two levels that is Σ v_c idf_c over V_i ∩ V_j divided by the same over V_i ∪ V_j. A
    cause that one supports and the other opposes counts below the line only. Time O(stored entries).

    Parameters
    ----------
    landscape : Landscape
    index : int
        The row i.

    Returns
    -------
    float64, shape (n,)
        In [0, 1]; NaN where either has no cause; with itself 1.
    """
    own, idf = landscape.causes, landscape.idf
    shared = (_in_common(landscape.lineage, index, idf) + _in_common(own, index, idf)) / 2
    total = landscape.standing_total
    known = (total > 0) & (total[index] > 0)
    union = total + total[index] - shared
    return share(shared - _disputed(landscape, index), union, known)


def affinity_pairs(landscape: Landscape, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    """Affinity of each pair of rows (a[k], b[k]), as `affinity_row`; time O(their entries)."""
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


def _disputed(landscape: Landscape, index: int) -> NDArray[np.float64]:
    """Weight of the causes that both stand for although one of them opposes what the other supports.

    That takes an organisation which opposes a cause and supports another under it, so there are usually none.
    """
    contested = landscape.contested
    if not contested.nnz:
        return np.zeros(landscape.size)
    against = _in_common(contested, index, landscape.idf, landscape.causes)
    return (against + _in_common(landscape.causes, index, landscape.idf, contested)) / 2


def _in_common(
    theirs: csr_array, index: int, value: NDArray[np.float64], own: csr_array | None = None
) -> NDArray[np.float64]:
    """Σ value over the columns that row `index` of `own` (default: of `theirs`) shares with each row of `theirs`."""
    columns = row(theirs if own is None else own, index)
    mark = np.zeros(len(value))
    mark[columns] = value[columns]
    return np.asarray(theirs @ mark)
