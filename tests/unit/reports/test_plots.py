"""Plots: everything inside the frame, everything drawn in the table beside it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from alliancemap.reports import plots
from alliancemap.reports.axes import linear, logarithmic
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.plots import Plot, distribution, rank_plot


def column(values: NDArray[np.float64] | list[float], *, whole: bool = False, low_first: bool = False) -> NodeColumn:
    array = np.asarray(values, np.float64)
    return NodeColumn("m", "Measure", "", "", "", {}, "exact", array, whole=whole, low_first=low_first)


def inside(plot: Plot) -> bool:
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+),([\d.]+)", plot.path)]
    points += [(bar.x, bar.y) for bar in plot.bars] + [(bar.x + bar.width, bar.y + bar.height) for bar in plot.bars]
    points += [(mark.at, plots.TOP) for mark in plot.x_marks] + [(plots.LEFT, mark.at) for mark in plot.y_marks]
    return all(
        plots.LEFT <= x <= plots.WIDTH - plots.RIGHT + 1 and plots.TOP <= y <= plots.HEIGHT - plots.BOTTOM + 0.02
        for x, y in points
    )


def test_histogram_counts_each_value_once() -> None:
    plot = distribution(column([0, 1, 1, 2, 3, 3, 3, np.nan], whole=True))
    assert plot is not None
    assert [row[1] for row in plot.table.rows] == ["1", "2", "1", "3"]
    assert len(plot.bars) == 4


def test_a_long_tail_is_drawn_as_shares() -> None:
    plot = distribution(column([0.0, *range(1, 60), 5000.0]))
    assert plot is not None
    assert not plot.bars
    assert plot.path
    assert plot.table.rows[0] == ("0", "1")
    assert plot.table.rows[-1] == ("5\u202f000", "0.01639")


def test_ranks_of_a_lowest_first_measure_rise() -> None:
    plot = rank_plot(column([3.0, 1.0, 2.0], low_first=True))
    assert plot is not None
    assert plot.table.rows == (("1", "1"), ("2", "2"))


@pytest.mark.parametrize("values", [[], [1.0], [np.nan, np.nan], [np.nan, 2.0]])
def test_nothing_is_drawn_of_fewer_than_two_values(values: list[float]) -> None:
    assert distribution(column(values)) is None
    assert rank_plot(column(values)) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9) | st.floats(0, 1e-9) | st.just(0.0), min_size=2, max_size=60), st.booleans())
def test_everything_is_inside_the_frame(values: list[float], low_first: bool) -> None:
    for plot in (distribution(column(values)), rank_plot(column(values, low_first=low_first))):
        assert plot is not None
        assert inside(plot)


def test_marks_of_axes_are_round() -> None:
    assert [text for _, text in linear(0, 0.13).marks] == ["0", "0.05", "0.1"]
    assert [text for _, text in logarithmic(1e-5, 0.2).marks] == ["10⁻⁵", "10⁻⁴", "0.001", "0.01", "0.1"]
    assert [text for _, text in linear(-2, 2).marks] == ["−2", "−1", "0", "1", "2"]
    assert linear(3, 3).share(3) == 0
