"""Measures of groups, power and tests through the catalogue: what is left out, said, and refused."""

from __future__ import annotations

from typing import Any

import pytest

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

PATH = {"edges": [["a", "b"], ["b", "c"], ["c", "d"]], "groups": {"a": "x", "b": "x", "c": "y", "d": None}}


def asked(name: str, **params: Any) -> dict[str, Any]:
    return answer(name, Given((), params))


def test_node_without_group_is_left_out_and_counted() -> None:
    found = asked("gould_fernandez", **PATH)
    assert found["value"]["b"]["raw"]["representative_gatekeeper"] == 1
    assert found["value"]["c"]["raw"]["total"] == 0
    assert found["value"]["d"]["raw"]["total"] is None
    assert found["notes"] == {"nodes_without_group": 1}
    ei = asked("ei_index", **PATH)
    assert (ei["value"]["external"], ei["value"]["internal"], ei["value"]["ei"]) == (1, 1, 0)
    assert ei["value"]["node"] == {"a": -1, "b": 0, "c": 1, "d": None}
    assert ei["value"]["group"] == {"x": 0, "y": 1}


def test_permutation_p_of_roles_says_how_it_was_drawn() -> None:
    found = asked("gould_fernandez", **PATH, permutations=99, part="p")
    assert found["value"]["b"]["total"] == 1
    assert found["value"]["d"]["total"] is None
    assert found["method"] == "exact; p from 99 shuffles of the groups, upper tail"
    assert "p" in asked("gould_fernandez", **PATH, permutations=9, tail="lower")["value"]["a"]


def test_p_without_shuffles_is_refused() -> None:
    with pytest.raises(UsageError, match="set permutations"):
        asked("gould_fernandez", **PATH, part="p")


def test_permutation_p_of_ei_index() -> None:
    found = asked("ei_index", **PATH, permutations=99, tail="both")
    assert found["value"]["p"] == 1
    assert "99 shuffles" in found["method"]


def test_numbers_and_text_name_the_same_group() -> None:
    found = asked("mixing", edges=[["a", "b"], ["b", "c"]], groups=[2, "2", 10])
    assert found["value"] == {"2": {"2": 2, "10": 1}, "10": {"2": 1, "10": 0}}


def test_strengths_count_if_asked() -> None:
    tied = {"edges": [["a", "b", 3], ["b", "c", 1]], "groups": ["x", "x", "y"]}
    assert asked("mixing", **tied, weight="weight")["value"]["x"] == {"x": 6, "y": 1}
    assert asked("mixing", **tied)["value"]["x"] == {"x": 2, "y": 1}


@pytest.mark.parametrize("mixing", [[[1, 2]], [[1, -2], [0, 1]], [["a"]], [1]])
def test_what_is_no_mixing_matrix(mixing: list[Any]) -> None:
    with pytest.raises(UsageError, match="as many rows as columns"):
        asked("assortativity_nominal", mixing=mixing)


@pytest.mark.parametrize("sizes", [None, [1], [1, 0], [1, "b"]])
def test_coleman_of_a_mixing_matrix_needs_sizes(sizes: list[Any] | None) -> None:
    with pytest.raises(UsageError, match="goes with 2 whole numbers"):
        asked("coleman_homophily", mixing=[[1, 2], [2, 1]], group_sizes=sizes)


@pytest.mark.parametrize("sizes", [[0, 2], [1.5], [True]])
def test_groups_of_a_random_graph_have_members(sizes: list[Any]) -> None:
    with pytest.raises(UsageError, match="whole numbers above 0"):
        asked("gould_fernandez_moments", group_sizes=sizes, density=0.5)


def test_diversity_of_members_with_several_values() -> None:
    """u and c have a member each and half of a third: shares ½, ½."""
    found = asked("diversity", categories=["u", "c", ["u", "c"], None, []])
    assert found["value"]["blau"] == found["value"]["iqv"] / 2 == 0.5
    assert found["notes"] == {"categories": 2, "members_left_out": 2}


def test_diversity_of_counts_groups_and_nobody() -> None:
    assert asked("diversity", counts={"u": 3, "c": 1, "n": 0})["value"]["blau"] == 0.375
    assert asked("diversity", **PATH)["value"]["effective_number_q2"] == 1.8
    assert set(asked("diversity", categories=[])["value"].values()) == {None}
    assert asked("diversity", categories=["u"])["value"]["iqv"] is None
    with pytest.raises(UsageError, match="counts"):
        asked("diversity", counts={"u": -1})


def test_tests_that_were_not_made_do_not_count() -> None:
    assert asked("benjamini_hochberg", p=[0.01, None, 0.5])["value"] == [0.02, None, 0.5]
    assert asked("benjamini_hochberg", p=[])["value"] == []
    for wrong in (1.2, "a", True):
        with pytest.raises(UsageError, match="numbers from 0 to 1"):
            asked("benjamini_hochberg", p=[wrong])


def test_more_draws_than_there_were() -> None:
    with pytest.raises(UsageError, match="5 of 4"):
        asked("permutation_p", as_extreme=5, draws=4)


def test_who_is_needed() -> None:
    found = asked("minimal_winning_coalitions", quota=3, weights={"a": 2, "b": 1, "c": 1}, coalition=["b", "c"])
    assert (found["value"]["wins"], found["value"]["critical"]) == (False, [])
    whole = asked("minimal_winning_coalitions", quota=2, weights={"a": 2, "b": 1, "c": 1}, most=1)
    assert whole["value"]["survives_any_loss"] is True
    assert whole["notes"] == {"more_minimal_winning": True}
    with pytest.raises(UsageError, match="'z'"):
        asked("minimal_winning_coalitions", quota=2, weights={"a": 2}, coalition=["z"])
    with pytest.raises(UsageError, match="1 to 40"):
        asked("minimal_winning_coalitions", quota=2, weights={})


def test_team() -> None:
    assert asked("team_communication_cost", **_edges(PATH), members=["a", "c", "c"])["value"]["diameter"] == 2
    assert asked("team_communication_cost", edges=[["a", "b", 4]], members=["a", "b"], weight="weight")["value"] == {
        "diameter": 0.25,
        "spanning_tree": 0.25,
        "mean": 0.25,
    }
    with pytest.raises(UsageError, match="'z'"):
        asked("team_communication_cost", **_edges(PATH), members=["z"])


def test_bootstrap_says_how_many_draws() -> None:
    found = asked("density_bootstrap", **_edges(PATH), draws=50)
    assert found["value"]["density"] == 0.5
    assert found["value"]["low"] <= found["value"]["high"]
    assert found["value"]["draws"] == 50


def two(first: list[Any], second: list[Any], **params: Any) -> dict[str, Any]:
    files = [Given((), {"edges": edges}).file() for edges in (first, second)]
    return answer("qap", Given(files, params))


def test_networks_are_matched_by_the_names_of_nodes() -> None:
    first, second = [["a", "b"], ["b", "c"], ["c", "d"]], [["d", "c"], ["c", "b"], ["b", "a"]]
    found = two(first, second, draws=99)
    assert found["value"]["correlation"] == 1
    assert found["notes"] == {"nodes_compared": 4, "nodes_left_out": 0}
    assert found["value"]["p"] == min(1, 2 * found["value"]["p_upper"])


def test_nodes_of_one_network_only() -> None:
    first, second = [["a", "b"], ["b", "c"]], [["a", "b"], ["b", "c"], ["c", "z"]]
    with pytest.raises(InvalidNetworkError, match="'z' is in only one"):
        two(first, second)
    found = two(first, second, nodes_in="both", draws=9)
    assert found["value"]["correlation"] == 1
    assert found["notes"] == {"nodes_compared": 3, "nodes_left_out": 1}


def test_qap_needs_two_networks() -> None:
    with pytest.raises(UsageError, match="second network file"):
        asked("qap", **_edges(PATH))


def _edges(params: dict[str, Any]) -> dict[str, Any]:
    return {"edges": params["edges"]}
