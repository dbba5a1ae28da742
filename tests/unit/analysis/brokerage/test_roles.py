"""Brokerage roles: by hand, by definition, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.brokerage.roles import brokerage_roles
from alliancemap.errors import InvalidNetworkError
from unit.analysis.brokerage.plain_roles import plain_roles
from unit.analysis.brokerage.worlds_of_groups import Drawn, worlds


def test_each_role_by_hand() -> None:
    """a, b and v: unions; c, d: parties; e: a church. a and c choose v, v chooses b, d and e; only c chooses d."""
    a, b, v, c, d, e = range(6)
    tied = np.zeros((6, 6))
    tied[[a, c, v, v, v, c], [v, v, b, d, e, d]] = 1
    roles = brokerage_roles(csr_array(tied), np.array([0, 0, 0, 1, 1, 2]), directed=True)
    # a-v-b; none (c → d is tied); a-v-d and a-v-e; c-v-b; c-v-e is the liaison.
    assert roles[v].tolist() == [1, 0, 2, 1, 1, 5]
    assert not roles[[a, b, c, d, e]].any()


def test_star_of_two_groups_by_hand() -> None:
    """The hub is of group 0, its leaves of 0, 0, 1, 1: one pair within its group, one within the other, four across."""
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 1
    roles = brokerage_roles(csr_array(star), np.array([0, 0, 0, 1, 1]), directed=False)
    assert roles[0].tolist() == [1, 1, 4, 0, 6]
    assert not roles[1:].any()


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_as_by_definition(world: Drawn) -> None:
    ties, groups, directed = world
    found = brokerage_roles(ties, groups, directed=directed)
    np.testing.assert_array_equal(found, plain_roles(ties.toarray() > 0, groups, directed=directed))


@given(worlds(smallest=1), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_order_of_nodes_and_names_of_groups_do_not_matter(world: Drawn, random: np.random.Generator) -> None:
    ties, groups, directed = world
    order = list(range(len(groups)))
    random.shuffle(order)
    renamed = np.where(groups < 0, -1, 40 - groups)[order]
    found = brokerage_roles(csr_array(ties[order][:, order]), renamed, directed=directed)
    np.testing.assert_array_equal(found, brokerage_roles(ties, groups, directed=directed)[order])


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_turning_ties_round_swaps_representative_and_gatekeeper(world: Drawn) -> None:
    ties, groups, _ = world
    forth = brokerage_roles(ties, groups, directed=True)
    back = brokerage_roles(csr_array(ties.T), groups, directed=True)
    np.testing.assert_array_equal(back, forth[:, [0, 1, 3, 2, 4, 5]])


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_isolate_broker_nothing_and_changes_nothing(world: Drawn) -> None:
    ties, groups, directed = world
    larger = csr_array(block_diag((ties, csr_array((1, 1)))))
    found = brokerage_roles(larger, np.append(groups, 2), directed=directed)
    np.testing.assert_array_equal(found[:-1], brokerage_roles(ties, groups, directed=directed))
    assert not found[-1].any()


@pytest.mark.parametrize("directed", [False, True])
def test_nobody_brokers_in_a_complete_network(directed: bool) -> None:
    ties = csr_array(1.0 - np.eye(4))
    assert not brokerage_roles(ties, np.array([0, 0, 1, 2]), directed=directed).any()


@pytest.mark.parametrize(("directed", "columns"), [(False, 5), (True, 6)])
def test_empty_network(directed: bool, columns: int) -> None:
    assert brokerage_roles(csr_array((0, 0)), np.zeros(0, np.int64), directed=directed).shape == (0, columns)


def test_one_node() -> None:
    assert brokerage_roles(csr_array((1, 1)), np.array([0]), directed=True).tolist() == [[0.0] * 6]


def test_two_components_are_counted_apart() -> None:
    path = csr_array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    roles = brokerage_roles(csr_array(block_diag((path, path))), np.array([0, 0, 0, 0, 1, 0]), directed=False)
    assert roles[[1, 4]].tolist() == [[1, 0, 0, 0, 1], [0, 1, 0, 0, 1]]
    assert roles.sum() == 4


def test_without_groups_nothing_is_known() -> None:
    assert np.isnan(brokerage_roles(csr_array(1.0 - np.eye(3)), np.full(3, -1), directed=True)).all()


def test_sizes_must_agree() -> None:
    with pytest.raises(InvalidNetworkError, match="groups of 2 nodes for a matrix of 3 × 3"):
        brokerage_roles(csr_array((3, 3)), np.zeros(2, np.int64), directed=True)


def test_group_numbers_begin_at_zero() -> None:
    with pytest.raises(InvalidNetworkError, match="numbered -2"):
        brokerage_roles(csr_array((1, 1)), np.array([-2]), directed=True)
