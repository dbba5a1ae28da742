"""Leiden: as good as other programs, connected, the same with any number of workers; stability and comparison."""

from __future__ import annotations

import igraph
import leidenalg
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.communities.comparison import beside_rewirings
from alliancemap.analysis.communities.detection import Communities, communities, dense_communities
from alliancemap.analysis.communities.leiden import first_level, leiden
from alliancemap.analysis.communities.quality import barber_modularity, constant_potts, modularity
from alliancemap.analysis.communities.two_mode import affiliation_communities
from alliancemap.errors import InvalidNetworkError, UsageError


def matrix(graph: nx.Graph[int], weight: str | None = None) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, weight=weight)).astype(np.float64)


def two_cliques() -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.complete_graph(4)
    graph.add_edges_from((a + 4, b + 4) for a, b in nx.complete_graph(4).edges)
    graph.add_edge(3, 4)
    return graph


def assert_connected(ties: csr_array, found: Communities) -> None:
    graph = nx.from_scipy_sparse_array(ties)
    for community in range(found.labels.max() + 1):
        assert nx.is_connected(graph.subgraph(np.flatnonzero(found.labels == community).tolist()))


def test_two_pairs_by_hand() -> None:
    """A path of four falls into halves: Q = 2 (1/3 − 1/4)."""
    found = communities(matrix(nx.path_graph(4)))
    assert found.labels.tolist() == [0, 0, 1, 1]
    assert found.quality == pytest.approx(1 / 6)


def test_two_cliques_are_sure() -> None:
    found = communities(matrix(two_cliques()), restarts=20)
    assert found.labels.tolist() == [0] * 4 + [1] * 4
    assert found.stability == 1
    assert not found.uncertain.any()
    assert found.restarts == len(found.qualities) == 20


def test_a_node_between_is_uncertain() -> None:
    """Two cliques and a node tied to one member of each: it goes to either, the others stay together."""
    graph = two_cliques()
    graph.remove_edge(3, 4)
    graph.add_edges_from([(8, 3), (8, 4)])
    found = communities(matrix(graph), restarts=40)
    assert found.frequency[8] < 0.8
    assert np.flatnonzero(found.uncertain).tolist() == [8]
    assert 0.5 < found.stability < 1


@pytest.mark.parametrize("seed", range(6))
def test_as_good_as_leidenalg(seed: int) -> None:
    graph = nx.gnp_random_graph(60, 0.08, seed=seed)
    ties = matrix(graph)
    other = igraph.Graph(60, list(graph.edges))
    best = max(
        leidenalg.find_partition(other, leidenalg.ModularityVertexPartition, seed=run).modularity for run in range(20)
    )
    found = communities(ties, seed=seed)
    assert found.quality >= best - 1e-9
    assert found.quality == pytest.approx(modularity(ties, found.labels))
    assert_connected(ties, found)


@pytest.mark.parametrize("resolution", [0.1, 0.3])
def test_dense_communities_are_as_good_as_those_of_leidenalg(resolution: float) -> None:
    graph = nx.gnp_random_graph(40, 0.2, seed=1)
    other = igraph.Graph(40, list(graph.edges))
    best = max(
        leidenalg.find_partition(
            other, leidenalg.CPMVertexPartition, resolution_parameter=resolution, seed=run
        ).quality()
        for run in range(20)
    )
    found = dense_communities(matrix(graph), resolution=resolution)
    assert (
        found.quality * graph.size() >= best / 2 - resolution * 20 - 1e-9 or found.quality * graph.size() >= best - 1e-9
    )
    assert found.quality == pytest.approx(constant_potts(matrix(graph), found.labels, resolution))
    assert_connected(matrix(graph), found)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 25), st.floats(0, 0.4), st.integers(0, 999))
def test_connected_and_never_worse_than_alone_or_together(n: int, share: float, seed: int) -> None:
    ties = matrix(nx.gnp_random_graph(n, share, seed=seed))
    found = communities(ties, restarts=3, seed=seed)
    assert_connected(ties, found)
    if ties.nnz:
        assert found.quality >= modularity(ties, np.zeros(n, np.int32)) - 1e-12
        assert found.quality >= modularity(ties, np.arange(n)) - 1e-12
    sizes = np.bincount(found.labels)
    assert (np.diff(sizes) <= 0).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 999))
def test_scaling_and_isolates_change_nothing(seed: int) -> None:
    ties = matrix(nx.gnp_random_graph(20, 0.2, seed=seed))
    found = communities(ties, restarts=10)
    scaled = communities(8 * ties, restarts=10)
    assert scaled.labels.tolist() == found.labels.tolist()
    larger = communities(csr_array(np.pad(ties.toarray(), (0, 1))), restarts=10)
    assert larger.quality == pytest.approx(found.quality, abs=0.02, nan_ok=True)
    assert (larger.labels == larger.labels[-1]).sum() == 1


def test_the_same_with_any_number_of_workers() -> None:
    ties = matrix(nx.gnp_random_graph(80, 0.06, seed=4))
    first, *others = (communities(ties, restarts=8, seed=5, workers=workers) for workers in (1, 2, 3))
    for other in others:
        assert (other.labels == first.labels).all()
        assert (other.stability, other.quality) == (first.stability, first.quality)


def test_small_networks() -> None:
    nothing = communities(csr_array((0, 0)), restarts=2)
    assert len(nothing.labels) == 0
    assert np.isnan(nothing.quality)
    alone = communities(csr_array((1, 1)), restarts=2)
    assert alone.labels.tolist() == [0]
    assert np.isnan(alone.stability)
    isolates = communities(csr_array((3, 3)), restarts=2)
    assert isolates.labels.tolist() == [0, 1, 2]
    assert np.isnan(isolates.quality)
    complete = communities(matrix(nx.complete_graph(5)), restarts=5)
    assert complete.labels.tolist() == [0] * 5
    assert complete.quality == pytest.approx(0)
    star = communities(matrix(nx.star_graph(4)), restarts=5)
    assert star.quality == pytest.approx(0)


def test_levels_of_two_components_stay_apart() -> None:
    ties = matrix(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)))
    level = first_level(ties, np.ones((6, 2)), 1e-9)
    assert leiden(level, np.random.default_rng(0)).tolist() == [0, 0, 0, 1, 1, 1]


def test_two_mode_communities_of_the_southern_women() -> None:
    """The best value known in the literature is 0.3455 (found by several authors)."""
    graph = nx.davis_southern_women_graph()
    rows = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    cells = csr_array(nx.bipartite.biadjacency_matrix(graph, rows).astype(float))
    found = affiliation_communities(cells)
    assert found.quality == pytest.approx(0.3455, abs=1e-4)
    assert found.quality == pytest.approx(barber_modularity(cells, found.labels[:18], found.labels[18:]))
    assert np.isnan(affiliation_communities(csr_array((2, 3)), restarts=2).quality)


def test_cliques_have_more_modularity_than_rewirings_and_random_networks_do_not() -> None:
    ring = nx.ring_of_cliques(6, 5)
    assert beside_rewirings(matrix(ring), 60).p == pytest.approx(1 / 61)
    found = beside_rewirings(matrix(nx.gnp_random_graph(40, 0.15, seed=3)), 60, workers=2)
    assert found == beside_rewirings(matrix(nx.gnp_random_graph(40, 0.15, seed=3)), 60, workers=1)
    assert found.p > 0.01
    assert abs(found.z) < 3
    star = beside_rewirings(matrix(nx.star_graph(5)), 5)
    assert (np.isnan(star.z), star.p) == (True, 1)
    assert np.isnan(beside_rewirings(csr_array((3, 3)), 5).p)


def test_what_cannot_be_asked_is_refused() -> None:
    ties = matrix(nx.path_graph(3))
    with pytest.raises(UsageError, match="resolution is 0"):
        communities(ties, resolution=0)
    with pytest.raises(UsageError, match="restarts is 0"):
        communities(ties, restarts=0)
    with pytest.raises(UsageError, match="draws is 0"):
        beside_rewirings(ties, 0)
    with pytest.raises(InvalidNetworkError, match="direction"):
        communities(csr_array(np.array([[0.0, 1], [0, 0]])))
