"""Who is best placed to build a bridge between two groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.bridges.open_pairs import OpenPairs
from alliancemap.analysis.findings.bridges.pair_field import Found
from alliancemap.analysis.findings.bridges.standing import standings
from alliancemap.analysis.findings.introductions.ways import Introduction, introductions
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.errors import UsageError

LOOKED = 4_096
"""Pairs that are kept at first, and eight times as many if those do not decide."""


@dataclass(frozen=True)
class BridgePair:
    """Two organisations, one of either group, that share a cause and have no recorded tie.

    Attributes
    ----------
    a, b : int
        Rows.
    score : float
        affinity · √(standing_a · standing_b) · (1/2 + strength of introduction / 2), in [0, 1].
    affinity : float
    shared_causes : tuple of int
        Columns of the causes that both support.
    standing_a, standing_b : float
        In (0, 1]: how well each could carry its own side.
    introduction : Introduction or None
        The best way from a to b.
    """

    a: int
    b: int
    score: float
    affinity: float
    shared_causes: tuple[int, ...]
    standing_a: float
    standing_b: float
    introduction: Introduction | None


@dataclass(frozen=True)
class PairLimits:
    """Which pairs are wanted.

    Attributes
    ----------
    per_organisation : int or None
        How often an organisation may appear, so that one well-placed organisation does not fill the list.
    first : int or None
        How many pairs at most; None: all.
    include_power : bool
        Whether institutions of power may be named.
    """

    per_organisation: int | None = 2
    first: int | None = 10
    include_power: bool = False


FIRST_TEN = PairLimits()


def bridge_pairs(
    landscape: Landscape,
    members_a: NDArray[np.integer],
    members_b: NDArray[np.integer],
    limits: PairLimits = FIRST_TEN,
    check_time: CheckTime = no_limit,
) -> tuple[BridgePair, ...]:
    """Find the pairs best placed to build a bridge between two groups.

    Members of both groups are left out of both. A pair (i in A, j in B) has at least one cause in common, no tie at any
    time and no conflict; both may be suggested, and neither is an institution of power unless asked.

        score = x_ij · √(ρ_i ρ_j) · (1/2 + I_ij / 2)
    x the affinity, ρ the standing in the own group (`standing`), I the strength of the best introduction. Pairs are
    looked at in descending order of what they could score at most (`OpenPairs`), and introductions are sought no longer
    than one could still enter the list. Time O(pairs with a cause in common + those looked at · their neighbours' ties)
    besides that of the standings; memory does not grow with the pairs unless all are asked for.

    Parameters
    ----------
    landscape : Landscape
    members_a, members_b : int
        Rows.
    limits : PairLimits
    check_time : callable
        Called before each pair that is scored; it may raise.

    Returns
    -------
    tuple of BridgePair
        Highest score first, ties within 1e-12 by the rows of a, then b.

    Raises
    ------
    UsageError
        If a limit is below 1.
    """
    if any(limit is not None and limit < 1 for limit in (limits.per_organisation, limits.first)):
        raise UsageError(
            f"first is {limits.first}, per_organisation {limits.per_organisation}; give 1 or more, or none"
        )
    sides = np.setdiff1d(members_a, members_b), np.setdiff1d(members_b, members_a)
    open_to = landscape.candidates(limits.include_power) & (np.diff(landscape.causes.indptr) > 0)
    able = sides[0][open_to[sides[0]]], sides[1][open_to[sides[1]]]
    standing = np.zeros(landscape.size)
    for side, some in zip(sides, able, strict=True):
        standing[some] = standings(landscape, side, some)
    pairs, count = OpenPairs.of(landscape, able, standing), None if limits.first is None else LOOKED
    scored: dict[tuple[int, int], BridgePair] = {}
    while True:
        race = _Race(landscape, standing, *pairs.likeliest(count), scored, check_time)
        chosen = race.winners(limits.per_organisation, limits.first)
        if count is None or not race.short:
            return tuple(chosen)
        count *= 8


@dataclass(eq=False)
class _Race:
    """Takes pairs in the order of what they could score at most, and finds the score of those only that may be next.

    `unseen` is what pairs that are not among them could score at most; `short` tells that one of these may be next.
    """

    landscape: Landscape
    standing: NDArray[np.float64]
    found: Found
    unseen: float
    scored: dict[tuple[int, int], BridgePair]
    check_time: CheckTime
    short: bool = False
    looked: int = 0
    waiting: list[tuple[float, int, int]] = field(default_factory=list)
    seen: Counter[int] = field(default_factory=Counter)

    def winners(self, per_organisation: int | None, first: int | None) -> list[BridgePair]:
        """Take pairs from the top, leaving out those whose organisations have appeared often enough."""
        most = len(self.found.a) if per_organisation is None else per_organisation
        chosen: list[BridgePair] = []
        while leaders := self._leaders(most):
            for pair in leaders:
                if max(self.seen[pair.a], self.seen[pair.b]) < most:
                    chosen.append(pair)
                    self.seen.update((pair.a, pair.b))
                if len(chosen) == first:
                    return chosen
        return chosen

    def _leaders(self, most: int) -> list[BridgePair]:
        """The best of all pairs that are left and those that are equal to it, by rows; none if it is not among them."""
        leaders: list[BridgePair] = []
        while True:
            self._look(leaders[-1].score if leaders else None, most)
            level = leaders[-1].score if leaders else -self.waiting[0][0] if self.waiting else -np.inf
            self.short = self.unseen > -np.inf and self.unseen >= level - TOLERANCE
            if self.short:
                return []
            if not self.waiting or (leaders and -self.waiting[0][0] <= level - TOLERANCE):
                return sorted(leaders, key=lambda pair: (pair.a, pair.b))
            leaders.append(self.scored[heappop(self.waiting)[1:]])

    def _look(self, level: float | None, most: int) -> None:
        """Score whatever could be above a level or equal to it; None: the best that waits then."""
        while self.looked < len(self.found.a):
            least = level if level is not None else -self.waiting[0][0] if self.waiting else -np.inf
            if self.found.at_most[self.looked] < least - TOLERANCE:
                return
            a, b = int(self.found.a[self.looked]), int(self.found.b[self.looked])
            if max(self.seen[a], self.seen[b]) < most:
                if (a, b) not in self.scored:
                    self.check_time()
                    self.scored[a, b] = self._pair(self.looked)
                heappush(self.waiting, (-self.scored[a, b].score, a, b))
            self.looked += 1

    def _pair(self, place: int) -> BridgePair:
        a, b, affinity = int(self.found.a[place]), int(self.found.b[place]), float(self.found.affinity[place])
        standing_a, standing_b = float(self.standing[a]), float(self.standing[b])
        way = next(iter(introductions(self.landscape, a, b, 1)), None)
        score = affinity * float(np.sqrt(standing_a * standing_b)) * (0.5 + 0.5 * (way.strength if way else 0.0))
        causes = np.intersect1d(row(self.landscape.causes, a), row(self.landscape.causes, b)).tolist()
        return BridgePair(a, b, score, affinity, tuple(causes), standing_a, standing_b, way)
