"""UCINET DL: every format, worked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.errors import InvalidNetworkError
from unit.exchange.network_files.saying import Ties, first_mode, ties, written

ARCS = [("a", "b", 1.0), ("a", "c", 2.0), ("c", "b", 1.0)]
"""a names b, and c with strength 2; c names b."""
DIRECTED = {
    "fullmatrix": "dl n=3 format=fm\nlabels: a b c\ndata: 0 1 2 0 0 0 0 1 0",
    "rows over several lines": "DL N = 3\nLABELS:\na\nb\nc\nDATA:\n0 1\n2 0 0\n0 0 1 0\n",
    "commas": 'dl n=3, format=fullmatrix\nlabels:\n"a","b","c"\ndata:\n0,1,2\n0,0,0\n0,1,0\n',
    "no diagonal": "dl n=3 format=fullmatrix diagonal=absent labels: a,b,c data: 1 2 0 0 0 1",
    "labels embedded": "dl n=3\nformat=fullmatrix\nlabels embedded\ndata:\n  a b c\na 0 1 2\nb 0 0 0\nc 0 1 0\n",
    "rows in another order": "dl n=3\nlabels embedded:\ndata:\n  a b c\nc 0 1 0\na 0 1 2\nb 0 0 0\n",
    "edgelist1": "dl n=3 format=edgelist1\nlabels:\na,b,c\ndata:\n1 2\n1 3 2\n3 2 1.0\n",
    "el1 without equal signs": "dl n 3 format el1\nlabels:\na\nb\nc\ndata:\n1 2\n1 3 2\n3 2\n",
    "edgelist1 embedded": "dl n=3 format=el1 labels embedded\ndata:\na b\nA c 2\nC B\n",
    "edgelist1 with labels named": "dl n=3 format=el1\nlabels: a b c\ndata:\na b\na c 2\nc b\n",
    "edgelist1 without n": "dl format=el1 labels embedded data:\na b\na c 2\nc b\n",
    "edgearray1": "dl n=3 format=edgearray1\nlabels: a b c\ndata:\n1 2 1\n1 3 2\n3 2 1\n",
    "rankedlist1": "dl n=3 format=rankedlist1\nlabels: a b c\ndata:\n1 2 3\n3 2\n",
    "blockmatrix": "dl n=3 format=blockmatrix\nlabels: a b c\ndata:\nrows 1 cols 2 to 3 value 1\n"
    "row 1 col 3 value 2\nrows 3 cols 2-2 val 1\n",
    "a title": 'dl n=3 title="Rows: 3" format=el1 labels: a b c\ndata:\n1 2\n1 3 2\n3 2\n',
    "capitals and colons apart": "DL N=3 LABELS : a b c DATA : 0 1 2 0 0 0 0 1 0",
}


@pytest.mark.parametrize("name", DIRECTED)
def test_directed(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", DIRECTED[name])
    assert sorted(file.nodes) == ["a", "b", "c"]
    assert ties(file) == ARCS
    assert file.directed


NODE_LISTS = {
    "nodelist1": "dl n=4 format=nodelist1\nlabels: a b c d\ndata:\n1 2 3\n3 2\n",
    "nodelist1 embedded": "dl n=4 format=nl1 labels embedded\ndata:\na b c\nc b\nd\n",
    "nodelist1b": "dl n=4 format=nodelist1b\nlabels: a b c d\ndata:\n2 2 3\n0\n1 2\n0\n",
    "nodelist1b embedded": "dl n=4 format=nl1b labels embedded\ndata:\na 2 b c\nb 0\nc 1 b\nd 0\n",
}


@pytest.mark.parametrize("name", NODE_LISTS)
def test_node_lists(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", NODE_LISTS[name])
    assert ties(file) == [("a", "b", 1.0), ("a", "c", 1.0), ("c", "b", 1.0)]
    assert file.nodes == ("a", "b", "c", "d")


HALVES = {
    "upperhalf": "dl n=3 format=upperhalf labels: a b c data: 0 1 2 0 0 0",
    "upperhalf without diagonal": "dl n=3 format=uh diagonal absent\nlabels: a b c\ndata:\n1 2\n0\n",
    "lowerhalf": "dl n=3 format=lowerhalf labels: a b c data:\n0\n1 0\n2 0 0\n",
    "lowerhalf without diagonal": "dl n=3 format=lh diagonal=absent labels: a b c data:\n1\n2 0\n",
    "lowerhalf embedded": "dl n=3 format=lh diagonal=absent labels embedded\ndata:\na b c\na\nb 1\nc 2 0\n",
    "symmetric": "dl n=3 labels: a b c data: 0 1 2 1 0 0 2 0 0",
    "both ways": "dl n=3 format=el1 labels: a b c data:\n1 2\n2 1\n3 1 2\n1 3 2\n",
}


@pytest.mark.parametrize("name", HALVES)
def test_a_symmetric_matrix_is_undirected(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", HALVES[name])
    assert ties(file) == [("a", "b", 1.0), ("a", "c", 2.0)]
    assert not file.directed


TWO_MODE = {
    "fullmatrix": 'dl nr=2 nc=3\nrow labels:\ntern,wren\ncolumn labels:\nhomes,"clean air",rivers\n'
    "data:\n1 0 3\n0 1 0\n",
    "embedded": 'dl nr=2, nc=3 format=fullmatrix labels embedded data:\nhomes "clean air" rivers\n'
    "tern 1 0 3\nwren 0 1 0\n",
    "row labels embedded": 'dl nr=2 nc=3 row labels embedded\ncol labels: homes "clean air" rivers\n'
    "data:\ntern 1 0 3\nwren 0 1 0\n",
    "edgelist2": 'dl nr=2 nc=3 format=edgelist2\nrowlabels: tern wren\ncollabels: homes "clean air" rivers\n'
    "data:\n1 1\n1 3 3\n2 2\n",
    "edgelist2 embedded": 'dl format=el2 labels embedded\ndata:\ntern homes\ntern rivers 3\nwren "clean air"\n',
    "edgearray2": "dl nr=2 nc=3 format=edgearray2 labels embedded\n"
    'data:\ntern homes 1\ntern rivers 3\nwren "clean air" 1\n',
}


@pytest.mark.parametrize("name", TWO_MODE)
def test_two_modes(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", TWO_MODE[name])
    assert first_mode(file) == ["tern", "wren"]
    assert ties(file) == [("tern", "homes", 1.0), ("tern", "rivers", 3.0), ("wren", "clean air", 1.0)]


def test_nodelist2_and_names_that_both_modes_have(tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", "dl format=nodelist2 labels embedded\ndata:\n1 1 2\n2 2 x\n")
    assert first_mode(file) == ["1", "2"]
    assert ties(file) == [
        ("1", "1 (second mode)", 1.0),
        ("1", "2 (second mode)", 1.0),
        ("2", "2 (second mode)", 1.0),
        ("2", "x", 1.0),
    ]


def test_two_modes_without_labels(tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", "dl nr=1 nc=2 data: 1 1")
    assert file.nodes == ("r1", "c1", "c2")


def test_rows_with_the_labels_of_columns_make_one_mode(tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", "dl nr=2 nc=2 labels embedded data:\na b\na 0 1\nb 0 0\n")
    assert ties(file) == [("a", "b", 1.0)]
    assert not file.two_mode


SEVERAL = {
    "fullmatrix": "dl n=2 nm=2 labels: a b matrix labels: trust,advice data:\n0 1\n0 0\n\n0 0\n5 0\n",
    "edgearray1": "dl n=2 nm=2 format=ea1 labels: a b level labels: trust advice\ndata:\n1 2 1 0\n2 1 0 5\n",
    "edgelist1": "dl n=2 nm=2 format=el1 labels: a b matrixlabels: trust advice\ndata:\n1 2\n!\n2 1 5\n",
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_matrices_are_relations(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", SEVERAL[name])
    assert file.relations == ("trust", "advice")
    assert file.relation is not None
    assert file.relation.tolist() == [0, 1]
    assert ties(file) == [("a", "b", 1.0), ("b", "a", 5.0)]


def test_isolates_without_a_label_are_called_by_number(tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", "dl n=4 format=el1 labels embedded data:\na b\n")
    assert file.nodes == ("a", "b", "3", "4")


def test_where_a_cell_stands(tmp_path: Path) -> None:
    file = written(tmp_path, "network.dl", "dl n=2 nm=2 data: 0 1 0 0 0 0 1 0")
    assert list(file.where) == ["matrix 1, row 1, column 2", "matrix 2, row 2, column 1"]


def squares(n: int) -> st.SearchStrategy[list[list[int]]]:
    return st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=n, max_size=n)


@settings(max_examples=30, deadline=None)
@given(cells=st.integers(1, 6).flatmap(squares))
def test_matrix_and_list_say_the_same(cells: list[list[int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, n = tmp_path_factory.mktemp("dl"), len(cells)
    rows = "\n".join(" ".join(map(str, row)) for row in cells)
    pairs = "\n".join(f"{i + 1} {j + 1} {cells[i][j]}" for i in range(n) for j in range(n) if cells[i][j])
    matrix = written(folder, "m.dl", f"dl n={n} data:\n{rows}\n")
    edges = written(folder, "e.dl", f"dl n={n} format=el1 data:\n{pairs}\n")
    assert matrix.nodes == edges.nodes
    assert matrix.directed == edges.directed == (cells != np.array(cells).T.tolist())
    assert ties(matrix) == ties(edges) == worked(cells, directed=matrix.directed)


def worked(cells: list[list[int]], *, directed: bool) -> Ties:
    n = len(cells)
    pairs = [(i, j) for i in range(n) for j in range(n) if cells[i][j] and (directed or i <= j)]
    return sorted((str(i + 1), str(j + 1), float(cells[i][j])) for i, j in pairs)


WRONG = {
    "n=3 data: 0 1": "line 1: .*ends where a cell of row 1 should stand",
    "n=2 data: 0 1 0 0 1": "line 1: has more cells than its size says",
    "n=2 data: 0 x 0 0": "line 1: a cell of row 1 is 'x', which is no number",
    "n=two data: 0": "n is 'two'; it must be a whole number",
    "n=2 format=ful data: 0": "format 'ful' is unknown",
    "n=2 format=el1 data:\n1 3": "line 2: there is no node 3",
    "n=2 format=el1 data:\n1 b": "line 2: there is no node 'b'; write its number",
    "n=2 format=el1 data:\n1 2 x": "line 2: the weight is 'x'",
    "n=2 format=el1 data:\n1 2 3 4": "line 2: has 4 entries",
    "n=2 format=el1 labels embedded data:\na b\nb c": "line 3: the label 'c' is one more than the 2",
    "n=3 labels: a b data: 0": "line 1: has 2 labels for 3 nodes",
    "n=2 labels: a a data: 0": "label 'a' twice",
    "n=2 colour=red data: 0": "has 'colour', which a DL head does not know",
    "labels: a b data: 0": "has labels of nodes before their number",
    "n=2": "ends where 'data:' should stand",
    "n=2 nm=2 format=el1 data:\n1 2": "has the data of 1 matrices, but says nm = 2",
    "n=2 diagonal=maybe data: 0": "diagonal is 'maybe'",
    "n=2 format=nl1b data:\n2 2\n0": "line 2: must begin with the number of nodes",
    "n=2 format=ea1 data:\n1 2": "line 2: has 2 entries; two ends and 1 values are needed",
    "n=2 datafile=x.dat": "has its data in another file",
    "n=2 format=bm data: rows 1 to 3 value 1": "'3' is no number from 1 to 2",
    "n=2 format=bm data: value big": "the value is 'big'",
    "n=2 format=bm data: banana": "has 'banana' where",
    "format=fm data: 1": "has a matrix without its size",
    "n=90000 data: 1": "too large",
    "n=900000000 format=el1 data:\n1 2": "n is 900000000, which is more than can be read",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=WRONG[text]) as error:
        written(tmp_path, "birds.dl", f"dl {text}\n")
    assert "birds.dl" in str(error.value)
