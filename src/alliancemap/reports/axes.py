"""Axes of plots: where a value stands, and which values are marked."""

from __future__ import annotations

import math
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
WANTED = 5
"""How many marks a linear axis has, about."""


@dataclass(frozen=True)
class Axis:
    """From a lowest to a highest value, linear or logarithmic; on a logarithmic one both are above 0."""

    low: float
    high: float
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        if self.log:
            return (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return (value - self.low) / (self.high - self.low)

    @property
    def marks(self) -> tuple[tuple[float, str], ...]:
        """The marked values with their texts."""
        values = self._powers() if self.log else self._steps()
        return tuple((value, _brief(value)) for value in values)

    def _powers(self) -> list[float]:
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        step = max(1, math.ceil((last - first + 1) / WANTED))
        powers = [10.0**power for power in range(first, last + 1, step)]
        return powers if len(powers) > 1 else [self.low, self.high]

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / WANTED
        unit = 10.0 ** math.floor(math.log10(rough))
        step = next(unit * multiple for multiple in STEPS if unit * multiple >= rough * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def _brief(value: float) -> str:
    """Write a round number as shortly as it goes; powers of ten that are far from 1 as such."""
    if value and not 1e-3 <= abs(value) < 1e6:
        number, power = f"{value:.3e}".split("e")
        number = number.rstrip("0").rstrip(".")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return (f"10{raised}" if number == "1" else f"{number}·10{raised}").replace("-", "−")
    return f"{value:,.6g}".replace(",", "\u202f").replace("-", "−")


def linear(low: float, high: float) -> Axis:
    """A linear axis that holds both; one of some length where they are equal, or as good as that."""
    if high - low > 1e-300 and high - low > 1e-12 * abs(low):
        return Axis(low, high)
    return Axis(low, high + (abs(low) or 1.0))


def logarithmic(low: float, high: float) -> Axis:
    """A logarithmic axis that holds both, which are above 0."""
    return Axis(low, high if high > low else 10 * low, log=True)
