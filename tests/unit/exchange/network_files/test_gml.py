"""GML: lists in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError
from unit.exchange.network_files.saying import FIXTURES, first_mode, read, ties, written

NODES = 'node [ id 1 label "a" ] node [ id 2 label "b" ]'


def graph(inner: str) -> str:
    return f"graph [\n{NODES}\n{inner}\n]\n"


def test_nested_lists_and_lines() -> None:
    file = read(FIXTURES / "newman.gml")
    assert file.node_attributes["graphics"][0] == {"x": 0.5, "y": -1.25, "fill": "#ff0000"}
    assert list(file.where) == ["line 20", "line 26"]
    assert file.node_attributes["id"] == ["0", "1", "2", "3"]


def test_quotations_with_entities_brackets_and_several_lines(tmp_path: Path) -> None:
    text = (
        'graph [ directed 1 node [ id 1 label "B&#228;r &amp; [co] &quot;x&quot;" ]\nnode [ id 2 label "two\nlines" ]\n'
    )
    file = written(tmp_path, "a.gml", f'{text} edge [ source 1 target 2 label "a" weight 2e1 ] ]')
    assert file.nodes == ('Bär & [co] "x"', "two\nlines")
    assert file.directed
    assert (file.weight.tolist(), list(file.where)) == ([20.0], ["line 4"])


def test_labels_that_are_not_unique_leave_the_ids(tmp_path: Path) -> None:
    file = written(tmp_path, "a.gml", 'graph [ node [ id 7 label "x" ] node [ id 8 label "x" ] ]')
    assert file.nodes == ("7", "8")
    assert file.node_attributes["label"] == ["x", "x"]


def test_edges_before_nodes_and_keys_that_come_again(tmp_path: Path) -> None:
    text = 'graph [ edge [ source 1 target 2 tag "x" tag "y" tag 3 ] node [ id 2 ] node [ id 1 ] directed 1 ]'
    file = written(tmp_path, "a.gml", text)
    assert ties(file) == [("1", "2", 1.0)]
    assert file.directed
    assert file.tie_attributes == {"tag": [["x", "y", 3]]}


def test_two_modes(tmp_path: Path) -> None:
    text = 'graph [ node [ id 0 name "x" type 0 ] node [ id 1 name "y" type 1 ] edge [ source 1 target 0 ] ]'
    file = written(tmp_path, "a.gml", text)
    assert (first_mode(file), ties(file)) == (["x"], [("x", "y", 1.0)])


WRONG = {
    "graph [\nnode [ id 1 ]": "line 2: is cut off: a bracket is never closed",
    'graph [\nnode [ id 1 label "a': "line 2: is cut off: a quotation is never closed",
    "graph [ node [ label 1 ] ]": "line 1: has a node without id",
    "graph [ node [ id 1 ] node [ id 1 ] ]": "line 1: the node '1' stands there twice",
    "graph [ node 3 ]": "line 1: has a node that does not stand in brackets",
    graph("edge [ source 1 ]"): "line 3: has an edge without source or target",
    graph("edge [ source 1 target 5 ]"): "line 3: a tie names the node '5'",
    graph("edge [ source 1 target 2 weight [ x 1 ] ]"): "line 3: the weight is",
    graph('edge [ source 1 target 2 value "much" ]'): "line 3: the weight is 'much'",
    graph("edge [ source 1 target 2 weight 1 weight 2 ]"): "line 3: says weight twice",
    graph("directed yes"): "line 3: directed is 'yes': write a number",
    graph("directed 2"): "line 3: directed is 2; it must be 0 or 1",
    graph("edge source"): "line 3: edge is 'source': write a number",
    graph("7 8"): "line 3: has '7' where a key should stand",
    "graph [ ] graph [ ]": "line 1: begins a second graph",
    "graph 7 graph [ ]": "line 1: has a graph that does not begin with",
    "Creator 7": "has no graph in it",
    "graph [ " + "a [ " * 5000: "nested too deeply",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=WRONG[text]) as error:
        written(tmp_path, "birds.gml", text)
    assert "birds.gml" in str(error.value)
