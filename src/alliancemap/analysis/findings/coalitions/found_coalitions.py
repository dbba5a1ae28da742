"""Coalitions that were found, and how it is known that no other is worth more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class BoundBy(StrEnum):
    """How it is known that no coalition is worth more than the bound."""

    EVERY_COALITION = "every coalition"
    PROGRAM = "program"
    MARGINAL_GAINS = "marginal gains"


@dataclass(frozen=True, eq=False)
class Found:
    """Sets of positions, best first; no set that fits the question has a larger F than `bound`."""

    sets: tuple[Positions, ...]
    bound: float
    bound_by: BoundBy
