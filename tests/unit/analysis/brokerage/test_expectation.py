"""What chance gives of brokerage: Gould and Fernandez's printed moments, simulation, and the edges."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.expectation import expected_roles, role_moments
from unit.analysis.brokerage.plain_roles import plain_roles


def of_first_node(tied: NDArray[np.bool_], groups: NDArray[np.int64], *, directed: bool) -> NDArray[np.float64]:
    if not tied[1:, 0].any() or not tied[0].any():
        return np.zeros(6 if directed else 5)
    return np.asarray(plain_roles(tied, groups, directed=directed)[0])


@pytest.mark.parametrize("directed", [False, True])
def test_exact_over_all_networks_of_four_nodes(directed: bool) -> None:
    """Every network of four nodes, each as likely as its ties make it: the moments have no sampling error."""
    groups, d = np.array([0, 0, 1, 2]), 0.3
    cells = [(a, b) for a in range(4) for b in range(4) if (a != b if directed else a < b)]
    mean, square = np.zeros(6 if directed else 5), np.zeros(6 if directed else 5)
    for there in itertools.product((False, True), repeat=len(cells)):
        tied = np.zeros((4, 4), bool)
        for (a, b), tie in zip(cells, there, strict=True):
            tied[a, b] |= tie
            tied[b, a] |= tie and not directed
        counted = of_first_node(tied, groups, directed=directed)
        likely = d ** sum(there) * (1 - d) ** (len(cells) - sum(there))
        mean, square = mean + likely * counted, square + likely * counted**2
    moments = role_moments(np.array([2, 1, 1]), d, directed=directed)
    assert moments.expected[0] == pytest.approx(mean, abs=1e-12)
    assert moments.sd[0] == pytest.approx(np.sqrt(square - mean**2), abs=1e-7)


def test_each_node_has_the_moments_of_its_group() -> None:
    """A path of three grouped nodes and one without a group: d = 2/3 of the three pairs between grouped nodes."""
    ties = np.zeros((4, 4))
    ties[[0, 1, 1, 2, 2, 3], [1, 0, 2, 1, 3, 2]] = 1
    found = expected_roles(csr_array(ties), np.array([0, 0, 1, -1]), directed=False)
    assert found.expected[0] == pytest.approx(role_moments(np.array([2, 1]), 2 / 3, directed=False).expected[0])
    assert np.isnan(found.expected[3]).all()
    assert found.expected[0, -1] == pytest.approx((2 / 3) ** 2 * (1 / 3))


def test_z_is_unknown_where_nothing_can_vary() -> None:
    complete = csr_array(1.0 - np.eye(3))
    chance = expected_roles(complete, np.array([0, 0, 1]), directed=True)
    assert np.isnan(chance.z(np.zeros((3, 6)))).all()


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_nodes(n: int) -> None:
    found = expected_roles(csr_array((n, n)), np.zeros(n, np.int64), directed=True)
    assert found.expected.shape == (n, 6)
    assert np.isnan(found.z(np.zeros((n, 6)))).all()


def test_nobody_has_a_group() -> None:
    assert np.isnan(expected_roles(csr_array((2, 2)), np.array([-1, -1]), directed=True).expected).all()


def test_rare_brokerage_has_a_spread_and_impossible_one_has_none() -> None:
    """A group of three of its ties one in ten million there: two pairs, open with d² (1 − d)."""
    rare = role_moments(np.array([3, 5]), 1e-7, directed=True)
    assert rare.sd[0, 0] == pytest.approx(np.sqrt(2e-14))
    large = role_moments(np.array([700_001, 299_999]), 1e-5, directed=True)
    assert large.sd[:, 4].tolist() == [0, 0]
    assert large.expected[:, 4].tolist() == [0, 0]
    assert (role_moments(np.array([3, 5]), 1.0, directed=True).sd == 0).all()
