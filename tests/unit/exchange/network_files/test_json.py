"""JSON: our own form, and what it may hold besides a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.reading import read_network_files
from unit.exchange.network_files.saying import first_mode, read, ties, written

NODES = [{"id": "a"}, {"id": "b"}]


def of(folder: Path, **graph: Any) -> Any:
    return written(folder, "a.json", json.dumps({"graph": graph}))


def test_numbers_as_ids_and_edges_as_objects(tmp_path: Path) -> None:
    file = of(tmp_path, nodes=[1, "b"], edges=[{"from": 1, "to": "b", "weight": 2, "since": 1999}], directed=True)
    assert (file.nodes, file.directed, ties(file)) == (("1", "b"), True, [("1", "b", 2.0)])
    assert file.tie_attributes == {"since": [1999]}
    assert list(file.where) == ["edge 1"]


def test_two_modes(tmp_path: Path) -> None:
    nodes = [{"id": "homes", "mode": "cause"}, {"id": "tern", "mode": "actor", "kind": "ngo"}]
    file = of(tmp_path, mode="two", nodes=nodes, edges=[["homes", "tern", -1]])
    assert (first_mode(file), ties(file)) == (["tern"], [("tern", "homes", -1.0)])
    assert file.node_attributes == {"kind": [None, "ngo"]}


def test_a_one_mode_network_stays_one_whatever_its_attributes(tmp_path: Path) -> None:
    nodes = [{"id": "a", "type": 0}, {"id": "b", "type": 1}]
    assert not of(tmp_path, mode="one", nodes=nodes, edges=[["a", "b"]]).two_mode
    assert of(tmp_path, nodes=nodes, edges=[["a", "b"]]).two_mode


def test_signed_and_dated_records_are_kept_as_they_are(tmp_path: Path) -> None:
    periods = [["a", "b", -1, 1872, 1904]]
    file = of(tmp_path, nodes=NODES, edges=[["a", "b", -1], ["a", "b", 1]], periods=periods, signed=True)
    assert file.weight.tolist() == [-1.0, 1.0]
    assert file.extra["periods"] == periods


def test_composites_keep_organisations_ties_and_groups(tmp_path: Path) -> None:
    organisations = [{"id": "a", "causes": ["homes"]}, {"id": "b", "causes": []}]
    file = of(tmp_path, organisations=organisations, ties=[["a", "b", -2]], groups={"g": ["a"]})
    assert (file.nodes, ties(file)) == (("a", "b"), [("a", "b", -2.0)])
    assert file.node_attributes["causes"] == [["homes"], []]
    assert dict(file.extra) == {"organisations": organisations, "ties": [["a", "b", -2]], "groups": {"g": ["a"]}}


def test_empty_networks(tmp_path: Path) -> None:
    assert of(tmp_path, nodes=[], edges=[]).nodes == ()
    assert of(tmp_path, nodes=[{"id": "a"}], edges=[], directed=True).directed
    assert of(tmp_path, mode="two", nodes=[], edges=[]).two_mode


WRONG = {
    '{"graph": {"nodes": ["a", {"id": "b"}], "edges": [["a", "b", 1], ["a", "b", NaN]]}}': "edge 2: .*weight nan",
    '{"nodes": ["a", "b"], "edges": [["a", "b", Infinity]]}': "edge 1: .*weight inf",
    '{"nodes": ["a", "b"], "edges": [["a", "b", 1e999]]}': "edge 1: .*weight inf",
    '{"nodes": ["a", "b"], "edges": [["a", "b", "2"]]}': "edge 1: .*weight '2'",
    '{"nodes": ["a", "b"], "edges": [["a", "b", null]]}': "edge 1: .*weight None",
    '{"nodes": ["a", "b"], "edges": [["a", "b", true]]}': "edge 1: .*weight True",
    '{"nodes": ["a", "b"], "edges": [["a"]]}': r"edge 1: is \['a'\]; a tie is",
    '{"nodes": ["a", "b"], "edges": [["a", 2.5]]}': "edge 1: .*ends must be ids",
    '{"nodes": ["a", "b"], "edges": [["a", "bb"]]}': "edge 1: a tie names the node 'bb'",
    '{"nodes": ["a", "a"]}': "node 2: there are two nodes 'a'",
    '{"nodes": [{"name": "a"}]}': "node 1: its id is None",
    '{"nodes": [true]}': "node 1: its id is True",
    '{"nodes": {"a": 1}}': "nodes must be a list",
    '{"nodes": ["a"], "directed": "yes"}': "directed is 'yes'",
    '{"nodes": ["a"], "mode": "three"}': "mode is 'three'",
    '{"mode": "two", "nodes": [{"id": "a", "mode": "x"}]}': "without a node of the mode 'actor'",
    '{"mode": "two", "nodes": [{"id": "a", "mode": "actor"}, {"id": "b", "mode": "actor"}], "edges": [["a", "b"]]}': (
        "edge 1: ties 'a' and 'b', which are of the same mode"
    ),
    '{"checks": []}': "there is no network in it .* leave the file out for a measure that takes only parameters",
    "[1, 2]": "there is no network in it",
    '{"graph_ref": "karate"}': "graph_ref is 'karate'",
    '{"graph_ref": ["oracle ../secret"]}': "graph_ref names '../secret'",
    '{"graph": {': "line 1: is no JSON or is cut off",
    "[" * 100_000: "nested too deeply",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=WRONG[text]) as error:
        written(tmp_path, "birds.json", text)
    assert "birds.json" in str(error.value)


def test_references_lead_to_the_files_beside(tmp_path: Path) -> None:
    (tmp_path / "karate.json").write_text(json.dumps({"nodes": ["a"], "edges": []}), encoding="utf-8")
    (tmp_path / "both.json").write_text(json.dumps({"graph_ref": ["oracle karate"] * 2}), encoding="utf-8")
    assert [file.nodes for file in read_network_files([tmp_path / "both.json"])] == [("a",), ("a",)]
    (tmp_path / "karate.json").write_text(json.dumps({"graph_ref": ["oracle karate"]}), encoding="utf-8")
    with pytest.raises(InvalidNetworkError, match=r"karate\.json: there is no network"):
        read(tmp_path / "both.json")


@pytest.mark.parametrize("said", [{"edge": [["a", "b"]]}, {"adjacency": [[{"id": "b"}], []]}])
def test_a_network_whose_ties_stand_under_another_name_is_refused(said: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=r"has nodes and no edges; write edges: \[\]"):
        of(tmp_path, nodes=NODES, **said)


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_weight_that_no_float_holds_is_refused(digits: int, tmp_path: Path) -> None:
    text = f'{{"nodes": ["a", "b"], "edges": [["a", "b", {"9" * digits}]]}}'
    with pytest.raises(InvalidNetworkError, match=r"must be a finite number|a number that cannot be read"):
        written(tmp_path, "a.json", text)
