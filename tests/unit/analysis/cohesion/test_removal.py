from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.removal import distance_fragmentation_without_each, fragmentation_without_each
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import measured, relabelled, with_isolate
from unit.analysis.cohesion import plain_cohesion as plain
from unit.analysis.paths.drawn import complete, graphs, path, star, tied

PAIR_AND_PATH = tied(5, [(0, 1), (2, 3), (3, 4)])


def test_a_pair_and_a_path_of_three_by_hand() -> None:
    """Four are left, so 12 ordered pairs. Without an end of the pair the path stays: 6 of them connected, at Σ 1/d = 5.
    Without the middle of the path only the pair: 2, at Σ 1/d = 2; without one of its ends two pairs: 4.
    """
    assert_allclose(fragmentation_without_each(PAIR_AND_PATH), [6 / 12, 6 / 12, 8 / 12, 10 / 12, 8 / 12])
    assert_allclose(distance_fragmentation_without_each(PAIR_AND_PATH), [7 / 12, 7 / 12, 8 / 12, 10 / 12, 8 / 12])


@pytest.mark.parametrize("seed", range(12))
def test_each_removal_on_its_own(seed: int) -> None:
    ties = plain.drawn(seed, most=14)
    graph = nx.from_scipy_sparse_array(ties)
    rest = [plain.without(graph, [node]) for node in graph]
    assert_allclose(fragmentation_without_each(ties), [plain.fragmentation(part) for part in rest], atol=1e-12)
    far = [plain.distance_fragmentation(part) for part in rest]
    assert_allclose(distance_fragmentation_without_each(ties), far, atol=1e-12)


def test_more_nodes_than_one_word_of_bits_holds() -> None:
    ties = csr_array(nx.to_scipy_sparse_array(nx.gnm_random_graph(150, 190, seed=2))).astype(np.float64)
    graph = nx.from_scipy_sparse_array(ties)
    found, whole = distance_fragmentation_without_each(ties), fragmentation_without_each(ties)
    for node in (0, 63, 64, 65, 127, 128, 149):
        rest = plain.without(graph, [node])
        assert found[node] == pytest.approx(plain.distance_fragmentation(rest))
        assert whole[node] == pytest.approx(plain.fragmentation(rest))


def test_small_networks() -> None:
    for n in (0, 1, 2):
        for both in (fragmentation_without_each, distance_fragmentation_without_each):
            assert_array_equal(both(tied(n, [])), np.full(n, np.nan))
    assert_allclose(fragmentation_without_each(complete(4)), np.zeros(4))
    assert_allclose(distance_fragmentation_without_each(complete(4)), np.zeros(4))
    assert_allclose(fragmentation_without_each(star(4)), [1, 0, 0, 0])
    assert_allclose(distance_fragmentation_without_each(star(4)), [1, 1 / 6, 1 / 6, 1 / 6])
    assert_allclose(fragmentation_without_each(path(3)), [0, 1, 0])


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_relabelled_and_with_strengths(ties: csr_array) -> None:
    order = np.random.default_rng(3).permutation(ties.shape[0])
    for both in (fragmentation_without_each, distance_fragmentation_without_each):
        assert_allclose(both(relabelled(ties, order)), both(ties)[order], atol=1e-12)
        assert_allclose(both(7 * ties), both(ties))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_an_isolate_more_adds_no_connected_pair(ties: csr_array) -> None:
    n = ties.shape[0]
    if n > 2:
        for both in (fragmentation_without_each, distance_fragmentation_without_each):
            larger = both(with_isolate(ties))[:-1]
            assert_allclose((1 - larger) * n * (n - 1), (1 - both(ties)) * (n - 1) * (n - 2), atol=1e-9)


def test_the_same_with_any_number_of_workers() -> None:
    ties = csr_array(nx.to_scipy_sparse_array(nx.gnm_random_graph(90, 130, seed=1))).astype(np.float64)
    first, *others = (distance_fragmentation_without_each(ties, workers=workers) for workers in (1, 2, 5))
    for other in others:
        assert_array_equal(other, first)


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        distance_fragmentation_without_each(path(40), check_time=stop)


def test_the_measure_drops_directions_and_leaves_out_distances_if_told() -> None:
    chain = tied(3, [(0, 1), (1, 2)], directed=True)
    found = measured("fragmentation_after_removal", chain, directed=True)
    assert found == {"0": {"F": 0, "DF": 0}, "1": {"F": 1, "DF": 1}, "2": {"F": 0, "DF": 0}}
    assert measured("fragmentation_after_removal", star(4), distances=False)["0"] == {"F": 1}
    assert measured("fragmentation_after_removal", tied(2, [(0, 1)]))["0"] == {"F": None, "DF": None}


def test_distances_that_would_take_hours_are_refused() -> None:
    n = 40_000
    ring = tied(n, [(v, (v + 1) % n) for v in range(n)])
    with pytest.raises(UsageError, match="leave out DF"):
        distance_fragmentation_without_each(ring)
    assert_allclose(fragmentation_without_each(ring), 0, atol=1e-12)
