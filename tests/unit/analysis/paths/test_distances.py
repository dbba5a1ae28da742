from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import shortest_path

from alliancemap.analysis.compute.blocks import spans
from alliancemap.analysis.graphs.graph import binary, lengths
from alliancemap.analysis.paths.arrangement import arranged
from alliancemap.analysis.paths.distances import (
    DistanceSums,
    closeness,
    diameter,
    distance_sums,
    global_efficiency,
    harmonic,
    mean_distance,
)
from alliancemap.errors import InvalidNetworkError, TimeLimitError
from unit.analysis.paths.drawn import complete, graphs, ours, random_graph, relabelled, star, theirs, tied


def same(a: DistanceSums, b: DistanceSums) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(vars(a).values(), vars(b).values(), strict=True))


def test_path_of_three_and_an_isolate() -> None:
    """Worked by hand: a - b - c, d alone; a is 1 from b and 2 from c."""
    sums = distance_sums(tied(4, [(0, 1), (1, 2)]))
    assert sums.reached.tolist() == [3, 3, 3, 1]
    assert sums.total.tolist() == [3, 2, 3, 0]
    assert sums.harmonic.tolist() == [1.5, 2, 1.5, 0]
    assert sums.farthest.tolist() == [2, 1, 2, 0]
    assert closeness(sums) == pytest.approx([2 / 3 * 2 / 3, 2 / 3 * 2 / 2, 2 / 3 * 2 / 3, 0])
    assert harmonic(sums) == pytest.approx([0.5, 2 / 3, 0.5, 0])
    assert harmonic(sums, normalise=False) == pytest.approx([1.5, 2, 1.5, 0])
    assert global_efficiency(sums) == pytest.approx(5 / 12)
    assert mean_distance(sums) == pytest.approx(8 / 6)
    assert diameter(sums) == 2


def test_lengths_are_travelled_the_shorter_way() -> None:
    """Worked by hand: from 0 to 2 it is 5 directly and 1 + 2 by way of 1."""
    along = tied(3, [(0, 1), (1, 2), (0, 2)], strength=[1, 2, 5])
    sums = distance_sums(along, lengths=along)
    assert sums.total.tolist() == [4, 3, 5]
    assert sums.harmonic == pytest.approx([1 + 1 / 3, 1 + 1 / 2, 1 / 3 + 1 / 2])
    assert sums.farthest.tolist() == [3, 2, 3]


def test_directed_distances_run_along_the_ties() -> None:
    """Worked by hand: 0 → 1 → 2."""
    chain = tied(3, [(0, 1), (1, 2)], directed=True)
    assert distance_sums(chain).total.tolist() == [3, 1, 0]
    assert distance_sums(csr_array(chain.T)).total.tolist() == [0, 1, 3]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("along", [False, True])
def test_as_networkx_has_it(seed: int, directed: bool, along: bool) -> None:
    graph = random_graph(seed, directed=directed)
    sums = distance_sums(graph, lengths=graph if along else None)
    other = theirs(graph, directed=directed)
    length = "length" if along else None
    inward = other.reverse() if directed else other
    assert closeness(sums) == pytest.approx([*nx.closeness_centrality(inward, distance=length).values()], abs=1e-12)
    found = nx.harmonic_centrality(inward, distance=length)
    assert harmonic(sums, normalise=False) == pytest.approx([found[v] for v in range(graph.shape[0])], abs=1e-12)
    reached = [len(nx.descendants(other, v)) + 1 for v in other]
    assert sums.reached.tolist() == reached


@pytest.mark.parametrize("seed", range(4))
def test_efficiency_mean_and_diameter_as_networkx_has_them(seed: int) -> None:
    whole = nx.connected_watts_strogatz_graph(30, 4, 0.2, seed=seed)
    sums = distance_sums(ours(whole))
    assert global_efficiency(sums) == pytest.approx(nx.global_efficiency(whole))
    assert mean_distance(sums) == pytest.approx(nx.average_shortest_path_length(whole))
    assert diameter(sums) == nx.diameter(whole)


def test_more_sources_than_one_sweep_holds() -> None:
    """A ring of 2 100: from each node the distances are 1, 1, 2, 2, … 1050; a thousand levels, five sweeps."""
    ring = tied(2100, [(v, (v + 1) % 2100) for v in range(2100)])
    sums = distance_sums(ring)
    assert (sums.total == 2 * 1049 * 1050 / 2 + 1050).all()
    assert (sums.farthest == 1050).all()
    assert sums.harmonic == pytest.approx(2 * sum(1 / d for d in range(1, 1050)) + 1 / 1050)


def test_large_random_graph_as_scipy_has_it() -> None:
    """Two thousand nodes in many components, so that levels are both pushed and pulled."""
    rng = np.random.default_rng(1)
    graph = tied(2000, [*{tuple(sorted(pair)) for pair in rng.integers(0, 1500, (4000, 2)) if pair[0] != pair[1]}])
    apart = shortest_path(graph, unweighted=True)
    sums = distance_sums(graph)
    assert (sums.total == np.where(np.isfinite(apart), apart, 0).sum(axis=1)).all()
    assert (sums.reached == np.isfinite(apart).sum(axis=1)).all()
    near = np.divide(1, apart, out=np.zeros_like(apart), where=apart > 0)
    assert sums.harmonic == pytest.approx(near.sum(axis=1))


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True), st.randoms(use_true_random=False), st.booleans())
def test_names_of_nodes_do_not_matter(graph: csr_array, random: object, along: bool) -> None:
    order = [*range(graph.shape[0])]
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = relabelled(graph, order)
    before = distance_sums(graph, lengths=graph if along else None)
    after = distance_sums(moved, lengths=moved if along else None)
    assert after.total.tolist() == before.total[order].tolist()
    assert after.harmonic == pytest.approx(before.harmonic[order])
    assert after.reached.tolist() == before.reached[order].tolist()


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_an_isolate_more_changes_no_distance(graph: csr_array) -> None:
    before, after = distance_sums(graph), distance_sums(csr_array(block_diag([graph, csr_array((1, 1))])))
    assert after.total[:-1].tolist() == before.total.tolist()
    assert (after.total[-1], after.reached[-1], after.harmonic[-1]) == (0, 1, 0)


@settings(max_examples=30, deadline=None)
@given(graphs(), st.floats(0.01, 100))
def test_distances_scale_with_lengths(graph: csr_array, factor: float) -> None:
    before = distance_sums(graph, lengths=graph)
    after = distance_sums(graph, lengths=csr_array(graph * factor))
    assert after.total == pytest.approx(before.total * factor)
    assert after.harmonic == pytest.approx(before.harmonic / factor)


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True))
def test_what_goes_out_comes_in(graph: csr_array) -> None:
    """Each distance is one from somebody and one to somebody."""
    outward, inward = distance_sums(graph), distance_sums(csr_array(graph.T))
    assert outward.total.sum() == inward.total.sum()
    assert outward.reached.sum() == inward.reached.sum()
    assert outward.harmonic.sum() == pytest.approx(inward.harmonic.sum())


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True))
def test_lengths_of_one_are_no_lengths(graph: csr_array) -> None:
    assert distance_sums(graph).total.tolist() == distance_sums(graph, lengths=binary(graph)).total.tolist()


@pytest.mark.parametrize("along", [False, True])
def test_the_same_with_any_number_of_workers(along: bool) -> None:
    ties = np.random.default_rng(2).integers(0, 2500, (4000, 2)).tolist()
    graph = tied(2500, [(v, w) for v, w in ties if v < w]) if not along else random_graph(5, directed=False, most=400)
    found = [distance_sums(graph, lengths=graph if along else None, workers=w) for w in (1, 2, 3)]
    assert same(found[0], found[1])
    assert same(found[0], found[2])


@pytest.mark.parametrize("along", [False, True])
def test_edge_cases(along: bool) -> None:
    def of(graph: csr_array) -> DistanceSums:
        return distance_sums(graph, lengths=graph if along else None)

    nobody = of(tied(0, []))
    assert len(closeness(nobody)) == len(harmonic(nobody)) == 0
    assert np.isnan([global_efficiency(nobody), mean_distance(nobody), diameter(nobody)]).all()
    one = of(tied(1, []))
    assert closeness(one).tolist() == [0]
    assert np.isnan(harmonic(one)).all()
    assert np.isnan([global_efficiency(one), mean_distance(one), diameter(one)]).all()
    two = of(tied(2, []))
    assert (closeness(two).tolist(), harmonic(two).tolist()) == ([0, 0], [0, 0])
    assert global_efficiency(two) == 0
    assert closeness(of(tied(4, [(0, 1), (2, 3)]))) == pytest.approx([1 / 3] * 4)
    assert closeness(of(complete(5))) == pytest.approx([1] * 5)
    assert closeness(of(star(5))) == pytest.approx([1, *[4 / 7] * 4])
    assert diameter(of(star(5))) == 2


def test_lengths_from_strengths() -> None:
    assert distance_sums(star(3), lengths=lengths(csr_array(star(3) * 4))).total.tolist() == [0.5, 0.75, 0.75]


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
def test_a_length_that_is_none_is_refused(wrong: float) -> None:
    along = tied(2, [(0, 1)])
    along.data[:] = wrong
    with pytest.raises(InvalidNetworkError, match="length of a tie must be a finite number above 0"):
        distance_sums(along, lengths=along)


def test_a_matrix_that_is_not_square_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="2 × 3"):
        distance_sums(csr_array((2, 3)))


@pytest.mark.parametrize("along", [False, True])
def test_it_can_be_stopped(along: bool) -> None:
    def stop() -> None:
        raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError):
        distance_sums(star(3), lengths=star(3) if along else None, check_time=stop)


def test_few_sources_at_a_time_where_each_takes_long() -> None:
    """A star of 40 has 78 entries, so that a source is 119 looks: ten are below 1 200, eight a multiple of four."""
    graph = arranged(star(40), directed=False)
    assert graph.turns(64, 1_200) == spans(40, 10)
    assert graph.turns(64, 1_200, 4) == spans(40, 8)
    assert graph.turns(16, 10**9) == spans(40, 16)
    assert graph.turns(64, 1, 8) == spans(40, 8)
