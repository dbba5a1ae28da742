"""The first of an organisation's candidates, and of the bridging ones, found without putting all in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.candidates import Candidates
from alliancemap.analysis.findings.allies.head_steps import Scored, reaching
from alliancemap.analysis.statistics.ranking import leading, reached_by

HEAD = 100
"""How many."""

Head = NDArray[np.int64] | None


def heads(
    who: Candidates, near: NDArray[np.float64], others: NDArray[np.float64], weight: float, least: float
) -> tuple[Head, Head]:
    """Give the rows of the first of all, and of the first of the bridging, highest score first, ties by row.

    Whoever is met has to reach the last of the first of those near to be among them. Time O(c) for c near and met.

    Parameters
    ----------
    who : Candidates
    near : float64
        Scores of those who are near.
    others : float64, length 256
        Scores of all others by row of the table, without what an introduction adds.
    weight : float
        Of an introduction.
    least : float
        The least social distance of one that is bridging.

    Returns
    -------
    tuple of int64 or None
        None where somebody who is far may be among them, whom only a look at everybody would find.
    """
    bridging, table_bridging = who.near.distances >= least, who.table.distances >= least
    reach = reached_by(near, HEAD), reached_by(near[bridging], HEAD)
    scored = Scored(who.near.rows, near, bridging)
    found = reaching(scored, who.met, others, weight, table_bridging, reach)
    far = np.where(who.tally.far > 0, others, -np.inf)
    greatest = far.max(), far[table_bridging].max(initial=-np.inf)
    first, first_bridging = (
        leading(listed.scores, listed.rows, HEAD, max(reach[k], greatest[k])) for k, listed in enumerate(found)
    )
    return first, first_bridging
