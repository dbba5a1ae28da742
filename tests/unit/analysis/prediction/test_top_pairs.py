from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.prediction import best_cells
from alliancemap.analysis.prediction.best_cells import ScoredPairs
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import AffiliationIndex, similarity, top_affiliations, top_pairs

few = settings(max_examples=40, deadline=None)
NETWORKX: dict[Index, Callable[..., Iterable[tuple[int, int, float]]]] = {
    Index.COMMON_NEIGHBOURS: lambda g, pairs: [(u, v, len(list(nx.common_neighbors(g, u, v)))) for u, v in pairs],
    Index.JACCARD: nx.jaccard_coefficient,
    Index.ADAMIC_ADAR: nx.adamic_adar_index,
    Index.RESOURCE_ALLOCATION: nx.resource_allocation_index,
    Index.PREFERENTIAL_ATTACHMENT: nx.preferential_attachment,
}


def graph(n: int, ties: list[tuple[int, int]]) -> Graph:
    ends = np.array(ties, np.int64).reshape(-1, 2)
    return Graph.of_records(tuple(map(str, range(n))), (ends[:, 0], ends[:, 1]))


def drawn(n: int, share: float, seed: int) -> Graph:
    rng = np.random.default_rng(seed)
    return graph(n, [pair for pair in combinations(range(n), 2) if rng.random() < share])


def rows(found: ScoredPairs) -> list[tuple[int, int, float]]:
    return list(zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True))


def same(found: list[Any], expected: list[Any]) -> None:
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in expected])


def test_worked_by_hand() -> None:
    """A star of four leaves with a tie between the first two: leaves 3 and 4 share the centre, of degree 4."""
    star = graph(5, [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2)])
    shared = [(1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]
    same(rows(top_pairs(star.ties, Index.RESOURCE_ALLOCATION, 9)), [(u, v, 1 / 4) for u, v in shared])
    same(rows(top_pairs(star.ties, Index.ADAMIC_ADAR, 9)), [(u, v, 1 / np.log(4)) for u, v in shared])
    jaccard = rows(top_pairs(star.ties, Index.JACCARD, 9))
    same(jaccard, [(3, 4, 1), (1, 3, 1 / 2), (1, 4, 1 / 2), (2, 3, 1 / 2), (2, 4, 1 / 2)])
    same(rows(top_pairs(star.ties, Index.PREFERENTIAL_ATTACHMENT, 2)), [(1, 3, 2), (1, 4, 2)])


@pytest.mark.parametrize("index", Index)
@pytest.mark.parametrize(("n", "share"), [(0, 0), (1, 0), (6, 0), (7, 1), (14, 0.1), (14, 0.3), (20, 0.8)])
def test_as_networkx(index: Index, n: int, share: float) -> None:
    for seed in range(3):
        network = drawn(n, share, seed)
        plain: nx.Graph[int] = nx.Graph()
        plain.add_nodes_from(range(n))
        plain.add_edges_from(zip(*map(np.ndarray.tolist, network.ties.nonzero()), strict=True))
        apart = [pair for pair in combinations(range(n), 2) if not plain.has_edge(*pair)]
        scored = sorted(NETWORKX[index](plain, apart), key=lambda row: (-round(row[2], 9), row[0], row[1]))
        for k in (0, 3, 10_000):
            same(rows(top_pairs(network.ties, index, k)), scored[:k])


@given(st.integers(0, 10**6), st.sampled_from(Index))
@few
def test_an_isolate_changes_no_score(seed: int, index: Index) -> None:
    network = drawn(9, 0.3, seed)
    more = graph(10, list(zip(*map(np.ndarray.tolist, network.ties.nonzero()), strict=True)))
    before = [row for row in rows(top_pairs(network.ties, index, 100)) if row[2] > 0]
    assert [row for row in rows(top_pairs(more.ties, index, 100)) if row[2] > 0] == before


@given(st.integers(0, 10**6), st.sampled_from(Index))
@few
def test_numbering_does_not_matter(seed: int, index: Index) -> None:
    network, order = drawn(9, 0.4, seed), np.random.default_rng(seed).permutation(9)
    other = csr_array(network.ties[order][:, order])
    other.sort_indices()
    renamed = [(*sorted((order[u], order[v])), score) for u, v, score in rows(top_pairs(other, index, 100))]
    found = {row[:2]: row[2] for row in rows(top_pairs(network.ties, index, 100))}
    assert {row[:2]: row[2] for row in renamed} == pytest.approx(found)


def test_blocks_and_workers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    network = drawn(120, 0.1, 3)
    whole = rows(top_pairs(network.ties, Index.ADAMIC_ADAR, 50, workers=1))
    monkeypatch.setattr(best_cells, "BLOCK", 7)
    assert rows(top_pairs(network.ties, Index.ADAMIC_ADAR, 50, workers=2)) == whole


def test_a_large_star_has_too_many_equal_pairs_to_look_at() -> None:
    n = 50_000
    ends = (np.zeros(n - 1, np.int64), np.arange(1, n))
    star = Graph.of_records(tuple(map(str, range(n))), ends)
    assert rows(top_pairs(star.ties, Index.PREFERENTIAL_ATTACHMENT, 3)) == [(1, 2, 1), (1, 3, 1), (1, 4, 1)]


def affiliation_scores(b: NDArray[np.float64], index: AffiliationIndex) -> list[tuple[int, int, float]]:
    """Every product of the definition, one by one."""
    r, c = b.sum(axis=1), b.sum(axis=0)
    shares: dict[str, Callable[[float, float], float]] = {
        "ra_neighbour": lambda size, _: 1 / size,
        "aa_neighbour": lambda size, _: 1 / np.log(size) if size > 1 else 0.0,
        "L3": lambda size, reach: 1 / np.sqrt(size * reach),
    }
    found = []
    for i, k in zip(*(end.tolist() for end in np.nonzero(b == 0)), strict=True):
        paths = [(j, m) for j in range(len(b)) for m in range(b.shape[1]) if b[j, k] and b[i, m] and b[j, m]]
        found.append((i, k, sum(shares[index](c[m], r[j]) for j, m in paths)))
    return sorted(found, key=lambda row: (-round(row[2], 9), row[0], row[1]))


@given(
    st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0]))
    ),
    st.sampled_from(AffiliationIndex),
)
@few
def test_affiliations_as_one_by_one(b: NDArray[np.float64], index: AffiliationIndex) -> None:
    same(rows(top_affiliations(csr_array(b), index, 100)), affiliation_scores(b, index))


def test_similarity_by_hand() -> None:
    """Rivers: Tern and Alder; reefs: all three; moors: Wren alone, which adds nothing."""
    b = csr_array(np.array([[1, 1, 0], [1, 1, 0], [0, 1, 1]], np.float64))
    alike = similarity(b, AffiliationIndex.RA_NEIGHBOUR).toarray()
    assert alike == pytest.approx(np.array([[0, 5 / 6, 1 / 3], [5 / 6, 0, 1 / 3], [1 / 3, 1 / 3, 0]]))
    alike = similarity(b, AffiliationIndex.AA_NEIGHBOUR).toarray()
    assert alike[0] == pytest.approx([0, 1 / np.log(2) + 1 / np.log(3), 1 / np.log(3)])


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0), (1, 1)])
def test_no_affiliations(shape: tuple[int, int]) -> None:
    for index in AffiliationIndex:
        found = top_affiliations(csr_array(shape), index, 5)
        assert rows(found) == [(0, 0, 0.0)][: shape[0] * shape[1]]
    assert similarity(csr_array(shape), AffiliationIndex.RA_NEIGHBOUR).nnz == 0
