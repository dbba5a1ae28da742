"""Streams of random numbers, one for each draw, in the form that compiled loops take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
THIRTY, TWENTY_SEVEN, THIRTY_ONE, ELEVEN = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
UNIT = 2.0**-53

State = NDArray[np.uint64]


def state(*words: int) -> State:
    """Begin a stream of random numbers of its own for these words (a seed and the number of the draw)."""
    return np.random.SeedSequence(words).generate_state(1, np.uint64).astype(np.uint64)


@kernel
def fraction(stream: State) -> float:
    """Draw a number from 0 (included) to 1 (excluded): SplitMix64, the upper 53 bits."""
    stream[0] += GOLDEN
    mixed = stream[0]
    mixed = (mixed ^ (mixed >> THIRTY)) * FIRST
    mixed = (mixed ^ (mixed >> TWENTY_SEVEN)) * SECOND
    mixed ^= mixed >> THIRTY_ONE
    return float(mixed >> ELEVEN) * UNIT
