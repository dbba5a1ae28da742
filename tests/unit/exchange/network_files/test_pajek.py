"""Pajek: sections, relations, two modes and projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError
from unit.exchange.network_files.saying import FIXTURES, first_mode, read, ties, written


def test_attributes_of_vertices_and_lines() -> None:
    file = read(FIXTURES / "edges.net")
    assert file.node_attributes["x"] == [0.1, 0.3, None, None]
    assert file.node_attributes["shape"] == ["ellipse", "box", None, None]
    assert file.node_attributes["ic"] == ["Red", None, None, None]
    assert file.tie_attributes["l"] == ["works with", None]
    assert list(file.where) == ["line 9", "line 10"]


def test_partitions_and_vectors_of_a_project_are_attributes_and_other_networks_are_left_out() -> None:
    file = read(FIXTURES / "project.paj")
    assert file.node_attributes == {"kind": [1, 2, 2, 3], "breeding pairs.vec": [0.5, 1.5, 2.0, 3.0]}


def test_arcs_have_a_direction_and_edges_beside_them_run_both_ways(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", '*vertices 3\n1 "a"\n2 "b"\n3 "c"\n*arcs\n1 2 4\n*edges\n2 3 5\n3 3\n')
    assert file.directed
    assert ties(file) == [("a", "b", 4.0), ("b", "c", 5.0), ("c", "b", 5.0), ("c", "c", 1.0)]
    assert list(file.where) == ["line 6", "line 8", "line 9", "line 8"]


def test_lists(tmp_path: Path) -> None:
    arcs = written(tmp_path, "a.net", "*Vertices 4\n*Arcslist\n1 2 3\n4 1\n")
    assert ties(arcs) == [("1", "2", 1.0), ("1", "3", 1.0), ("4", "1", 1.0)]
    edges = written(tmp_path, "b.net", "*Vertices 4\n*Edgeslist\n1 2 3\n4 1\n")
    assert ties(edges) == [("1", "2", 1.0), ("1", "3", 1.0), ("1", "4", 1.0)]
    assert (arcs.directed, edges.directed) == (True, False)


def test_a_matrix_that_is_not_symmetric_is_directed(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", "*Vertices 2\n*Matrix\n0 1\n0\n0\n")
    assert file.directed
    assert ties(file) == [("1", "2", 1.0)]


def test_relations(tmp_path: Path) -> None:
    heads = '*Vertices 2\n1 "a"\n2 "b"\n*Arcs :1 "trust"\n1 2 3\n*Arcs :2 "advice"\n2 1\n1 2\n'
    file = written(tmp_path, "a.net", heads)
    assert file.relations == ("trust", "advice")
    assert file.relation is not None
    assert file.relation.tolist() == [0, 1, 1]
    lines = '*Vertices 2\n1 "a"\n2 "b"\n*Arcs\n1: 1 2 3\n2: 2 1\n2: 1 2\n'
    by_line = written(tmp_path, "b.net", lines)
    assert by_line.relations == ("1", "2")
    assert by_line.relation is not None
    assert by_line.relation.tolist() == [0, 1, 1]


def test_relations_in_matrices(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", '*Vertices 2\n*Matrix :1 "a"\n0 1\n1 0\n*Matrix :2 "b"\n0 2\n2 0\n')
    assert not file.directed
    assert file.relations == ("a", "b")
    assert ties(file) == [("1", "2", 1.0), ("1", "2", 2.0)]


TWO_MODE = {
    "edges": '*Vertices 4 2\n1 "tern"\n2 "wren"\n3 "homes"\n4 "rivers"\n*Edges\n1 3\n4 2 5\n',
    "matrix": '*Vertices 4 2\n1 "tern"\n2 "wren"\n3 "homes"\n4 "rivers"\n*Matrix\n1 0\n0 5\n',
    "arcs": '*Vertices 4 2\n1 "tern"\n2 "wren"\n3 "homes"\n4 "rivers"\n*Arcs\n1 3\n2 4 5\n',
}


@pytest.mark.parametrize("name", TWO_MODE)
def test_two_modes(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", TWO_MODE[name])
    assert first_mode(file) == ["tern", "wren"]
    assert ties(file) == [("tern", "homes", 1.0), ("wren", "rivers", 5.0)]


def test_missing_values_before_what_is_drawn(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", '*Vertices 2\n*Edges\n1 2 c Blue l "a b"\n1 2 [1-3]\n1 2 2 w 5 [2,4]\n')
    assert file.weight.tolist() == [1.0, 1.0, 2.0]
    assert file.tie_attributes == {
        "c": ["Blue", None, None],
        "l": ["a b", None, None],
        "time": [None, "[1-3]", "[2,4]"],
        "w": [None, None, "5"],
    }


def test_labels_in_apostrophes_may_hold_blanks_and_apostrophes(tmp_path: Path) -> None:
    lines = ("1 'New York' 0.1 0.2 ic 'Light Blue'", "2 'St John's Trust'", "3 't Hooft", "4 \"O'Brien's\"")
    text = "\n".join(("*Vertices 4", *lines, "*Edges", "1 2 2.5 l 'works with'", "3 4", ""))
    file = written(tmp_path, "labels.net", text)
    assert file.nodes == ("New York", "St John's Trust", "'t", "O'Brien's")
    assert file.node_attributes["ic"][0] == "Light Blue"
    assert ties(file) == [("'t", "O'Brien's", 1.0), ("New York", "St John's Trust", 2.5)]
    assert file.tie_attributes["l"] == ["works with", None]


PLURALS = ("Workers' Union", "Dockers' and Sailors' Trust", "Friends of the Workers", "the Workers'")


def test_plurals_in_apostrophes_are_whole(tmp_path: Path) -> None:
    lines = (f"{number} '{label}' 0.1 0.2 ic 'Light Blue'" for number, label in enumerate(PLURALS, 1))
    text = "\n".join(("*Vertices 4", *lines, "*Edges", "1 2 2.5 l 'Workers' fund' w 'a b'", ""))
    file = written(tmp_path, "plurals.net", text)
    assert file.nodes == PLURALS
    assert (file.node_attributes["y"], file.node_attributes["ic"]) == ([0.2] * 4, ["Light Blue"] * 4)
    assert "shape" not in file.node_attributes
    assert file.tie_attributes == {"l": ["Workers' fund"], "w": ["a b"]}


def test_labels_that_are_not_unique_leave_the_numbers(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", '*Vertices 3\n1 "same"\n2 "same"\n*Edges\n1 2\n')
    assert file.nodes == ("1", "2", "3")
    assert file.node_attributes["label"] == ["same", "same", "3"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", '*Vertices 2\r1 "Bär"\r2 "Élan"\r*Edges\r1 2\r'.encode(encoding))
    assert file.nodes == ("Bär", "Élan")


def test_no_vertices_at_all(tmp_path: Path) -> None:
    file = written(tmp_path, "a.net", "*Vertices 0\n*Arcs\n")
    assert (file.nodes, len(file.source), file.directed) == ((), 0, True)


WRONG = {
    "*Vertices 2\n*Edges\n1 3\n": "line 3: there is no vertex '3'; they are numbered from 1 to 2",
    "*Vertices 2\n*Edges\n1 2 heavy\n": "line 3: the weight is 'heavy'",
    "*Vertices 2\n*Edges\n1\n": "line 3: '1' has no two ends",
    "*Vertices 2\n1 a\n1 b\n": "line 3: the vertex 1 stands there twice",
    "*Vertices 2\n3 a\n": "line 2: there is no vertex '3'",
    "*Vertices 900000000\n": "line 1: .* says more vertices than can be read",
    "*Vertices two\n": "line 1: .* must give the number of vertices",
    "*Vertices 2 3\n": "line 1: .* more vertices of the first mode",
    "*Vertices 2\n*Matrix\n0 1\n1\n": "line 2: has a matrix of 3 cells; 2 × 2 are needed",
    "*Vertices 2\n*Matrix\n0 1\n1 x\n": "line 4: has the cell 'x'",
    "*Vertices 4 2\n*Edges\n1 2\n": "line 3: ties '1' and '2', which are of the same mode",
    "*Edges\n1 2\n": "line 1: has \\*edges before \\*Vertices",
    "*Vertices 2\n*Loops\n1 2\n": "line 2: has a section \\*loops",
    "*Vertices 2\n*Vertices 2\n": "line 2: begins a second network",
    "*Vertices 2\n*Partition p\n*Vertices 2\n1\n": "line 3: the partition 'p' has 1 values for 2 vertices",
    "*Vertices 2\n*Partition p\n*Vertices 2\n1\nx\n": "line 5: the partition 'p' has the value 'x'",
    "1 2\n": "line 1: '1 2' belongs to no section",
    "*Network x\n": "has no \\*Vertices",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=WRONG[text]) as error:
        written(tmp_path, "birds.net", text)
    assert "birds.net" in str(error.value)
