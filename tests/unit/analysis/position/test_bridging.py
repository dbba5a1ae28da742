"""Bridging coefficient and bridging centrality."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from alliancemap.analysis.position.bridging import bridging_centrality, bridging_coefficient
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    ISOLATES,
    KITE,
    ONE,
    STAR,
    as_networkx,
    few,
    measured,
    networks,
    relabelled,
    tied,
    with_isolate,
)


def test_by_hand() -> None:
    """Degrees 2, 2, 3, 1, 0: node 2 has ⅓ over ½ + ½ + 1, node 3 has 1 over ⅓."""
    assert_allclose(bridging_coefficient(KITE), [0.5 / (5 / 6), 0.5 / (5 / 6), 1 / 6, 3, 0])
    assert_allclose(bridging_coefficient(STAR), [1 / 16, 4, 4, 4, 4])
    assert_allclose(bridging_coefficient(COMPLETE), 1 / 3)


def test_centrality_by_hand() -> None:
    """All six pairs of a star's spokes meet in its centre."""
    assert measured("bridging_centrality", STAR) == {"0": 1 / 16, "1": 0, "2": 0, "3": 0, "4": 0}


def test_small_networks() -> None:
    assert len(bridging_coefficient(EMPTY)) == 0
    assert bridging_coefficient(ONE).tolist() == [0]
    assert bridging_coefficient(ISOLATES).tolist() == [0, 0]
    for name in ("bridging_coefficient", "bridging_centrality"):
        assert measured(name, EMPTY) == {}
        assert measured(name, ISOLATES) == {"0": 0, "1": 0}
    assert measured("bridging_centrality", tied(2, [(0, 1)])) == {"0": 0, "1": 0}


def test_sampled_keeps_its_bound() -> None:
    path = tied(40, zip(range(39), range(1, 40), strict=True))
    exact = np.array(list(measured("bridging_centrality", path).values()))
    drawn = measured("bridging_centrality", path, method="sampled", epsilon=0.05, delta=1e-6)
    bound = 0.05 * bridging_coefficient(path)
    assert (np.abs(np.array(list(drawn.values())) - exact) <= bound).all()


@few
@given(networks())
def test_as_networkx(ties: csr_array) -> None:
    graph = as_networkx(ties)
    between = nx.betweenness_centrality(graph)
    for node, found in measured("bridging_centrality", ties).items():
        around = sum(1 / graph.degree(other) for other in graph[int(node)])
        expected = between[int(node)] / graph.degree(int(node)) / around if around else 0.0
        assert found == pytest.approx(expected, abs=1e-11)


@few
@given(networks())
def test_relabelled_and_with_an_isolate(ties: csr_array) -> None:
    order = np.random.default_rng(7).permutation(ties.shape[0])
    coefficient = bridging_coefficient(ties)
    assert_allclose(bridging_coefficient(relabelled(ties, order)), coefficient[order])
    assert_allclose(bridging_coefficient(with_isolate(ties)), [*coefficient, 0])
    assert_allclose(bridging_centrality(ties, np.full(ties.shape[0], 2.0)), 2 * coefficient)
