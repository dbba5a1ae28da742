"""Eigenvector centrality and the leading eigenvalue."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.eigenvector import eigenvector, leading_eigenvalue
from alliancemap.analysis.centrality.lanczos import leading_pair
from alliancemap.analysis.centrality.spectral_radius import spectral_radius
from alliancemap.errors import InvalidNetworkError
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    ISOLATES,
    ONE,
    STAR,
    TWO_PARTS,
    few,
    measured,
    networks,
    random_ties,
    relabelled,
    tied,
)


def test_star_by_hand() -> None:
    """A x = 2 x for x = (2, 1, 1, 1, 1): its square is 8."""
    assert_allclose(eigenvector(STAR), np.array([2, 1, 1, 1, 1]) / np.sqrt(8), rtol=1e-14)
    assert leading_eigenvalue(STAR) == pytest.approx(2, rel=1e-14)


def test_only_the_largest_component_counts() -> None:
    assert_allclose(eigenvector(TWO_PARTS), [3**-0.5, 3**-0.5, 3**-0.5, 0, 0], rtol=1e-14)


def test_two_largest_components_leave_it_undefined() -> None:
    assert np.isnan(eigenvector(tied(5, [(0, 1), (2, 3)]))).all()
    assert measured("eigenvector", ISOLATES) == {"0": None, "1": None}


def test_leading_eigenvalue_is_over_all_components() -> None:
    """The path has more nodes, the heavy pair the larger eigenvalue."""
    ties = tied(5, [(0, 1), (1, 2), (3, 4, 7)])
    assert leading_eigenvalue(ties) == pytest.approx(7)
    assert eigenvector(ties)[3] == 0


def test_small_networks() -> None:
    assert len(eigenvector(EMPTY)) == 0
    assert np.isnan(leading_eigenvalue(EMPTY))
    assert eigenvector(ONE).tolist() == [1]
    assert leading_eigenvalue(ONE) == 0
    assert_allclose(eigenvector(COMPLETE), 0.5)
    assert measured("leading_eigenvalue", EMPTY) is None


def test_directions_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="use pagerank"):
        measured("eigenvector", tied(2, [(0, 1)], directed=True), directed=True)


@pytest.mark.parametrize("seed", range(20))
def test_as_all_eigenvalues(seed: int) -> None:
    ties = random_ties(60 + seed, 180, seed, weighted=True)
    graph = nx.from_scipy_sparse_array(ties)
    inside = max((sorted(part) for part in nx.connected_components(graph)), key=len)
    values, vectors = np.linalg.eigh(ties[inside][:, inside].toarray())
    assert_allclose(eigenvector(ties)[inside], np.abs(vectors[:, -1]), atol=1e-12)
    assert leading_eigenvalue(ties) == pytest.approx(values[-1], rel=1e-13)


@pytest.mark.parametrize("graph", [nx.path_graph(150), nx.barbell_graph(40, 6), nx.cycle_graph(91)], ids=str)
def test_close_eigenvalues(graph: nx.Graph[int]) -> None:
    """The residual is what rounding allows, however small the gap to the next eigenvalue."""
    ties = tied(len(graph), list(graph.edges))
    value, vector = leading_pair(ties, np.ones(len(graph)))
    assert np.abs(ties @ vector - value * vector).max() < 1e-13 * value


@few
@given(networks(weighted=True))
def test_relabelled(ties: csr_array) -> None:
    order = np.random.default_rng(1).permutation(ties.shape[0])
    assert_allclose(eigenvector(relabelled(ties, order)), eigenvector(ties)[order], atol=1e-9)


@pytest.mark.parametrize("scale", [1e-250, 1e250])
def test_strengths_of_any_size(scale: float) -> None:
    assert leading_eigenvalue(scale * STAR) == pytest.approx(2 * scale, rel=1e-14)
    assert_allclose(eigenvector(scale * STAR), eigenvector(STAR))


@few
@given(networks(weighted=True))
def test_scaled(ties: csr_array) -> None:
    assert_allclose(eigenvector(1e-6 * ties), eigenvector(ties), atol=1e-9)
    assert leading_eigenvalue(1e-6 * ties) == pytest.approx(1e-6 * leading_eigenvalue(ties), rel=1e-12)


@few
@given(networks(directed=True, weighted=True))
def test_spectral_radius_as_all_eigenvalues(ties: csr_array) -> None:
    """Each strongly connected part by itself, for the whole matrix may be far from normal."""
    graph = nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph)
    parts = [sorted(part) for part in nx.strongly_connected_components(graph)]
    expected = max(np.abs(np.linalg.eigvals(ties[part][:, part].toarray())).max() for part in parts)
    assert spectral_radius(ties) == pytest.approx(expected, rel=1e-12)
    assert spectral_radius(csr_array(ties.T)) == pytest.approx(expected, rel=1e-12)


def test_spectral_radius_of_a_large_ring() -> None:
    """Its eigenvalues are all the roots of one, times the strength."""
    ring = tied(400, [(a, b, 3) for a, b in itertools.pairwise([*range(400), 0])], directed=True)
    assert spectral_radius(ring) == pytest.approx(3, rel=1e-9)


@pytest.mark.parametrize("scale", [1, 1e-200, 1e200])
def test_spectral_radius_of_an_uneven_ring(scale: float) -> None:
    """The geometric mean of the strengths; all eigenvalues are as far from 0."""
    strengths = np.random.default_rng(1).uniform(0.5, 2, 400)
    arcs = zip(range(400), [*range(1, 400), 0], scale * strengths, strict=True)
    expected = scale * np.exp(np.log(strengths).mean())
    assert spectral_radius(tied(400, arcs, directed=True)) == pytest.approx(expected, rel=1e-11)


def test_spectral_radius_of_a_large_random_network() -> None:
    ties = random_ties(300, 1200, 1, directed=True, weighted=True)
    assert spectral_radius(ties) == pytest.approx(np.abs(np.linalg.eigvals(ties.toarray())).max(), rel=1e-12)


def test_no_walk_returns() -> None:
    assert spectral_radius(tied(3, [(0, 1), (1, 2)], directed=True)) == 0
    assert np.isnan(spectral_radius(EMPTY))
