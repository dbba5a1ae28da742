"""Intervals of shares, by themselves and in clusters."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validity.intervals import middle_95, wilson, wilson_in_clusters


def test_wilson_has_the_published_values() -> None:
    """Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, trials, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)):
        found = wilson(hits, trials)
        assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)
    assert wilson(0, 20).high == pytest.approx(0.1611, abs=5e-5)
    assert wilson(0, 20).low == 0


def test_without_trials_nothing_is_known() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


def test_trials_that_do_not_hang_together_lose_nothing() -> None:
    hits, trials = np.array([1, 1, 1, 1]), np.array([10, 10, 10, 10])
    assert wilson_in_clusters(hits, trials) == wilson(4, 40)


def test_clusters_that_hit_all_or_nothing_count_once_each() -> None:
    """Two of four clusters of ten hit throughout: the effect is 4/3 · 10, so that 40 trials are worth 3."""
    found = wilson_in_clusters(np.array([10, 10, 0, 0]), np.array([10, 10, 10, 10]))
    alone = wilson(1.5, 3)
    assert found.value == 0.5
    assert [found.low, found.high] == pytest.approx([alone.low, alone.high])


def test_the_middle_leaves_out_what_is_not_defined() -> None:
    draws = np.array([*range(101), np.nan], dtype=float)
    assert middle_95(7, draws).row() == [7, 2.5, 97.5]
