"""Frustration: the fewest ties to change so that a signed network falls into two camps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.signed.annealing import annealed
from alliancemap.analysis.signed.blocks import Camps, Rows, blocks, coloured, components, frustrated
from alliancemap.analysis.signed.camps import LISTED, division
from alliancemap.analysis.signed.division import Division

EFFORT = 2_000
"""Steps of work on the proof for a block that is too large to try all divisions: a minute, at most some."""
DECOMPOSED = 50_000
"""Ties of a component up to which it is looked into."""


@dataclass(frozen=True, eq=False)
class Frustration:
    """How far a network is from two camps.

    Attributes
    ----------
    least, most : int
        Between which the number of ties lies; equal where it is known.
    count : int or None
        How many divisions into two camps reach it, camps not told apart; None where not known.
    divisions : int8, shape (ways, n)
        The first of them (100 at most), each 1 or -1 a node; of an unknown number just the best found.
    """

    least: int
    most: int
    count: int | None
    divisions: NDArray[np.int8]

    @property
    def known(self) -> bool:
        """Whether the number is certain."""
        return self.least == self.most


@dataclass(frozen=True, eq=False)
class _Part:
    """A block, by the rows of the whole network."""

    rows: Rows
    division: Division


def frustration(signs: csr_array, effort: int = EFFORT, check_time: CheckTime = no_limit) -> Frustration:
    """Find the fewest ties whose sign must change so that positive ties lie within two camps and negative between.

    It adds up over blocks. Of a block of up to 20 nodes the best division is found by trying all. For larger ones a
    good division is found by simulated annealing, and proved to be the best by the cycles with an odd number of
    negative ties, each of which has a tie that does not fit (a linear program), then by an integer program. That is
    exponential: where `effort` steps do not suffice for the proof, or an unbalanced component has more than 50 000
    ties, the best division found is given with what is proved, `least`. Steps are counted, not seconds, so that the
    answer does not hang on the machine. A balanced network of any size takes O(n + m).

    Parameters
    ----------
    signs : csr_array, n × n
        Canonical and symmetric, 1 and -1; empty diagonal.
    effort : int
        Steps of work on the proof at most, for each block of more than 20 nodes: 100 000 numbers that are looked at
        are one, about a hundredth of a second. 0: no proof.
    check_time : callable
        Called before each block and now and then in the proof.

    Returns
    -------
    Frustration
        No ties: 0. Isolates may join either camp and double the number of divisions each.

    References
    ----------
    Aref & Wilson, Journal of Complex Networks 7, 163 (2018). doi:10.1093/comnet/cnx044
    Grötschel & Pulleyblank, Operations Research Letters 1, 23 (1981). doi:10.1016/0167-6377(81)90020-1
    """
    parts: list[list[_Part]] = []
    for rows in components(signs):
        parts.append([])
        for block, found in _divided(csr_array(signs[rows][:, rows]), effort, check_time):
            parts[-1].append(_Part(rows[block], found))
    flat = [part for component in parts for part in component]
    ways = [part.division.count for part in flat]
    known = [way for way in ways if way is not None]
    count = 2 ** max(len(parts) - 1, 0) * prod(known) if len(known) == len(ways) else None
    return Frustration(
        sum(part.division.least for part in flat),
        sum(part.division.most for part in flat),
        count,
        np.array(list(islice(_divisions(signs.shape[0], parts), LISTED)), np.int8),
    )


def _divided(signs: csr_array, effort: int, check_time: CheckTime) -> Iterator[tuple[Rows, Division]]:
    """The blocks of a component, divided; an isolate and a balanced or too large component are one."""
    whole = np.arange(signs.shape[0])
    camps = coloured(signs)
    unfit = frustrated(signs, camps)
    if unfit == 0:
        yield whole, Division(0, 0, 1, camps[None])
        return
    if signs.nnz > 2 * DECOMPOSED:
        camps = annealed(signs)
        yield whole, Division(1, frustrated(signs, camps), None, camps[None])
        return
    for rows in blocks(signs):
        check_time()
        yield rows, division(csr_array(signs[rows][:, rows]), effort, check_time)


def _divisions(n: int, parts: list[list[_Part]]) -> Iterator[Camps]:
    """Put the divisions of the blocks together in every way; the first component is not turned over."""
    sides = [(1,), *[(1, -1)] * (len(parts) - 1)] if parts else []
    flat = [part for component in parts for part in component]
    for turned in product(*sides):
        for chosen in product(*(range(len(part.division.camps)) for part in flat)):
            yield _joined(n, parts, turned, iter(chosen))


def _joined(n: int, parts: list[list[_Part]], turned: tuple[int, ...], chosen: Iterator[int]) -> Camps:
    camps = np.zeros(n, np.int8)
    for component, side in zip(parts, turned, strict=True):
        for part in component:
            own = part.division.camps[next(chosen)]
            shared = camps[part.rows] != 0
            turn = (camps[part.rows] * own)[shared][0] if shared.any() else side * own[0]
            camps[part.rows] = own * turn
    return camps
