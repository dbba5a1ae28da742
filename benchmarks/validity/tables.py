"""Cells and tables of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table in Markdown, with an empty line behind it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def percent(row: Sequence[float]) -> str:
    """Give a share with its interval, in per cent."""
    value, low, high = (100 * number for number in row)
    return f"{value:.1f} % [{low:.0f}–{high:.0f}]"


def figure(row: Sequence[float], digits: int = 3) -> str:
    """Give a figure with its interval."""
    value, low, high = (f"{number:.{digits}f}" for number in row)
    return f"{value} [{low}–{high}]"


def signed(row: Sequence[float]) -> str:
    """Give a difference with its interval."""
    value, low, high = (f"{number:+.3f}" for number in row)
    return f"{value} [{low}, {high}]"


def shares(row: Mapping[str, float]) -> str:
    """Give a mean and the least of some shares."""
    return f"{row['mean']:.2%}, least {row['least']:.2%}" if row else "–"


def kind_of_map(row: Mapping[str, Any]) -> str:
    """Say how ties came about on a generated map."""
    return "in coalitions" if row["bunched"] else "one by one"
