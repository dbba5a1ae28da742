"""Layouts: the same places every time, tied nodes near each other, no node on another."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.maps.forces import PushOnGrid, pull_of_ties, push_pairwise
from alliancemap.maps.layout import PAIRWISE_LIMIT, layout, spread


def graph(size: int, pairs: NDArray[np.int64]) -> csr_array:
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    matrix = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    matrix.sum_duplicates()
    return matrix


def cliques(number: int, size: int) -> csr_array:
    one, other = np.triu_indices(size, 1)
    pairs = np.stack([one, other], axis=1)
    chain = np.stack([np.arange(number - 1) * size, np.arange(1, number) * size], axis=1)
    return graph(number * size, np.concatenate([pairs + size * k for k in range(number)] + [chain]))


@pytest.mark.parametrize("size", [PAIRWISE_LIMIT // 10, PAIRWISE_LIMIT + 100])
def test_the_same_graph_gives_the_same_whole_pixels(size: int) -> None:
    ties = cliques(size // 10, 10)
    places = layout(ties)
    assert np.array_equal(places, layout(ties))
    assert np.array_equal(places, np.round(places))
    assert not np.array_equal(places, layout(ties, seed=2))


@pytest.mark.parametrize("number", [8, 120])
def test_tied_nodes_stand_nearer_than_others(number: int) -> None:
    """Cliques of ten in a chain, small enough for exact forces and large enough for the grid."""
    places = layout(cliques(number, 10))
    group = np.repeat(np.arange(number), 10)
    random = np.random.default_rng(1)
    a, b = random.integers(0, len(places), (2, 4000))
    distance = np.hypot(*(places[a] - places[b]).T)
    assert distance[(group[a] == group[b]) & (a != b)].mean() < 0.35 * distance[group[a] != group[b]].mean()


def test_grid_and_pairwise_repulsion_agree_but_for_near_pairs() -> None:
    random = np.random.default_rng(5)
    points = random.normal(size=300) + 1j * random.normal(size=300)
    mass = random.integers(1, 9, 300).astype(float)
    exact, grid = push_pairwise(points, mass), PushOnGrid.of(300)(points, mass)
    assert np.median(np.abs(exact - grid) / np.abs(exact)) < 0.05


def test_repulsion_of_two_by_hand() -> None:
    """Masses 2 and 3, 4 apart: force 2 · 3 / 4 on each, away from the other."""
    assert np.allclose(push_pairwise(np.array([0j, 4]), np.array([2.0, 3.0])), [-1.5, 1.5])


def test_pull_of_a_tie_by_hand() -> None:
    """A tie e - 1 long pulls with log(e) = 1 from either end."""
    force = pull_of_ties(np.array([0j, (np.e - 1) * 1j]), np.array([0]), np.array([1]))
    assert np.allclose(force, [1j, -1j])


def test_nodes_without_ties_stand_in_rows_beneath() -> None:
    ties = graph(23, np.array([[0, 1], [1, 2]]))
    places = layout(ties)
    alone = places[3:]
    assert alone[:, 1].min() > places[:3, 1].max()
    assert len(np.unique(alone, axis=0)) == 20
    assert len(np.unique(alone[:, 1])) == 4


@pytest.mark.parametrize("size", [0, 1, 2])
def test_tiny_graphs(size: int) -> None:
    places = layout(csr_array((size, size)))
    assert places.shape == (size, 2)
    assert np.isfinite(places).all()
    assert np.isfinite(layout(graph(2, np.array([[0, 1]])))).all()


def test_spread_leaves_no_overlap() -> None:
    random = np.random.default_rng(2)
    places = np.concatenate([random.normal(0, 150, (60, 2)), np.zeros((3, 2))])
    width, height = np.full(63, 120.0), np.full(63, 40.0)
    apart = spread(places, width, height)
    dx, dy = (np.abs(apart[:, None, axis] - apart[None, :, axis]) for axis in (0, 1))
    clash = (dx < 110) & (dy < 35)
    np.fill_diagonal(clash, False)
    assert not clash.any()


def test_spread_leaves_alone_what_does_not_overlap() -> None:
    places = np.array([[0.0, 0.0], [500.0, 0.0]])
    assert np.array_equal(spread(places, np.full(2, 100.0), np.full(2, 40.0)), places)
