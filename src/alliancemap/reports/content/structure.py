"""Communities, and the network beside random ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Community:
    """One community: its number from 1 (the largest), size, uncertain members, most frequent kinds, largest members."""

    number: int
    size: int
    uncertain: int
    kinds: tuple[tuple[str, int], ...]
    members: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Partition:
    """The communities of the network.

    `labels` are numbers from 1 in order of size, `certain` whether an organisation was with its community in at least
    80 % of the restarts; `alone` are communities of one organisation, which are not listed.
    """

    labels: NDArray[np.int64]
    certain: NDArray[np.bool_]
    quality: float | None
    resolution: float
    restarts: int
    seed: int
    stability: float | None
    communities: tuple[Community, ...]
    alone: int


@dataclass(frozen=True)
class Comparison:
    """A number beside what it is in random networks or under shuffled labels; None where undefined or not drawn."""

    name: str
    title: str
    meaning: str
    observed: float | None
    mean: float | None
    sd: float | None
    z: float | None
    p: float | None


@dataclass(frozen=True)
class NullComparison:
    """The network beside networks with the same degrees, their ties rewired."""

    rows: tuple[Comparison, ...]
    draws: int
    seed: int
    restarts: int
