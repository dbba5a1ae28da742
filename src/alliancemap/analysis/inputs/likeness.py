"""How alike one organisation is to others in a set of values, in compiled loops over whoever holds the same ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.compiled import Holders
from alliancemap.analysis.inputs.landscape import Landscape, row

Reals = NDArray[np.float64]
Rows = NDArray[np.int64]


def held_in_common(landscape: Landscape, name: str, values: csr_array, focal: int) -> NDArray[np.int32]:
    """How many of the values of one row of a matrix everyone holds, by `Landscape.holders`; O(their holders + n)."""
    held = np.zeros(landscape.size, np.int32)
    add_one(landscape.holders[name], row(values, focal).astype(np.uint32), held)
    return held


def likeness(landscape: Landscape, name: str, focal: int, rows: Rows) -> Reals:
    """Jaccard index of the challenges, places, constituencies or generations of one and of some; NaN: either has none.

    Time O(holders of its values + n).
    """
    own, out = int(landscape.set_sizes[name][focal]), np.full(len(rows), np.nan)
    if own:
        held = held_in_common(landscape, name, getattr(landscape, name), focal)
        _likenesses(held, landscape.set_sizes[name], own, rows, out)
    return out


def unlikeness(landscape: Landscape, names: Sequence[str], focal: int, rows: Rows) -> Reals:
    """Mean over what is known of: kind differs, 1 − likeness in each of some sets; NaN where nothing is."""
    alike = np.stack([likeness(landscape, name, focal, rows) for name in names])
    out = np.empty(len(rows))
    _unlike(landscape.kind, focal, rows, alike, out)
    return out


@kernel
def add_one(holders: Holders, values: Columns, counts: NDArray[np.int32]) -> None:
    """Count for everyone how many of some values they hold."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            counts[holders.rows[entry]] += 1


@kernel
def _likenesses(held: NDArray[np.int32], sizes: NDArray[np.int32], own: int, rows: Rows, out: Reals) -> None:
    for k in range(len(rows)):
        j = rows[k]
        value = held[j] / max(own + sizes[j] - held[j], 1)
        out[k] = value if sizes[j] > 0 else np.nan


@kernel
def _unlike(kind: NDArray[np.int16], focal: int, rows: Rows, alike: Reals, out: Reals) -> None:
    own = kind[focal]
    for k in range(len(rows)):
        theirs = kind[rows[k]]
        both = own >= 0 and theirs >= 0
        total = 1.0 if both and own != theirs else 0.0
        known = int(both)
        for part in range(len(alike)):
            value = alike[part, k]
            total += 0.0 if np.isnan(value) else 1.0 - value
            known += int(not np.isnan(value))
        out[k] = total / max(known, 1) if known > 0 else np.nan
