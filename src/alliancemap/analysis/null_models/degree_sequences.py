"""Small degree sequences: every simple network that has one, and a sampler held to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from alliancemap.analysis.null_models.rewiring import ATTEMPTS, LEAST
from alliancemap.analysis.null_models.streams import state
from alliancemap.analysis.null_models.swaps import codes
from alliancemap.errors import UsageError

MOST_NODES = 8
"""Above this a space is too large to list."""

Ties = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class UniformityCheck:
    """A sampler beside the space it is to draw from.

    Attributes
    ----------
    graphs : int
        How many networks have these degrees.
    probability, frequency : arrays, n × n, symmetric
        Of each tie: the share of those networks that have it, and of the draws.
    draws : int
        How many were drawn.
    chi_square, p : float
        Test that all networks are drawn alike; NaN if there is only one.
    """

    graphs: int
    probability: NDArray[np.float64]
    frequency: NDArray[np.float64]
    draws: int
    chi_square: float
    p: float


def every_network(degrees: Sequence[int]) -> Iterator[Ties]:
    """Every simple labelled network with these degrees, as its ties; the first node's neighbours vary slowest.

    Time grows with the number of networks, which grows faster than exponentially in nodes.
    """
    yield from _completed(tuple(degrees), 0, ())


def check_uniformity(degrees: Sequence[int], draws: int, seed: int) -> UniformityCheck:
    """Draw networks with these degrees by swaps, as `rewired` does, and hold them to all there are.

    Parameters
    ----------
    degrees : sequence of int
        Of at most 8 nodes.
    draws : int
        Networks of one chain, 200 attempted swaps (or 10 a tie) apart.
    seed : int
        Of the chain.

    Raises
    ------
    UsageError
        If there are more nodes, no draws, or no network has these degrees.
    """
    space = _space(degrees, draws)
    n, ends = len(degrees), np.array(space[0], np.int32).ravel()
    gap = max(LEAST, ATTEMPTS * len(space[0]))
    drawn, counts = np.unique(codes(ends, n, gap, draws, state(seed)), return_counts=True)
    times = dict(zip(drawn.tolist(), counts.tolist(), strict=True))
    observed = np.array([times.get(sum(1 << (a * n + b) for a, b in ties), 0) for ties in space])
    chi_square, p = _evenness(observed)
    return UniformityCheck(
        len(space),
        _ties(space, np.full(len(space), 1 / len(space)), n),
        _ties(space, observed / draws, n),
        draws,
        chi_square,
        p,
    )


def _evenness(observed: NDArray[np.int64]) -> tuple[float, float]:
    """χ² of counts that are expected to be equal, and its p; NaN of a single one.

    Not from scipy.stats, which takes as long to import as everything else together.
    """
    if len(observed) < 2:
        return float("nan"), float("nan")
    expected = observed.mean()
    chi_square = float(np.square(observed - expected).sum() / expected)
    return chi_square, float(chdtrc(len(observed) - 1, chi_square))


def _space(degrees: Sequence[int], draws: int) -> list[Ties]:
    if len(degrees) > MOST_NODES:
        raise UsageError(f"there are {len(degrees)} degrees, but the space is listed for at most {MOST_NODES} nodes")
    if draws < 1:
        raise UsageError(f"draws is {draws}, but there must be at least 1")
    space = list(every_network(degrees))
    if not space:
        raise UsageError(f"no simple network has the degrees {list(degrees)}")
    return space


def _completed(left: tuple[int, ...], node: int, ties: Ties) -> Iterator[Ties]:
    """Give the node its ties to later ones in every way, then the next."""
    if node == len(left):
        yield ties
        return
    open_ends = [other for other in range(node + 1, len(left)) if left[other] > 0]
    for chosen in combinations(open_ends, left[node]) if left[node] >= 0 else ():
        rest = tuple(degree - (other in chosen) for other, degree in enumerate(left))
        yield from _completed(rest, node + 1, (*ties, *((node, other) for other in chosen)))


def _ties(space: Sequence[Ties], share: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """How probable each tie is if the networks are drawn with these shares."""
    matrix = np.zeros((n, n))
    for ties, weight in zip(space, share, strict=True):
        for a, b in ties:
            matrix[a, b] += weight
            matrix[b, a] += weight
    return matrix
