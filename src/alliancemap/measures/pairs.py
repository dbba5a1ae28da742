"""Values of pairs of nodes, as lists that people read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

LISTED = 2_000
"""Nodes up to which all pairs are listed; beyond, the answer would hold millions of zeros."""


def all_pairs(
    names: Sequence[str], values: csr_array, undefined: NDArray[np.bool_] | None = None
) -> list[tuple[str, str, Any]]:
    """List the value of every unordered pair, by row; of more than 2 000 nodes only values other than 0.

    Pairs with a node that is `undefined` have None.
    """
    if len(names) > LISTED:
        upper = triu(values, k=1).tocoo()
        order = np.lexsort((upper.col, upper.row))
        ends = zip(upper.row[order].tolist(), upper.col[order].tolist(), upper.data[order].tolist(), strict=True)
        return [(names[i], names[j], value) for i, j, value in ends]
    dense = values.toarray()
    if undefined is not None:
        dense[undefined], dense[:, undefined] = np.nan, np.nan
    return [(names[i], names[j], dense[i, j].item()) for i, j in combinations(range(len(names)), 2)]
