"""Modularity, its two-mode form, the constant Potts model and the adjusted Rand index: by hand and beside others."""

from __future__ import annotations

from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.communities.agreement import adjusted_rand_index, mean_agreement, membership_frequency
from alliancemap.analysis.communities.quality import barber_modularity, constant_potts, modularity
from alliancemap.errors import InvalidNetworkError

labelled = st.lists(st.integers(0, 3), min_size=2, max_size=20)


def weighted(n: int, seed: int) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.gnp_random_graph(n, 0.4, seed=seed)
    rng = np.random.default_rng(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(rng.integers(1, 5))
    return graph


def matrix(graph: nx.Graph[int]) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph)).astype(np.float64)


def dense(labels: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.unique(labels, return_inverse=True)[1].astype(np.int32)


def test_modularity_of_two_pairs_by_hand() -> None:
    """A path a–b–c–d in halves: each has 1 of 3 ties inside and half the degrees, so 2 (1/3 − 1/4)."""
    path = matrix(nx.path_graph(4))
    assert modularity(path, np.array([0, 0, 1, 1])) == pytest.approx(1 / 6)
    assert modularity(path, np.array([0, 0, 0, 0])) == pytest.approx(0)
    assert constant_potts(path, np.array([0, 0, 1, 1]), 0.5) == pytest.approx((2 - 0.5 * 2) / 3)


def test_barber_modularity_by_hand() -> None:
    """Two rows with a column each: (1 − 1/2 + 1 − 1/2)/2 together, 0 in one community."""
    cells = csr_array(np.eye(2))
    assert barber_modularity(cells, np.array([0, 1]), np.array([0, 1])) == pytest.approx(0.5)
    assert barber_modularity(cells, np.array([0, 0]), np.array([0, 0])) == pytest.approx(0)
    assert np.isnan(barber_modularity(csr_array((2, 2)), np.array([0, 1]), np.array([0, 1])))


@settings(max_examples=30, deadline=None)
@given(labelled, st.integers(0, 999), st.floats(0.3, 3))
def test_modularity_is_that_of_networkx_and_igraph(labels: list[int], seed: int, resolution: float) -> None:
    graph = weighted(len(labels), seed)
    found = modularity(matrix(graph), dense(labels), resolution)
    if not graph.size():
        assert np.isnan(found)
        return
    groups = [{row for row, label in enumerate(labels) if label == group} for group in set(labels)]
    assert found == pytest.approx(nx.community.modularity(graph, groups, resolution=resolution))
    strengths = [data["weight"] for *_, data in graph.edges(data=True)]
    other = igraph.Graph(len(labels), list(graph.edges), edge_attrs={"weight": strengths})
    assert found == pytest.approx(other.modularity(labels, weights="weight", resolution=resolution))


@settings(max_examples=20, deadline=None)
@given(labelled, st.integers(0, 999))
def test_scaling_relabelling_and_isolates_change_nothing(labels: list[int], seed: int) -> None:
    ties = matrix(weighted(len(labels), seed))
    found = modularity(ties, dense(labels))
    order = np.random.default_rng(seed).permutation(len(labels))
    larger = csr_array(np.pad(ties.toarray(), (0, 1)))
    same = [
        modularity(3 * ties, dense(labels)),
        modularity(csr_array(ties[order][:, order]), dense(labels)[order]),
        modularity(larger, np.append(dense(labels), dense(labels).max() + 1)),
    ]
    assert same == pytest.approx([found] * 3, nan_ok=True)


def naive_rand(first: list[int], second: list[int]) -> float:
    pairs = list(combinations(range(len(first)), 2))
    a = [first[i] == first[j] for i, j in pairs]
    b = [second[i] == second[j] for i, j in pairs]
    both = sum(x and y for x, y in zip(a, b, strict=True))
    expected = sum(a) * sum(b) / len(pairs)
    most = (sum(a) + sum(b)) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def test_rand_index_by_hand() -> None:
    """Pairs ab | cd against ac | bd: 2 and 2 of 6 pairs, none in both, so (0 − 2/3)/(2 − 2/3)."""
    assert adjusted_rand_index(dense([0, 0, 1, 1]), dense([0, 1, 0, 1])) == pytest.approx(-0.5)
    assert adjusted_rand_index(dense([0, 0, 1, 1]), dense([1, 1, 0, 0])) == 1
    assert adjusted_rand_index(dense([0, 0, 0]), dense([1, 1, 1])) == 1
    assert adjusted_rand_index(dense([0, 1, 2]), dense([2, 1, 0])) == 1
    assert np.isnan(adjusted_rand_index(dense([0]), dense([0])))
    with pytest.raises(InvalidNetworkError, match="cannot be compared"):
        adjusted_rand_index(dense([0]), dense([0, 1]))


@settings(max_examples=30, deadline=None)
@given(labelled, st.integers(0, 99))
def test_rand_index_is_the_naive_one(labels: list[int], seed: int) -> None:
    other = np.random.default_rng(seed).integers(0, 3, len(labels)).tolist()
    assert adjusted_rand_index(dense(labels), dense(other)) == pytest.approx(naive_rand(labels, other))
    graph_index = igraph.compare_communities(labels, other, "adjusted_rand")
    assert np.isnan(graph_index) or adjusted_rand_index(dense(labels), dense(other)) == pytest.approx(graph_index)


def test_agreement_and_frequency_by_hand() -> None:
    """abc | d in one run, ab | cd in the other: a, b keep one of two companions, c none; d is alone half the time."""
    runs = [dense([0, 0, 0, 1]), dense([0, 0, 1, 1])]
    assert membership_frequency(runs[0], runs).tolist() == [0.75, 0.75, 0.5, 0.5]
    assert mean_agreement(runs) == adjusted_rand_index(*runs)
    assert np.isnan(mean_agreement(runs[:1]))


@settings(max_examples=20, deadline=None)
@given(labelled, st.integers(0, 99))
def test_frequency_is_the_naive_one(labels: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    runs = [dense(rng.integers(0, 3, len(labels)).tolist()) for _ in range(3)]
    found = membership_frequency(dense(labels), runs)
    for i, label in enumerate(labels):
        others = [j for j, own in enumerate(labels) if own == label and j != i]
        shares = [
            np.mean([run[i] == run[j] for j in others]) if others else float((run == run[i]).sum() == 1) for run in runs
        ]
        assert found[i] == pytest.approx(np.mean(shares))


def test_wrong_shapes_and_directions_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="direction"):
        modularity(csr_array(np.array([[0.0, 1], [0, 0]])), np.array([0, 0]))
    with pytest.raises(InvalidNetworkError, match="3 labels"):
        modularity(csr_array((2, 2)), np.array([0, 0, 0]))
    with pytest.raises(InvalidNetworkError, match="labels"):
        barber_modularity(csr_array((2, 2)), np.array([0, 0, 0]), np.array([0, 0]))
