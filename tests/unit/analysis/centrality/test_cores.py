"""Core numbers."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_array_equal
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.cores import k_core
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    KITE,
    ONE,
    STAR,
    TWO_PARTS,
    as_networkx,
    few,
    measured,
    networks,
    random_ties,
    relabelled,
    tied,
    with_isolate,
)


def test_by_hand() -> None:
    assert k_core(KITE).tolist() == [2, 2, 2, 1, 0]
    assert k_core(TWO_PARTS).tolist() == [2, 2, 2, 1, 1]
    assert k_core(STAR).tolist() == [1, 1, 1, 1, 1]
    assert k_core(COMPLETE).tolist() == [3, 3, 3, 3]
    assert k_core(EMPTY).tolist() == []
    assert k_core(ONE).tolist() == [0]


def test_mutual_ties_count_once() -> None:
    assert measured("k_core", tied(3, [(0, 1), (1, 0), (1, 2)], directed=True), directed=True) == dict.fromkeys(
        "012", 1
    )


@pytest.mark.parametrize("seed", range(5))
def test_as_igraph(seed: int) -> None:
    ties = random_ties(200, 900, seed)
    edges = [(a, b) for a, b in zip(*ties.nonzero(), strict=True) if a < b]
    assert_array_equal(k_core(ties), igraph.Graph(200, edges).coreness())


@few
@given(networks())
def test_as_networkx(ties: csr_array) -> None:
    assert_array_equal(k_core(ties), list(nx.core_number(as_networkx(ties)).values()))


@few
@given(networks(weighted=True))
def test_relabelled_and_with_an_isolate(ties: csr_array) -> None:
    order = np.random.default_rng(4).permutation(ties.shape[0])
    assert_array_equal(k_core(relabelled(ties, order)), k_core(ties)[order])
    assert_array_equal(k_core(with_isolate(ties)), [*k_core(ties), 0])
