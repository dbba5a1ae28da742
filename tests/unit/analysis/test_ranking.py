from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg
from alliancemap.analysis.statistics.ranking import leading, ranked


def test_rounding_does_not_break_ties() -> None:
    assert ranked(np.array([0.3, 0.1 + 0.2, 0.5, 0.3])).tolist() == [2, 0, 1, 3]
    assert ranked(np.array([])).tolist() == []


@given(st.lists(st.integers(-5, 5)))
def test_ranks_as_a_stable_sort_does(scores: list[int]) -> None:
    order = ranked(np.array(scores, dtype=np.float64))
    assert order.tolist() == sorted(range(len(scores)), key=lambda k: -scores[k])


@given(st.lists(st.integers(-9, 9), max_size=120), st.integers(0, 130), st.sampled_from((1.0, 4e-13)))
def test_the_first_are_those_of_the_whole_order(scores: list[int], count: int, step: float) -> None:
    """A step of 4e-13 makes neighbours equal, and by them their neighbours."""
    values = np.array(scores, dtype=np.float64) * step
    assert listed(leading(values, np.arange(len(values)), count)) == ranked(values)[:count].tolist()


@given(
    st.lists(st.integers(-9, 9), max_size=120), st.integers(1, 130), st.integers(-9, 9), st.sampled_from((1.0, 4e-13))
)
def test_the_first_are_known_only_if_nobody_else_may_be_among_them(
    scores: list[int], count: int, other: int, step: float
) -> None:
    """One more score, which is not given but said to be the greatest of those left out."""
    values = np.array(scores, dtype=np.float64) * step
    found = leading(values, np.arange(1, len(values) + 1), count, other * step)
    with_other = ranked(np.append(other * step, values))[:count]
    if found is None:
        assert 0 in with_other or len(values) <= count or min(values) - other * step < 1e-11
    else:
        assert found.tolist() == with_other.tolist()


def test_who_comes_first_does_not_depend_on_the_order_they_are_given_in() -> None:
    generator = np.random.default_rng(3)
    values, names = generator.integers(0, 9, 60).astype(np.float64) * 4e-13, np.arange(100, 160)
    shuffled = generator.permutation(60)
    for count in (1, 30, 60):
        assert listed(leading(values[shuffled], names[shuffled], count)) == listed(leading(values, names, count))


def listed(positions: NDArray[np.int64] | None) -> list[int]:
    assert positions is not None
    found: list[int] = positions.tolist()
    return found


@pytest.mark.parametrize("step", [1e-3, 1e-6, 3e-13])
def test_the_first_of_many(step: float) -> None:
    """With the smallest step, equality is passed on from the first to the last."""
    values = np.random.default_rng(7).integers(0, 2000, 5000).astype(np.float64) * step
    for count in (1, 20, 100):
        assert listed(leading(values, np.arange(len(values)), count)) == ranked(values)[:count].tolist()


def test_q_values_by_hand() -> None:
    """p 0.01, 0.02, 0.03, 0.5 of four: 0.04, 0.04, 0.04, 0.5; the order they come in does not matter."""
    q = benjamini_hochberg(np.array([0.5, 0.02, 0.01, 0.03]))
    assert q.tolist() == pytest.approx([0.5, 0.04, 0.04, 0.04])
    assert benjamini_hochberg(np.array([])).tolist() == []
    assert benjamini_hochberg(np.array([0.9, 1.0])).tolist() == [1.0, 1.0]
