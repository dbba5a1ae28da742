"""Levels of the Leiden algorithm: networks of nodes with masses x and y.

To have v in community c is worth

    Σ_{u∈c} w_uv − scale (x_v Y_c + y_v X_c),   X and Y the sums of x and y over c without v,

which covers modularity, its two-mode form and the constant Potts model.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Integers = NDArray[np.int32]
Reals = NDArray[np.float64]


class Level(NamedTuple):
    """A network whose nodes stand for parts of the one before.

    Attributes
    ----------
    indptr, indices, weights : arrays
        The ties, both ways, as csr_array has them.
    mass : array, n × 2
        x and y of each node.
    scale : float
        What x_v Y_c + y_v X_c is multiplied with.
    slack : float
        Gains below it are rounding.
    """

    indptr: Integers
    indices: Integers
    weights: Reals
    mass: Reals
    scale: float
    slack: float


@kernel
def sums(mass: Reals, labels: Integers) -> tuple[Reals, Integers]:
    """Masses and sizes of the communities."""
    total, size = np.zeros(mass.shape), np.zeros(len(labels), np.int32)
    for v in range(len(labels)):
        total[labels[v], 0] += mass[v, 0]
        total[labels[v], 1] += mass[v, 1]
        size[labels[v]] += 1
    return total, size


@kernel
def gathered(level: Level, labels: Integers, v: int, toward: Reals, touched: Integers) -> int:
    """Sum a node's ties by the label of the other end; gives how many labels there are."""
    count = 0
    for at in range(level.indptr[v], level.indptr[v + 1]):
        label = labels[level.indices[at]]
        if toward[label] == 0.0:
            touched[count] = label
            count += 1
        toward[label] += level.weights[at]
    return count
