"""PageRank."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.pagerank import pagerank
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    ISOLATES,
    KITE,
    ONE,
    as_networkx,
    few,
    measured,
    networks,
    random_ties,
    relabelled,
    tied,
)


def test_by_hand() -> None:
    """0 → 1, d = 1/2: x0 = 1/4 + x1/4 (1 passes on to both), x1 = 1/4 + x1/4 + x0/2; so 2/5 and 3/5."""
    assert_allclose(pagerank(tied(2, [(0, 1)], directed=True), 0.5, directed=True), [0.4, 0.6], rtol=1e-13)


def test_star_by_hand() -> None:
    """Centre c = 1/8 + 3s/2 and spoke s = 1/8 + c/6 with d = 1/2 and n = 4, so c = 5/12 and s = 7/36."""
    star = tied(4, [(0, 1), (0, 2), (0, 3)])
    assert_allclose(pagerank(star, 0.5), [5 / 12, 7 / 36, 7 / 36, 7 / 36], rtol=1e-13)


def test_small_networks() -> None:
    assert len(pagerank(EMPTY)) == len(pagerank(EMPTY, directed=True)) == 0
    assert pagerank(ONE).tolist() == [1]
    assert pagerank(ISOLATES).tolist() == [0.5, 0.5]
    assert_allclose(pagerank(COMPLETE), 0.25)
    assert_allclose(pagerank(KITE, 0), 0.2)


@pytest.mark.parametrize("damping", [1, -0.1, 2, float("nan")])
def test_impossible_damping_is_refused(damping: float) -> None:
    with pytest.raises(UsageError, match="damping is"):
        pagerank(KITE, damping)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_as_networkx(seed: int, directed: bool) -> None:
    ties = random_ties(50, 90, seed, weighted=True, directed=directed)
    expected = nx.pagerank(as_networkx(ties, directed=directed), tol=1e-14, max_iter=1000)
    assert_allclose(pagerank(ties, directed=directed), list(expected.values()), rtol=1e-10)
    found = measured("pagerank", ties, directed=directed, weight="weight")
    assert found == pytest.approx({str(k): v for k, v in expected.items()}, rel=1e-10)


@pytest.mark.parametrize("damping", [0.5, 0.85, 0.999])
@pytest.mark.parametrize("directed", [False, True])
def test_as_its_definition(damping: float, directed: bool) -> None:
    ties = random_ties(60, 90, 5, directed=directed)
    scores = pagerank(ties, damping, directed=directed)
    out = ties.sum(axis=1)
    passed = scores / np.maximum(out, 1) @ ties
    expected = (1 - damping) / 60 + damping * (passed + scores[out == 0].sum() / 60)
    assert np.abs(scores - expected).sum() < 1e-12


@few
@given(networks(weighted=True, directed=True))
def test_relabelled_and_scaled(ties: csr_array) -> None:
    order = np.random.default_rng(3).permutation(ties.shape[0])
    scores = pagerank(ties, directed=True)
    assert scores.sum() == pytest.approx(1, rel=1e-13)
    assert_allclose(pagerank(relabelled(ties, order), directed=True), scores[order], rtol=1e-11)
    assert_allclose(pagerank(1e3 * ties, directed=True), scores, rtol=1e-11)


@few
@given(networks(weighted=True))
def test_undirected_is_directed_both_ways(ties: csr_array) -> None:
    assert_allclose(pagerank(ties), pagerank(ties, directed=True), rtol=1e-11)


@pytest.mark.parametrize(("low", "high"), [(-3, 3), (-20, 20), (-300, 300), (300, 300), (-300, -300)])
def test_strengths_of_any_size(low: int, high: int) -> None:
    """As solving the equations in shares, isolates among the nodes."""
    ties = random_ties(30, 35, 4)
    powers = np.triu(np.random.default_rng(1).uniform(low, high, (30, 30)), 1)
    strengths = ties.toarray() * 10.0 ** (powers + powers.T)
    total = strengths.sum(axis=1, keepdims=True)
    shares = np.divide(strengths, total, out=np.zeros((30, 30)), where=total > 0)
    scores = np.linalg.solve(np.eye(30) - 0.85 * shares.T, np.ones(30))
    for directed in (False, True):
        assert_allclose(pagerank(csr_array(strengths), directed=directed), scores / scores.sum(), rtol=1e-11)
