"""Ties between groups, assortativity and Coleman's index: by hand, against NetworkX, at the edges."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.homophily.mixing import (
    GroupTies,
    coleman_index,
    group_ties,
    mixing_matrix,
    nominal_assortativity,
)
from alliancemap.errors import InvalidNetworkError, UsageError
from unit.analysis.brokerage.worlds_of_groups import PATH, Drawn, world, worlds


def test_path_of_two_pairs_by_hand() -> None:
    """a-b-c-d, a and b of one group: two of three ties within, and half of all ends are of either group."""
    labels = np.array([0, 0, 1, 1])
    assert mixing_matrix(PATH, labels, 2).tolist() == [[2, 1], [1, 2]]
    assert nominal_assortativity(group_ties(PATH, labels, 2)) == pytest.approx((4 / 6 - 1 / 2) / (1 - 1 / 2))
    # Coleman: e = 3 · 1/3 = 1, s = 2, D = 3.
    tied = group_ties(PATH, labels, 2)
    assert coleman_index(tied.within, tied.sent, np.array([2, 2])).tolist() == [0.5, 0.5]


def test_coleman_below_chance_by_hand() -> None:
    """Of a star's two groups the hub's has no tie within; e = 3 · 1/3."""
    index = coleman_index(np.array([0.0, 0.0]), np.array([3.0, 2.0]), np.array([2, 2]))
    assert index.tolist() == [-1, -1]


def test_coleman_is_unknown_where_no_choice_is_made_or_possible() -> None:
    index = coleman_index(np.array([0.0, 0.0, 0.0]), np.array([0.0, 4.0, 0.0]), np.array([3, 1, 1]))
    assert np.isnan(index).all()


def test_coleman_of_the_only_group_is_as_by_chance() -> None:
    assert coleman_index(np.array([6.0]), np.array([6.0]), np.array([3])).tolist() == [0]


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_sums_are_those_of_the_mixing_matrix(drawn: Drawn) -> None:
    ties, labels, _ = drawn
    whole, sums = GroupTies.of_mixing(mixing_matrix(ties, labels, 4)), group_ties(ties, labels, 4)
    np.testing.assert_array_equal(whole.within, sums.within)
    np.testing.assert_array_equal(whole.sent, sums.sent)
    np.testing.assert_array_equal(whole.received, sums.received)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_assortativity_as_networkx_has_it(directed: bool, seed: int) -> None:
    ties, labels, _ = world(seed, 30, 0.1, directed=directed, lowest_group=0)
    graph = nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph if directed else nx.Graph)
    nx.set_node_attributes(graph, dict(enumerate(labels.tolist())), "group")
    expected = nx.attribute_assortativity_coefficient(graph, "group")
    assert nominal_assortativity(group_ties(ties, labels, 4)) == pytest.approx(expected)


@given(worlds(), st.floats(0.1, 9))
@settings(max_examples=20, deadline=None)
def test_unit_of_strength_does_not_matter(drawn: Drawn, factor: float) -> None:
    ties, labels, _ = drawn
    before = nominal_assortativity(group_ties(ties, labels, 4))
    assert nominal_assortativity(group_ties(ties * factor, labels, 4)) == pytest.approx(before)


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_assortativity_is_the_same_backwards(drawn: Drawn) -> None:
    ties, labels, _ = drawn
    back = nominal_assortativity(group_ties(csr_array(ties.T), labels, 4))
    assert back == pytest.approx(nominal_assortativity(group_ties(ties, labels, 4)))


@pytest.mark.parametrize(
    ("ties", "labels"),
    [
        (csr_array((0, 0)), []),
        (csr_array((1, 1)), [0]),
        (csr_array((3, 3)), [0, 1, 0]),
        (PATH, [0, 0, 0, 0]),
        (PATH, [0, 0, -1, 1]),
        (PATH, [-1, -1, -1, -1]),
    ],
)
def test_assortativity_is_unknown(ties: csr_array, labels: list[int]) -> None:
    """No node, no tie, one group, one group that has ties, no group."""
    assert nominal_assortativity(group_ties(ties, np.array(labels, np.int64), 2)) is None


def test_bipartite_groups_are_wholly_disassortative() -> None:
    star = csr_array(np.array([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]]))
    assert nominal_assortativity(group_ties(star, np.array([0, 1, 1]), 2)) == pytest.approx(-1)


def test_two_components_of_a_group_each_are_wholly_assortative() -> None:
    pairs: NDArray[np.float64] = np.kron(np.eye(2), np.array([[0.0, 1], [1, 0]]))
    assert nominal_assortativity(group_ties(csr_array(pairs), np.array([0, 0, 1, 1]), 2)) == 1


def test_sizes_must_agree() -> None:
    with pytest.raises(InvalidNetworkError, match="groups of 2 nodes"):
        mixing_matrix(PATH, np.zeros(2, np.int64), 1)


def test_a_group_for_every_node_is_no_table() -> None:
    labels = np.arange(5_001)
    with pytest.raises(UsageError, match="5001 groups are more"):
        mixing_matrix(csr_array((5_001, 5_001)), labels, 5_001)


def test_little_beside_much_is_not_lost() -> None:
    """Two groups, 1 strong within one and e between them: e_gg = 1 − 2e/T, Σ a b = 1 − 2 (2 + e) e/T², T = 2 + 2e."""
    for e in (1e-3, 1e-20, 1e-100):
        ties = csr_array(np.array([[0, 1, 0], [1, 0, e], [0, e, 0]]))
        tied = group_ties(ties, np.array([0, 0, 1]), 2)
        assert nominal_assortativity(tied) == pytest.approx(1 - (2 + 2 * e) / (2 + e), abs=1e-15)
        assert nominal_assortativity(tied) == nominal_assortativity(
            GroupTies.of_mixing(mixing_matrix(ties, np.array([0, 0, 1]), 2))
        )
