"""What part of a record is taken to be missing or wrong, how much of it, and how often that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import UsageError

LEVELS = (1.0, 5.0, 10.0, 25.0, 50.0)
"""Per cent of what there is."""


class Change(StrEnum):
    """What is done to the record."""

    DROP_TIES = "drop_ties"
    ADD_TIES = "add_ties"
    DROP_NODES = "drop_nodes"
    ADD_NODES = "add_nodes"


@dataclass(frozen=True, eq=False)
class Disturbance:
    """What is changed, how much, and how often it is drawn.

    Attributes
    ----------
    levels : tuple of float
        Per cent of the ties (or nodes) that are dropped or added, above 0 and at most 100.
    draws : int
        How often at each level.
    seed : int
        Draw number d starts from (seed, d): the draws do not depend on how many there are.
    change : Change
        Whether ties or nodes are dropped or added.
    directed : bool
        Whether (i, j) and (j, i) are two ties.
    confidence : float64 of the length of the ties' data, optional
        How sure each entry of the matrix is; the least sure are dropped first, at random among equals.
    """

    levels: tuple[float, ...] = LEVELS
    draws: int = 200
    seed: int = 0
    change: Change = Change.DROP_TIES
    directed: bool = False
    confidence: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if not self.levels or not all(0 < level <= 100 for level in self.levels):
            raise UsageError(f"levels are {list(self.levels)}, but must be per cents above 0 and at most 100")
        if self.draws < 1:
            raise UsageError(f"draws is {self.draws}, but must be at least 1")
        if self.confidence is not None and self.change is not Change.DROP_TIES:
            raise UsageError(f"confidence decides which ties are dropped first, and the change is {self.change}")
