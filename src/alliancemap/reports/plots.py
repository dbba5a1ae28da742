"""Plots as shapes in a frame, each with the table that says the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.reports.axes import Axis, linear, logarithmic
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.numbers import shown

WIDTH, HEIGHT = 440, 240
LEFT, RIGHT, TOP, BOTTOM = 70, 22, 12, 52
MOST_BARS = 24
MOST_POINTS = 300
SKEW = 20.0
"""How many times the median the highest value is from which the distribution is drawn on logarithmic axes."""
MARKED_RANKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True)
class Table:
    """A table in words."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Mark:
    """A marked value: where it stands, and its text."""

    at: float
    text: str


@dataclass(frozen=True)
class Bar:
    """A bar, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """A plot in a frame of WIDTH × HEIGHT; `path` is a line in the words of SVG, blank where there are bars."""

    title: str
    x_title: str
    y_title: str
    x_marks: tuple[Mark, ...]
    y_marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    path: str
    table: Table


@dataclass(frozen=True)
class _Frame:
    """Two axes in a frame."""

    x: Axis
    y: Axis

    def across(self, value: float) -> float:
        return round(LEFT + self.x.share(value) * (WIDTH - LEFT - RIGHT), 2)

    def down(self, value: float) -> float:
        return round(TOP + (1 - self.y.share(value)) * (HEIGHT - TOP - BOTTOM), 2)

    def marks(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        return (
            tuple(Mark(self.across(value), text) for value, text in self.x.marks),
            tuple(Mark(self.down(value), text) for value, text in self.y.marks),
        )

    def line(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> str:
        points = (f"{self.across(x):g},{self.down(y):g}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True))
        return "M" + " L".join(points)


def distribution(column: NodeColumn) -> Plot | None:
    """Draw how values are distributed; None where fewer than two are defined.

    A histogram; where the highest value is more than 20 times the median, the share of organisations with at least a
    value, on logarithmic axes.
    """
    values = np.sort(column.defined)
    if len(values) < 2:
        return None
    median = float(np.median(values))
    positive = values[values > 0]
    if values[0] >= 0 and len(positive) > 1 and positive[-1] > SKEW * max(median, positive[0]):
        return _tail(column, values)
    return _histogram(column, values)


def _histogram(column: NodeColumn, values: NDArray[np.float64]) -> Plot:
    edges = _edges(values, whole=column.whole)
    counts = np.histogram(values, edges)[0]
    frame = _Frame(linear(float(edges[0]), float(edges[-1])), linear(0.0, float(counts.max())))
    spans = list(zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True))
    bars = tuple(
        Bar(
            frame.across(low),
            frame.down(count),
            round(max(1.0, frame.across(high) - frame.across(low) - 1), 2),
            round(frame.down(0) - frame.down(count), 2),
        )
        for low, high, count in spans
    )
    rows = tuple((f"{shown(low)} to {shown(high)}", shown(count)) for low, high, count in spans)
    name = column.title.lower()
    table = Table(f"How many organisations have which {name}", (column.title, "Organisations"), rows)
    return Plot(f"Distribution of {name}", column.title, "Organisations", *frame.marks(), bars, "", table)


def _edges(values: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
    low, high = float(values[0]), float(values[-1])
    if high <= low:
        return np.array([low, low + (abs(low) or 1.0)])
    if whole:
        step = math.ceil((high - low + 1) / MOST_BARS)
        return np.arange(low, high + step + 1, step)
    return np.linspace(low, high, min(MOST_BARS, max(5, math.ceil(math.sqrt(len(values))))) + 1)


def _tail(column: NodeColumn, values: NDArray[np.float64]) -> Plot:
    distinct, first = np.unique(values[values > 0], return_index=True)
    zeros = len(values) - int((values > 0).sum())
    share = (len(values) - zeros - first) / len(values)
    frame = _Frame(
        logarithmic(float(distinct[0]), float(distinct[-1])), logarithmic(float(share[-1]), max(1.0, float(share[0])))
    )
    chosen = _thinned(len(distinct))
    rows = [(shown(float(distinct[at])), shown(float(share[at]))) for at in _thinned(len(distinct), 16)]
    if zeros:
        rows.insert(0, ("0", "1"))
    name = column.title.lower()
    table = Table(
        f"Share of organisations whose {name} is at least so high", ("At least", "Share of organisations"), tuple(rows)
    )
    title = f"Distribution of {name}: share of organisations with at least so much"
    path = frame.line(distinct[chosen], share[chosen])
    return Plot(title, f"{column.title} (logarithmic)", "Share with at least this", *frame.marks(), (), path, table)


def rank_plot(column: NodeColumn) -> Plot | None:
    """Draw the value at each rank; None where fewer than two values are defined."""
    ordered = column.values[column.order]
    ordered = ordered[~np.isnan(ordered)]
    if len(ordered) < 2:
        return None
    places = np.arange(1, len(ordered) + 1, dtype=np.float64)
    frame = _Frame(
        logarithmic(1.0, float(len(ordered))), linear(min(0.0, float(ordered.min())), max(0.0, float(ordered.max())))
    )
    chosen = _thinned(len(ordered), logarithmically=True)
    rows = tuple((shown(rank), shown(float(ordered[rank - 1]))) for rank in MARKED_RANKS if rank <= len(ordered))
    name = column.title.lower()
    table = Table(f"{column.title} at some places in the order", ("Place", column.title), rows)
    title = f"{column.title} by place, " + ("lowest first" if column.low_first else "highest first")
    path = frame.line(places[chosen], ordered[chosen])
    return Plot(title, f"Place by {name} (logarithmic)", column.title, *frame.marks(), (), path, table)


def _thinned(length: int, most: int = MOST_POINTS, *, logarithmically: bool = False) -> NDArray[np.int64]:
    """Choose places to draw: all of few, else evenly (or evenly in their logarithm), both ends among them."""
    if length <= most:
        return np.arange(length)
    places = np.geomspace(1, length, most) - 1 if logarithmically else np.linspace(0, length - 1, most)
    chosen: NDArray[np.int64] = np.unique(np.rint(places).astype(np.int64))
    return chosen
