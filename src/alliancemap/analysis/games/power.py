"""Power in a coalition: how often a member's joining is what makes it win."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from math import factorial

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.games.voting import VotingGame
from alliancemap.errors import UsageError

Counts = NDArray[np.int64]

MOST_ENUMERATED = 25
"""Members whose coalitions are looked at one by one: 2²⁵ of them take a second."""

MOST_COUNTED = 60
"""Members of whose coalitions 64 bits count every size."""

LARGEST_TABLE = 10_000_000
"""Cells of the table of coalitions by size and weight."""


def swings(game: VotingGame) -> Counts:
    """Count the losing coalitions that win when a member joins, by their size.

    Up to 10⁷ cells of (sizes × weights below the quota), and 60 members, from the generating function of coalitions by
    size and weight, divided by each member's factor: time O(n² quota). Else one by one: time O(2ⁿ n).

    Parameters
    ----------
    game : VotingGame

    Returns
    -------
    int64, n × n
        Row i, column s: coalitions of s others that lose without member i and win with it.

    Raises
    ------
    UsageError
        If there are too many members for either way.
    """
    n = len(game.weights)
    if n <= MOST_COUNTED and n * game.quota <= LARGEST_TABLE:
        return _by_table(game)
    if n <= MOST_ENUMERATED and game.total + game.quota < 2**62:
        return _one_by_one(np.array(game.weights, np.int64), game.quota)
    raise UsageError(
        f"the power of {n} members with a quota of {_said(game.quota)} units of {_said(game.unit)} cannot be counted "
        f"exactly: ask for at most {MOST_ENUMERATED} members, or round the weights"
    )


def _said(number: Fraction | int) -> str:
    """Write a number, or if it is longer than anybody reads, how long it is."""
    text = str(number)
    return text if len(text) <= 20 else f"{len(text)} digits"


def _by_table(game: VotingGame) -> Counts:
    n, quota = len(game.weights), game.quota
    table = np.zeros((n + 1, quota), np.int64)
    table[0, 0] = 1
    for weight in game.weights:
        for size in range(n, 0, -1):
            table[size, weight:] += table[size - 1, : max(quota - weight, 0)]
    found = np.zeros((n, n), np.int64)
    for member, weight in enumerate(game.weights):
        without = table[0].copy()
        for size in range(n):
            found[member, size] = without[max(quota - weight, 0) :].sum()
            larger = table[size + 1].copy()
            larger[weight:] -= without[: max(quota - weight, 0)]
            without = larger
    return found


@kernel
def _one_by_one(weights: Counts, quota: int) -> Counts:
    n = len(weights)
    found = np.zeros((n, n), np.int64)
    heaviest = weights.max()
    weight, size, members = 0, 0, 0
    for step in range(1 << n):
        if weight < quota <= weight + heaviest:
            for member in range(n):
                if (members >> member) & 1 == 0 and weight + weights[member] >= quota:
                    found[member, size] += 1
        # The next coalition differs by one member: the lowest bit that is set in the number of the next step.
        changed = 0
        while changed < n and ((step + 1) >> changed) & 1 == 0:
            changed += 1
        if changed < n:
            members ^= 1 << changed
            joins = (members >> changed) & 1
            weight += weights[changed] if joins else -weights[changed]
            size += 1 if joins else -1
    return found


def banzhaf(found: Counts) -> list[float] | None:
    """Banzhaf's index: each member's share of all swings; None if there is none.

    Parameters
    ----------
    found : int64, n × n
        As `swings` gives them.
    """
    each = [sum(row) for row in found.tolist()]
    return [float(Fraction(own, sum(each))) for own in each] if sum(each) else None


def shapley_shubik(found: Counts) -> list[float] | None:
    """Shapley and Shubik's index: the share of all orders of joining in which a member is the one who wins.

        φ_i = Σ_s s! (n - s - 1)!/n! · swings of i in coalitions of s others
    None if nobody ever wins.

    Parameters
    ----------
    found : int64, n × n
        As `swings` gives them.
    """
    n = len(found)
    orders = [factorial(size) * factorial(n - size - 1) for size in range(n)]
    each = [sum(count * ways for count, ways in zip(row, orders, strict=True)) for row in found.tolist()]
    return [float(Fraction(own, factorial(n))) for own in each] if any(each) else None


def least_weight(game: VotingGame) -> Fraction | None:
    """Give the least weight that wins, in the unit of what was given; None if all together lose.

    The sums of one half of the members are matched with those of the other: time O(2^(n/2) n).
    """
    half = len(game.weights) // 2
    low, high = _sums(game.weights[:half]), _sums(game.weights[half:])
    least = None
    for weight in high:
        place = bisect_left(low, game.quota - weight)
        if place < len(low) and (least is None or weight + low[place] < least):
            least = weight + low[place]
    return None if least is None else least * game.unit


def _sums(weights: tuple[int, ...]) -> list[int]:
    """What coalitions of these members weigh, ascending."""
    sums = {0}
    for weight in weights:
        sums |= {weight + others for others in sums}
    return sorted(sums)
