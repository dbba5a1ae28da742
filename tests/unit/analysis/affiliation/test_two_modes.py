from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from networkx.algorithms import bipartite
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.centrality import (
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
    two_mode_density,
    two_mode_graph,
    two_mode_harmonic,
)
from alliancemap.analysis.affiliation.clustering import robins_alexander_clustering
from alliancemap.analysis.affiliation.eigenvector import two_mode_eigenvector
from alliancemap.analysis.affiliation.projection import newman_weights, projection_work, shared_counts
from alliancemap.analysis.paths.betweenness import betweenness
from alliancemap.analysis.paths.distances import distance_sums
from alliancemap.errors import InvalidNetworkError

PATH = csr_array([[1, 0], [1, 1]])
"""Rows a, b and columns 1, 2 in a path of four: a-1-b-2."""

Dense = NDArray[np.int64]
matrices = arrays(np.int64, st.tuples(st.integers(1, 7), st.integers(1, 6)), elements=st.integers(0, 1))
few = settings(max_examples=25, deadline=None)


def random_matrix(seed: int, shape: tuple[int, int] = (9, 7), density: float = 0.4) -> Dense:
    return (np.random.default_rng(seed).random(shape) < density).astype(np.int64)


def as_networkx(dense: Dense) -> tuple[nx.Graph[int], list[int]]:
    rows, columns = dense.shape
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(rows), bipartite=0)
    graph.add_nodes_from(range(rows, rows + columns), bipartite=1)
    graph.add_edges_from((int(i), int(k) + rows) for i, k in np.argwhere(dense))
    return graph, list(range(rows))


def closeness(dense: Dense) -> NDArray[np.float64]:
    return two_mode_closeness(distance_sums(two_mode_graph(csr_array(dense))).total, dense.shape)


def harmonic(dense: Dense) -> NDArray[np.float64]:
    return two_mode_harmonic(distance_sums(two_mode_graph(csr_array(dense))).harmonic, dense.shape)


def between(dense: Dense) -> NDArray[np.float64]:
    return two_mode_betweenness(betweenness(two_mode_graph(csr_array(dense)), directed=False), dense.shape)


def test_path_of_four_by_hand() -> None:
    """a-1-b-2: b lies between 2 and the others, 1 between a and the others, the most that a node of two can."""
    dense = PATH.toarray()
    assert two_mode_density(PATH) == 3 / 4
    assert two_mode_degree(PATH).tolist() == [1 / 2, 1, 1, 1 / 2]
    assert closeness(dense).tolist() == pytest.approx([4 / 6, 4 / 4, 4 / 4, 4 / 6])
    assert between(dense).tolist() == [0, 2 / 2, 2 / 2, 0]
    golden = (1 + math.sqrt(5)) / 2
    end, middle = 1 / math.sqrt(2 * (1 + golden**2)), golden / math.sqrt(2 * (1 + golden**2))
    assert two_mode_eigenvector(PATH).tolist() == pytest.approx([end, middle, middle, end])
    assert robins_alexander_clustering(PATH) == 0.0


def test_circle_of_four_is_closed() -> None:
    assert robins_alexander_clustering(csr_array(np.ones((2, 2)))) == 1.0


def test_star_and_what_cannot_lie_between() -> None:
    """One row with three columns: it lies between all three pairs; no column can lie between two others."""
    star = np.ones((1, 3), np.int64)
    assert between(star)[0] == 1.0
    assert np.isnan(between(star)[1:]).all()
    assert closeness(star).tolist() == [3 / 3, 5 / 5, 5 / 5, 5 / 5]
    assert two_mode_eigenvector(csr_array(star)).tolist() == pytest.approx([1 / math.sqrt(2), *[1 / math.sqrt(6)] * 3])
    assert math.isnan(robins_alexander_clustering(csr_array(star)))


@pytest.mark.parametrize("seed", range(6))
def test_as_networkx_has_it(seed: int) -> None:
    dense = random_matrix(seed)
    graph, rows = as_networkx(dense)
    nodes = range(sum(dense.shape))
    degree, lies = bipartite.degree_centrality(graph, rows), bipartite.betweenness_centrality(graph, rows)
    assert two_mode_degree(csr_array(dense)).tolist() == pytest.approx([degree[v] for v in nodes])
    assert between(dense).tolist() == pytest.approx([lies[v] for v in nodes])
    assert robins_alexander_clustering(csr_array(dense)) == pytest.approx(
        bipartite.robins_alexander_clustering(graph) or math.nan, nan_ok=True
    )
    if nx.is_connected(graph):
        near = bipartite.closeness_centrality(graph, rows)
        assert closeness(dense).tolist() == pytest.approx([near[v] for v in nodes])


@pytest.mark.parametrize("shape", [(2, 9), (9, 2), (5, 5), (30, 4)])
def test_clustering_of_either_shape(shape: tuple[int, int]) -> None:
    dense = random_matrix(1, shape, 0.5)
    graph, _ = as_networkx(dense)
    assert robins_alexander_clustering(csr_array(dense)) == pytest.approx(bipartite.robins_alexander_clustering(graph))


@pytest.mark.parametrize("seed", range(4))
def test_eigenvector_as_the_whole_decomposition_has_it(seed: int) -> None:
    dense = random_matrix(seed, (12, 8), 0.3)
    u, _, v = np.linalg.svd(dense)
    expected = np.abs(np.concatenate([u[:, 0], v[0]])) / math.sqrt(2)
    assert two_mode_eigenvector(csr_array(dense)) == pytest.approx(expected, abs=1e-9)


def test_eigenvector_of_a_large_component_is_found_by_iteration() -> None:
    dense = random_matrix(3, (450, 460), 0.02)
    sigma = np.linalg.svd(dense, compute_uv=False)[0]
    vector = two_mode_eigenvector(csr_array(dense))
    assert dense @ vector[450:] == pytest.approx(sigma * vector[:450], abs=1e-9)
    assert np.linalg.norm(vector) == pytest.approx(1)


def test_eigenvector_with_two_equal_components_is_not_defined() -> None:
    pairs = csr_array([[1, 1, 0, 0], [0, 0, 1, 1]])
    assert np.isnan(two_mode_eigenvector(pairs)).all()
    larger = csr_array([[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    assert two_mode_eigenvector(larger).tolist() == pytest.approx([1 / math.sqrt(2), 0, 0, 0.5, 0.5, 0, 0])
    assert np.isnan(two_mode_eigenvector(csr_array((3, 2)))).all()


def test_harmonic_where_not_all_are_connected() -> None:
    """a-1 and b-2 and c alone: each of the four has one neighbour, of at most 2 + 2/2 = 3 or 3 + 1/2."""
    dense = np.array([[1, 0], [0, 1], [0, 0]])
    assert harmonic(dense).tolist() == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3.5, 1 / 3.5])


def test_complete_network_has_the_most_of_everything() -> None:
    full = np.ones((3, 4), np.int64)
    assert two_mode_density(csr_array(full)) == 1.0
    for values in (two_mode_degree(csr_array(full)), closeness(full), harmonic(full)):
        assert values.tolist() == pytest.approx([1.0] * 7)
    assert robins_alexander_clustering(csr_array(full)) == 1.0


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 1), (2, 2)])
def test_networks_without_affiliations(shape: tuple[int, int]) -> None:
    empty = csr_array(shape, dtype=np.float64)
    size = sum(shape)
    assert math.isnan(two_mode_density(empty)) == (0 in shape)
    assert len(two_mode_degree(empty)) == size
    assert np.isnan(two_mode_degree(empty)).all() == (0 in shape)
    assert np.isnan(two_mode_eigenvector(empty)).all()
    assert math.isnan(robins_alexander_clustering(empty))
    assert shared_counts(empty).shape == newman_weights(empty).shape == (shape[0], shape[0])
    assert len(harmonic(np.zeros(shape, np.int64))) == size


def test_one_affiliation() -> None:
    one = np.ones((1, 1), np.int64)
    assert closeness(one).tolist() == [1.0, 1.0]
    assert np.isnan(between(one)).all()
    assert two_mode_eigenvector(csr_array(one)).tolist() == pytest.approx([math.sqrt(0.5)] * 2)


@given(matrices)
@few
def test_values_follow_their_nodes(dense: Dense) -> None:
    order = np.random.default_rng(dense.sum()).permutation(dense.shape[0])
    whole = np.concatenate([order, np.arange(dense.shape[0], sum(dense.shape))])
    for measured in (harmonic, between, lambda x: two_mode_degree(csr_array(x))):
        assert measured(dense[order]) == pytest.approx(measured(dense)[whole], nan_ok=True)
    mixed = robins_alexander_clustering(csr_array(dense[order]))
    assert mixed == pytest.approx(robins_alexander_clustering(csr_array(dense)), nan_ok=True)


@given(matrices)
@few
def test_modes_exchanged(dense: Dense) -> None:
    rows = dense.shape[0]
    for measured in (harmonic, between, lambda x: two_mode_degree(csr_array(x))):
        there, back = measured(dense), measured(dense.T.copy())
        assert np.concatenate([there[rows:], there[:rows]]) == pytest.approx(back, nan_ok=True)


def test_newmans_weights_by_hand() -> None:
    """Cause 1 has a, b, c and cause 2 b and c; cause 3 only a."""
    matrix = csr_array([[1, 0, 1], [1, 1, 0], [1, 1, 0]])
    assert newman_weights(matrix).toarray().tolist() == [[0, 0.5, 0.5], [0.5, 0, 1.5], [0.5, 1.5, 0]]
    assert shared_counts(matrix).toarray().tolist() == [[0, 1, 1], [1, 0, 2], [1, 2, 0]]
    assert projection_work(matrix) == 3 + 1


@given(matrices)
@few
def test_projections_as_networkx_has_them(dense: Dense) -> None:
    graph, rows = as_networkx(dense)
    matrix = csr_array(dense)
    counted = bipartite.weighted_projected_graph(graph, rows)
    newman = bipartite.collaboration_weighted_projected_graph(graph, rows)
    assert (shared_counts(matrix).toarray() == nx.to_numpy_array(counted, rows)).all()
    assert newman_weights(matrix).toarray() == pytest.approx(nx.to_numpy_array(newman, rows))


@given(matrices)
@few
def test_newmans_weights_of_a_row_add_up_to_the_causes_it_shares(dense: Dense) -> None:
    shared = (dense[:, dense.sum(axis=0) > 1]).sum(axis=1)
    assert newman_weights(csr_array(dense)).sum(axis=1) == pytest.approx(shared)
    alone = np.vstack([dense, np.zeros(dense.shape[1], np.int64)])
    assert newman_weights(csr_array(alone)).toarray()[:-1, :-1] == pytest.approx(
        newman_weights(csr_array(dense)).toarray()
    )


def test_a_matrix_of_strengths_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match=r"not 2 \(row 1, column 0"):
        shared_counts(csr_array(np.array([[1, 0], [2, 1]])))
