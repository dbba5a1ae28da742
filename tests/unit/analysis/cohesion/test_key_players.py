from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion import key_players as searching
from alliancemap.analysis.cohesion.goals import GOALS, goal_number, predicted_seconds
from alliancemap.analysis.cohesion.key_player_search import Search
from alliancemap.analysis.cohesion.key_players import KeyPlayers, key_players
from alliancemap.analysis.compute.blocks import at_most
from alliancemap.analysis.compute.pausing import no_limit
from alliancemap.errors import UsageError
from unit.analysis.centrality.small import measured
from unit.analysis.cohesion import plain_cohesion as plain
from unit.analysis.paths.drawn import complete, graphs, path, star, tied

PAIR_AND_PATH = tied(5, [(0, 1), (2, 3), (3, 4)])


def ties_of(graph: nx.Graph[int]) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, weight=None)).astype(np.float64)


def found_by_search(monkeypatch: pytest.MonkeyPatch, ties: csr_array, k: int, goal: str, seed: int = 0) -> KeyPlayers:
    """What greedy and exchange find where not all sets are tried."""
    monkeypatch.setattr(searching, "MOST_SETS", 0)
    return key_players(ties, k, goal, seed=seed)


def assert_best(ties: csr_array, k: int, goal: str, value: float, sets: list[tuple[int, ...]]) -> None:
    """That these are all the best sets."""
    found = key_players(ties, k, goal)
    assert found.exhaustive
    assert found.value == pytest.approx(value, nan_ok=True)
    assert list(found.sets) == sets


def test_a_pair_and_a_path_of_three_by_hand() -> None:
    """Without 3 one pair of six is left tied; from 3 three nodes are reached at once, from 3 and 0 or 1 all five."""
    assert_best(PAIR_AND_PATH, 1, "neg_F", 10 / 12, [(3,)])
    assert_best(PAIR_AND_PATH, 1, "neg_DF", 10 / 12, [(3,)])
    assert_best(PAIR_AND_PATH, 1, "pos_DR", 3 / 5, [(3,)])
    assert_best(PAIR_AND_PATH, 2, "pos_DR", 1, [(0, 3), (1, 3)])
    assert_best(PAIR_AND_PATH, 1, "pos_m1", 3, [(3,)])
    assert_best(PAIR_AND_PATH, 1, "pos_m2", 3, [(2,), (3,), (4,)])


def test_reach_counts_members_as_one() -> None:
    """From the second of a path of four: itself 1, its neighbours 1 each, the last ½."""
    assert_best(path(4), 4, "pos_DR", 1, [(0, 1, 2, 3)])
    assert_best(path(2), 1, "pos_DR", 1, [(0,), (1,)])
    assert_best(path(4), 1, "pos_DR", (1 + 1 + 1 + 1 / 2) / 4, [(1,), (2,)])


def test_equal_distances_are_told_apart_by_pairs() -> None:
    """A star of four leaves, and eight nodes all tied to each other: without the hub, or without any of the eight,
    Σ 1/d is less by 14 of 14 + 56; but ten pairs are no longer connected, or only seven. Twelve are left.
    """
    ties = ties_of(nx.disjoint_union(nx.star_graph(4), nx.complete_graph(8)))
    found = key_players(ties, 1, "neg_DF")
    assert found.sets == ((0,),)
    assert found.value == pytest.approx(1 - 56 / (12 * 11))


@pytest.mark.parametrize("goal", [*GOALS, "pos_m3"])
@pytest.mark.parametrize("seed", range(10))
def test_set_by_set(seed: int, goal: str) -> None:
    ties = plain.drawn(seed)
    for k in range(1, min(4, ties.shape[0]) + 1):
        assert_best(ties, k, goal, *plain.best_sets(ties, k, goal))


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("seed", range(8))
def test_greedy_and_exchange_find_a_best_set_of_small_networks(
    seed: int, goal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ties = ties_of(nx.gnm_random_graph(16, 24, seed=seed))
    best = key_players(ties, 3, goal)
    found = found_by_search(monkeypatch, ties, 3, goal)
    assert not found.exhaustive
    assert found.value == pytest.approx(best.value)
    assert set(found.sets) <= set(best.sets)


@pytest.mark.parametrize("goal", GOALS)
def test_no_exchange_of_one_member_gains(goal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ties = ties_of(nx.gnm_random_graph(22, 30, seed=5))
    graph = nx.from_scipy_sparse_array(ties)
    found = found_by_search(monkeypatch, ties, 4, goal, seed=9)
    assert found.sets
    for nodes in found.sets:
        assert plain.worth(graph, nodes, goal) == pytest.approx(found.value)
        for out in nodes:
            for into in set(graph) - set(nodes):
                other = (*(node for node in nodes if node != out), into)
                assert plain.worth(graph, other, goal) <= found.value + 1e-9


@settings(max_examples=20, deadline=None)
@given(graphs(most=9), st.integers(1, 3), st.sampled_from(GOALS))
def test_names_and_strengths_do_not_matter(ties: csr_array, k: int, goal: str) -> None:
    n = ties.shape[0]
    if k <= n:
        order = np.random.default_rng(n).permutation(n)
        found, moved = key_players(ties, k, goal), key_players(3 * csr_array(ties[order][:, order]), k, goal)
        assert moved.value == pytest.approx(found.value, nan_ok=True)
        assert sorted(tuple(sorted(order[list(nodes)].tolist())) for nodes in moved.sets) == list(found.sets)


@settings(max_examples=20, deadline=None)
@given(graphs(most=9), st.integers(1, 3), st.sampled_from(["pos_DR", "pos_m1", "pos_m2"]))
def test_reach_grows_with_the_set_and_not_with_an_isolate(ties: csr_array, k: int, goal: str) -> None:
    n = ties.shape[0]
    if k < n:
        found = key_players(ties, k, goal).value
        assert key_players(ties, k + 1, goal).value >= found - 1e-12
        larger = csr_array(np.pad(ties.toarray(), (0, 1)))
        more = key_players(larger, k, goal).value * ((n + 1) / n if goal == "pos_DR" else 1)
        assert found - 1e-9 <= more <= found + 1 + 1e-9


@pytest.mark.parametrize("goal", ["pos_DR", "pos_m1", "pos_m2", "pos_m3"])
@pytest.mark.parametrize("fixed", [(), (4,), (0, 17), (3, 9, 28)])
def test_what_each_further_node_adds(goal: str, fixed: tuple[int, ...]) -> None:
    """Searches that end where the set is nearer miss nothing: as every larger set by itself."""
    ties = ties_of(nx.gnm_random_graph(30, 34, seed=len(fixed)))
    graph, search = nx.from_scipy_sparse_array(ties), Search(ties, goal_number(goal), 4, no_limit)
    found = search.extended(fixed)
    for node in graph:
        expected = -np.inf if node in fixed else plain.worth(graph, (*fixed, node), goal)
        assert found[node] == pytest.approx(expected)


def test_a_hub_that_is_chosen_costs_the_others_nothing() -> None:
    """Four hubs of 5 000 leaves each: were their leaves counted again for every node, this would take minutes."""
    hubs = tied(20_004, [(hub, 4 + 4 * leaf + hub) for hub in range(4) for leaf in range(5_000)])
    found = key_players(hubs, 4, "pos_m1", starts=1)
    assert (found.value, found.sets, found.exhaustive) == (20_004, ((0, 1, 2, 3),), False)


def test_too_few_left_is_undefined() -> None:
    for goal in ("neg_F", "neg_DF"):
        assert_best(path(3), 2, goal, float("nan"), [])
        assert_best(path(2), 1, goal, float("nan"), [])
    assert_best(tied(1, []), 1, "pos_DR", 1, [(0,)])


def test_named_networks() -> None:
    assert_best(complete(5), 2, "neg_F", 0, [(a, b) for a in range(5) for b in range(a + 1, 5)])
    assert_best(star(5), 1, "neg_DF", 1, [(0,)])
    assert_best(star(5), 1, "pos_m1", 5, [(0,)])
    assert_best(tied(4, []), 1, "pos_m1", 1, [(0,), (1,), (2,), (3,)])


def test_the_same_for_one_seed_with_any_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = ties_of(nx.gnm_random_graph(60, 90, seed=3))
    monkeypatch.setattr(searching, "MOST_SETS", 0)
    for goal in ("neg_F", "pos_DR"):
        first = key_players(ties, 4, goal, seed=6)
        for workers in (1, 2, 5):
            with at_most(workers):
                assert key_players(ties, 4, goal, seed=6) == first


def test_what_cannot_be_asked_is_refused() -> None:
    for k in (0, 6):
        with pytest.raises(UsageError, match=f"k is {k}, but must be at least 1 and at most 5"):
            key_players(PAIR_AND_PATH, k, "neg_F")
    for goal in ("neg_G", "pos_m0", "pos_m", "pos_m1.5"):
        with pytest.raises(UsageError, match="there is no goal"):
            key_players(PAIR_AND_PATH, 1, goal)


def test_what_would_take_hours_is_refused_before_it_begins() -> None:
    n = 50_000
    ring = tied(n, [(v, (v + 1) % n) for v in range(n)])
    assert predicted_seconds(ring, 3, "neg_DF") > 3 * 3600
    with pytest.raises(UsageError, match="predicted to take"):
        key_players(ring, 3, "neg_DF")


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        key_players(path(30), 2, "pos_DR", check_time=stop)
    with pytest.raises(TimeoutError):
        key_players(path(30), 1, "neg_F", check_time=stop)


def test_the_measure_names_nodes_and_drops_directions() -> None:
    chain = tied(4, [(0, 1), (1, 2), (2, 3)], directed=True)
    found = measured("key_player_optimum", chain, directed=True, k=1, goals=["neg_F", "pos_m1"])
    assert found["pos_m1"] == {"value": 3, "optimal_sets": [["1"], ["2"]], "n_optimal": 2}
    assert found["neg_F"] == {"value": pytest.approx(2 / 3), "optimal_sets": [["1"], ["2"]], "n_optimal": 2}
    assert set(measured("key_player_optimum", path(5), k=2)) == set(GOALS)
    undefined = measured("key_player_optimum", path(3), k=2, goals=["neg_DF"])["neg_DF"]
    assert undefined == {"value": None, "optimal_sets": [], "n_optimal": 0}
    for wrong in ({"k": 0}, {"k": 1, "goals": [1]}, {"k": 1, "goals": ["best"]}, {}):
        with pytest.raises(UsageError):
            measured("key_player_optimum", chain, directed=True, **wrong)
