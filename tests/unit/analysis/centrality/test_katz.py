"""Katz centrality."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.eigenvector import leading_eigenvalue
from alliancemap.analysis.centrality.katz import default_alpha, katz
from alliancemap.analysis.centrality.spectral_radius import spectral_radius
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import (
    EMPTY,
    ISOLATES,
    ONE,
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


def test_star_by_hand() -> None:
    """α = 1/4: centre c = 1 + 4 s/4 and spoke s = 1 + c/4, so s = 5/3 and c = 8/3."""
    assert_allclose(katz(STAR), [8 / 3, 5 / 3, 5 / 3, 5 / 3, 5 / 3], rtol=1e-13)


def test_credit_flows_along_ties() -> None:
    """0 → 1 → 2: α = 1/2 since no walk returns."""
    assert_allclose(katz(tied(3, [(0, 1), (1, 2)], directed=True), directed=True), [1, 1.5, 1.75])


def test_small_networks() -> None:
    assert len(katz(EMPTY)) == len(katz(EMPTY, directed=True)) == 0
    assert katz(ONE).tolist() == [1]
    assert katz(ISOLATES).tolist() == [1, 1]
    assert measured("katz", ISOLATES, beta=3) == {"0": 3, "1": 3}
    assert measured("katz", ISOLATES, beta=0, normalized=True) == {"0": None, "1": None}
    assert measured("katz", EMPTY, normalized=True) == {}


@pytest.mark.parametrize("alpha", [0.5, 0.6, 0.5 - 1e-12])
def test_too_large_alpha_is_refused(alpha: float) -> None:
    with pytest.raises(UsageError, match=r"below 1/λ₁ = 0\.5 on this network.*leave it out for 0\.25"):
        katz(STAR, alpha)


def test_alpha_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="alpha is 0, but must be above 0"):
        katz(STAR, 0)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_as_dense_solution(share: float, directed: bool) -> None:
    ties = random_ties(40, 120, 7, weighted=True, directed=directed)
    alpha = share / (spectral_radius if directed else leading_eigenvalue)(ties)
    expected = np.linalg.solve(np.eye(40) - alpha * ties.toarray().T, np.ones(40))
    assert_allclose(katz(ties, alpha, directed=directed), expected, rtol=1e-11)


def test_as_networkx() -> None:
    ties = random_ties(30, 80, 3)
    expected = nx.katz_centrality_numpy(as_networkx(ties), alpha=0.05, normalized=False)
    assert_allclose(katz(ties, 0.05), list(expected.values()), rtol=1e-12)
    scaled = nx.katz_centrality_numpy(as_networkx(ties), alpha=0.05)
    assert measured("katz", ties, alpha=0.05, normalized=True) == pytest.approx({str(k): v for k, v in scaled.items()})


def test_leading_eigenvalue_of_more_ties_will_do() -> None:
    assert_allclose(katz(STAR, 0.1, leading=3), katz(STAR, 0.1))


@few
@given(networks(weighted=True))
def test_relabelled_and_with_an_isolate(ties: csr_array) -> None:
    order = np.random.default_rng(2).permutation(ties.shape[0])
    scores = katz(ties)
    assert_allclose(katz(relabelled(ties, order)), scores[order], rtol=1e-10)
    assert_allclose(katz(with_isolate(ties)), [*scores, 1], rtol=1e-10)


@few
@given(networks(directed=True, weighted=True))
def test_directed_as_its_sum(ties: csr_array) -> None:
    alpha = default_alpha(spectral_radius(ties))
    scores = katz(ties, directed=True)
    assert_allclose(scores, 1 + alpha * (ties.T @ scores), rtol=1e-13)
