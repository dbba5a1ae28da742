from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import chisquare

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import arranged
from alliancemap.analysis.paths.betweenness import betweenness, normalised
from alliancemap.analysis.paths.path_urn import BLOCK
from alliancemap.analysis.paths.picked_along import sampled_paths_along
from alliancemap.analysis.paths.picked_paths import sampled_paths
from alliancemap.analysis.paths.sampled_betweenness import SampledBetweenness, sampled_betweenness
from alliancemap.errors import TimeLimitError, UsageError
from unit.analysis.paths.drawn import complete, graphs, ours, path, random_graph, star, tied


def exact(graph: csr_array, *, directed: bool = False, lengths: csr_array | None = None) -> NDArray[np.float64]:
    return normalised(betweenness(graph, directed=directed, lengths=lengths), directed=directed)


def network(name: str) -> csr_array:
    match name:
        case "star":
            return star(40)
        case "karate":
            return ours(nx.karate_club_graph())
        case "lesmis":
            return ours(nx.les_miserables_graph())
        case "path":
            return path(12)
    return ours(nx.disjoint_union(nx.path_graph(6), nx.star_graph(8)))


@pytest.mark.parametrize("name", ["star", "karate", "lesmis", "path", "two components"])
def test_the_bound_is_kept(name: str) -> None:
    """Of 100 seeds at least 100(1 − δ) keep every node's error within ε, and within the node's own half-width."""
    graph = network(name)
    truth, delta = exact(graph), 0.1
    found = [sampled_betweenness(graph, 0.06, delta, seed, False, workers=1) for seed in range(100)]
    assert sum(np.abs(run.estimate - truth).max() <= 0.06 for run in found) >= 100 * (1 - delta)
    assert sum((np.abs(run.estimate - truth) <= run.half_width + 1e-12).all() for run in found) >= 100 * (1 - delta)
    assert max(run.half_width.max() for run in found) <= 0.06


@pytest.mark.parametrize("along", [False, True])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_near_the_exact_one(seed: int, directed: bool, along: bool) -> None:
    graph = random_graph(seed, directed=directed)
    lengths = graph if along else None
    found = sampled_betweenness(graph, 0.05, 0.01, seed, directed, lengths=lengths)
    assert np.abs(found.estimate - exact(graph, directed=directed, lengths=lengths)).max() <= 0.05


@pytest.mark.parametrize("along", [False, True])
def test_each_shortest_path_is_equally_likely(along: bool) -> None:
    """From 0 to 7 there are six: 0 - {1, 2} - 3 - {4, 5, 6} - 7. Chi-square over the ways taken."""
    ties = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (3, 5), (3, 6), (4, 7), (5, 7), (6, 7)]
    graph = arranged(tied(8, ties), directed=False)
    place = {int(node): at for at, node in enumerate(graph.node)}
    ways: Counter[tuple[int, ...]] = Counter()
    for chance in np.random.default_rng(1).random((1200, 1, 3)):
        pair = np.array([[place[0], place[7]]])
        if along:
            passes = sampled_paths_along(graph.ahead, graph.back, (graph.length, graph.back_length), pair, chance)
        else:
            passes = sampled_paths(graph.ahead, graph.back, pair, chance)
        ways[tuple(sorted(graph.node[passes > 0].tolist()))] += 1
    assert sorted(ways) == [(a, 3, b) for a in (1, 2) for b in (4, 5, 6)]
    assert chisquare(list(ways.values())).pvalue > 0.001


def test_both_kinds_of_search_pick_paths_of_the_same_pairs() -> None:
    """Along lengths of 1, what passes through all nodes together is what the distances say."""
    graph = arranged(binary(random_graph(9, directed=True)), directed=True)
    rng = np.random.default_rng(5)
    pairs = np.array([rng.choice(graph.n, 2, replace=False) for _ in range(300)])
    steps = sampled_paths(graph.ahead, graph.back, pairs, rng.random((300, 3)))
    along = sampled_paths_along(graph.ahead, graph.back, (graph.length, graph.back_length), pairs, rng.random((300, 3)))
    assert steps.sum() == along.sum()
    assert steps.min() >= 0
    assert along.min() >= 0


def test_stops_early_where_nobody_stands_out() -> None:
    ring = tied(200, [*[(v, (v + 1) % 200) for v in range(200)], *[(v, (v + 7) % 200) for v in range(200)]])
    found = sampled_betweenness(ring, 0.05, 0.1, 0, False)
    assert found.drawn < 0.8 * 0.5 / 0.05**2 * (5 + 1 + np.log(10))
    assert found.samples < found.drawn


def same(a: SampledBetweenness, b: SampledBetweenness) -> bool:
    return (a.estimate.tobytes(), a.half_width.tobytes(), a.samples) == (
        b.estimate.tobytes(),
        b.half_width.tobytes(),
        b.samples,
    )


def test_the_same_bytes_with_any_number_of_workers_and_others_with_another_seed() -> None:
    graph = network("karate")
    found = [sampled_betweenness(graph, 0.03, 0.1, 7, False, workers=workers) for workers in (1, 2, 5)]
    assert found[0].samples > 4 * BLOCK
    assert same(found[0], found[1])
    assert same(found[0], found[2])
    assert not same(found[0], sampled_betweenness(graph, 0.03, 0.1, 8, False))


@settings(max_examples=20, deadline=None)
@given(graphs(directed=True))
def test_what_no_path_passes_is_0(graph: csr_array) -> None:
    found = sampled_betweenness(graph, 0.2, 0.1, 0, True)
    truth = exact(graph, directed=True)
    assert (found.estimate[truth == 0] == 0).all()
    assert ((found.estimate >= 0) & (found.estimate <= 1)).all()


@pytest.mark.parametrize(
    "graph", [tied(0, []), tied(1, []), tied(2, [(0, 1)]), tied(4, []), complete(5), tied(4, [(0, 1), (2, 3)])]
)
def test_where_no_path_passes_anybody_nothing_is_drawn(graph: csr_array) -> None:
    found = sampled_betweenness(graph, 0.01, 0.1, 0, False)
    assert found.estimate.tolist() == found.half_width.tolist() == [0] * graph.shape[0]
    assert found.drawn == 0


@pytest.mark.parametrize(("epsilon", "delta"), [(0, 0.1), (1, 0.1), (0.1, 0), (0.1, 1), (-0.1, 0.1)])
def test_impossible_demands_are_refused(epsilon: float, delta: float) -> None:
    with pytest.raises(UsageError, match="above 0 and below 1"):
        sampled_betweenness(star(4), epsilon, delta, 0, False)


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError):
        sampled_betweenness(star(4), 0.1, 0.1, 0, False, check_time=stop)
