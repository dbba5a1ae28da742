from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from alliancemap.analysis.paths.distances import distance_sums
from alliancemap.analysis.paths.fragmentation import distance_fragmentation, fragmentation_of
from unit.analysis.paths.drawn import complete, graphs, random_graph, star, theirs, tied


def of(graph: csr_array) -> tuple[float, float]:
    component = connected_components(graph, directed=False)[1].astype(np.int64)
    return fragmentation_of(component), distance_fragmentation(distance_sums(graph))


def test_a_pair_and_a_path_of_three() -> None:
    """Worked by hand: 2·1 + 3·2 of 20 ordered pairs are connected; Σ 1/d = 2·1 + 4·1 + 2·½ = 7."""
    assert of(tied(5, [(0, 1), (2, 3), (3, 4)])) == pytest.approx((1 - 8 / 20, 1 - 7 / 20))


@pytest.mark.parametrize("seed", range(8))
def test_pair_by_pair(seed: int) -> None:
    graph = random_graph(seed, directed=False)
    n = graph.shape[0]
    apart = dict(nx.all_pairs_shortest_path_length(theirs(graph, directed=False)))
    near = [1 / steps for row in apart.values() for steps in row.values() if steps]
    assert of(graph) == pytest.approx((1 - len(near) / (n * (n - 1)), 1 - sum(near) / (n * (n - 1))))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_distance_never_makes_it_less(graph: csr_array) -> None:
    if graph.shape[0] > 1:
        whole, distant = of(graph)
        assert -1e-12 <= whole <= distant + 1e-12 <= 1 + 2e-12


def test_edge_cases() -> None:
    assert np.isnan(of(tied(1, []))).all()
    assert np.isnan(fragmentation_of(np.array([], np.int64)))
    assert of(tied(3, [])) == (1, 1)
    assert of(complete(4)) == pytest.approx((0, 0))
    assert of(star(4)) == pytest.approx((0, 1 - (6 + 3) / 12))
    assert of(tied(4, [(0, 1), (2, 3)])) == pytest.approx((1 - 4 / 12, 1 - 4 / 12))
