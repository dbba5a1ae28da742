from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.roles import brokerage_roles
from alliancemap.analysis.brokerage.totals import AT_ONCE, Dealing


@given(st.integers(0, 9), st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_totals_of_many_deals_as_roles_summed_one_by_one(n: int, n_groups: int, seed: int) -> None:
    """Some nodes have no group, and the last deal fills a word."""
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((n, n)) < 0.6, 1)
    ties = csr_array((upper | upper.T).astype(np.float64))
    grouped = rng.random(n) < 0.9
    dealing = Dealing.of(ties, grouped)
    deals = rng.integers(n_groups, size=(n, int(rng.choice([1, 3, AT_ONCE])))).astype(np.int32)
    found = dealing.totals(deals[dealing.bones.order], n_groups)
    for deal in range(deals.shape[1]):
        labels = np.where(grouped, deals[:, deal], -1)
        roles = brokerage_roles(ties, labels, directed=False)
        one, other = (labels[end] for end in np.nonzero(upper))
        for group in range(n_groups):
            assert found.roles[deal, group].tolist() == roles[labels == group].sum(axis=0).tolist()
            assert found.internal[deal, group] == ((one == group) & (other == group)).sum()
            both = (one >= 0) & (other >= 0)
            assert found.external[deal, group] == (both & ((one == group) != (other == group))).sum()


def test_totals_of_a_triangle_with_a_tail_by_hand() -> None:
    """0, 1, 2 are a triangle and 2–3 a tie: 2 brokers 0–3 and 1–3, the only open pairs.

    All of one group: twice coordinator. 2 alone in its group, the others in one: twice itinerant, by group 1.
    """
    ties = np.zeros((4, 4))
    for a, b in ((0, 1), (0, 2), (1, 2), (2, 3)):
        ties[a, b] = ties[b, a] = 1
    dealing = Dealing.of(csr_array(ties), np.ones(4, bool))
    deals = np.array([[0, 0], [0, 0], [0, 1], [0, 0]], np.int32)[dealing.bones.order]
    found = dealing.totals(deals, 2)
    assert found.roles.tolist() == [[[2, 0, 0, 0, 2], [0] * 5], [[0] * 5, [0, 2, 0, 0, 2]]]
    assert (found.internal.tolist(), found.external.tolist()) == ([[4, 0], [1, 0]], [[0, 0], [3, 3]])
