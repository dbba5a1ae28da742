"""What measures are given: files, parameters, and the errors that name what is wrong with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from alliancemap.errors import InvalidNetworkError, NotFoundError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.catalogue import catalogue, compute
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, plain
from alliancemap.measures.running import answer, described
from scripts.measures_page import PAGE, page


def file(**changes: Any) -> NetworkFile:
    values: dict[str, Any] = {
        "name": "ties.csv",
        "nodes": ("a", "b", "c"),
        "source": np.array([0, 1]),
        "target": np.array([1, 2]),
        "weight": np.array([1.0, 2.0]),
        "where": ["line 2", "line 3"],
    }
    return NetworkFile(**{**values, **changes})


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, -1.0])
def test_a_strength_that_is_none_is_refused_by_line_and_value(value: float) -> None:
    with pytest.raises(InvalidNetworkError, match=rf"ties\.csv, line 3.*'b' to 'c'.*{value:g}"):
        compute("density", Given([file(weight=np.array([1.0, value]))]))


def test_two_modes_are_not_taken_for_one() -> None:
    with pytest.raises(InvalidNetworkError, match=r"two-mode.*projection_count"):
        compute("density", Given([file(first_mode=np.array([True, False, True]))]))


def test_one_mode_is_not_taken_for_two() -> None:
    with pytest.raises(InvalidNetworkError, match="one-mode network, and the measure takes a two-mode one"):
        Given([file()]).affiliation()


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"graph": "karatee"}, "did you mean 'karate'"),
        ({"edges": [["a"]]}, "entry 1"),
        ({"edges": [["a", "b", "c"]]}, "entry 1"),
        ({"edges": [["a", "b"], ["a", None]]}, r"entry 2 is \['a', None\].*text or whole numbers"),
        ({"edges": [["a", ["b"]]]}, "entry 1"),
        ({"edges": [["a", "b", True]]}, "entry 1"),
        ({"edges": [["a", "b", 10**400]]}, "entry 1"),
        ({"edges": [["a", "b"]], "nodes": ["a", {}]}, "nodes: entry 2 is {}"),
        ({"edges": [["a", "b"]], "nodes": ["a", "a"]}, "nodes: entry 2 is 'a' a second time"),
        ({}, "none was named"),
        ({"edges": [["a", "b"]], "directd": True}, "did you mean 'directed'"),
        ({"edges": [["a", "b"]], "directed": "yes"}, "takes true or false"),
        ({"edges": [["a", "b"]], "relation": "friends"}, "no relation 'friends'"),
    ],
)
def test_a_wrong_parameter_is_named_with_the_remedy(params: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compute("density", Given(params=params))


@pytest.mark.parametrize("value", [2**63, 10**400, True, 0.5])
def test_a_whole_number_is_one_that_fits(value: Any) -> None:
    with pytest.raises(UsageError, match=r"parameter draws is .*, but takes integer"):
        compute("permutation_p", Given(params={"as_extreme": 1, "draws": value}))


def test_networks_that_would_stay_unread_are_refused() -> None:
    second = file(name="second.csv")
    with pytest.raises(UsageError, match=r"density takes 1 network: leave out second\.csv"):
        compute("density", Given([file(), second]))
    with pytest.raises(UsageError, match=r"qap takes 2 networks: leave out second\.csv"):
        compute("qap", Given([file(), file(), second]))
    with pytest.raises(UsageError, match="density was given a file and the parameter edges"):
        compute("density", Given([file()], {"edges": [["a", "b"]]}))


def test_an_unknown_measure_is_told_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'density'"):
        compute("densty", Given([file()]))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (None, ["x", None, "y"]),
        ("wing", [1, 2, 2]),
        (["p", "q", ""], ["p", "q", None]),
        ({"c": "z"}, [None, None, "z"]),
    ],
)
def test_groups_are_found(groups: Any, expected: list[Any]) -> None:
    attributes = {"group": ["x", "", "y"], "wing": [1, 2, 2]}
    assert Given([file(node_attributes=attributes)], {"groups": groups}).groups().tolist() == expected


@pytest.mark.parametrize("groups", ["wings", ["p"], {"d": "z"}, None, ["p", ["q"], "r"]])
def test_groups_that_do_not_fit_are_refused(groups: Any) -> None:
    attributes = {"wing": [1, 2, 2]}
    with pytest.raises(UsageError, match=r"'wings'|1 values for 3|'d'|'group'|the group \['q'\]"):
        Given([file(node_attributes=attributes)], {"groups": groups}).groups()


def test_one_relation_of_several() -> None:
    network = file(relations=("trust", "trade"), relation=np.array([0, 1]))
    assert Given([network]).graph().m == 2
    assert Given([network], {"relation": "trade"}).graph().m == 1
    with pytest.raises(UsageError, match="'trade'"):
        Given([network], {"relation": "trad"}).graph()


def test_a_named_tie_attribute_is_the_strength() -> None:
    network = file(tie_attributes={"hours": ["4", None]})
    with pytest.raises(InvalidNetworkError, match="line 3"):
        Given([network]).graph("hours")
    with pytest.raises(UsageError, match=r"did you mean 'hours'"):
        Given([network]).graph("hour")
    assert Given([file(tie_attributes={"hours": ["4", 2]})]).graph("hours").ties[0, 1] == 4


def test_classics_and_inline_networks() -> None:
    assert compute("density", Given(params={"graph": "karate"})).value == pytest.approx(2 * 78 / (34 * 33))
    assert compute("density", Given(params={"edges": [["a", "b"]], "nodes": ["a", "b", "c"]})).value == 1 / 3
    assert Given(params={"matrix": [[1, 0], [1, 1], [0, 0]]}).affiliation().matrix.toarray().tolist() == [
        [1, 0],
        [1, 1],
        [0, 0],
    ]


def test_values_are_written_with_twelve_digits_and_null_where_undefined() -> None:
    values = NodeValues(("a", "b"), np.array([1 / 3, np.nan]))
    assert plain({"x": values, 1: [np.float64(2) / 3, np.inf], "n": np.array([1, 2])}) == {
        "x": {"a": 0.333333333333, "b": None},
        "1": [0.666666666667, None],
        "n": [1, 2],
    }


def test_an_answer_says_what_a_two_mode_network_is() -> None:
    """Tern and homes, Wren and rivers; Alder and reefs alone."""
    said = answer("twomode_degree", Given(params={"matrix": [[1, 0, 0], [0, 1, 0], [0, 0, 0]]}))["network"]
    assert (said["n"], said["n_second_mode"], said["m"], said["isolates"], said["components"]) == (3, 3, 2, 2, 4)
    nobody = answer("twomode_degree", Given(params={"matrix": [[]]}))["network"]
    assert (nobody["n"], nobody["m"], nobody["components"]) == (1, 0, 1)


def test_an_answer_says_what_a_signed_network_is() -> None:
    """One pair of both signs, dropped; one positive tie; a loop; a node alone."""
    ties = [["a", "b", -1], ["b", "a", 1], ["c", "d", 1], ["c", "c", 1]]
    said = answer("frustration", Given(params={"edges": ties, "nodes": ["z"], "directed": True}))["network"]
    assert (said["n"], said["m"], said["isolates"], said["components"]) == (5, 1, 3, 4)
    assert (said["ambiguous_pairs"], said["loops_dropped"]) == (1, 1)


def test_an_answer_says_what_was_measured() -> None:
    said = answer("density", Given([file()]))
    assert said["network"] == {
        "mode": "one",
        "directed": False,
        "n": 3,
        "m": 2,
        "isolates": 0,
        "components": 1,
        "loops_dropped": 0,
        "parallel_merged": 0,
    }
    assert said["parameters"] == {"mutual": False}


def test_the_page_of_measures_is_what_the_catalogue_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m scripts.measures_page"


def test_every_measure_is_documented() -> None:
    for one in catalogue().values():
        said = described(one)
        assert said["definition"].endswith((".", ").")), one.name
        assert said["source"], one.name
        assert said["gives"], one.name
        assert all(parameter["about"] for parameter in said["parameters"]), one.name
