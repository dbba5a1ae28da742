from __future__ import annotations

import datetime
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import records as make
from alliancemap.dates import PartialDate
from alliancemap.errors import UsageError
from alliancemap.exchange.export import FORMATS, export_bytes, export_network
from alliancemap.exchange.graphs import to_networkx
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import (
    TABLES,
    Audience,
    CauseType,
    Membership,
    Organisation,
    OrganisationKind,
    Place,
    PlaceKind,
    PositionPrecision,
    Record,
    Source,
    StanceSide,
    Tie,
    TieState,
    TieType,
)
from alliancemap.network.network import Network

HOSTILE = "Ünïcode 日本 🐦 <b>&\"'\u200d]]> =1+1 {{x}} \\ ; , 'n"


@pytest.fixture(scope="module")
def birds() -> Network:
    """Three organisations: one with everything, one at its place, one without a position; two ties between a pair."""
    return make.network(
        sources=[Source(id="src-a", title=HOSTILE)],
        places=[
            Place(id="leeds", name="Leeds", kind=PlaceKind.CITY, latitude=53.8, longitude=-1.55),
            Place(id="nowhere", name="Nowhere", kind=PlaceKind.TOWN),
        ],
        causes=[make.cause("homes"), make.cause("cold", type=CauseType.CHALLENGE)],
        organisations=[
            make.organisation(
                "tern",
                name=HOSTILE,
                aliases=("TT", HOSTILE),
                founded=1986,
                dissolved=PartialDate(2014, 3),
                size=12,
                sources=("src-a",),
                latitude=53.81234,
                longitude=-1.5,
                position=PositionPrecision.BLURRED,
                power=True,
                place_id="leeds",
            ),
            make.organisation("wren", place_id="leeds"),
            make.organisation("alder", place_id="nowhere", visibility=Audience.MEMBER),
        ],
        coalitions=[make.coalition("heat")],
        stances=[make.stance("tern", "homes", weight=0.25), make.stance("tern", "cold", StanceSide.OPPOSES)],
        ties=[
            make.tie("tern", "wren", since=PartialDate(2014), strength=2.5, state=TieState.CONFIRMED),
            make.tie("tern", "wren", TieType.FUNDS),
            make.tie("wren", "alder"),
        ],
        memberships=[make.joined("heat", "tern")],
    )


def imported(path: Path) -> Network:
    empty = make.network()
    plan = plan_import(read_data([path]), empty)
    return empty.with_changes(plan.changes).at(0, plan.date or empty.date)


def contents(network: Network) -> dict[str, list[Record]]:
    return {name: network.records(name) for name in network.tables}


@pytest.mark.parametrize("name", ["data", "data.zip"])
def test_data_format_comes_back_as_it_was(birds: Network, tmp_path: Path, name: str) -> None:
    export_network(birds, "csv", tmp_path / name)
    back = imported(tmp_path / name)
    assert contents(back) == contents(birds)
    assert back.date == birds.date


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=12).map(
    lambda text: text.strip().replace("\ufeff", "")
)
NAMES = TEXT.filter(bool)
ITEMS = st.lists(NAMES.map(lambda text: text.replace("|", "/")), max_size=3, unique=True).map(tuple)
DATES = st.none() | st.dates(datetime.date(1, 1, 1)).map(PartialDate.of) | st.integers(1, 9999).map(PartialDate)
NUMBERS = st.none() | st.floats(0, 1)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    ids = draw(st.lists(st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,2})?", fullmatch=True), min_size=1, unique=True))
    organisations = [
        Organisation(
            id=id,
            name=draw(NAMES),
            kind=draw(st.sampled_from(OrganisationKind)),
            aliases=draw(ITEMS),
            description=draw(TEXT),
            power=draw(st.none() | st.booleans()),
            founded=draw(st.none() | st.integers(1, 9999)),
            last_verified=draw(DATES),
            visibility=draw(st.sampled_from(Audience)),
        )
        for id in ids
    ]
    pairs = draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])))
    ties = [Tie(a, b, draw(st.sampled_from(TieType)), since=draw(DATES)) for a, b in sorted(pairs)]
    joined = draw(st.sets(st.sampled_from(ids)))
    stances = [make.stance(id, "homes", weight=draw(NUMBERS)) for id in sorted(joined)]
    return make.network(
        causes=[make.cause("homes", name=draw(NAMES))],
        coalitions=[make.coalition("heat")],
        organisations=organisations,
        ties=ties,
        stances=stances,
        memberships=[Membership("heat", id, as_of=draw(DATES)) for id in sorted(joined)],
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(network=networks())
def test_any_network_comes_back_and_opens_in_networkx(
    network: Network, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    export_network(network, "csv", folder / "all.zip")
    assert contents(imported(folder / "all.zip")) == contents(network)
    graph = to_networkx(network)
    for format, read in READERS.items():
        export_network(network, format, folder / format)
        assert_same(read(folder / format), graph)


def read_node_link(path: Path) -> nx.Graph[str]:
    return nx.node_link_graph(orjson.loads(path.read_bytes()), edges="edges")


def read_graphml(path: Path) -> nx.Graph[str]:
    return nx.read_graphml(path, force_multigraph=True)


READERS: dict[str, Callable[[Path], nx.Graph[str]]] = {
    "graphml": read_graphml,
    "gexf": nx.read_gexf,
    "json": read_node_link,
}


def assert_same(found: nx.Graph[str], wanted: nx.MultiDiGraph[str]) -> None:
    """Nodes, edges and all attributes are equal; what formats add (labels, and GEXF's ids of edges) is left out."""
    assert found.is_directed()
    assert {id: _bare(data) for id, data in found.nodes(data=True)} == {
        id: dict(data) for id, data in wanted.nodes(data=True)
    }
    assert _edges(found) == _edges(wanted)


def _bare(data: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in data.items() if name not in ("label", "id")}


def _edges(graph: nx.Graph[str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    found = ((a, b, sorted((k, repr(v)) for k, v in _bare(data).items())) for a, b, data in graph.edges(data=True))
    return sorted(found)


@pytest.mark.parametrize("format", READERS)
def test_graph_formats_keep_every_attribute(birds: Network, tmp_path: Path, format: str) -> None:
    export_network(birds, format, tmp_path / "out")
    graph = READERS[format](tmp_path / "out")
    assert_same(graph, to_networkx(birds))
    tern = graph.nodes["tern"]
    assert (tern["name"], tern["founded"], tern["dissolved"], tern["power"]) == (HOSTILE, 1986, "2014-03", True)
    assert (tern["supports"], tern["opposes"], tern["coalitions"]) == ("homes", "cold", "heat")
    assert sorted(data["type"] for _, _, data in graph.edges("tern", data=True)) == ["funds", "partner"]


def test_networkx_graph_has_ties_by_id(birds: Network) -> None:
    graph = to_networkx(birds)
    tie = graph.edges["tern", "wren", "tern--partner--wren--2014"]
    assert tie == {
        "type": "partner",
        "since": "2014",
        "state": "confirmed",
        "strength": 2.5,
        "weight": 2.5,
        "visibility": "public",
    }
    assert graph.edges["wren", "alder", "wren--partner--alder"]["weight"] == 1.0
    assert graph.graph == {"date": "2026-11-21", "revision": 0, "audience": "editor"}


@pytest.mark.parametrize("format", READERS)
def test_empty_network_is_a_graph_without_nodes(tmp_path: Path, format: str) -> None:
    export_network(make.network(), format, tmp_path / "out")
    assert len(READERS[format](tmp_path / "out")) == 0


def test_json_holds_every_table(birds: Network) -> None:
    document = orjson.loads(export_bytes(birds, "json"))
    assert set(TABLES) - {"organisations", "ties"} <= document["graph"].keys()
    assert document["graph"]["stances"][1] == {
        "organisation_id": "tern",
        "cause_id": "homes",
        "stance": "supports",
        "weight": 0.25,
        "visibility": "public",
    }


def test_geojson_says_where_a_position_comes_from(birds: Network) -> None:
    document = orjson.loads(export_bytes(birds, "geojson"))
    points = [(f["id"], f["geometry"]["coordinates"], f["properties"]["position_from"]) for f in document["features"]]
    assert points == [("tern", [-1.5, 53.81234], "organisation"), ("wren", [-1.55, 53.8], "place")]
    assert (document["type"], document["without_position"]) == ("FeatureCollection", 1)


def test_public_exports_hold_what_the_public_may_see(birds: Network) -> None:
    public = birds.restricted_to(Audience.PUBLIC, 3, birds.date)
    for format in FORMATS:
        data = export_bytes(public, format)
        if format == "csv":
            continue
        assert b"alder" not in data
        assert b"53.81234" not in data
    document = orjson.loads(export_bytes(public, "geojson"))
    assert document["features"][0]["geometry"]["coordinates"] == [-1.5, 53.8]
    assert document["without_position"] == 0


def test_characters_that_no_file_may_hold_become_spaces(tmp_path: Path) -> None:
    network = make.network(organisations=[make.organisation("tern", name="a\x00b\nc\ud800d\uffff")])
    for format in FORMATS:
        export_network(network, format, tmp_path / f"{format}.zip")
    for format in ("graphml", "gexf"):
        ET.parse(tmp_path / f"{format}.zip")
    record = imported(tmp_path / "csv.zip").get("organisations", "tern")
    assert isinstance(record, Organisation)
    assert record.name == "a b c d"
    assert orjson.loads((tmp_path / "json.zip").read_bytes())["nodes"][0]["name"] == "a b c d "


def test_bytes_depend_on_the_network_only(birds: Network, tmp_path: Path) -> None:
    again = Network.of_records(contents(birds), date=birds.date)
    for format in FORMATS:
        assert export_bytes(birds, format) == export_bytes(again, format)
    export_network(birds, "csv", tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == export_bytes(birds, "csv")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(kind.file for kind in TABLES.values()), "dataset.csv"]


def test_format_that_is_not_there(birds: Network, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no export format 'graphlm'; did you mean 'graphml'\?"):
        export_network(birds, "graphlm", tmp_path / "out")
    with pytest.raises(UsageError, match="choose csv, graphml, gexf, geojson or json"):
        export_bytes(birds, "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written_to(birds: Network, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(UsageError, match="is no file that can be replaced"):
        export_network(birds, "json", tmp_path)
    with pytest.raises(UsageError, match="is a file; name a folder"):
        export_network(birds, "csv", tmp_path / "file")
    with pytest.raises(UsageError, match="make it first"):
        export_network(birds, "json", tmp_path / "gone" / "out.json")
    assert (tmp_path / "file").read_text() == "kept"


def test_a_folder_keeps_its_other_files_and_nothing_of_ours_is_left_over(birds: Network, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    export_network(make.network(), "csv", folder)
    export_network(birds, "csv", folder)
    assert contents(imported(folder)) == contents(birds)
    assert (folder / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_link_stays_and_what_it_leads_to_is_written(birds: Network, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    export_network(birds, "json", tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == export_bytes(birds, "json")


def test_new_files_have_the_rights_that_the_user_gives(birds: Network, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        export_network(birds, "json", tmp_path / "out.json")
        export_network(birds, "csv", tmp_path / "data")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("out.json", "data", "data/ties.csv")]
    assert modes == [0o600, 0o700, 0o600]


def test_export_that_fails_leaves_the_old_file(tmp_path: Path, birds: Network) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")
    spoilt = Network(birds.audience, birds.revision, birds.date, {**birds.tables, "causes": birds.tables["ties"]})
    with pytest.raises(KeyError):
        export_network(spoilt, "json", out)
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
