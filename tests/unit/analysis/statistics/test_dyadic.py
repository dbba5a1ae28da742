"""Correlation of two networks: by hand, against numpy on dense matrices, over all deals, at the edges."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.statistics.dyadic import quadratic_assignment
from alliancemap.errors import InvalidNetworkError, UsageError
from unit.analysis.brokerage.worlds_of_groups import tied, world

PATH = tied([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
OTHER_PATH = tied([[0.0, 0, 1], [0, 0, 1], [1, 1, 0]])


def test_paths_with_another_middle_by_hand() -> None:
    """Dyads (1, 0, 1) and (0, 1, 1): covariance 1 - 4/3, either variance 2 - 4/3."""
    assert quadratic_assignment(PATH, OTHER_PATH, draws=9).correlation == pytest.approx(-0.5)


def cells(ties: csr_array) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return ties.toarray()[~np.eye(ties.shape[0], dtype=bool)]


@given(st.integers(0, 1000), st.integers(3, 12), st.booleans())
@settings(max_examples=30, deadline=None)
def test_correlation_as_numpy_has_it(seed: int, n: int, directed: bool) -> None:
    first, second = (world(seed + part, n, 0.4, directed=directed)[0] for part in (0, 5000))
    first = first * (1.0 + seed % 3)
    found = quadratic_assignment(first, second, draws=2).correlation
    if np.ptp(cells(first)) == 0 or np.ptp(cells(second)) == 0:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(np.corrcoef(cells(first), cells(second))[0, 1])


def test_p_comes_near_the_share_of_all_deals() -> None:
    first, second = (world(seed, 5, 0.4, directed=True)[0] for seed in (1, 2))
    dense = second.toarray()
    deals = [dense[np.ix_(deal, deal)] for deal in itertools.permutations(range(5))]
    correlations = [np.corrcoef(cells(first), deal[~np.eye(5, dtype=bool)])[0, 1] for deal in deals]
    found = quadratic_assignment(first, second, draws=3000)
    upper = np.mean(np.array(correlations) >= found.correlation - 1e-9)
    assert float(found.test.upper) == pytest.approx(upper, abs=0.03)
    assert found.mean == pytest.approx(np.mean(correlations), abs=0.03)
    assert found.sd == pytest.approx(np.std(correlations), abs=0.03)


def test_same_network_is_like_itself() -> None:
    ties = world(1, 15, 0.3, directed=False)[0]
    found = quadratic_assignment(ties, ties, draws=99)
    assert found.correlation == pytest.approx(1)
    assert float(found.test.upper) == pytest.approx(0.01)


def test_unit_and_order_do_not_matter() -> None:
    first, second = (world(seed, 9, 0.4, directed=True)[0] for seed in (1, 2))
    order = np.random.default_rng(0).permutation(9)
    moved = (csr_array(ties[order][:, order]) for ties in (first * 3.0, second))
    expected = quadratic_assignment(first, second, draws=1).correlation
    assert quadratic_assignment(*moved, draws=1).correlation == pytest.approx(expected)


def test_two_components_and_an_isolate() -> None:
    ties = csr_array(block_diag((PATH, PATH, csr_array((1, 1)))))
    assert quadratic_assignment(ties, ties, draws=9).correlation == pytest.approx(1)


@pytest.mark.parametrize("ties", [csr_array((0, 0)), csr_array((1, 1)), csr_array((3, 3)), csr_array(1.0 - np.eye(3))])
def test_networks_all_alike_have_no_correlation(ties: csr_array) -> None:
    found = quadratic_assignment(ties, ties, draws=3)
    assert np.isnan([found.correlation, float(found.test.both), found.mean, found.sd]).all()


def test_workers_do_not_matter() -> None:
    first, second = (world(seed, 30, 0.2, directed=True)[0] for seed in (1, 2))
    one, three = (quadratic_assignment(first, second, draws=60, workers=workers) for workers in (1, 3))
    assert (one.test.upper, one.mean, one.sd) == (three.test.upper, three.mean, three.sd)


def test_sizes_must_agree() -> None:
    with pytest.raises(InvalidNetworkError, match="networks of 3 and 2 nodes"):
        quadratic_assignment(PATH, csr_array((2, 2)))


def test_no_draw_is_no_test() -> None:
    with pytest.raises(UsageError, match="0 draws"):
        quadratic_assignment(PATH, PATH, draws=0)
