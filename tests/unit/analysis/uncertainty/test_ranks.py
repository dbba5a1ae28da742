from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import pearsonr, rankdata, spearmanr

from alliancemap.analysis.uncertainty.bands import places, rank_bands
from alliancemap.analysis.uncertainty.ranks import Ranking, correlation

few = settings(max_examples=40, deadline=None)
values = st.lists(st.integers(-4, 4).map(float), min_size=1, max_size=20).map(np.array)


@given(values)
@few
def test_ranks_as_scipy(numbers: NDArray[np.float64]) -> None:
    ranking = Ranking.of(numbers)
    assert ranking.middle.tolist() == rankdata(numbers).tolist()
    assert ranking.places.tolist() == rankdata(-numbers, method="min").tolist()


@given(values, st.floats(0.01, 1))
@few
def test_head_is_the_start_of_the_list(numbers: NDArray[np.float64], share: float) -> None:
    wanted = max(1, int(np.ceil(share * len(numbers) - 1e-12)))
    order = np.lexsort((np.arange(len(numbers)), -numbers))
    assert np.flatnonzero(Ranking.of(numbers).head(share)).tolist() == sorted(order[:wanted].tolist())


def test_rounding_makes_no_difference() -> None:
    assert Ranking.of(np.array([0.1 + 0.2, 0.3, 0.4])).places.tolist() == [2, 2, 1]
    assert np.isnan(correlation(np.array([0.1 + 0.2, 0.3]), np.array([1.0, 2.0])))


@given(values, values)
@few
def test_correlations_as_scipy(first: NDArray[np.float64], second: NDArray[np.float64]) -> None:
    size = min(len(first), len(second))
    x, y = first[:size], second[:size]
    if size < 2 or not np.ptp(x) or not np.ptp(y):
        assert np.isnan(correlation(x, y))
    else:
        assert correlation(x, y) == pytest.approx(pearsonr(x, y).statistic)
        assert correlation(Ranking.of(x).middle, Ranking.of(y).middle) == pytest.approx(spearmanr(x, y).statistic)


def test_bands_by_hand() -> None:
    """Twenty draws: the first is always 1st or 2nd, the second likewise; the third is once 1st, which is left out."""
    ranks = np.array([[1, 2, 3]] * 10 + [[2, 1, 3]] * 9 + [[2, 3, 1]], np.int32)
    bands = rank_bands(np.array([9.0, 8.0, 1.0]), ranks)
    assert bands.rank.tolist() == [1, 2, 3]
    assert list(zip(bands.low.tolist(), bands.high.tolist(), strict=True)) == [(1, 2), (1, 2), (3, 3)]
    assert bands.place.tolist() == [1, 1, 3]


def test_draws_without_a_node_do_not_count_for_it() -> None:
    ranks = np.array([[1, 0, 0], [1, 2, 0], [3, 2, 0]], np.int32)
    bands = rank_bands(np.array([1.0, np.nan, 0.0]), ranks)
    assert bands.low[:2].tolist() == [1, 2]
    assert bands.high[:2].tolist() == [3, 2]
    assert np.isnan([bands.low[2], bands.high[2], bands.place[2], bands.rank[1]]).all()
    assert bands.rank[2] == 2


def test_nothing_to_rank() -> None:
    assert len(rank_bands(np.empty(0), np.empty((3, 0), np.int32)).low) == 0
    assert np.isnan(places(np.array([np.nan]))).all()
