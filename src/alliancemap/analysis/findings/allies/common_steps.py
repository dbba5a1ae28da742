"""Who has something in common with one organisation, in compiled loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.introductions.workspace import Workspace
from alliancemap.analysis.inputs.compiled import Comparison

NOTED = (0, 0, 1, 1, 2, 3, 4, 5, 6)
"""Where the workspace notes what comes of each set that is compared; of those that come first, the worth of values."""
WEIGHED = 2


@kernel
def find_common(focal: int, comparisons: tuple[Comparison, ...], worth: NDArray[np.float64], room: Workspace) -> None:
    """Note what everyone has in common with one organisation; of values that are weighed, what they are worth."""
    near, common = room.near, room.common
    for k in range(len(comparisons)):
        (own_starts, own, starts, rows), column = comparisons[k], NOTED[k]
        for value in own[own_starts[focal] : own_starts[focal + 1]]:
            amount = worth[value] if column < WEIGHED else 1.0
            for entry in range(starts[value], starts[value + 1]):
                near[rows[entry]] = True
                common[rows[entry], column] += amount
