"""The simple network, reciprocity, degree assortativity and the disparity filter."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.sparse import csr_array

from alliancemap.analysis.tie_patterns.assortativity import degree_assortativity
from alliancemap.analysis.tie_patterns.disparity import disparity
from alliancemap.analysis.tie_patterns.reciprocity import reciprocity
from alliancemap.errors import InvalidNetworkError, UsageError
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    ISOLATES,
    KITE,
    ONE,
    PATH,
    STAR,
    as_networkx,
    few,
    measured,
    networks,
    random_ties,
    relabelled,
    tied,
    with_isolate,
)

ARCS = tied(4, [(0, 1, 2), (1, 0, 1), (1, 2, 1), (2, 3, 5)], directed=True)


def test_simple_network() -> None:
    assert measured("simplify", KITE) == {
        "ties": [["0", "1", 1], ["0", "2", 1], ["1", "2", 1], ["2", "3", 1]],
        "loops_dropped": 0,
        "parallel_merged": 0,
    }
    ties = measured("simplify", ARCS, directed=True)["ties"]
    assert ties == [["0", "1", 2], ["1", "0", 1], ["1", "2", 1], ["2", "3", 5]]
    assert measured("simplify", EMPTY)["ties"] == []


def test_reciprocity_by_hand() -> None:
    """One pair both ways, two pairs one way: two of four ties are returned."""
    assert measured("reciprocity", ARCS, directed=True) == {"edgewise": 0.5, "mutual": 1, "one_sided": 2}
    assert measured("reciprocity", tied(2, [], directed=True), directed=True)["edgewise"] is None
    assert np.isnan(reciprocity(EMPTY).edgewise)
    with pytest.raises(InvalidNetworkError, match="no direction"):
        measured("reciprocity", STAR)


@few
@given(networks(directed=True, weighted=True))
def test_reciprocity_as_networkx_and_reversed(ties: csr_array) -> None:
    found = reciprocity(ties)
    if ties.nnz:
        assert found.edgewise == pytest.approx(nx.overall_reciprocity(as_networkx(ties, directed=True)))
    assert reciprocity(csr_array(ties.T)) == found == reciprocity(with_isolate(ties))


def test_assortativity_by_hand() -> None:
    """Ends of a path of three ties: (1,2), (2,1), (2,2), (2,2), (2,1), (1,2): covariance −1/9, variance 2/9."""
    assert degree_assortativity(PATH) == pytest.approx(-1 / 2, rel=1e-15)
    assert degree_assortativity(STAR) == -1
    for ties in (EMPTY, ONE, ISOLATES, COMPLETE, tied(4, [(0, 1), (2, 3)])):
        assert np.isnan(degree_assortativity(ties))
    assert measured("degree_assortativity", COMPLETE) is None


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_assortativity_as_networkx(seed: int, directed: bool) -> None:
    ties = random_ties(80, 200, seed, directed=directed)
    expected = nx.degree_assortativity_coefficient(as_networkx(ties, directed=directed))
    assert degree_assortativity(ties) == pytest.approx(expected, rel=1e-9)


@few
@given(networks(weighted=True))
def test_assortativity_relabelled_scaled_and_with_an_isolate(ties: csr_array) -> None:
    found = degree_assortativity(ties)
    order = np.random.default_rng(8).permutation(ties.shape[0])
    for other in (relabelled(ties, order), 3 * ties, with_isolate(ties)):
        assert degree_assortativity(other) == pytest.approx(found, nan_ok=True, rel=1e-15)


def test_disparity_by_hand() -> None:
    """Node 0 has ties of 6 and 2, node 1 of 6 alone: α is 1 − 6/8 and 1 − 2/8 at node 0, 1 at the others."""
    found = disparity(tied(3, [(0, 1, 6), (2, 0, 2)]))
    assert found.first.tolist() == [0, 0]
    assert found.second.tolist() == [1, 2]
    assert found.alpha_first.tolist() == [0.25, 0.75]
    assert found.alpha_second.tolist() == [1, 1]
    assert found.smaller.tolist() == [0.25, 0.75]
    assert len(disparity(EMPTY).first) == len(disparity(ISOLATES).first) == 0


def test_disparity_measures() -> None:
    ties = tied(3, [(0, 1, 6), (2, 0, 2)])
    assert measured("disparity_alpha", ties) == [["0", "1", 0.25, 1, 0.25], ["0", "2", 0.75, 1, 0.75]]
    assert measured("disparity_alpha", ties, columns=["v", "min"]) == [["1", 0.25], ["2", 0.75]]
    assert measured("disparity_backbone", ties, level=0.5) == [["0", "1", 6]]
    assert measured("disparity_backbone", ties, level=0.25) == []
    with pytest.raises(UsageError, match=r"columns names 'alpha'.*'alpha_u'"):
        measured("disparity_alpha", ties, columns=["u", "alpha"])


@few
@given(networks(weighted=True, most=7))
def test_disparity_as_its_integral(ties: csr_array) -> None:
    """1 − (k − 1) ∫ (1 − x)^(k − 2) dx up to the tie's share, as the paper writes it."""
    found = disparity(ties)
    for row, other, weight, alpha in zip(found.first, found.second, found.weight, found.alpha_first, strict=True):
        assert ties[row, other] == weight
        k, share = ties[[row]].nnz, weight / ties[[row]].sum()
        chance = 1 - (k - 1) * quad(lambda x, k=k: (1 - x) ** (k - 2), 0, share)[0] if k > 1 else 1
        assert alpha == pytest.approx(chance, abs=1e-9)


@few
@given(networks(weighted=True))
def test_disparity_scaled_and_with_an_isolate(ties: csr_array) -> None:
    found = disparity(ties)
    assert (found.first < found.second).all()
    assert_allclose(disparity(100 * ties).smaller, found.smaller)
    assert_allclose(disparity(with_isolate(ties)).smaller, found.smaller)
