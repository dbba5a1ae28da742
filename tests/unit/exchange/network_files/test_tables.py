"""Tables: lists of ties and matrices with labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError
from unit.exchange.network_files.saying import first_mode, ties, written

AB = [("a", "b", 1.0)]


@pytest.mark.parametrize(
    "header",
    [
        "source,target",
        "Source,Target",
        "from,to",
        "source_id,target_id",
        "FromNodeId,ToNodeId",
        "ego,alter",
        '"from","to"',
    ],
)
def test_names_of_ends(header: str, tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.csv", f"{header}\na,b\n")) == AB


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("source,target,source_id", "a,b,1"),
        ("source_id,source,target_id,target", "1,a,2,b"),
        ("source_id,target", "a,b"),
    ],
)
def test_ends_that_are_called_alike_belong_together(header: str, row: str, tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.csv", f"{header}\n{row}\n")) == AB


def test_columns_by_name_in_any_order(tmp_path: Path) -> None:
    text = 'id,target,since,strength,source\n1,b,1999,2.5,a\n2,c,,1,"a"\n'
    file = written(tmp_path, "a.csv", text)
    assert ties(file) == [("a", "b", 2.5), ("a", "c", 1.0)]
    assert file.tie_attributes == {"id": ["1", "2"], "since": ["1999", None]}
    assert list(file.where) == ["line 2", "line 3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " ", "   "])
def test_delimiters(delimiter: str, tmp_path: Path) -> None:
    text = "\n".join(delimiter.join(row) for row in (("a", "b", "1.5"), ("b", '"c"', "2"), ("a", "c", "1")))
    for name in ("a.csv", "a.txt", "a.edges"):
        assert ties(written(tmp_path, name, text)) == [("a", "b", 1.5), ("a", "c", 1.0), ("b", "c", 2.0)]


def test_delimiters_inside_of_quotations(tmp_path: Path) -> None:
    text = 'source;target\n"Tern, Wren & co";"say ""hoo"""\n"two\nlines";b\nlast;b\n'
    file = written(tmp_path, "a.csv", text)
    assert file.nodes == ("Tern, Wren & co", 'say "hoo"', "two\nlines", "b", "last")
    assert list(file.where) == ["line 2", "line 3", "line 5"]


def test_without_a_header(tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.csv", "a,b\nb,c\n")) == [("a", "b", 1.0), ("b", "c", 1.0)]
    assert ties(written(tmp_path, "b.csv", "1,2,3\n")) == [("1", "2", 3.0)]
    assert ties(written(tmp_path, "c.csv", "wer,mit,wert\na,b,3\n")) == [("a", "b", 3.0)]
    assert ties(written(tmp_path, "d.csv", "wer,mit\n1,2\n2,3\n")) == [("1", "2", 1.0), ("2", "3", 1.0)]
    file = written(tmp_path, "e.csv", "a,b,friend\nb,c,foe\n")
    assert ties(file) == [("a", "b", 1.0), ("b", "c", 1.0)]
    assert file.tie_attributes == {"column 3": ["friend", "foe"]}


def test_isolates_comments_blank_lines_and_encodings(tmp_path: Path) -> None:
    text = "# birds\r\nsource,target\r\n\r\nä,b\r\nowl\r\nwren,\r\n,\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file = written(tmp_path, "a.csv", text.encode(encoding))
        assert file.nodes == ("ä", "b", "owl", "wren")
        assert list(file.where) == ["line 4"]


def test_direction(tmp_path: Path) -> None:
    unknown = written(tmp_path, "a.csv", "source,target\na,b\n")
    assert (unknown.directed, unknown.direction_known) == (False, False)
    said = written(tmp_path, "b.csv", "# directed\nsource,target\na,b\n")
    assert (said.directed, said.direction_known) == (True, True)
    undirected = written(tmp_path, "c.csv", "# undirected\na,b\n")
    assert (undirected.directed, undirected.direction_known) == (False, True)
    mixed = written(tmp_path, "d.csv", "Source,Target,Type\na,b,Directed\nb,c,Undirected\n")
    assert ties(mixed) == [("a", "b", 1.0), ("b", "c", 1.0), ("c", "b", 1.0)]
    assert (mixed.directed, mixed.direction_known) == (True, True)
    kinds = written(tmp_path, "e.csv", "source,target,type\na,b,partner\n")
    assert kinds.tie_attributes == {"type": ["partner"]}


def test_relations(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "source,target,layer\na,b,trust\nb,c,advice\na,b,advice\n")
    assert file.relations == ("trust", "advice")
    assert file.relation is not None
    assert file.relation.tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    "header", ["row,column", "actor,event", "organisation,cause", "organisation_id,coalition_id", "organisation,place"]
)
def test_two_modes_by_the_header(header: str, tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", f"{header},weight\ntern,homes,2\nwren,homes,1\nowl,,\n,rivers,\n")
    assert first_mode(file) == ["tern", "wren", "owl"]
    assert set(file.nodes) == {"tern", "wren", "owl", "homes", "rivers"}
    assert ties(file) == [("tern", "homes", 2.0), ("wren", "homes", 1.0)]


def test_two_modes_by_a_comment_and_names_of_both(tmp_path: Path) -> None:
    for comment in ("# two-mode", "% bip unweighted"):
        file = written(tmp_path, "a.txt", f"{comment}\n1 1\n1 2\n3 2\n")
        assert first_mode(file) == ["1", "3"]
        assert ties(file) == [("1", "1 (second mode)", 1.0), ("1", "2", 1.0), ("3", "2", 1.0)]


def test_square_matrices(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", ",a,b,c\na,0,1,0\nb,1,,2\nc,0,2,0\n")
    assert ties(file) == [("a", "b", 1.0), ("b", "c", 2.0)]
    assert (file.directed, file.two_mode) == (False, False)
    assert list(file.where) == ["row 1, column 2", "row 2, column 3"]
    arcs = written(tmp_path, "b.csv", ",a,b\na,0,1\nb,0,0\n")
    assert (arcs.directed, ties(arcs)) == (True, AB)


def test_rows_of_a_square_matrix_in_another_order(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "org;a;b;c\nc;1;0;0\na;0;2;0\nb;0;0;0\n")
    assert ties(file) == [("a", "b", 2.0), ("c", "a", 1.0)]


def test_a_matrix_as_r_writes_it(tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.txt", '"a" "b"\n"a" 0 1\n"b" 1 0\n')) == AB


def test_a_matrix_of_bare_numbers(tmp_path: Path) -> None:
    file = written(tmp_path, "a.txt", "0 1 0 0\n1 0 2 0\n0 2 0 0\n0 0 0 0\n")
    assert file.nodes == ("1", "2", "3", "4")
    assert ties(file) == [("1", "2", 1.0), ("2", "3", 2.0)]
    four_columns = written(tmp_path, "b.txt", "1 2 1 1999\n2 3 5 2001\n")
    assert ties(four_columns) == [("1", "2", 1.0), ("2", "3", 5.0)]


def test_a_weight_that_no_row_has_is_none(tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.csv", "source_id,target_id,type,strength\na,b,partner,\n")) == AB


def test_other_matrices_are_two_mode(tmp_path: Path) -> None:
    for corner in ("", "organisation"):
        file = written(tmp_path, "a.csv", f"{corner},homes,rivers\ntern,1,0\nwren,1,3\nowl,0,0\n")
        assert first_mode(file) == ["tern", "wren", "owl"]
        assert ties(file) == [("tern", "homes", 1.0), ("wren", "homes", 1.0), ("wren", "rivers", 3.0)]


WRONG = {
    "source,target,weight\na,b,much\n": "line 2: the weight is 'much'",
    "source,target,weight\na,b,1_0\n": "line 2: the weight is '1_0'",
    "source,target,weight\na,b,\nb,c,1\n": "line 2: the weight is blank",
    "source,target,weight\na,b,1\nb,c\n": "line 3: the weight is blank",
    "source,target\na,b,c\n": "line 2: has 3 cells instead of 2",
    "source,target\n,b\n": "line 2: has no source",
    'source,target\na,"b\nc,d\n': "line 2: cannot be cut into cells",
    "0,1,0,0,1\n1,0,0,0,1\n": "line 1: has 5 columns and no header",
    "a\nb\n": "line 1: has one column",
    "# nothing\n": "has no rows",
    ",a,b\na,0,1\n,1,0\n": "line 3: has a row without a label",
    ",a,a\nb,0,1\n": "line 1: has the label 'a' on two columns",
    ",a,b\na,0,1\na,0,1\n": "line 3: has the label 'a' on two rows",
    ",a,b\na,0\nb,0,1\n": "line 2: has 1 cells after its label in a matrix of 2 columns",
    ",a,b\na,0,x\nb,0,1\n": "line 2: has the cell 'x' in a matrix",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=WRONG[text]) as error:
        written(tmp_path, "birds.csv", text)
    assert "birds.csv" in str(error.value)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=r"line 2: is not in UTF-8 \(byte 0xe4\); save it as UTF-8"):
        written(tmp_path, "a.csv", "source,target\nä,b\n".encode("latin-1"))


@pytest.mark.parametrize(
    "header",
    ["node1,node2", "V1,V2", "Organisation A,Organisation B", "person_1,person_2", "funder,grantee", '"id1","id2"'],
)
def test_names_of_two_alike_ends_are_a_header(header: str, tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", f"{header}\na,b\n")
    assert (file.nodes, ties(file)) == (("a", "b"), AB)


def test_nodes_that_are_called_by_number_are_no_header(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "node1,node2\nnode2,node3\n")
    assert ties(file) == [("node1", "node2", 1.0), ("node2", "node3", 1.0)]
    assert written(tmp_path, "b.csv", "v1,v2\nv3,v4\n").nodes == ("v1", "v2", "v3", "v4")


@pytest.mark.parametrize("ends", ["from,to,weight", "source,target,weight"])
def test_rows_that_are_numbered_do_not_make_a_matrix(ends: str, tmp_path: Path) -> None:
    """As R's write.csv and pandas' to_csv write a table of ties unless told not to."""
    assert ties(written(tmp_path, "a.csv", f",{ends}\n1,a,b,2\n2,b,c,1\n")) == [("a", "b", 2.0), ("b", "c", 1.0)]
    file = written(tmp_path, "b.csv", f",{ends}\n1,1,2,2\n2,2,3,1\n")
    assert (ties(file), file.tie_attributes) == ([("1", "2", 2.0), ("2", "3", 1.0)], {})


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("1", "2")])
def test_row_names_of_rs_write_table(first: str, second: str, tmp_path: Path) -> None:
    """Its header has a cell less than the rows; ids that are numbers would make it pass for a matrix."""
    text = f'"from" "to" "weight"\n"1" "{first}" "{second}" 2\n"2" "{second}" "{first}" 3\n'
    file = written(tmp_path, "a.txt", text)
    assert (ties(file), file.two_mode) == ([(first, second, 2.0), (first, second, 3.0)], False)


def test_a_matrix_stays_one_whatever_its_nodes_are_called(tmp_path: Path) -> None:
    assert ties(written(tmp_path, "a.csv", ",from,to\nfrom,0,1\nto,1,0\n")) == [("from", "to", 1.0)]


def test_nodes_without_ties_do_not_decide_how_wide_a_list_is(tmp_path: Path) -> None:
    assert written(tmp_path, "a.csv", "a,b\nc\nd\n").nodes == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 2 3\n2 3\n3\n", "line 2: has 2 cells where others have 3.*lists of neighbours"),
        ("a,b,2\nb,c\n", "line 2: has 2 cells where others have 3"),
        ("a b {'weight': 2}\nb c {'weight': 1}\n", "line 1: has attributes in braces, as NetworkX"),
        ("source,weight\na,1\n", "line 1: names the column 'source' and not the other end"),
        ("id,to\na,b\n", "names the column 'to'"),
        ("source,target,source\na,b,c\n", "line 1: names two columns 'source'"),
        ("source,target,weight,Weight\na,b,1,2\n", "names two columns 'weight'"),
    ],
)
def test_what_would_be_read_as_another_list_than_it_is(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match=message):
        written(tmp_path, "a.csv", text)
