from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from alliancemap.analysis.paths.sample_size import (
    confident,
    demands,
    divergence,
    half_widths,
    riondato_kornaropoulos,
)
from alliancemap.errors import UsageError


def test_size_by_hand() -> None:
    """VD 6, ε .1, δ .1: 50 · (⌊log₂ 4⌋ + 1 + ln 10) = 50 · 5.3026 = 265.1."""
    assert riondato_kornaropoulos(6, 0.1, 0.1) == 266
    assert riondato_kornaropoulos(3, 0.1, 0.1) == 166
    assert riondato_kornaropoulos(2, 0.1, 0.1) == riondato_kornaropoulos(0, 0.1, 0.1) == 0


@pytest.mark.parametrize(("epsilon", "delta", "named"), [(0, 0.1, "epsilon"), (0.1, 2, "delta")])
def test_size_refuses_what_is_no_probability(epsilon: float, delta: float, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        riondato_kornaropoulos(5, epsilon, delta)


def test_divergence_by_hand() -> None:
    found = divergence(np.array([0.5, 0, 1, 0.25, 0, 0.5]), np.array([0.25, 0.5, 0.5, 0.25, 0, 0]))
    assert found == pytest.approx([0.5 * np.log(2) + 0.5 * np.log(2 / 3), np.log(2), np.log(2), 0, 0, np.inf])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 300), st.floats(0.01, 0.99), st.floats(0.1, 8))
def test_the_truth_is_outside_the_width_as_rarely_as_said(draws: int, truth: float, demand: float) -> None:
    """Exactly, over all counts of a binomial."""
    count = np.arange(draws + 1)
    outside = np.abs(count / draws - truth) > half_widths(count, draws, np.full(draws + 1, demand))
    assert binom.pmf(count, draws, truth)[outside].sum() <= 2 * np.exp(-demand)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 500), st.data(), st.floats(0.01, 0.3), st.floats(0.5, 20))
def test_confident_is_a_width_below_epsilon(draws: int, data: st.DataObject, epsilon: float, demand: float) -> None:
    count = np.array([data.draw(st.integers(0, draws))])
    width = half_widths(count, draws, np.array([demand]))[0]
    if abs(width - epsilon) > 1e-6:
        assert confident(count, draws, epsilon, np.array([demand])) == (width <= epsilon)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.floats(0.001, 0.2), st.floats(1e-6, 0.5))
def test_no_more_than_delta_is_shared_out(counts: list[int], epsilon: float, delta: float) -> None:
    demand, draws = demands(np.array(counts), 50, epsilon, delta)
    assert 2 * np.exp(-demand).sum() <= delta * (1 + 1e-9)
    assert draws > 0
    assert (np.diff(demand[np.argsort(np.abs(np.array(counts) - 25), kind="stable")]) >= -1e-9).all()
