"""A matrix as kernels take it: one type for each array, so that nothing is compiled twice."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.errors import InvalidNetworkError

Starts: TypeAlias = NDArray[np.uint32]
"""Where each row begins among the columns, and at last where the rows end."""
Columns: TypeAlias = NDArray[np.uint32]
Strengths: TypeAlias = NDArray[np.float64]
Vector: TypeAlias = NDArray[np.float64]

MOST = int(np.iinfo(np.int32).max)


def rows(ties: csr_array) -> tuple[Starts, Columns]:
    """Starts and columns of the rows as 32-bit numbers without a sign.

    Compiled code asks of a number with a sign whether it is negative before it looks there, which takes longer than
    all else it does. Nothing is copied if the numbers have 32 bits already.

    Raises
    ------
    InvalidNetworkError
        If there are more entries than such numbers count.
    """
    if ties.nnz > MOST:
        raise InvalidNetworkError(f"the matrix has {ties.nnz} entries, and measures take {MOST} at most")
    starts, columns = (np.ascontiguousarray(part, np.int32).view(np.uint32) for part in (ties.indptr, ties.indices))
    return starts, columns


def weighted_rows(ties: csr_array) -> tuple[Starts, Columns, Strengths]:
    """Starts, columns and strengths of the rows."""
    return *rows(ties), np.ascontiguousarray(ties.data, np.float64)


@kernel
def product(starts: Starts, columns: Columns, strengths: Strengths, vector: Vector, out: Vector) -> None:
    """Matrix times vector: out_i = Σ_j w_ij v_j."""
    for row in range(len(out)):
        total = 0.0
        for entry in range(starts[row], starts[row + 1]):
            total += strengths[entry] * vector[columns[entry]]
        out[row] = total
