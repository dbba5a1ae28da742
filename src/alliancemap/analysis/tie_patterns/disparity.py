"""The disparity filter: ties that carry more of a node's strength than an even spread would give one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.centrality.degree import degree, strength


@dataclass(frozen=True, eq=False)
class Disparity:
    """For each undirected tie how unlikely so large a share is; shapes (m,), ties by first row, then second.

    Attributes
    ----------
    first, second : int64
        Rows of the two ends, first < second.
    weight : float64
        Strength of the tie.
    alpha_first, alpha_second : float64
        Chance of a share as large at the first end, and at the second, if strength were spread at random; 0 to 1.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: NDArray[np.float64]
    alpha_first: NDArray[np.float64]
    alpha_second: NDArray[np.float64]

    @property
    def smaller(self) -> NDArray[np.float64]:
        """The smaller of the two: a tie is kept at level α if this is below α."""
        return np.minimum(self.alpha_first, self.alpha_second)


def disparity(ties: csr_array) -> Disparity:
    """Serrano's disparity: α_ij = (1 − w_ij/s_i)^(k_i − 1), for both ends of every tie.

    The chance that one of k_i parts, into which s_i falls at random, is at least w_ij. For weighted networks as they
    were observed; projections of affiliations need nulls of their own. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0, symmetric, empty diagonal.

    Returns
    -------
    Disparity
        At an end with a single tie α is 1: nothing can be said of it from there.

    References
    ----------
    M. Á. Serrano, M. Boguñá & A. Vespignani, PNAS 106, 6483 (2009). doi:10.1073/pnas.0808904106
    """
    upper = triu(ties, format="coo")
    order = np.lexsort((upper.col, upper.row))
    first, second, weight = upper.row[order].astype(np.int64), upper.col[order].astype(np.int64), upper.data[order]
    count, total = degree(ties), strength(ties)
    alphas = [(1.0 - weight / total[end]) ** (count[end] - 1) for end in (first, second)]
    return Disparity(first, second, weight, *alphas)
