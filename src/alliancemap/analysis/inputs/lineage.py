"""What organisations stand for once the broader causes are counted in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import InvalidNetworkError


def with_ancestors(causes: csr_array, broader: NDArray[np.int32]) -> csr_array:
    """Add to each organisation's causes every ancestor of these.

    Time O(stored entries × depth of the tree).

    Parameters
    ----------
    causes : csr_array, n × causes
        Binary.
    broader : int32, length causes
        Column of the broader cause, or -1.

    Returns
    -------
    csr_array, n × causes
        Binary and canonical.

    Raises
    ------
    InvalidNetworkError
        If the broader causes go in a circle.
    """
    below = np.flatnonzero(broader >= 0)
    rise = csr_array((np.ones(len(below)), (below, broader[below])), shape=(len(broader), len(broader)))
    level, everything = causes, causes
    for _ in range(len(broader)):
        level = _binary(csr_array(level @ rise))
        if not level.nnz:
            return _binary(everything)
        everything = csr_array(everything + level)
    if len(broader):
        raise InvalidNetworkError("broader causes go in a circle; correct broader_id in the causes")
    return _binary(everything)


def _binary(matrix: csr_array) -> csr_array:
    binary = csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    binary.sort_indices()
    return binary
