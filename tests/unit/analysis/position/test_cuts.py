"""Articulation points and bridges."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from scipy.sparse import csr_array

from alliancemap.analysis.position.cuts import cuts
from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    KITE,
    ONE,
    PATH,
    STAR,
    TWO_PARTS,
    as_networkx,
    few,
    measured,
    networks,
    random_ties,
    relabelled,
    tied,
    with_isolate,
)


def found(ties: csr_array) -> tuple[list[int], list[list[int]]]:
    held = cuts(ties)
    return held.articulation_points.tolist(), held.bridges.tolist()


def test_by_hand() -> None:
    assert found(KITE) == ([2], [[2, 3]])
    assert found(STAR) == ([0], [[0, 1], [0, 2], [0, 3], [0, 4]])
    assert found(PATH) == ([1, 2], [[0, 1], [1, 2], [2, 3]])
    assert found(TWO_PARTS) == ([], [[3, 4]])
    assert found(COMPLETE) == found(ONE) == found(EMPTY) == ([], [])


def test_point_without_a_bridge() -> None:
    """Two triangles that share node 0, which the search may begin at or come to."""
    assert found(tied(5, [(0, 1), (1, 2), (0, 2), (0, 3), (3, 4), (0, 4)])) == ([0], [])
    assert found(tied(5, [(4, 1), (1, 2), (4, 2), (4, 3), (3, 0), (4, 0)])) == ([4], [])


def test_measures_name_nodes() -> None:
    assert measured("articulation_points", KITE) == ["2"]
    assert measured("bridges", KITE) == [["2", "3"]]
    assert measured("bridges", tied(2, [(0, 1), (1, 0)], directed=True), directed=True) == [["0", "1"]]
    assert measured("bridges", EMPTY) == measured("articulation_points", EMPTY) == []


@few
@given(networks())
def test_as_networkx(ties: csr_array) -> None:
    graph = as_networkx(ties)
    points, bridges = found(ties)
    assert points == sorted(nx.articulation_points(graph))
    assert bridges == sorted(sorted(tie) for tie in nx.bridges(graph))


def test_as_networkx_where_paths_are_long() -> None:
    for seed in range(5):
        ties = random_ties(400, 420, seed)
        graph = as_networkx(ties)
        assert found(ties) == (sorted(nx.articulation_points(graph)), sorted(sorted(tie) for tie in nx.bridges(graph)))


def test_long_path_needs_no_recursion() -> None:
    n = 20_000
    held = cuts(tied(n, zip(range(n - 1), range(1, n), strict=True)))
    assert len(held.bridges) == n - 1
    assert len(held.articulation_points) == n - 2


@few
@given(networks())
def test_relabelled_and_with_an_isolate(ties: csr_array) -> None:
    order = np.random.default_rng(6).permutation(ties.shape[0])
    points, bridges = found(ties)
    moved = found(relabelled(ties, order))
    assert sorted(order[moved[0]].tolist()) == points
    assert sorted(sorted(order[tie].tolist()) for tie in moved[1]) == bridges
    assert found(with_isolate(ties)) == (points, bridges)
