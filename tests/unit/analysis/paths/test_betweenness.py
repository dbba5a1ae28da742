from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.betweenness import betweenness, normalised
from alliancemap.errors import InvalidNetworkError, TimeLimitError
from unit.analysis.paths.drawn import complete, graphs, ours, path, random_graph, relabelled, star, theirs, tied


def test_square_with_a_tail() -> None:
    """Worked by hand: 0-1-2-3-0 and 3-4. Between 1 and 3 half the paths pass 0, half 2; 3 parts 4 from all others."""
    pairs = betweenness(tied(5, [(0, 1), (1, 2), (2, 3), (3, 0), (3, 4)]), directed=False)
    assert pairs == pytest.approx([1 / 2 + 1 / 2, 1 / 2, 1 / 2 + 1 / 2, 1 / 2 + 3, 0])
    assert normalised(pairs, directed=False) == pytest.approx(pairs / 6)


def test_directed_triangle() -> None:
    """Worked by hand: in 0 → 1 → 2 → 0 each passes on one of two ordered pairs."""
    pairs = betweenness(tied(3, [(0, 1), (1, 2), (2, 0)], directed=True), directed=True)
    assert pairs.tolist() == [1, 1, 1]
    assert normalised(pairs, directed=True).tolist() == [0.5, 0.5, 0.5]


def test_paths_along_lengths_may_be_equally_short_but_for_rounding() -> None:
    """Worked by hand: 0.1 + 0.2 by way of 1 is as short as the direct tie of 0.3, so 1 has half the pair (0, 2)."""
    along = tied(3, [(0, 1), (1, 2), (0, 2)], strength=[0.1, 0.2, 0.3])
    assert betweenness(along, directed=False, lengths=along).tolist() == [0, 0.5, 0]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("along", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_as_networkx_has_it(seed: int, directed: bool, along: bool) -> None:
    graph = random_graph(seed, directed=directed)
    other = nx.betweenness_centrality(
        theirs(graph, directed=directed), normalized=False, weight="length" if along else None
    )
    found = betweenness(graph, directed=directed, lengths=graph if along else None)
    assert found == pytest.approx([*other.values()], abs=1e-9)


def test_as_igraph_has_it_on_several_hundred_nodes() -> None:
    igraph = pytest.importorskip("igraph")
    whole = nx.barabasi_albert_graph(600, 3, seed=2)
    other = igraph.Graph(n=600, edges=[*whole.edges]).betweenness()
    found = betweenness(ours(whole), directed=False)
    assert found == pytest.approx(other, rel=1e-9, abs=1e-7)


def test_long_path() -> None:
    """The node at place i of a path of n parts i from n − 1 − i; hundreds of levels."""
    found = betweenness(path(600), directed=False)
    assert found.tolist() == [i * (599 - i) for i in range(600)]


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True), st.randoms(use_true_random=False), st.booleans())
def test_names_of_nodes_do_not_matter(graph: csr_array, random: object, along: bool) -> None:
    order = [*range(graph.shape[0])]
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = relabelled(graph, order)
    before = betweenness(graph, directed=True, lengths=graph if along else None)
    after = betweenness(moved, directed=True, lengths=moved if along else None)
    assert after == pytest.approx(before[order])


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_an_isolate_more_changes_no_pair(graph: csr_array) -> None:
    after = betweenness(csr_array(block_diag([graph, csr_array((1, 1))])), directed=False)
    assert after[:-1] == pytest.approx(betweenness(graph, directed=False))
    assert after[-1] == 0


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True))
def test_turning_all_ties_round_changes_nothing(graph: csr_array) -> None:
    assert betweenness(csr_array(graph.T), directed=True) == pytest.approx(betweenness(graph, directed=True))


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(1, 9))
def test_scaling_lengths_changes_nothing(graph: csr_array, factor: int) -> None:
    found = betweenness(graph, directed=False, lengths=csr_array(graph / factor))
    assert found == pytest.approx(betweenness(graph, directed=False))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_a_symmetric_directed_network_counts_each_pair_twice(graph: csr_array) -> None:
    assert betweenness(graph, directed=True) == pytest.approx(2 * betweenness(graph, directed=False))


@pytest.mark.parametrize("along", [False, True])
def test_the_same_bytes_with_any_number_of_workers(along: bool) -> None:
    graph = random_graph(3, directed=True, most=500)
    found = [betweenness(graph, directed=True, lengths=graph if along else None, workers=w) for w in (1, 2, 3)]
    assert found[0].tobytes() == found[1].tobytes() == found[2].tobytes()


@pytest.mark.parametrize("along", [False, True])
@pytest.mark.parametrize("directed", [False, True])
def test_edge_cases(along: bool, directed: bool) -> None:
    def of(graph: csr_array) -> list[float]:
        pairs = betweenness(graph, directed=directed, lengths=binary(graph) if along else None)
        shares: list[float] = normalised(pairs, directed=directed).tolist()
        return shares

    assert of(tied(0, [])) == []
    assert of(tied(1, [])) == [0]
    assert of(tied(2, [(0, 1)])) == [0, 0]
    assert of(tied(3, [])) == [0, 0, 0]
    assert of(tied(5, [(0, 1), (2, 3)])) == [0] * 5
    assert of(complete(5)) == [0] * 5
    assert of(star(5)) == [1, 0, 0, 0, 0]


def test_more_paths_than_a_number_holds() -> None:
    """Seven hundred layers of three nodes, each tied to all of the next: 3^699 shortest paths from end to end."""
    ties = [(v, w) for first in range(0, 2097, 3) for v in range(first, first + 3) for w in range(first + 3, first + 6)]
    with pytest.raises(InvalidNetworkError, match="shortest paths"):
        betweenness(tied(2100, ties, directed=True), directed=True)


def test_a_tie_without_length_is_refused() -> None:
    along = tied(2, [(0, 1)])
    along.data[:] = -1
    with pytest.raises(InvalidNetworkError, match="above 0"):
        betweenness(along, directed=False, lengths=along)


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError):
        betweenness(star(3), directed=False, check_time=stop)


def test_normalised_by_ordered_or_unordered_pairs() -> None:
    pairs = np.array([6.0, 0, 0, 0, 0])
    assert normalised(pairs, directed=False)[0] == 1
    assert normalised(pairs, directed=True)[0] == 0.5
