from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.statistics.medians import median_with

values = st.one_of(st.integers(0, 4).map(float), st.just(float("nan")))


@given(st.lists(values, max_size=12), st.lists(st.tuples(values, st.integers(0, 3)), max_size=6))
def test_is_that_of_all_written_out(single: list[float], repeated: list[tuple[float, int]]) -> None:
    blocks, counts = np.array([one for one, _ in repeated]), np.array([times for _, times in repeated], np.int64)
    everything = np.concatenate([np.array(single), np.repeat(blocks, counts)])
    known = everything[~np.isnan(everything)]
    expected = float(np.median(known)) if len(known) else None
    assert median_with(np.array(single), blocks, counts) == expected


def test_by_hand() -> None:
    """Of 1, 2, 2, 2, 5 the middle is 2; of 1, 2, 2, 5, 5, 5 it lies between 2 and 5."""
    assert median_with(np.array([1.0, 5.0]), np.array([2.0]), np.array([3])) == 2
    assert median_with(np.array([5.0, 1.0, 5.0, 5.0]), np.array([2.0]), np.array([2])) == 3.5
    assert median_with(np.array([]), np.array([7.0]), np.array([0])) is None
