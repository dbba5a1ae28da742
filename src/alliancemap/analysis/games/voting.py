"""Weighted voting: who is needed to win, in exact whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

from alliancemap.errors import UsageError


@dataclass(frozen=True)
class VotingGame:
    """Members with weights, and the weight that wins; whole numbers in proportion to what was given.

    Attributes
    ----------
    quota : int
        Above 0.
    weights : tuple of int
        Not negative.
    unit : Fraction
        What 1 stands for.
    """

    quota: int
    weights: tuple[int, ...]
    unit: Fraction

    @classmethod
    def of_numbers(cls, quota: float, weights: Sequence[float]) -> VotingGame:
        """Scale decimals, as they are written, to whole numbers: 0.1 + 0.2 reaches 0.3.

        Raises
        ------
        UsageError
            If the quota is not above 0, or a weight is negative or no finite number.
        """
        exact = [_exact("weight", weight) for weight in weights]
        goal = _exact("quota", quota)
        if goal <= 0:
            raise UsageError(f"the quota is {quota}, but must be above 0: else nobody at all would win")
        if any(weight < 0 for weight in exact):
            raise UsageError(f"a weight is {float(min(exact))}, but must not be below 0")
        scale = lcm(goal.denominator, *(weight.denominator for weight in exact))
        return cls(int(goal * scale), tuple(int(weight * scale) for weight in exact), Fraction(1, scale))

    @property
    def total(self) -> int:
        """Weight of all members."""
        return sum(self.weights)

    def wins(self, members: Sequence[int]) -> bool:
        """Whether these members reach the quota."""
        return sum(self.weights[member] for member in members) >= self.quota

    def critical(self, members: Sequence[int]) -> list[int]:
        """Those without whom these members, who win, would lose; nobody if they do not win."""
        spare = sum(self.weights[member] for member in members) - self.quota
        return [member for member in members if 0 <= spare < self.weights[member]]

    def dispensable(self, members: Sequence[int]) -> int | None:
        """How many of these members, whichever they are, can leave and the others still win; None if they do not win.

        The heaviest leave first: if they can, any others can.
        """
        weights = sorted((self.weights[member] for member in members), reverse=True)
        spare = sum(weights) - self.quota
        return sum(left <= spare for left in accumulate(weights)) if spare >= 0 else None


def _exact(what: str, number: float) -> Fraction:
    try:
        return Fraction(str(number))
    except ValueError:
        raise UsageError(f"a {what} is {number!r}, but must be a finite number") from None
