"""Participation and within-module z."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.position.groups_spanned import participation, within_module_z
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    KITE,
    ONE,
    STAR,
    few,
    measured,
    networks,
    relabelled,
    tied,
    with_isolate,
)

nan = np.nan


def coded(*groups: int) -> NDArray[np.int64]:
    return np.array(groups, np.int64)


def test_by_hand() -> None:
    """Node 2 has ties to groups 0, 0 and 1; the isolate has none."""
    groups = coded(0, 0, 1, 1, 0)
    assert_allclose(participation(KITE, groups), [1 / 2, 1 / 2, 1 - 5 / 9, 0, nan])
    assert_allclose(within_module_z(KITE, groups), [1 / 2**0.5, 1 / 2**0.5, 0, 0, -(2**0.5)])


def test_strengths_count() -> None:
    assert participation(tied(3, [(0, 1, 3), (0, 2, 1)]), coded(0, 0, 1))[0] == pytest.approx(1 - 10 / 16)


def test_without_a_group_left_out() -> None:
    groups = coded(0, -1, 1, 1, -1)
    assert_allclose(participation(STAR, groups), [0, nan, 0, 0, nan])
    assert_allclose(within_module_z(STAR, groups), [0, nan, 0, 0, nan])
    assert np.isnan(participation(STAR, coded(-1, -1, -1, -1, -1))).all()


def test_small_networks() -> None:
    none = coded()
    assert len(participation(EMPTY, none)) == len(within_module_z(EMPTY, none)) == 0
    assert np.isnan(participation(ONE, coded(0))).all()
    assert within_module_z(ONE, coded(0)).tolist() == [0]
    assert_allclose(participation(COMPLETE, coded(0, 1, 2, 3)), 2 / 3)
    assert within_module_z(COMPLETE, coded(0, 0, 0, 0)).tolist() == [0, 0, 0, 0]


def test_equal_sums_of_strengths_have_no_spread() -> None:
    """0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in the last place."""
    ties = tied(6, [(0, 1, 0.1), (0, 2, 0.2), (0, 3, 0.3), (1, 4, 0.2), (1, 5, 0.3), (2, 3, 0.3), (2, 4, 0.1)])
    assert set(within_module_z(ties, coded(0, 0, 0, -1, -1, -1))) != {0}
    ring = tied(3, [(0, 1, 0.1 + 0.2), (1, 2, 0.3), (0, 2, 0.3)])
    assert within_module_z(ring, coded(0, 0, 0)).tolist() == [0, 0, 0]


def test_measures_take_names() -> None:
    assert measured("participation", KITE, groups=["a", "a", "b", "b", None])["2"] == pytest.approx(4 / 9)
    assert measured("participation", KITE, groups={"0": "a", "2": "b"})["1"] is None
    assert measured("within_module_z", KITE, groups=["a", "a", "b", "b", None])["4"] is None
    with pytest.raises(UsageError, match="lists 2 values for 5 nodes"):
        measured("participation", KITE, groups=["a", "b"])


@few
@given(networks(weighted=True), st.data())
def test_as_a_dense_table(ties: csr_array, data: st.DataObject) -> None:
    n = ties.shape[0]
    groups = coded(*data.draw(st.lists(st.integers(-1, 3), min_size=n, max_size=n)))
    table = np.array([[ties[[i]][:, groups == g].sum() for g in range(4)] for i in range(n)])
    for i in range(n):
        known = groups[i] >= 0 and table[i].sum() > 0
        expected = 1 - ((table[i] / table[i].sum()) ** 2).sum() if known else nan
        assert participation(ties, groups)[i] == pytest.approx(expected, abs=1e-12, nan_ok=True)
        inside = table[groups == groups[i], groups[i]] if groups[i] >= 0 else np.array([nan])
        spread = inside.std() or 1.0
        z = (table[i, groups[i]] - inside.mean()) / (spread if spread > 1e-9 else np.inf) if groups[i] >= 0 else nan
        assert within_module_z(ties, groups)[i] == pytest.approx(z, abs=1e-9, nan_ok=True)


@few
@given(networks(weighted=True), st.integers(0, 99))
def test_relabelled_scaled_and_with_an_isolate(ties: csr_array, seed: int) -> None:
    rng = np.random.default_rng(seed)
    order, groups = rng.permutation(ties.shape[0]), rng.integers(-1, 3, ties.shape[0])
    for measure in (participation, within_module_z):
        values = measure(ties, groups)
        assert_allclose(measure(relabelled(ties, order), groups[order]), values[order], atol=1e-9)
        assert_allclose(measure(7 * ties, groups), values, atol=1e-9)
        assert_allclose(measure(ties, np.where(groups >= 0, 2 - groups, -1)), values, atol=1e-9)
        assert_allclose(measure(with_isolate(ties), np.append(groups, -1))[:-1], values, atol=1e-9)


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_strengths_of_any_size(scale: float) -> None:
    """Squares of such strengths are no numbers, those of shares are."""
    ties, groups = tied(5, [(0, 1, 2), (0, 2), (1, 2), (2, 3), (3, 4, 3)]), coded(0, 0, 1, 1, 1)
    assert_allclose(participation(scale * ties, groups), participation(ties, groups), rtol=1e-12)
    assert_allclose(within_module_z(scale * ties, groups), within_module_z(ties, groups), rtol=1e-12)
    apart = tied(4, [(0, 1, 1e-300), (0, 2, 1e-300), (1, 3, 1e300)])
    assert_allclose(participation(apart, coded(0, 0, 1, 1)), [1 / 2, 0, 0, 0])
