"""A matrix as kernels take it: one type for each array, so that nothing is compiled twice."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import InvalidNetworkError

Starts: TypeAlias = NDArray[np.int32]
"""Where each row begins among the columns, and at last where the rows end."""
Columns: TypeAlias = NDArray[np.int32]
Strengths: TypeAlias = NDArray[np.float64]

MOST = int(np.iinfo(np.int32).max)


def rows(ties: csr_array) -> tuple[Starts, Columns]:
    """Starts and columns of the rows as 32-bit numbers; nothing is copied that has the type already.

    Raises
    ------
    InvalidNetworkError
        If there are more entries than such numbers count.
    """
    if ties.nnz > MOST:
        raise InvalidNetworkError(f"the matrix has {ties.nnz} entries, and measures take {MOST} at most")
    return np.ascontiguousarray(ties.indptr, np.int32), np.ascontiguousarray(ties.indices, np.int32)


def weighted_rows(ties: csr_array) -> tuple[Starts, Columns, Strengths]:
    """Starts, columns and strengths of the rows."""
    return *rows(ties), np.ascontiguousarray(ties.data, np.float64)
