"""The E-I index: by hand, over all deals of the groups, and at the edges."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.homophily.ei import ei_index, ei_permutation_p
from alliancemap.errors import UsageError
from unit.analysis.brokerage.worlds_of_groups import PATH, Drawn, tied, world, worlds

NAN = float("nan")


def test_path_by_hand() -> None:
    """a-b-c-d, a and b of one group: one tie across, two within; by chance a tie is within in 4 of 12 pairs."""
    found = ei_index(PATH, np.array([0, 0, 1, 1]))
    assert (found.external, found.internal) == (1, 2)
    assert found.index == pytest.approx(-1 / 3)
    assert found.node.tolist() == [-1, 0, 0, -1]
    assert found.group.tolist() == [0, 0]
    assert found.expected_internal == pytest.approx(1)
    assert found.expected_index == pytest.approx(1 / 3)


def test_directed_by_hand() -> None:
    """a ⇄ b in one group, b → c in another: b has one neighbour of each kind, and two ties of three are within."""
    found = ei_index(tied([[0.0, 1, 0], [1, 0, 1], [0, 0, 0]]), np.array([0, 0, 1]), directed=True)
    assert (found.external, found.internal) == (1, 2)
    assert found.node.tolist() == [-1, 0, 1]
    assert found.group == pytest.approx([-1 / 3, 1])
    assert np.isnan(found.sd_internal)
    assert np.isnan(found.z_internal)


@pytest.mark.parametrize("seed", range(4))
def test_moments_are_those_of_all_deals(seed: int) -> None:
    ties, _, _ = world(seed, 6, 0.4, directed=False)
    groups = np.array([0, 0, 0, 1, 1, 2])
    internal = [ei_index(ties, np.array(deal)).internal for deal in set(itertools.permutations(groups.tolist()))]
    found = ei_index(ties, groups)
    assert found.expected_internal == pytest.approx(np.mean(internal))
    assert found.sd_internal == pytest.approx(np.std(internal))


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_counts_as_a_loop_does(drawn: Drawn) -> None:
    ties, groups, directed = drawn
    found = ei_index(ties, groups, directed=directed)
    pairs = [(a, b) for a, b in zip(*ties.nonzero(), strict=True) if directed or a < b]
    grouped = [(groups[a], groups[b]) for a, b in pairs if groups[a] >= 0 and groups[b] >= 0]
    assert found.internal == sum(a == b for a, b in grouped)
    assert found.external == sum(a != b for a, b in grouped)


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_isolate_changes_only_what_is_expected(drawn: Drawn) -> None:
    ties, groups, directed = drawn
    larger = csr_array(block_diag((ties, csr_array((1, 1)))))
    before, after = ei_index(ties, groups, directed=directed), ei_index(larger, np.append(groups, 0), directed=directed)
    assert (after.external, after.internal) == (before.external, before.internal)
    np.testing.assert_array_equal(after.node, np.append(before.node, NAN))


@pytest.mark.parametrize(("n", "groups"), [(0, []), (1, [0]), (3, [0, 1, 0]), (2, [-1, -1])])
def test_without_ties_there_is_no_index(n: int, groups: list[int]) -> None:
    found = ei_index(csr_array((n, n)), np.array(groups, np.int64))
    assert np.isnan([found.index, found.expected_index, found.z_internal, *found.node, *found.group]).all()
    assert found.n_left_out == groups.count(-1)


def test_one_group_has_no_spread() -> None:
    found = ei_index(PATH, np.zeros(4, np.int64))
    assert (found.index, found.sd_internal) == (-1, 0)
    assert np.isnan(found.z_internal)


def test_star_and_complete_network() -> None:
    star = tied([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]])
    assert ei_index(star, np.array([0, 0, 1])).node.tolist() == [0, -1, 1]
    assert ei_index(csr_array(1.0 - np.eye(4)), np.array([0, 0, 1, 1])).index == pytest.approx(1 / 3)


def test_shuffle_comes_near_the_share_of_all_deals() -> None:
    groups = np.array([0, 0, 1, 1])
    deals = set(itertools.permutations(groups.tolist()))
    as_internal = np.mean([ei_index(PATH, np.array(deal)).internal >= 2 for deal in deals])
    assert float(ei_permutation_p(PATH, groups, draws=2000).lower) == pytest.approx(as_internal, abs=0.03)


def test_workers_do_not_matter() -> None:
    ties, groups, _ = world(7, 40, 0.1, directed=True)
    one, three = (ei_permutation_p(ties, groups, draws=50, seed=4, workers=workers) for workers in (1, 3))
    assert (one.upper, one.lower) == (three.upper, three.lower)


def test_no_draw_is_no_test() -> None:
    with pytest.raises(UsageError, match="0 draws"):
        ei_permutation_p(PATH, np.zeros(4, np.int64), draws=0)
