"""Communities of two-mode networks: by hand, against all partitions, and what does not change them."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.communities.quality import barber_modularity
from alliancemap.analysis.communities.two_mode import affiliation_communities
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

BLOCKS = csr_array(np.kron(np.eye(2), np.ones((2, 2))))
"""Two organisations share two causes, two others two others."""


def drawn(seed: int, rows: int, columns: int, share: float = 0.4) -> csr_array:
    return csr_array((np.random.default_rng(seed).random((rows, columns)) < share).astype(float))


def partitions(n: int) -> Iterator[list[int]]:
    """All partitions of n nodes, as labels."""
    if n == 0:
        yield []
        return
    for labels in partitions(n - 1):
        for label in range(max(labels, default=-1) + 2):
            yield [*labels, label]


def pair_by_pair(matrix: csr_array, labels: list[int], resolution: float = 1.0) -> float:
    b, total = matrix.toarray(), matrix.sum()
    rows = len(b)
    worth = b - resolution * np.outer(b.sum(axis=1), b.sum(axis=0)) / total
    same = np.equal.outer(labels[:rows], labels[rows:])
    return float((worth * same).sum() / total)


def test_two_blocks_by_hand() -> None:
    """Each block holds half of all affiliations, and a quarter by chance: Q = 2 (1/2 − 1/4)."""
    found = affiliation_communities(BLOCKS, restarts=5)
    assert found.labels.tolist() == [0, 0, 1, 1, 0, 0, 1, 1]
    assert found.quality == pytest.approx(1 / 2)
    assert found.stability == 1
    assert not found.uncertain.any()


@pytest.mark.parametrize("resolution", [0.6, 1.0, 1.7])
@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_partitions(seed: int, resolution: float) -> None:
    matrix = drawn(seed, 4, 4, 0.5)
    best = max(pair_by_pair(matrix, labels, resolution) for labels in partitions(8))
    found = affiliation_communities(matrix, resolution=resolution, restarts=20, seed=seed)
    assert found.quality == pytest.approx(best)
    assert pair_by_pair(matrix, found.labels.tolist(), resolution) == pytest.approx(best)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 999))
def test_communities_hang_together_and_are_worth_what_is_said(rows: int, columns: int, seed: int) -> None:
    matrix = drawn(seed, rows, columns)
    found = affiliation_communities(matrix, restarts=3, seed=seed)
    graph = nx.bipartite.from_biadjacency_matrix(matrix)
    for community in range(found.labels.max() + 1):
        assert nx.is_connected(graph.subgraph(np.flatnonzero(found.labels == community).tolist()))
    if matrix.nnz:
        assert found.quality == pytest.approx(pair_by_pair(matrix, found.labels.tolist()))
        assert found.quality >= -1e-12
    else:
        assert np.isnan(found.quality)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 999))
def test_names_sides_and_nobodies_do_not_matter(seed: int) -> None:
    """The best of a small network has the same worth whatever its nodes are called, and whichever side is which."""
    matrix = drawn(seed, 5, 4)
    rng = np.random.default_rng(seed)
    moved = csr_array(matrix[rng.permutation(5)][:, rng.permutation(4)])
    idle = csr_array(np.pad(matrix.toarray(), ((0, 1), (0, 2))))
    first, *others = (affiliation_communities(m, restarts=20).quality for m in (matrix, moved, matrix.T.tocsr(), idle))
    assert others == pytest.approx([first] * 3, nan_ok=True)


@pytest.mark.parametrize("scale", [1e-300, 1e-3, 1e300])
def test_strengths_of_any_size(scale: float) -> None:
    matrix = csr_array(drawn(3, 9, 7) * np.random.default_rng(1).uniform(0.5, 3, (9, 7)))
    found, scaled = (affiliation_communities(m, restarts=5) for m in (matrix, scale * matrix))
    assert scaled.labels.tolist() == found.labels.tolist()
    assert scaled.quality == pytest.approx(found.quality)


def test_the_same_with_any_number_of_workers() -> None:
    matrix = drawn(8, 30, 20, 0.12)
    first, *others = (affiliation_communities(matrix, restarts=8, seed=2, workers=workers) for workers in (1, 2, 5))
    for other in others:
        assert (other.labels == first.labels).all()
        assert (other.quality, other.stability) == (first.quality, first.stability)


def test_small_networks() -> None:
    for shape in ((0, 0), (1, 1), (3, 0), (0, 2)):
        found = affiliation_communities(csr_array(shape), restarts=2)
        assert found.labels.tolist() == list(range(sum(shape)))
        assert np.isnan(found.quality)
    for shape in ((1, 4), (3, 3)):  # a star, and all with all: no partition is worth more than none
        assert affiliation_communities(csr_array(np.ones(shape)), restarts=3).quality == pytest.approx(0)


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(UsageError, match="resolution is -1"):
        affiliation_communities(BLOCKS, resolution=-1)
    with pytest.raises(UsageError, match="restarts is 0"):
        affiliation_communities(BLOCKS, restarts=0)
    with pytest.raises(InvalidNetworkError, match="labels for a matrix"):
        barber_modularity(BLOCKS, np.zeros(3, int), np.zeros(4, int))

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        affiliation_communities(BLOCKS, check_time=stop)


def test_the_measure_finds_a_partition_or_takes_one() -> None:
    matrix = {"matrix": [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]]}
    found = answer("barber_modularity", Given((), {**matrix, "restarts": 5}))
    assert found["value"]["Q"] == pytest.approx(1 - (4 / 6) ** 2 - (2 / 6) ** 2)
    assert found["value"]["partition"] == {"a": 0, "b": 0, "c": 1, "1": 0, "2": 0, "3": 1, "4": 1}
    assert found["method"] == "best of 5 runs of the Leiden algorithm"
    given_one = dict.fromkeys(found["value"]["partition"], "all")
    assert answer("barber_modularity", Given((), {**matrix, "partition": given_one}))["value"]["Q"] == 0
    with pytest.raises(UsageError, match="no group for '4'"):
        answer("barber_modularity", Given((), {**matrix, "partition": {k: 0 for k in given_one if k != "4"}}))
    with pytest.raises(UsageError, match="names 'z'"):
        answer("barber_modularity", Given((), {**matrix, "partition": {**given_one, "z": 1}}))
