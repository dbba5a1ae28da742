"""How few ties can leave two camps unfit: a proof by the cycles that no two camps fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, triu
from scipy.sparse.csgraph import dijkstra

from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.signed.blocks import Camps

Cycle = tuple[int, ...]
ROUNDING = 1e-5
"""A linear program's numbers are taken to be right to so much."""
SHORT = 1e-7
"""What every tie is longer by than the program has it: of cycles that are equally short the one of fewest ties."""
NUMBERS = 1e5
"""Numbers that are looked at in a step of work, some hundredths of a second."""
PIVOTS = 5
"""How many times as fast the linear program goes through its entries."""
PATIENCE, GAIN = 8, 0.1
"""Rounds in which the bound must rise by so much, if they are to go on."""
MOST = 2**31 - 1
"""What a limit may be at most."""
TOGETHER = 64
"""Nodes from which ways are looked for at once."""


@dataclass
class Work:
    """How much may still be done, in steps."""

    left: float

    def spend(self, steps: float) -> bool:
        """Take steps off; whether there were so many left."""
        self.left -= steps
        return self.left >= 0

    def times(self, pace: float) -> int:
        """How often something may still be done that can be done `pace` times in a step; once at least."""
        return int(np.clip(self.left * pace, 1, MOST))


@dataclass(frozen=True, eq=False)
class Turned:
    """A block with one camp turned over, so that its negative ties are those that do not fit the camps.

    Parameters
    ----------
    signs : csr_array, n × n
        Canonical and symmetric, 1 and -1.
    camps : int8, length n
        1 or -1.
    """

    signs: csr_array
    camps: Camps

    @cached_property
    def ties(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The two ends of each tie, the smaller row first, and its sign after the turning."""
        upper = coo_array(triu(self.signs, format="csr"))
        first, second = (end.astype(np.int64) for end in upper.coords)
        return first, second, (upper.data * self.camps[first] * self.camps[second]).astype(np.int64)

    @property
    def n(self) -> int:
        """How many nodes."""
        return len(self.camps)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """The nodes with a negative tie: every cycle that no camps fit leads over one."""
        first, second, sign = self.ties
        return np.unique(np.concatenate((first[sign < 0], second[sign < 0])))

    def shortest(self, length: NDArray[np.float64]) -> set[Cycle]:
        """From each end the shortest cycle with an odd number of negative ties, where that is shorter than 1.

        Every node stands twice, positive ties stay on its side, negative ones lead to the other: such a cycle leads
        from a node to itself on the other side.
        """
        first, second, sign = self.ties
        n, over = self.n, np.where(sign > 0, 0, self.n)
        rows = np.concatenate((first, second, first + n, second + n))
        columns = np.concatenate((second + over, first + over, second + n - over, first + n - over))
        doubled = csr_array(coo_array((np.tile(length + SHORT, 4), (rows, columns)), shape=(2 * n, 2 * n)))
        found: set[Cycle] = set()
        for at in range(0, len(self.ends), TOGETHER):
            found.update(self._from(doubled, self.ends[at : at + TOGETHER]))
        return {cycle for cycle in found if length[list(cycle)].sum() < 1 - ROUNDING}

    def _from(self, doubled: csr_array, sources: NDArray[np.int64]) -> Iterator[Cycle]:
        far, before = dijkstra(doubled, indices=sources, return_predecessors=True, limit=1.0)
        for place, source in enumerate(sources.tolist()):
            if np.isfinite(far[place, source + self.n]):
                yield self._led(before[place], source)

    def _led(self, before: NDArray[np.int32], source: int) -> Cycle:
        """The ties of the way from a node to its other side, each once."""
        way = [source + self.n]
        while way[-1] != source:
            way.append(int(before[way[-1]]))
        nodes = np.array(way, np.int64) % self.n
        first, second, _ = self.ties
        low, high = np.minimum(nodes[1:], nodes[:-1]), np.maximum(nodes[1:], nodes[:-1])
        return tuple(np.unique(np.searchsorted(first * self.n + second, low * self.n + high)).tolist())


@dataclass(frozen=True, eq=False)
class Proof:
    """At least how many ties do not fit, and the cycles that say so."""

    least: int
    cycles: tuple[Cycle, ...]


def proved(block: Turned, most: int, work: Work, check_time: CheckTime) -> Proof:
    """Bound from below how many ties of a block no two camps fit.

        minimise Σ f   with   0 ≤ f ≤ 1,  Σ f over each cycle with an odd number of negative ties ≥ 1
    where f[tie] = 1 for a tie that does not fit. Cycles that the last answer breaks are added round by round, until
    there are none, the bound is `most`, or the work is done. The bound is exact in networks that are weakly bipartite,
    planar ones among them.

    References
    ----------
    Grötschel & Pulleyblank, Operations Research Letters 1, 23 (1981). doi:10.1016/0167-6377(81)90020-1
    """
    m = len(block.ties[0])
    length, bounds = np.zeros(m), [1.0]
    cycles: dict[Cycle, None] = {}
    while int(np.ceil(bounds[-1])) < most and not _stalled(bounds):
        check_time()
        broken = sorted(block.shortest(length) - cycles.keys())
        if not broken or not work.spend(len(block.ends) * (block.n + m) / NUMBERS):
            break
        tight = [cycle for cycle in cycles if length[list(cycle)].sum() < 1 + ROUNDING]
        cycles = dict.fromkeys([*tight, *broken])
        answer = _lengths(over(tuple(cycles), m), work)
        if answer is None:
            break
        length = answer[0]
        bounds.append(max(answer[1], bounds[-1]))
    return Proof(min(int(np.ceil(bounds[-1])), most), tuple(cycles))


def _stalled(bounds: list[float]) -> bool:
    """Whether the last rounds have proved next to nothing."""
    return len(bounds) > PATIENCE and bounds[-1] - bounds[-1 - PATIENCE] < GAIN


def over(cycles: tuple[Cycle, ...], m: int) -> csr_array:
    """1 for the ties of each cycle."""
    rows = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
    columns = np.array([tie for cycle in cycles for tie in cycle], np.int64)
    return csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(cycles), m)))


def _lengths(rows: csr_array, work: Work) -> tuple[NDArray[np.float64], float] | None:
    """The program's answer and what it proves; None where the work did not suffice.

    Proved is what the answer's prices say, whatever was rounded on the way: Σ y − Σ max(0, (yA) − 1) for any y ≥ 0.
    """
    cycles, m = rows.shape
    pace = NUMBERS * PIVOTS / rows.nnz
    answer = linprog(  # type: ignore[call-overload]  # its stub knows no sparse matrices
        np.ones(m),
        A_ub=-rows,
        b_ub=-np.ones(cycles),
        bounds=(0, 1),
        method="highs-ds",
        options={"maxiter": work.times(pace)},
    )
    work.spend(answer.nit / pace)
    if answer.status != 0:
        return None
    price = np.maximum(0.0, -answer.ineqlin.marginals)
    bound = price.sum() - np.maximum(0.0, rows.T @ price - 1).sum()
    return np.asarray(answer.x, np.float64), float(bound) - ROUNDING
