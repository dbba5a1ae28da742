"""What a measure gives: a value in plain terms, and how it was got."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

EXACT = "exact"
DIGITS = 12
"""Significant digits that numbers are written with, so that another machine gives the same."""
DECIMALS, MOST_DIGITS = 10, 15
"""Large numbers keep so many decimals too, while that takes no more digits than a float surely has."""


@dataclass(frozen=True, eq=False)
class NodeValues:
    """A number for each node; NaN where it is not defined."""

    ids: Sequence[str]
    values: NDArray[Any]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What was measured.

    Attributes
    ----------
    value
        Numbers, text, lists and mappings, arrays or `NodeValues`, nested as the measure's definition says.
    method : str
        `exact`, or what was drawn or approximated and how surely.
    notes : mapping
        What a reader should know besides, such as how many nodes were left out.
    """

    value: Any
    method: str = EXACT
    notes: Mapping[str, Any] = field(default_factory=dict)


def plain(value: Any) -> Any:
    """Give a value as JSON has it: not-a-number and infinity become null, floats keep 12 digits or 10 decimals."""
    match value:
        case NodeValues():
            return dict(zip(value.ids, plain(value.values), strict=True))
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case np.ndarray() if value.dtype.kind in "iub":
            return value.tolist()
        case np.ndarray() | list() | tuple():
            return [plain(item) for item in (value.tolist() if isinstance(value, np.ndarray) else value)]
        case np.generic():
            return plain(value.item())
        case float():
            return float(f"{value:.{_digits(value)}g}") if math.isfinite(value) else None
    return value


def _digits(value: float) -> int:
    whole = math.floor(math.log10(abs(value))) + 1 if value else 1
    return min(max(DIGITS, whole + DECIMALS), MOST_DIGITS)
