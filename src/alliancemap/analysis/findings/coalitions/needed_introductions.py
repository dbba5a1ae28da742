"""The introductions that a coalition needs before its members know of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.introductions.ways import Introduction, best_way, introductions
from alliancemap.analysis.inputs.landscape import Landscape


@dataclass(frozen=True)
class NeededIntroduction:
    """A member farther than two steps from every other member.

    Attributes
    ----------
    member : int
    to : int or None
        The member that it can best be introduced to; None if nobody can introduce it.
    introduction : Introduction or None
    """

    member: int
    to: int | None
    introduction: Introduction | None


def needed_introductions(landscape: Landscape, rows: NDArray[np.int64]) -> Iterator[NeededIntroduction]:
    """Members farther than two steps from every other one, the strongest introduction first.

    One that was introduced stands beside the member it met and is within two steps of those tied to it, so that a
    later one may need no introduction any more.
    """
    ties = csr_array(landscape.ties[rows])
    tied = csr_array(ties[:, rows]).toarray() > 0
    near = (csr_array(ties @ ties.T).toarray() > 0) | tied
    np.fill_diagonal(near, False)
    ways = {
        position: _way_to_another(landscape, rows, position) for position in np.flatnonzero(~near.any(axis=1)).tolist()
    }
    while able := [way for position, way in ways.items() if way and not near[position].any()]:
        best = best_way(able)
        member, to = (int(np.searchsorted(rows, end)) for end in (best.path[0], best.path[-1]))
        near[member] |= tied[to]
        near[:, member] |= tied[to]
        near[member, to] = near[to, member] = True
        yield NeededIntroduction(best.path[0], best.path[-1], best)
    for position, way in ways.items():
        if way is None and not near[position].any():
            yield NeededIntroduction(int(rows[position]), None, None)


def _way_to_another(landscape: Landscape, rows: NDArray[np.int64], position: int) -> Introduction | None:
    """The best way from one of some rows to another of them."""
    member = int(rows[position])
    ways = [way for other in rows.tolist() for way in introductions(landscape, member, other, 1)]
    return best_way(ways) if ways else None
