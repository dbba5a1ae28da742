from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import arranged
from alliancemap.analysis.paths.diameter import path_bounds, vertex_diameter
from alliancemap.errors import TimeLimitError
from unit.analysis.paths.drawn import complete, graphs, path, random_graph, relabelled, star, theirs, tied


def longest(graph: csr_array, *, directed: bool) -> int:
    apart = dict(nx.all_pairs_shortest_path_length(theirs(graph, directed=directed)))
    return max((steps + 1 for row in apart.values() for steps in row.values()), default=0)


def test_two_components_by_hand() -> None:
    """A path of four nodes and a star: 4 nodes on the longest path, 3 in the star."""
    assert vertex_diameter(csr_array(block_diag([star(6), path(4)])), directed=False) == 4


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(15))
def test_as_networkx_has_it(seed: int, directed: bool) -> None:
    graph = random_graph(seed, directed=directed)
    assert vertex_diameter(graph, directed=directed) == longest(graph, directed=directed)


@settings(max_examples=40, deadline=None)
@given(graphs(), st.integers(0, 4))
def test_the_truth_is_within_the_bounds(graph: csr_array, searches: int) -> None:
    low, high = path_bounds(arranged(binary(graph), directed=False), searches)
    assert low <= vertex_diameter(graph, directed=False) <= high


@settings(max_examples=30, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_names_of_nodes_do_not_matter(graph: csr_array, random: object) -> None:
    order = [*range(graph.shape[0])]
    random.shuffle(order)  # type: ignore[attr-defined]
    assert vertex_diameter(relabelled(graph, order), directed=False) == vertex_diameter(graph, directed=False)


def test_edge_cases() -> None:
    assert vertex_diameter(tied(0, []), directed=False) == vertex_diameter(tied(0, []), directed=True) == 0
    assert vertex_diameter(tied(1, []), directed=False) == vertex_diameter(tied(3, []), directed=True) == 1
    assert vertex_diameter(complete(5), directed=False) == 2
    assert vertex_diameter(star(5), directed=False) == 3
    assert vertex_diameter(path(50), directed=False) == 50
    assert vertex_diameter(tied(31, [(v, (v + 1) % 31) for v in range(31)]), directed=False) == 16


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError):
        vertex_diameter(path(9), directed=False, check_time=stop)
