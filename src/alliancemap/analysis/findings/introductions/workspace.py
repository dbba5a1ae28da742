"""Room to work in: arrays with an entry for every organisation, used again and again.

To ask for such arrays anew, and to have them emptied, takes longer on a large map than what is worked out in them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.lines import lines

SPARE = 4
"""How many are kept for the next who ask; some 11 MB each for 100 000 organisations."""


class Workspace(NamedTuple):
    """What is noted of everyone while one organisation is looked at.

    Attributes
    ----------
    near : bool, length n
        Has something in common with it.
    barred : bool, length n
        Left out.
    common : float64, n × 8
        Weight of what both stand for, and that of it on which they disagree; how many of its challenges, places,
        constituencies and generations each holds; how many of its adversaries each is tied to; and nothing, so that
        what is noted of one lies together in memory.
    strength : float64, length n
        Of the best introduction to each.
    ways : float64, n × 4
        The best and the second best product of trust over two steps to each, and the rows of those through whom, which
        mean nothing where the product is 0.
    listed : uint32, length n + 1
        Room for a list of rows, and for one that is written down before it is known to be new; whatever was there last.
    """

    near: NDArray[np.bool_]
    barred: NDArray[np.bool_]
    common: NDArray[np.float64]
    strength: NDArray[np.float64]
    ways: NDArray[np.float64]
    listed: Columns

    @classmethod
    def empty(cls, size: int) -> Workspace:
        """Nothing noted of anybody."""
        return cls(
            near=np.zeros(size, np.bool_),
            barred=np.zeros(size, np.bool_),
            common=lines(size, 8),
            strength=np.zeros(size),
            ways=lines(size, 4),
            listed=np.zeros(size + 1, np.uint32),
        )


@contextmanager
def workspace(size: int) -> Iterator[Workspace]:
    """Lend room for some number of organisations, to be left as it was found: nothing noted of anybody.

    If there is an error meanwhile, nobody is lent it again.
    """
    room = _spare(size)
    yield room
    _SPARE.append(room)


def _spare(size: int) -> Workspace:
    """One of this size that nobody has, or a new one; those of other sizes stay, the maps of other audiences."""
    for _ in range(len(_SPARE)):
        try:
            room = _SPARE.popleft()
        except IndexError:  # another thread took the last
            break
        if len(room.near) == size:
            return room
        _SPARE.append(room)
    return Workspace.empty(size)


_SPARE: deque[Workspace] = deque(maxlen=SPARE)
