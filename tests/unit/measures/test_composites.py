"""The composite findings through the door of the command `measure`, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.reading import read_network_files
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer
from oracles import Check, agree, checks, oracle, oracle_path

GREENVALE = oracle_path("composite_greenvale")


def asked(measure: str, params: dict[str, Any], *paths: Path) -> Any:
    return answer(measure, Given(read_network_files(paths or (GREENVALE,)), params))["value"]


@pytest.mark.parametrize("check", list(checks("composite_greenvale")), ids=str)
def test_agrees_with_greenvale(check: Check) -> None:
    agree(check, asked(check.measure, dict(check.params)))


def test_policy_organisations_and_their_committees() -> None:
    (check,) = checks("chemnet_gap")
    files = [oracle_path(name.split()[-1]) for name in oracle(oracle_path("chemnet_gap"))["graph_ref"]]
    agree(check, asked("bridging_gap", dict(check.params), *files))


def test_closest_by_causes_are_those_of_the_scores_of_allies() -> None:
    """Of each organisation of Greenvale the first three by the component `cause`."""
    found = asked("closest_by_causes", {"k": 3})
    assert any(found.values())
    for focal, closest in found.items():
        ranking = asked("ally_score", {"focal": focal})["ranking"]
        causes = {one["candidate"]: one["components"]["cause"] or 0.0 for one in ranking}
        assert {one: causes[one] for one, _ in closest} == dict(closest)
        assert [value for _, value in closest] == sorted(filter(None, causes.values()), reverse=True)[:3]


@pytest.mark.parametrize(
    ("measure", "params", "message"),
    [
        ("ally_score", {"focal": "U33"}, "did you mean 'U3'"),
        ("ally_score", {}, "needs the parameter focal"),
        ("coalition_greedy", {"goal": {"warm hoes": 1}, "k": 3}, "did you mean 'warm homes'"),
        ("coalition_greedy", {"goal": {"care": 1}, "k": 99}, "99"),
        ("bridge_pairs", {"groups": ["labour", "comons"]}, "'comons'"),
        ("bridge_pairs", {"groups": ["labour"]}, "names 1"),
        ("bridging_plan_optimum", {"k": 3}, "cannot be tried"),
        ("bridging_plan_greedy", {"k": 0}, "at least 1"),
        ("closest_by_causes", {"k": 0}, "at least 1"),
    ],
)
def test_a_wrong_question_is_answered_with_the_remedy(measure: str, params: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        asked(measure, params)


def test_a_network_without_organisations_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="organisations"):
        asked("social_capital", {}, oracle_path("karate"))


def landscape(folder: Path, *ties: Any, organisations: Any = ("a", "b"), **more: Any) -> Path:
    path = folder / "map.json"
    path.write_text(json.dumps({"organisations": organisations, "ties": ties, **more}), encoding="utf-8")
    return path


def test_organisations_and_ties_have_every_form_of_a_network_file(tmp_path: Path) -> None:
    plain = asked("social_capital", {}, landscape(tmp_path, ["a", "b"], organisations=[{"id": "a"}, {"id": "b"}]))
    assert plain["a"]["unclassified"] == 1
    assert asked("social_capital", {}, landscape(tmp_path, {"source": "a", "target": "b"})) == plain


@pytest.mark.parametrize(
    ("ties", "more", "message"),
    [
        ([["a", "b", 0]], {}, "edge 1: has the weight 0; write one above 0, below 0 for a conflict"),
        ([], {"organisations": [{"id": "a", "causes": "homes"}]}, "'a' has causes 'homes', but must have a list"),
        ([], {"organisations": [{"id": "a", "places": [["x"]]}]}, r"places \[\['x'\]\], but must have a list"),
        ([], {"organisations": [{"id": "a", "power": "no"}]}, "'a' has power 'no'; write true or false"),
        ([], {"groups": ["a", "b"]}, "groups must be an object from group to a list"),
    ],
)
def test_what_would_be_taken_for_another_is_refused(
    ties: list[Any], more: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidNetworkError, match=message):
        asked("bridging_gap", {}, landscape(tmp_path, *ties, **more))


@pytest.mark.parametrize("weight", ["many", None, True])
def test_a_goal_without_a_weight_is_refused(weight: Any) -> None:
    with pytest.raises(UsageError, match="a weight is a number above 0"):
        asked("coalition_greedy", {"goal": {"care": weight}, "k": 3})
