"""Networks as graphs of NetworkX, and back."""

from __future__ import annotations

import networkx as nx
import pytest

import records as make
from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.graphs import from_networkx
from alliancemap.model import TABLES
from alliancemap.network.network import Network
from seed import seed_for_editors, seed_for_public

BESIDE = ("sources", "places", "constituencies", "causes")


def records(network: Network) -> dict[str, list[object]]:
    return {table: list(network.records(table)) for table in TABLES}


def without_organisations(network: Network) -> Network:
    """What organisations and ties refer to, and nothing else."""
    return Network.of_records({table: network.records(table) for table in BESIDE}, date=network.date)


@pytest.mark.parametrize("network", [seed_for_editors(), seed_for_public()], ids=["editors", "public"])
def test_every_attribute_of_the_seed_map_comes_back(network: Network) -> None:
    graph = network.to_networkx()
    again = from_networkx(graph, without_organisations(network))
    assert again.records("organisations") == network.records("organisations")
    assert again.records("ties") == network.records("ties")


def test_other_tables_stay_as_they_were() -> None:
    network = seed_for_editors()
    again = from_networkx(network.to_networkx(), network)
    assert records(again) == records(network)
    assert (again.date, again.audience, again.revision) == (network.date, network.audience, network.revision)


def test_a_node_that_was_removed_takes_its_stances_and_memberships_with_it() -> None:
    network = make.network(
        causes=[make.cause("homes")],
        organisations=[make.organisation("tern"), make.organisation("wren")],
        ties=[make.tie("tern", "wren")],
        stances=[make.stance("tern", "homes"), make.stance("wren", "homes")],
        coalitions=[make.coalition("heat", organisation_id="tern")],
        memberships=[make.joined("heat", "tern"), make.joined("heat", "wren")],
    )
    graph = network.to_networkx()
    graph.remove_node("tern")
    left = from_networkx(graph, network)
    assert [table.ids.tolist() for table in (left["organisations"], left["ties"])] == [["wren"], []]
    assert [record.id for record in left.records("stances")] == ["wren--homes"]
    assert [record.id for record in left.records("memberships")] == ["heat--wren"]
    assert left.records("coalitions") == [make.coalition("heat")]


def test_a_graph_that_was_made_by_hand() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph(date="2026-03-12")
    graph.add_node("tern", name="Tern", kind="ngo", founded=1986, power=True, latitude=52, betweenness=0.5)
    graph.add_node("wren", name="Wren", kind="trade_union", aliases="Jenny|King of birds")
    graph.add_edge("tern", "wren", type="partner", since="2014", strength=2)
    network = from_networkx(graph)
    tern, wren = network.records("organisations")
    assert (tern.founded, tern.power, tern.latitude) == (1986, True, 52.0)  # type: ignore[union-attr]
    assert wren.aliases == ("Jenny", "King of birds")  # type: ignore[union-attr]
    assert network.records("ties") == [make.tie("tern", "wren", since=make.when("2014"), strength=2.0)]


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({"kind": "ngo"}, "node 'tern', attribute name: None must not be blank"),
        ({"name": "Tern", "kind": "bird"}, "node 'tern', attribute kind: 'bird' is none of"),
        ({"name": "Tern", "kind": "ngo", "founded": "long ago"}, "attribute founded: 'long ago' is no whole number"),
        ({"name": "Tern", "kind": "ngo", "power": 3}, "attribute power: 3 is no value for it"),
        ({"name": "Tern", "kind": "ngo", "latitude": float("nan")}, "attribute latitude: nan is no number"),
        ({"name": "Tern", "kind": "ngo", "place_id": "nowhere"}, "nowhere"),
    ],
)
def test_what_is_no_organisation_is_refused(attributes: dict[str, object], says: str) -> None:
    graph: nx.Graph[str] = nx.Graph(date="2026-03-12")
    graph.add_node("tern", **attributes)
    with pytest.raises(InvalidNetworkError, match=says):
        from_networkx(graph)


def test_a_graph_without_a_date_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="attribute date is ''"):
        from_networkx(nx.Graph())
