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
from alliancemap.analysis.signed.blocks import Camps, Rows, blocks, coloured, components, frustrated
from alliancemap.analysis.signed.camps import LISTED, Division, division

EFFORT = 2_000
"""Nodes of the search tree for a block that is too large to try all divisions."""
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

    Exact: it adds up over blocks, and of each block the best division is found by trying all (up to 20 nodes) or by an
    integer program (more). The problem is exponential: where `effort` does not suffice, or an unbalanced component has
    more than 50 000 ties, bounds are given instead of a guess. A balanced network of any size takes O(n + m).

    Parameters
    ----------
    signs : csr_array, n × n
        Canonical and symmetric, 1 and -1; empty diagonal.
    effort : int
        Nodes of the search tree a block at most; 0 leaves blocks of more than 20 nodes alone.
    check_time : callable
        Called before each block.

    Returns
    -------
    Frustration
        No ties: 0. Isolates may join either camp and double the number of divisions each.

    References
    ----------
    Aref & Wilson, Journal of Complex Networks 7, 163 (2018). doi:10.1093/comnet/cnx044
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
    if unfit == 0 or signs.nnz > 2 * DECOMPOSED:
        yield whole, Division(min(unfit, 1), unfit, 1 if unfit == 0 else None, camps[None])
        return
    for rows in blocks(signs):
        check_time()
        yield rows, division(csr_array(signs[rows][:, rows]), effort)


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
