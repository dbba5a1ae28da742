"""How sure a density is: jackknife and vertex bootstrap."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.statistics.jackknife import density, density_jackknife_se
from alliancemap.analysis.statistics.vertex_bootstrap import density_bootstrap
from alliancemap.errors import UsageError
from unit.analysis.brokerage.worlds_of_groups import Drawn, tied, world, worlds

PATH = tied([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])


def test_path_by_hand() -> None:
    """Without an end one of one pair is tied, without the middle none: z = 1, 0, 1, mean 2/3, factor 1/6."""
    assert density(PATH) == pytest.approx(2 / 3)
    assert density_jackknife_se(PATH) == pytest.approx(math.sqrt(1 / 6 * (1 / 9 + 4 / 9 + 1 / 9)))


@given(worlds(smallest=3))
@settings(max_examples=30, deadline=None)
def test_leaves_out_each_node_as_networkx_does(drawn: Drawn) -> None:
    ties, _, directed = drawn
    n = ties.shape[0]
    graph = nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph if directed else nx.Graph)
    without = np.array([nx.density(graph.subgraph(set(graph) - {node})) for node in graph])
    expected = math.sqrt((n - 2) / (2 * n) * np.square(without - without.mean()).sum())
    assert density_jackknife_se(ties) == pytest.approx(expected, abs=1e-12)


@given(worlds(smallest=3), st.floats(0.1, 9))
@settings(max_examples=20, deadline=None)
def test_error_has_the_unit_of_the_ties(drawn: Drawn, factor: float) -> None:
    ties, _, _ = drawn
    assert density_jackknife_se(ties * factor) == pytest.approx(factor * density_jackknife_se(ties))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_nodes_to_leave_one_out(n: int) -> None:
    assert math.isnan(density_jackknife_se(csr_array((n, n))))


def test_all_alike_has_no_error() -> None:
    assert density_jackknife_se(csr_array(1.0 - np.eye(5))) == pytest.approx(0)
    assert density_jackknife_se(csr_array((5, 5))) == 0
    assert (density_bootstrap(csr_array(1.0 - np.eye(5)), draws=20) == 1).all()
    assert (density_bootstrap(csr_array((5, 5)), draws=20) == 0).all()


@pytest.mark.parametrize("directed", [False, True])
def test_bootstrap_has_the_mean_of_dyads_drawn_one_by_one(directed: bool) -> None:
    ties, _, _ = world(2, 12, 0.3, directed=directed)
    cells, rng = ties.toarray(), np.random.default_rng(0)
    plain = []
    for _ in range(2000):
        drawn = rng.integers(12, size=12)
        total = 0.0
        for i in range(12):
            for j in range(i):
                a, b = (drawn[i], drawn[j]) if drawn[i] != drawn[j] else rng.choice(12, 2, replace=False)
                total += cells[a, b] + cells[b, a]
        plain.append(total / (12 * 11))
    found = density_bootstrap(ties, draws=4000)
    assert found.mean() == pytest.approx(np.mean(plain), abs=4 * float(np.std(plain)) / math.sqrt(1300))
    assert found.std() == pytest.approx(np.std(plain), rel=0.08)


def test_workers_do_not_matter() -> None:
    ties, _, _ = world(2, 20, 0.2, directed=False)
    one, three = (density_bootstrap(ties, draws=30, seed=3, workers=workers) for workers in (1, 3))
    np.testing.assert_array_equal(one, three)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_draw_from(n: int) -> None:
    assert np.isnan(density_bootstrap(csr_array((n, n)), draws=3)).all()
    assert math.isnan(density(csr_array((n, n))))


def test_no_draw() -> None:
    with pytest.raises(UsageError, match="0 draws"):
        density_bootstrap(PATH, draws=0)
