"""Numbers as reports hold and show them: 12 significant digits in data, four on a page, a dash where undefined."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIGITS = 12
"""Significant digits of every number in the data of a report, so that another machine writes the same."""
_FORM = f"%.{DIGITS}g"
SHOWN = 4
"""Significant digits on a page."""
UNDEFINED = "–"


def significant(values: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """Round to 12 significant digits; what is not finite is undefined (NaN), and zero has no sign."""
    finite = np.isfinite(values)
    rounded = np.full(len(values), np.nan)
    rounded[finite] = list(map(float, map(_FORM.__mod__, values[finite].tolist())))
    return rounded + 0.0


def exact_number(value: float | None) -> float | None:
    """Round one number as `significant` does; None where it is undefined."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.{DIGITS}g}") + 0.0


def file_text(value: float) -> str:
    """Write a number for a file: 12 significant digits, nothing where it is undefined."""
    return f"{value:.{DIGITS}g}" if math.isfinite(value) else ""


def file_texts(values: Sequence[float]) -> list[str]:
    """Write many numbers as `file_text` writes each."""
    return [text if text[-1] not in "nf" else "" for text in map(_FORM.__mod__, values)]


def shown(value: float | None) -> str:
    """Write a number for people: four significant digits, a dash where it is undefined."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    if float(value).is_integer() and abs(value) < 1e7:
        return f"{value + 0.0:,.0f}".replace(",", "\u202f").replace("-", "−")
    size = abs(value)
    if size < 1e-4 or size >= 1e7:
        return f"{value:.{SHOWN - 1}e}".replace("e-0", "e-").replace("e+0", "e").replace("-", "−")
    places = max(0, SHOWN - 1 - math.floor(math.log10(size)))
    return f"{value:,.{min(places, 6)}f}".replace(",", "\u202f").replace("-", "−")


def chance(value: float | None) -> str:
    """Write a probability for people."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def ranks(values: NDArray[np.float64], *, low_first: bool = False) -> NDArray[np.int64]:
    """Rank values: 1 is the highest (or lowest), equal values share the best of their ranks, undefined ones have 0.

    Time O(n log n).
    """
    defined = ~np.isnan(values)
    ordered = np.sort(values[defined])
    ranked = np.zeros(len(values), np.int64)
    if low_first:
        ranked[defined] = np.searchsorted(ordered, values[defined], side="left") + 1
    else:
        ranked[defined] = len(ordered) - np.searchsorted(ordered, values[defined], side="right") + 1
    return ranked


def ranks_within(
    values: NDArray[np.float64], half_width: NDArray[np.float64], *, low_first: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best and worst rank of each value if it may lie anywhere within its half width; undefined ones have 0.

    best[i] = 1 + |{j: value of j is surely before that of i}|,  worst[i] = |{j: value of j may be before that of i}|,
    i itself counted in the second. Time O(n log n).
    """
    signed = values if low_first else -values
    defined = ~np.isnan(values)
    first, last = (np.sort((signed + side * half_width)[defined]) for side in (-1.0, 1.0))
    best, worst = (np.zeros(len(values), np.int64) for _ in range(2))
    best[defined] = 1 + np.searchsorted(last, (signed - half_width)[defined], side="left")
    worst[defined] = np.searchsorted(first, (signed + half_width)[defined], side="right")
    return best, worst
