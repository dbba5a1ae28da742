"""How evenly mass is spread over values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import gather_rows


def mass(sets: csr_array, rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Mass of each value over some rows; a row with several values splits its unit mass equally among them.

    Parameters
    ----------
    sets : csr_array, n × values
        Binary.
    rows : int
        Those that count.

    Returns
    -------
    float64, length values
        Sums to the number of rows with a value.
    """
    owner, entry = gather_rows(sets, rows)
    size = np.diff(sets.indptr)[rows]
    return np.bincount(sets.indices[entry], weights=1 / size[owner], minlength=sets.shape[1]).astype(np.float64)


def blau(masses: NDArray[np.float64]) -> float | None:
    """Blau's index 1 - Σ p², p the shares of the mass: in [0, 1), 0 if all on one value; None without mass."""
    total = masses.sum()
    return float(1 - np.square(masses / total).sum()) if total > 0 else None


def effective_number(masses: NDArray[np.float64]) -> float | None:
    """Number of equally common values that is as diverse: 1/Σ p², at least 1; None without mass."""
    total = masses.sum()
    return float(1 / np.square(masses / total).sum()) if total > 0 else None


def shannon(masses: NDArray[np.float64]) -> float | None:
    """Shannon's entropy -Σ p ln p in nats, at least 0; None without mass."""
    shares = masses[masses > 0] / masses.sum()
    return max(0.0, float(-(shares * np.log(shares)).sum())) if len(shares) else None
