"""Labels dealt anew over the nodes: the network stays, and what the nodes are is left to chance."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

STREAM = 0x6C62
"""Sets these random numbers apart from those of other samplers with the same seed."""

Kind = TypeVar("Kind", bound=np.generic)


def shuffled_labels(
    labels: NDArray[Kind], seed: int, draw: int = 0, among: NDArray[np.bool_] | None = None
) -> NDArray[Kind]:
    """Deal the labels at random over the nodes, every order alike probable; as many of each as before.

    The honest null where an attribute is in question: ties, and so degrees, stay. Time O(n).

    Parameters
    ----------
    labels : array, length n
        Of the nodes.
    seed, draw : int
        The same two give the same labels.
    among : bool array, length n, optional
        The nodes that take part (those with a label, say); the others keep theirs.

    Returns
    -------
    array, length n
        A new one.
    """
    rng = np.random.default_rng([STREAM, seed, draw])
    dealt = labels.copy()
    taking_part = np.ones(len(labels), bool) if among is None else among
    dealt[taking_part] = rng.permutation(labels[taking_part])
    return dealt
