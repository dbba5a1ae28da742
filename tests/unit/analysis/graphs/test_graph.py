"""Records become simple graphs."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph, lengths, to_networkx
from alliancemap.errors import InvalidNetworkError

Records = list[tuple[int, int, float]]
RECORDS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0.5, 9)), max_size=30)
IDS = tuple("abcdef")


def graph_of(records: Records, *, directed: bool = False) -> Graph:
    ends = (np.array([a for a, _, _ in records], int), np.array([b for _, b, _ in records], int))
    return Graph.of_records(IDS, ends, np.array([w for _, _, w in records], float), directed=directed)


def test_loops_are_dropped_and_parallel_records_summed() -> None:
    """a–b three times (once as b–a), c with itself, d alone: worked by hand."""
    graph = graph_of([(0, 1, 1), (0, 1, 2), (1, 0, 4), (2, 2, 5), (1, 2, 1)])
    assert graph.ties[0, 1] == graph.ties[1, 0] == 7
    assert (graph.n, graph.m, graph.n_loops, graph.n_merged) == (6, 2, 1, 2)
    assert graph.isolates.tolist() == [3, 4, 5]
    assert graph.components().tolist() == [0, 0, 0, 1, 2, 3]


def test_directed_ties_keep_their_direction_until_asked() -> None:
    graph = graph_of([(0, 1, 1), (1, 0, 4), (1, 2, 2)], directed=True)
    assert (graph.m, graph.n_merged) == (3, 0)
    assert graph.undirected().ties[1, 0] == 5
    assert graph.undirected().m == 2
    mutual = graph.undirected(mutual=True)
    assert (mutual.m, mutual.ties[0, 1]) == (1, 5)


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.booleans())
def test_agrees_with_networkx(records: Records, directed: bool) -> None:
    graph = graph_of(records, directed=directed)
    theirs: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    theirs.add_nodes_from(IDS)
    for a, b, w in records:
        if a != b:
            known = theirs.get_edge_data(IDS[a], IDS[b], {"weight": 0.0})["weight"]
            theirs.add_edge(IDS[a], IDS[b], weight=known + w)
    ours = to_networkx(graph)
    assert set(ours.edges) == set(theirs.edges) or not directed
    assert nx.to_numpy_array(ours, nodelist=IDS) == pytest.approx(nx.to_numpy_array(theirs, nodelist=IDS))
    assert graph.m + graph.n_loops + graph.n_merged == len(records)
    assert graph.n_loops == sum(a == b for a, b, _ in records)


@settings(max_examples=20, deadline=None)
@given(RECORDS, st.permutations(range(30)))
def test_order_of_records_does_not_matter(records: Records, order: list[int]) -> None:
    shuffled = [records[place] for place in order if place < len(records)]
    difference = graph_of(records).ties - graph_of(shuffled).ties
    assert abs(difference).sum() == pytest.approx(0, abs=1e-9)


def test_a_part_keeps_the_ties_inside_it() -> None:
    part = graph_of([(0, 1, 1), (1, 2, 2), (3, 4, 1)]).kept(np.array([1, 1, 0, 1, 0, 0], bool))
    assert part.ids == ("a", "b", "d")
    assert part.m == 1


def test_length_is_the_inverse_of_strength() -> None:
    assert lengths(csr_array(np.array([[0, 4.0], [4.0, 0]]))).toarray().tolist() == [[0, 0.25], [0.25, 0]]


@pytest.mark.parametrize(
    ("ties", "message"),
    [
        ([[0, -1.0], [-1.0, 0]], "above 0"),
        ([[0, np.nan], [np.nan, 0]], "finite"),
        ([[1.0, 0], [0, 0]], "itself"),
        ([[0.0, 0, 0]] * 3, "2 ids"),
    ],
)
def test_refuses_what_is_no_simple_graph(ties: list[list[float]], message: str) -> None:
    with pytest.raises(InvalidNetworkError, match=message):
        Graph(("a", "b"), csr_array(np.array(ties)))


def test_empty_graph() -> None:
    graph = Graph.of_records((), (np.empty(0, int), np.empty(0, int)))
    assert (graph.n, graph.m, len(graph.isolates), len(graph.components())) == (0, 0, 0, 0)
