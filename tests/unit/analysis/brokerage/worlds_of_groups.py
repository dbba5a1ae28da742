"""Networks with groups, some nodes without one: written down, and random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

Rows = Sequence[Sequence[float]]
Drawn = tuple[csr_array, NDArray[np.int64], bool]


def tied(rows: Rows | NDArray[np.float64]) -> csr_array:
    return csr_array(np.array(rows, np.float64))


PATH = tied([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])
"""a-b-c-d."""


def world(seed: int, n: int, share: float, *, directed: bool, lowest_group: int = -1) -> Drawn:
    rng = np.random.default_rng(seed)
    tied = rng.random((n, n)) < share
    if not directed:
        tied |= tied.T
    np.fill_diagonal(tied, val=False)
    return csr_array(tied.astype(np.float64)), rng.integers(lowest_group, 4, n), directed


@st.composite
def worlds(draw: Any, smallest: int = 0) -> Drawn:
    seed, n = draw(st.integers(0, 2**32)), draw(st.integers(smallest, 12))
    return world(seed, n, draw(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0])), directed=draw(st.booleans()))
