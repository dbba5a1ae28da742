"""The permutation test of roles: against the definition draw by draw, and against workers and blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage import permutation
from alliancemap.analysis.brokerage.permutation import role_permutation_p
from alliancemap.analysis.brokerage.skeleton import skeleton
from alliancemap.errors import UsageError
from unit.analysis.brokerage.plain_roles import GATEKEEPER, ITINERANT, TOTAL, plain_roles
from unit.analysis.brokerage.worlds_of_groups import Drawn, world, worlds


@given(worlds(smallest=1))
@settings(max_examples=10, deadline=None)
def test_counts_draws_as_the_definition_does(drawn: Drawn) -> None:
    ties, groups, directed = drawn
    tied, draws = ties.toarray() > 0, 9
    observed = plain_roles(tied, groups, directed=directed)
    order = skeleton(ties, groups >= 0, directed=directed).order
    at_least, at_most = np.zeros_like(observed), np.zeros_like(observed)
    for draw in range(draws):
        dealt = groups.copy()
        dealt[order] = np.random.default_rng([5, draw]).permutation(np.sort(groups[order]))
        counts = plain_roles(tied, dealt, directed=directed)
        at_least, at_most = at_least + (counts >= observed), at_most + (counts <= observed)
    known = ~np.isnan(observed)
    found = role_permutation_p(ties, groups, directed=directed, draws=draws, seed=5)
    np.testing.assert_array_equal(found.upper[known], (at_least[known] + 1) / (draws + 1))
    np.testing.assert_array_equal(found.lower[known], (at_most[known] + 1) / (draws + 1))
    assert np.isnan(found.upper[~known]).all()


def test_workers_and_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    ties, groups, directed = world(3, 60, 0.1, directed=True)
    whole = role_permutation_p(ties, groups, directed=directed, draws=70, workers=1)
    monkeypatch.setattr(permutation, "STEPS", 500)
    parts = role_permutation_p(ties, groups, directed=directed, draws=70, workers=3)
    np.testing.assert_array_equal(whole.upper, parts.upper)
    np.testing.assert_array_equal(whole.lower, parts.lower)


def test_groups_that_all_agree_cannot_be_told_from_chance() -> None:
    ties, _, directed = world(1, 12, 0.3, directed=False)
    found = role_permutation_p(ties, np.zeros(12, np.int64), directed=directed, draws=19)
    assert (found.upper == 1).all()
    assert (found.both == 1).all()


def test_gatekeeper_of_a_closed_camp_is_found() -> None:
    """Eight of one camp choose each other; all of the other camp choose only the first of them."""
    tied = np.zeros((16, 16))
    tied[:8, :8] = 1.0 - np.eye(8)
    tied[8:, 0] = 1
    found = role_permutation_p(csr_array(tied), np.repeat([0, 1], 8), directed=True, draws=199)
    assert found.upper[0, GATEKEEPER] <= 0.01
    assert found.lower[0, ITINERANT] <= 0.01
    assert found.upper[0, TOTAL] == 1, "the total does not hang on groups"


def test_empty_network() -> None:
    found = role_permutation_p(csr_array((0, 0)), np.zeros(0, np.int64), directed=True, draws=3)
    assert found.upper.shape == (0, 6)


def test_isolates_only() -> None:
    found = role_permutation_p(csr_array((3, 3)), np.array([0, 1, -1]), directed=True, draws=3)
    assert (found.upper[:2] == 1).all()
    assert np.isnan(found.upper[2]).all()


def test_no_draw_is_no_test() -> None:
    with pytest.raises(UsageError, match="0 draws"):
        role_permutation_p(csr_array((1, 1)), np.array([0]), directed=True, draws=0)


def test_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeoutError

    ties, groups, directed = world(3, 20, 0.2, directed=True)
    with pytest.raises(TimeoutError):
        role_permutation_p(ties, groups, directed=directed, draws=9, check_time=stop)
