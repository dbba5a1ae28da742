"""Density, isolates and components as the catalogue gives them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array

from unit.analysis.centrality.small import (
    COMPLETE,
    EMPTY,
    ISOLATES,
    KITE,
    ONE,
    STAR,
    TWO_PARTS,
    as_networkx,
    few,
    measured,
    networks,
    relabelled,
    tied,
    with_isolate,
)


def test_by_hand() -> None:
    """A triangle with a tail and an isolate: four of ten pairs are tied."""
    assert measured("density", KITE) == pytest.approx(4 / 10)
    assert measured("isolates", KITE) == ["4"]
    assert measured("components", KITE) == [["0", "1", "2", "3"], ["4"]]
    assert measured("components", TWO_PARTS) == [["0", "1", "2"], ["3", "4"]]


def test_small_networks() -> None:
    assert [measured("density", ties) for ties in (EMPTY, ONE, ISOLATES, COMPLETE)] == [None, None, 0, 1]
    assert measured("density", STAR) == pytest.approx(4 / 10)
    assert [measured("isolates", ties) for ties in (EMPTY, ONE, STAR)] == [[], ["0"], []]
    assert [measured("components", ties) for ties in (EMPTY, ONE, ISOLATES)] == [[], [["0"]], [["0"], ["1"]]]


def test_directions() -> None:
    """One way and both ways: three of six ordered pairs; components do not ask which way."""
    arcs = tied(4, [(0, 1), (1, 0), (2, 1)], directed=True)
    assert measured("density", arcs, directed=True) == pytest.approx(3 / 12)
    assert measured("isolates", arcs, directed=True) == ["3"]
    assert measured("components", arcs, directed=True) == [["0", "1", "2"], ["3"]]


@few
@given(networks(weighted=True))
def test_as_networkx(ties: csr_array) -> None:
    graph = as_networkx(ties)
    assert measured("isolates", ties) == list(map(str, nx.isolates(graph)))
    if len(graph) > 1:
        assert measured("density", ties) == pytest.approx(nx.density(graph))
    theirs = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    assert measured("components", ties) == [list(map(str, part)) for part in theirs]


@few
@given(networks())
def test_relabelled_and_with_an_isolate(ties: csr_array) -> None:
    n = ties.shape[0]
    moved = measured("components", relabelled(ties, np.random.default_rng(2).permutation(n)))
    assert [len(part) for part in moved] == [len(part) for part in measured("components", ties)]
    assert measured("components", with_isolate(ties)) == [*measured("components", ties), [str(n)]]
    assert measured("isolates", with_isolate(ties)) == [*measured("isolates", ties), str(n)]


def test_as_many_components_as_nodes_take_no_time() -> None:
    assert len(measured("components", tied(60_000, [(0, 1)]))) == 59_999
