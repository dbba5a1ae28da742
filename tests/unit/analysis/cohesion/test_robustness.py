from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.robustness import (
    adaptive_degree_order,
    largest_components,
    random_robustness,
    robustness,
    static_degree_order,
)
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import measured, with_isolate
from unit.analysis.cohesion import plain_cohesion as plain
from unit.analysis.paths.drawn import complete, graphs, path, star, tied

FORK = tied(5, [(0, 1), (1, 2), (2, 3), (2, 4)])


def test_a_fork_by_hand() -> None:
    """Without 2 the pair 0-1 is left, then, by the degrees of before, 1 goes: sizes 2, 1, 1, 1, 0 of five."""
    assert static_degree_order(FORK).tolist() == [2, 1, 0, 3, 4]
    assert largest_components(FORK, static_degree_order(FORK)).tolist() == [2, 1, 1, 1, 0]
    assert robustness(FORK, static_degree_order(FORK)) == pytest.approx((2 + 1 + 1 + 1) / 25)


def test_degrees_counted_anew_by_hand() -> None:
    """A hub (0) whose leaf 1 has a tie of its own (to 2), and a pair 6-7 in a path: once 0 is gone, 1 is no better than
    others, and the middle of the path (7) is best.
    """
    ties = tied(9, [(0, 1), (0, 3), (0, 4), (0, 5), (1, 2), (6, 7), (7, 8)])
    assert static_degree_order(ties).tolist()[:3] == [0, 1, 7]
    assert adaptive_degree_order(ties).tolist()[:3] == [0, 7, 1]


@pytest.mark.parametrize("seed", range(20))
def test_removal_by_removal(seed: int) -> None:
    ties = plain.drawn(seed, most=16)
    static, anew = plain.order_by_degree(ties, anew=False), plain.order_by_degree(ties, anew=True)
    assert static_degree_order(ties).tolist() == static
    assert adaptive_degree_order(ties).tolist() == anew
    for order in (static, anew, np.random.default_rng(seed).permutation(ties.shape[0]).tolist()):
        sizes = plain.largest_parts(ties, order)
        assert largest_components(ties, np.array(order)).tolist() == sizes
        assert robustness(ties, np.array(order)) == pytest.approx(sum(sizes) / len(sizes) ** 2)


def test_named_networks() -> None:
    """A complete network loses one node at a time: Σ_q (n − q)/n² = (n − 1)/2n; a star is single nodes at once."""
    assert robustness(complete(6), adaptive_degree_order(complete(6))) == pytest.approx(5 / 12)
    assert robustness(star(5), adaptive_degree_order(star(5))) == pytest.approx((1 + 1 + 1 + 1) / 25)
    assert robustness(tied(3, []), np.arange(3)) == pytest.approx((1 + 1) / 9)
    assert robustness(tied(1, []), np.arange(1)) == 0
    assert np.isnan(robustness(tied(0, []), np.arange(0)))
    pairs = tied(4, [(0, 1), (2, 3)])
    assert robustness(pairs, static_degree_order(pairs)) == pytest.approx((2 + 2 + 1) / 16)


@settings(max_examples=40, deadline=None)
@given(graphs(), st.data())
def test_names_and_strengths_do_not_matter(ties: csr_array, data: st.DataObject) -> None:
    n = ties.shape[0]
    order, moved = (np.array(data.draw(st.permutations(range(n)))) for _ in range(2))
    places = np.argsort(moved)
    renamed = csr_array(ties[moved][:, moved])
    assert robustness(5 * renamed, places[order]) == pytest.approx(robustness(ties, order))


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_an_isolate_that_goes_last_adds_one_removal(ties: csr_array) -> None:
    """Nothing changes before, but the isolate is left where all others are gone."""
    n = ties.shape[0]
    order = adaptive_degree_order(ties)
    before, after = largest_components(ties, order), largest_components(with_isolate(ties), np.append(order, n))
    assert after.tolist() == [*np.maximum(before, 1), 0]


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_within_its_range_and_never_growing(ties: csr_array) -> None:
    n, order = ties.shape[0], adaptive_degree_order(ties)
    assert sorted(order.tolist()) == list(range(n))
    sizes = largest_components(ties, order)
    assert (np.diff(sizes) <= 0).all()
    assert 0 <= robustness(ties, order) <= (1 - 1 / n) / 2 + 1e-12


def test_random_orders() -> None:
    """On a complete network every order is the same; on a path they differ, about what all orders give on average."""
    assert random_robustness(complete(5), 7) == pytest.approx(np.full(7, 2 / 5))
    assert np.isnan(random_robustness(tied(0, []), 3)).all()
    found = random_robustness(path(3), 3000, seed=1)
    # Of six orders the two that begin with the middle leave 1, 1, 0, the others 2, 1, 0: a mean of 16/54.
    assert found.mean() == pytest.approx(16 / 54, abs=4 * found.std() / np.sqrt(3000))
    assert_array_equal(np.unique(found.round(12)), np.array([2 / 9, 3 / 9]).round(12))


def test_random_orders_are_the_same_with_any_number_of_workers_and_others_with_another_seed() -> None:
    first, *others = (random_robustness(FORK, 40, seed=3, workers=workers) for workers in (1, 2, 5))
    for other in others:
        assert_array_equal(other, first)
    assert (random_robustness(FORK, 40, seed=4) != first).any()


def test_what_cannot_be_asked_is_refused() -> None:
    for order in ([0, 1, 2, 3], [0, 0, 1, 2, 3], [1, 2, 3, 4, 5]):
        with pytest.raises(UsageError, match="holds each of the 5 nodes once"):
            robustness(FORK, np.array(order))
    with pytest.raises(UsageError, match="draws is 0"):
        random_robustness(FORK, 0)

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        random_robustness(FORK, 3, check_time=stop)


def test_the_measure_gives_both_orders_and_random_ones_if_told() -> None:
    chain = tied(3, [(0, 1), (1, 2)], directed=True)
    found = measured("robustness_R", chain, directed=True)
    assert found == pytest.approx({"static_degree": 2 / 9, "adaptive_degree": 2 / 9})
    drawn = measured("robustness_R", path(3), draws=100)["random"]
    assert drawn["draws"] == 100
    assert drawn["mean"] == pytest.approx(16 / 54, abs=4 * drawn["deviation"] / 10)
    assert measured("robustness_R", tied(0, [])) == {"static_degree": None, "adaptive_degree": None}
