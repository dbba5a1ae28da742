"""Networks with the same degrees: uniform, degrees kept, strengths shuffled."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import chisquare

from alliancemap.analysis.null_models.degree_sequences import check_uniformity, every_network
from alliancemap.analysis.null_models.labels import shuffled_labels
from alliancemap.analysis.null_models.rewiring import configuration_expected, rewired, rewirings
from alliancemap.errors import InvalidNetworkError, UsageError


def network(degrees: list[int]) -> csr_array:
    graph = nx.havel_hakimi_graph(degrees)
    return csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(len(degrees)))).astype(np.float64)


def some_network(n: int, share: float, seed: int, *, directed: bool) -> csr_array:
    cells = np.random.default_rng(seed).random((n, n)) < share
    cells &= ~np.eye(n, dtype=bool) if directed else np.triu(np.ones((n, n), bool), 1)
    return csr_array((cells if directed else cells | cells.T).astype(float))


def directed_like(cells: NDArray[np.int64]) -> set[bytes]:
    """Every simple directed network with the same in- and out-degrees, by trying all."""
    n, found = len(cells), set()
    pairs = list(permutations(range(n), 2))
    for entries in product((0, 1), repeat=len(pairs)):
        other = np.zeros((n, n), int)
        for (a, b), entry in zip(pairs, entries, strict=True):
            other[a, b] = entry
        if (other.sum(0) == cells.sum(0)).all() and (other.sum(1) == cells.sum(1)).all():
            found.add(other.astype(np.int8).tobytes())
    return found


@pytest.mark.parametrize("degrees", [[3, 2, 2, 2, 2, 1], [2, 2, 2, 2, 2], [1, 1, 1, 1], [2, 2, 1, 1, 0]])
def test_every_network_with_these_degrees_is_as_probable(degrees: list[int]) -> None:
    draws = 3_000
    drawn = Counter(
        tuple(map(tuple, np.argwhere(np.triu(draw.toarray())).tolist()))
        for draw in rewirings(network(degrees), draws, 2)
    )
    space = set(every_network(degrees))
    assert set(drawn) == space
    assert chisquare([drawn[ties] for ties in space]).pvalue > 0.001


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
        [[0, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 1, 0]],
        [[0, 1, 1, 0], [0, 0, 1, 0], [1, 0, 0, 1], [0, 0, 0, 0]],
    ],
)
def test_every_directed_network_with_these_degrees_is_as_probable(rows: list[list[int]]) -> None:
    """The first can only be turned round: without reversals of triangles its mirror image is never reached."""
    cells = np.array(rows)
    space = directed_like(cells)
    drawn = Counter(
        draw.toarray().astype(np.int8).tobytes() for draw in rewirings(csr_array(cells.astype(float)), 2_500, 3)
    )
    assert set(drawn) == space
    assert chisquare([drawn[matrix] for matrix in space]).pvalue > 0.001


def test_directed_ties_that_are_all_answered_need_not_stay_so() -> None:
    """a ⇄ b and c ⇄ d: each of four has one tie out and one in, so that there are nine networks."""
    cells = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    space = directed_like(cells)
    draws = rewirings(csr_array(cells.astype(float)), 2_500, 1, directed=True)
    drawn = Counter(draw.toarray().astype(np.int8).tobytes() for draw in draws)
    assert (len(space), set(drawn)) == (9, space)
    assert chisquare([drawn[matrix] for matrix in space]).pvalue > 0.001


def test_the_space_of_six_degrees_has_36_networks() -> None:
    found = check_uniformity([3, 2, 2, 2, 2, 1], 20_000, 0)
    assert found.graphs == len(set(every_network([3, 2, 2, 2, 2, 1]))) == 36
    assert found.probability[0, 1] == pytest.approx(2 / 3)
    assert np.abs(found.frequency - found.probability).max() < 0.02
    assert found.p > 0.001


def test_impossible_degrees_are_refused() -> None:
    for degrees, reason in (([3, 1], "no simple network"), ([1] * 10, "at most 8"), ([1], "no simple network")):
        with pytest.raises(UsageError, match=reason):
            check_uniformity(degrees, 10, 0)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.floats(0, 1), st.integers(0, 2**32), st.booleans())
def test_degrees_stay(n: int, share: float, seed: int, directed: bool) -> None:
    ties = some_network(n, share, seed, directed=directed)
    drawn = rewired(ties, seed)
    assert (drawn.sum(axis=0) == ties.sum(axis=0)).all()
    assert (drawn.sum(axis=1) == ties.sum(axis=1)).all()
    assert drawn.has_canonical_format
    assert not drawn.diagonal().any()
    assert drawn.nnz == ties.nnz
    if not directed:
        assert (drawn.toarray() == drawn.toarray().T).all()


@pytest.mark.parametrize("directed", [False, True])
def test_strengths_are_shuffled(directed: bool) -> None:
    ties = some_network(20, 0.3, 1, directed=directed)
    ties.data = np.random.default_rng(0).integers(1, 9, ties.nnz).astype(float)
    if not directed:
        ties = csr_array(np.triu(ties.toarray()) + np.triu(ties.toarray()).T)
    drawn = rewired(ties, 5)
    assert sorted(drawn.data) == sorted(ties.data)
    if not directed:
        assert (drawn.toarray() == drawn.toarray().T).all()


def test_draws_depend_on_seed_and_number_alone() -> None:
    ties = some_network(30, 0.2, 1, directed=False)
    third = list(rewirings(ties, 4, 9))[3]
    assert abs(third - rewired(ties, 9, 3)).max() == 0
    assert abs(third - rewired(ties, 9, 2)).max() > 0
    assert abs(third - rewired(ties, 8, 3)).max() > 0


def test_complete_and_star_networks_have_no_other() -> None:
    for graph in (nx.complete_graph(5), nx.star_graph(4)):
        ties = csr_array(nx.to_scipy_sparse_array(graph)).astype(np.float64)
        assert abs(rewired(ties, 1) - ties).max() == 0


def test_what_is_no_simple_network_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="loops"):
        rewired(csr_array(np.eye(3)), 0)
    with pytest.raises(InvalidNetworkError, match="square"):
        rewired(csr_array(np.ones((2, 3))), 0)
    with pytest.raises(InvalidNetworkError, match="not symmetric"):
        rewired(csr_array(np.triu(np.ones((3, 3)), 1)), 0, directed=False)
    with pytest.raises(UsageError, match="draws is 0"):
        next(rewirings(csr_array(np.zeros((2, 2))), 0, 0))


def test_expected_ties_of_a_path_by_hand() -> None:
    """A path a–b–c: 2m = 4, so a–b is expected 1·2/4 times, a–c 1·1/4."""
    path = network([1, 2, 1])
    middle = int(np.argmax(path.sum(axis=0)))
    first, last = (row for row in range(3) if row != middle)
    found = configuration_expected(path, np.array([first, first]), np.array([middle, last]))
    assert found.tolist() == [0.5, 0.25]
    directed = csr_array(np.array([[0.0, 1, 1], [0, 0, 1], [0, 0, 0]]))
    assert configuration_expected(directed, np.array([0, 2]), np.array([2, 0])).tolist() == [4 / 3, 0]
    assert np.isnan(configuration_expected(csr_array((2, 2)), np.array([0]), np.array([1]))).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=12), st.integers(0, 99))
def test_labels_are_dealt_among_those_that_take_part(labels: list[int], seed: int) -> None:
    given_labels = np.array(labels, np.int64)
    among = given_labels > 0
    dealt = shuffled_labels(given_labels, seed, 1, among)
    assert sorted(dealt.tolist()) == sorted(labels)
    assert (dealt[~among] == 0).all()


def test_every_order_of_labels_is_as_probable() -> None:
    drawn = Counter(tuple(shuffled_labels(np.array([0, 0, 1, 2]), 1, draw).tolist()) for draw in range(3_000))
    assert len(drawn) == 12
    assert chisquare(list(drawn.values())).pvalue > 0.001
