from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.statistics.exact_test import hypergeometric, lower_tail


def tail(observed: int, *strata: tuple[int, int, int]) -> tuple[float, float]:
    pairs, tied, between = (np.array(column, dtype=np.int64) for column in zip(*strata, strict=True))
    return lower_tail(observed, pairs, tied, between)


def test_one_stratum_by_hand() -> None:
    """Two of five pairs tied, two drawn: P(0) = 3/10, P(1) = 6/10, P(2) = 1/10."""
    assert tail(0, (5, 2, 2)) == pytest.approx((0.3, 0.3))
    assert tail(1, (5, 2, 2)) == pytest.approx((0.9, 0.3))
    assert tail(2, (5, 2, 2)) == pytest.approx((1.0, 0.3))


def test_forced_ties_shift_the_support() -> None:
    """Four of five tied, three drawn: at least two are."""
    assert tail(1, (5, 4, 3)) == (0, 0)
    assert tail(2, (5, 4, 3)) == pytest.approx((comb(4, 2) / comb(5, 3), 0))


def test_tiny_probability_keeps_its_digits() -> None:
    """No tie at all between the halves of 400 pairs, 50 of which are tied: C(200, 50)/C(400, 50), near 4e-17."""
    assert tail(0, (400, 50, 200))[0] == pytest.approx(comb(200, 50) / comb(400, 50), rel=1e-12, abs=0)


def test_large_strata_lose_no_digit() -> None:
    """A thousand million pairs: the mean is 250 and the distribution close to Poisson's."""
    low, probability = hypergeometric(10**9, 5 * 10**5, 5 * 10**5)
    assert low == 0
    assert probability.sum() == pytest.approx(1, abs=1e-12)
    assert probability @ np.arange(len(probability)) == pytest.approx(250, abs=1e-9)


def test_empty_stratum_changes_nothing() -> None:
    assert tail(1, (5, 2, 2), (0, 0, 0), (7, 0, 3), (7, 3, 0)) == tail(1, (5, 2, 2))


sizes = st.integers(0, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n)))


@given(st.lists(sizes, min_size=1, max_size=3), st.integers(0, 10))
def test_agrees_with_exact_fractions(strata: list[tuple[int, int, int]], observed: int) -> None:
    ways = [1]
    for size, tied, drawn in strata:
        each = [comb(tied, x) * comb(size - tied, drawn - x) for x in range(drawn + 1)]
        ways = [
            sum(ways[k] * each[x - k] for k in range(len(ways)) if 0 <= x - k < len(each))
            for x in range(len(ways) + len(each) - 1)
        ]
    p, none = tail(observed, *strata)
    assert p == pytest.approx(sum(ways[: observed + 1]) / sum(ways), abs=1e-12)
    assert none == pytest.approx(ways[0] / sum(ways), abs=1e-12)
