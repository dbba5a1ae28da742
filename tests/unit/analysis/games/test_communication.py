"""Communication cost of a team: by hand, against NetworkX, at the edges."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import block_diag, csr_array

from alliancemap.analysis.games.communication import communication_cost
from unit.analysis.brokerage.worlds_of_groups import PATH, tied


def test_path_by_hand() -> None:
    """The ends are 3 apart, the second node 1 and 2 from them."""
    cost = communication_cost(PATH, np.array([0, 1, 3]))
    assert (cost.diameter, cost.spanning_tree, cost.mean) == (3, 3, 2)


def test_order_and_unit() -> None:
    cost = communication_cost(PATH * 2.5, np.array([3, 0, 1]))
    assert (cost.diameter, cost.spanning_tree, cost.mean) == (7.5, 7.5, 5)


@pytest.mark.parametrize("seed", range(5))
def test_as_networkx_has_it(seed: int) -> None:
    graph = nx.gnm_random_graph(20, 60, seed=seed)
    rng = np.random.default_rng(seed)
    nx.set_edge_attributes(graph, {edge: rng.uniform(0.5, 3) for edge in graph.edges}, "weight")
    members = rng.choice(sorted(nx.node_connected_component(graph, 0)), 6, replace=False)
    apart: nx.Graph[int] = nx.Graph()
    for a, b in itertools.combinations(members, 2):
        apart.add_edge(a, b, weight=nx.dijkstra_path_length(graph, a, b))
    cost = communication_cost(csr_array(nx.to_scipy_sparse_array(graph)), members)
    lengths = [data["weight"] for _, _, data in apart.edges(data=True)]
    assert cost.diameter == pytest.approx(max(lengths))
    assert cost.mean == pytest.approx(np.mean(lengths))
    assert cost.spanning_tree == pytest.approx(nx.minimum_spanning_tree(apart).size(weight="weight"))


def test_strangers_have_no_cost() -> None:
    cost = communication_cost(csr_array(block_diag((PATH, PATH))), np.array([0, 7]))
    assert np.isnan([cost.diameter, cost.spanning_tree, cost.mean]).all()


def test_one_member_and_none() -> None:
    one = communication_cost(PATH, np.array([2]))
    assert (one.diameter, one.spanning_tree, math.isnan(one.mean)) == (0, 0, True)
    assert math.isnan(communication_cost(PATH, np.zeros(0, np.int64)).diameter)
    assert math.isnan(communication_cost(csr_array((0, 0)), np.zeros(0, np.int64)).diameter)


def test_complete_network_and_star() -> None:
    complete = communication_cost(csr_array(1.0 - np.eye(4)), np.arange(4))
    assert (complete.diameter, complete.spanning_tree) == (1, 3)
    star = tied([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]])
    assert communication_cost(star, np.array([1, 2])).diameter == 2
