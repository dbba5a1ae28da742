"""Clustering in affiliation networks: whether two that meet in one cause meet in another as well."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.margins import affiliations, degrees
from alliancemap.analysis.affiliation.shared import four_cycles


def robins_alexander_clustering(matrix: csr_array) -> float:
    """Share of the paths of three steps that are closed to a circle of four.

        4·C₄/L₃,  C₄ = Σ_{i<j} x_ij(x_ij − 1)/2,  L₃ = Σ_{i,k: b_ik=1} (r_i − 1)(c_k − 1)
    x_ij counts what i and j share. NaN where there is no path of three steps.
    Time O(min(Σ r_i², Σ c_k²)), memory O(m).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.

    References
    ----------
    Robins & Alexander, Comput. Math. Organ. Theory 10, 69 (2004). doi:10.1023/B:CMOT.0000032580.12184.c0
    """
    entries = affiliations(matrix)
    rows, columns = degrees(entries)
    paths = float((np.repeat(rows - 1, rows) * (columns[entries.indices] - 1)).sum())
    if not paths:
        return float("nan")
    cheaper = entries if (columns**2).sum() <= (rows**2).sum() else csr_array(entries.T)
    return 4 * four_cycles(cheaper) / paths
