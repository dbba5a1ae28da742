"""Burt's measures and clustering, against the formulas worked out pair by pair, NetworkX and igraph."""

from __future__ import annotations

from math import log, nan
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.structural_holes.holes import constraint, structural_holes
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
    random_ties,
    relabelled,
    tied,
    with_isolate,
)

Values = NDArray[np.float64]


def pair_by_pair(ties: csr_array) -> tuple[Values, Values, Values]:
    """Constraint, effective size and hierarchy as Burt writes them, for W of either kind."""
    w = ties.toarray()
    w = w + w.T
    n = len(w)
    sizes, constraints, hierarchies = np.full(n, nan), np.full(n, nan), np.full(n, nan)
    for i in range(n):
        contacts = [j for j in range(n) if w[i, j] > 0]
        if not contacts:
            continue
        p = w / np.where(w.sum(axis=1) > 0, w.sum(axis=1), 1)[:, None]
        c = [(p[i, j] + sum(p[i, q] * p[q, j] for q in contacts if q != j)) ** 2 for j in contacts]
        constraints[i] = sum(c)
        sizes[i] = sum(1 - sum(p[i, q] * w[j, q] / w[j].max() for q in contacts if q != j) for j in contacts)
        k = len(contacts)
        ratios = [x / (sum(c) / k) for x in c]
        hierarchies[i] = sum(r * log(r) for r in ratios) / (k * log(k)) if k > 1 else 1.0
    return constraints, sizes, hierarchies


def test_kite_by_hand() -> None:
    """A triangle 0, 1, 2 with the tail 2–3: t is 1, 1, 1, 0 and k is 2, 2, 3, 1."""
    found = structural_holes(KITE)
    tail = (1 / 3) ** 2 + 2 * (1 / 3 + 1 / 6) ** 2
    inside = (1 / 2 + 1 / 2 * 1 / 3) ** 2 + (1 / 2 + 1 / 2 * 1 / 2) ** 2
    assert_allclose(found.constraint, [inside, inside, tail, 1, nan])
    assert_allclose(found.effective_size, [1, 1, 3 - 2 / 3, 1, nan])
    assert_allclose(found.efficiency, [1 / 2, 1 / 2, 7 / 9, 1, nan])
    assert found.triangles.tolist() == [1, 1, 1, 0, 0]
    assert_allclose(found.clustering, [1, 1, 1 / 3, 0, 0])
    assert found.transitivity == pytest.approx(3 / 5)
    assert_allclose(found.hierarchy[3:], [1, nan])


def test_named_networks() -> None:
    star = structural_holes(STAR)
    assert_allclose(star.constraint, [1 / 4, 1, 1, 1, 1])
    assert_allclose(star.effective_size, [4, 1, 1, 1, 1])
    assert star.hierarchy.tolist() == [0, 1, 1, 1, 1]
    assert star.transitivity == 0
    complete = structural_holes(COMPLETE)
    assert_allclose(complete.constraint, 3 * (1 / 3 + 2 / 9) ** 2)
    assert_allclose(complete.effective_size, 1)
    assert complete.hierarchy.tolist() == [0, 0, 0, 0]
    assert complete.transitivity == 1
    parts = structural_holes(TWO_PARTS)
    assert_allclose(parts.constraint, [9 / 8, 9 / 8, 9 / 8, 1, 1])


def test_nothing_to_measure() -> None:
    for ties, n in ((EMPTY, 0), (ONE, 1), (ISOLATES, 2)):
        found = structural_holes(ties)
        assert len(found.constraint) == len(found.hierarchy) == n
        assert np.isnan([found.constraint, found.effective_size, found.efficiency, found.hierarchy]).all()
        assert found.clustering.tolist() == [0] * n
        assert np.isnan(found.transitivity)
    assert measured("transitivity", ISOLATES) is None
    assert measured("constraint", ISOLATES) == measured("efficiency", ISOLATES) == {"0": None, "1": None}
    assert measured("clustering", ONE) == measured("triangles", ONE) == {"0": 0}


@few
@given(networks(weighted=True))
def test_pair_by_pair(ties: csr_array) -> None:
    found, expected = structural_holes(ties), pair_by_pair(ties)
    assert_allclose(found.constraint, expected[0], rtol=1e-12)
    assert_allclose(found.effective_size, expected[1], rtol=1e-12, atol=1e-12)
    assert_allclose(found.hierarchy, expected[2], atol=1e-11)


@few
@given(networks(weighted=True, directed=True))
def test_directed_pair_by_pair(ties: csr_array) -> None:
    expected = pair_by_pair(ties)
    found: list[Any] = [
        list(measured(name, ties, directed=True, weight="weight").values())
        for name in ("constraint", "effective_size", "hierarchy")
    ]
    assert_allclose(np.array(found, float), expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_as_networkx_and_igraph(seed: int) -> None:
    ties = random_ties(60, 240, seed, weighted=True)
    graph, found = as_networkx(ties), structural_holes(ties)
    assert_allclose(found.constraint, list(nx.constraint(graph, weight="weight").values()), rtol=1e-12)
    sizes = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert_allclose(found.effective_size, list(sizes.values()), rtol=1e-12)
    assert_array_equal(found.triangles, [nx.triangles(graph, node) for node in graph])
    clustering: Any = nx.clustering(graph)
    assert_allclose(found.clustering, list(clustering.values()))
    assert found.transitivity == pytest.approx(nx.transitivity(graph), rel=1e-14)
    ends = [(a, b) for a, b in zip(*ties.nonzero(), strict=True) if a < b]
    other = igraph.Graph(60, ends)
    assert_allclose(found.constraint, other.constraint(weights=[ties[a, b] for a, b in ends]), rtol=1e-12)


@few
@given(networks(weighted=True))
def test_relabelled_scaled_and_with_an_isolate(ties: csr_array) -> None:
    found, order = structural_holes(ties), np.random.default_rng(5).permutation(ties.shape[0])
    moved, scaled = structural_holes(relabelled(ties, order)), structural_holes(1e-3 * ties)
    for name in ("constraint", "effective_size", "hierarchy", "triangles"):
        values = getattr(found, name)
        assert_allclose(getattr(moved, name), values[order], rtol=1e-10, atol=1e-11, err_msg=name)
        assert_allclose(getattr(scaled, name), values, rtol=1e-10, atol=1e-11, err_msg=name)
        assert_allclose(getattr(structural_holes(with_isolate(ties)), name)[:-1], values, err_msg=name)


def test_strengths_of_any_size() -> None:
    """Strengths far apart make no share vanish or overflow."""
    heavy = tied(4, [(0, 1, 1e200), (1, 2, 1e200), (0, 2, 1e200), (2, 3, 1e-200)])
    assert_allclose(constraint(heavy)[[0, 3]], [9 / 8, 1])
    assert np.isfinite(constraint(tied(3, [(0, 1, 1e-200), (1, 2, 1e-200)]))).all()


def test_direction_counts_unless_dropped() -> None:
    """Both ways between 0 and 1 weigh twice as much as one way between 0 and 2."""
    arcs = tied(3, [(0, 1), (1, 0), (0, 2)], directed=True)
    assert measured("constraint", arcs, directed=True)["0"] == pytest.approx(5 / 9)
    assert measured("clustering", tied(3, [(0, 1), (1, 2), (2, 0)], directed=True), directed=True)["0"] == 1
