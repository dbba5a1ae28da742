"""GraphML and GEXF: what their dialects allow, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError
from unit.exchange.network_files.saying import FIXTURES, first_mode, read, ties, written

NODES = '<node id="a"/><node id="b"/><node id="c"/>'


def graphml(inner: str, default: str = "undirected", keys: str = "") -> str:
    return f'<graphml>\n{keys}\n<graph edgedefault="{default}">\n{NODES}\n{inner}\n</graph></graphml>'


def gexf(inner: str, default: str = "undirected", declared: str = "") -> str:
    return (
        f'<gexf version="1.2"><graph defaultedgetype="{default}">\n{declared}\n'
        f"<nodes>{NODES}</nodes>\n<edges>\n{inner}\n</edges></graph></gexf>"
    )


def test_ids_that_only_count_give_way_to_names() -> None:
    for name in ("igraph.graphml", "yed.graphml"):
        file = read(FIXTURES / name)
        assert file.nodes == ("tern", "wren", "alder", "owl")
        assert file.node_attributes["id"] == ["n0", "n1", "n2", "n3"]
    assert read(FIXTURES / "gephi.graphml").node_attributes["label"] == ["Tern", "Wren", "Alder", "Owl"]


def test_where_and_attributes_of_ties() -> None:
    file = read(FIXTURES / "gephi.graphml")
    assert list(file.where) == ["line 12", "line 13"]
    assert file.tie_attributes == {"id": ["0", "1"]}
    assert file.node_attributes["r"] == [153] * 4


def test_each_tie_may_have_a_direction_of_its_own(tmp_path: Path) -> None:
    inner = '<edge source="a" target="b" directed="true"/>\n<edge source="b" target="c"/>'
    file = written(tmp_path, "a.graphml", graphml(inner))
    assert file.directed
    assert ties(file) == [("a", "b", 1.0), ("b", "c", 1.0), ("c", "b", 1.0)]
    assert list(file.where) == ["line 5", "line 6", "line 6"]


def test_types_and_defaults(tmp_path: Path) -> None:
    keys = (
        '<key id="k" for="node" attr.name="kind" attr.type="string"><default>ngo</default></key>'
        '<key id="p" for="all" attr.name="power" attr.type="boolean"><default>false</default></key>'
        '<key id="w" for="edge" attr.name="Weight" attr.type="float"><default>0.5</default></key>'
    )
    inner = '<node id="d"><data key="k"></data><data key="p">true</data></node><edge source="a" target="d"/>'
    file = written(tmp_path, "a.graphml", graphml(inner, keys=keys))
    assert file.node_attributes == {"kind": ["ngo"] * 3 + [""], "power": [False, False, False, True]}
    assert (file.weight.tolist(), file.tie_attributes) == ([0.5], {"power": [False]})


@pytest.mark.parametrize(
    "values", [("0", "1", "1"), ("false", "true", "true"), ("actor", "event", "event"), ("0.0", "1.0", "1.0")]
)
@pytest.mark.parametrize("name", ["bipartite", "type", "Mode"])
def test_two_modes_are_known_by_an_attribute(name: str, values: tuple[str, str, str], tmp_path: Path) -> None:
    nodes = "".join(
        f'<node id="{id}"><data key="{name}">{value}</data></node>' for id, value in zip("xyz", values, strict=True)
    )
    edges = '<edge source="x" target="y"/><edge source="z" target="x"/>'
    file = written(tmp_path, "a.graphml", f"<graphml><graph>{nodes}{edges}</graph></graphml>")
    assert first_mode(file) == ["x"]
    assert ties(file) == [("x", "y", 1.0), ("x", "z", 1.0)]
    within = written(tmp_path, "b.graphml", f"<graphml><graph>{nodes}<edge source='y' target='z'/></graph></graphml>")
    assert not within.two_mode


def test_gexf_directions(tmp_path: Path) -> None:
    edges = '<edge source="a" target="b" type="mutual" weight="2"/><edge source="b" target="c" type="directed"/>'
    file = written(tmp_path, "a.gexf", gexf(edges))
    assert file.directed
    assert ties(file) == [("a", "b", 2.0), ("b", "a", 2.0), ("b", "c", 1.0)]
    assert written(tmp_path, "b.gexf", gexf('<edge source="a" target="b"/>', "directed")).directed
    assert not written(tmp_path, "c.gexf", gexf('<edge source="a" target="b"/>', "undirected")).directed


def test_gexf_nodes_inside_nodes() -> None:
    file = read(FIXTURES / "version_1.1.gexf")
    assert file.node_attributes["parent"] == [None, None, None, "alder"]
    assert file.node_attributes["label"] == ["Tern", "Wren", "Alder", "Owl"]


def test_gexf_types_and_defaults(tmp_path: Path) -> None:
    declared = (
        '<attributes class="node"><attribute id="0" title="founded" type="integer"><default>1900</default></attribute>'
        '</attributes><attributes class="edge"><attribute id="0" title="sure" type="boolean"/></attributes>'
    )
    edge = '<edge source="a" target="b"><attvalues><attvalue for="0" value="true"/></attvalues></edge>'
    file = written(tmp_path, "a.gexf", gexf(edge, declared=declared))
    assert file.node_attributes == {"founded": [1900, 1900, 1900]}
    assert file.tie_attributes == {"sure": [True]}


LAUGHS = '<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><graphml>&b;</graphml>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a SYSTEM "file:///etc/hostname">]><graphml>&a;</graphml>'
WRONG = {
    "entities": (LAUGHS, "line 1: uses the entity 'a'"),
    "entities from elsewhere": (OUTSIDE, "line 1: uses the entity 'a'"),
    "cut off": (graphml("")[:-9], "is no well-formed XML or is cut off"),
    "not well-formed": ("<graphml><graph></graphml>", "line 1: is no well-formed XML"),
    "no graph": ("<graphml></graphml>", "has no graph in it"),
    "another root": ("<svg></svg>", "begins with the element 'svg'"),
    "encoding": ('<?xml version="1.0" encoding="martian"?><graphml/>', "encoding"),
    "unknown node": (graphml('<edge source="a" target="d"/>'), "line 5: a tie names the node 'd', which the file"),
    "node twice": (graphml('<node id="b"/>'), "line 5: the node 'b' stands there twice"),
    "node without id": (graphml("<node/>"), "line 5: has a node without id"),
    "edge without end": (graphml('<edge source="a"/>'), "line 5: has a edge without target"),
    "weight": (
        graphml('<edge source="a" target="b"><data key="weight">3,5</data></edge>'),
        "line 5: the weight is '3,5', which is no number",
    ),
    "type": (
        graphml(
            '<node id="d"><data key="k">old</data></node>',
            keys='<key id="k" for="node" attr.name="founded" attr.type="int"/>',
        ),
        "line 5: founded: 'old' is no int",
    ),
    "port": (graphml('<node id="d"><port name="x"/></node>'), "line 5: has a port"),
    "edge at a port": (
        graphml('<edge source="a" target="b" sourceport="x"/>'),
        "line 5: has a tie that ends at a",
    ),
    "hyperedge": (graphml('<hyperedge><endpoint node="a"/></hyperedge>'), "line 5: has a tie of more than two nodes"),
    "nested": (graphml('<node id="d"><graph edgedefault="directed"/></node>'), "line 5: has a graph inside a node"),
    "two graphs": (graphml('</graph><graph edgedefault="directed">'), "line 5: begins a second graph"),
    "edgedefault": (graphml("", default="both"), "line 3: edgedefault is 'both'"),
    "directed": (graphml('<edge source="a" target="b" directed="yes"/>'), "line 5: directed is 'yes'"),
    "gexf node": (gexf('<edge source="a" target="z"/>'), "line 5: a tie names the node 'z'"),
    "gexf weight": (gexf('<edge source="a" target="b" weight="much"/>'), "line 5: the weight is 'much'"),
    "gexf direction": (gexf('<edge source="a" target="b" type="sideways"/>'), "line 5: has an edge type 'sideways'"),
    "gexf twice": (gexf('</edges><nodes><node id="a"/></nodes><edges>'), "line 5: the node 'a' stands there twice"),
    "gexf moments": (
        gexf(
            '<edge source="a" target="b"><attvalues><attvalue for="weight" value="1"/>'
            '<attvalue for="weight" value="2"/></attvalues></edge>'
        ),
        "line 5: has several weights for one tie",
    ),
    "gexf class": (gexf("", declared='<attributes class="graph"/>'), "attributes of class 'graph'"),
    "gexf type": (
        gexf(
            '<edge source="a" target="b"><attvalues><attvalue for="0" value="x"/></attvalues></edge>',
            declared='<attributes class="edge"><attribute id="0" title="size" type="double"/></attributes>',
        ),
        "line 5: size: 'x' is no double",
    ),
    "gexf empty": ("<gexf/>", "has no graph in it"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str, tmp_path: Path) -> None:
    text, says = WRONG[name]
    ending = "gexf" if name.startswith("gexf") else "graphml"
    with pytest.raises(InvalidNetworkError, match=says) as error:
        written(tmp_path, f"birds.{ending}", text)
    assert f"birds.{ending}" in str(error.value)


def test_other_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidNetworkError, match="is XML, but neither GraphML nor GEXF"):
        written(tmp_path, "a.xml", "<svg></svg>")
