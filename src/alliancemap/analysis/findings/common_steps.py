"""Who has something in common with one organisation, in compiled loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.workspace import Workspace
from alliancemap.analysis.inputs.compiled import Holders

NOTED = (0, 0, 1, 1, 2, 3, 4, 5, 6)
"""Where the workspace notes what comes of each set that is compared; of those that come first, the worth of values."""
WEIGHED = 2


@kernel
def find_common(
    own: tuple[Columns, ...], holders: tuple[Holders, ...], worth: NDArray[np.float64], room: Workspace
) -> None:
    """Note what everyone has in common with one organisation, whose `own` values are looked up among `holders`."""
    near, common = room.near, room.common
    for k in range(len(own)):
        (starts, rows), column = holders[k], NOTED[k]
        for value in own[k]:
            amount = worth[value] if column < WEIGHED else 1.0
            for entry in range(starts[value], starts[value + 1]):
                near[rows[entry]] = True
                common[rows[entry], column] += amount
