from __future__ import annotations

import base64
from typing import Any

import pytest

import records
from alliancemap.model import (
    CauseType,
    Constituency,
    GroupType,
    OrganisationKind,
    Place,
    PlaceKind,
    Scope,
    Source,
    StanceSide,
    TieState,
    TieType,
)
from alliancemap.network.network import Network
from api.asking import Ask, asker, refused


def gid(type: str, slug: str) -> str:
    return base64.b64encode(f"{type}:{slug}".encode()).decode()


RIVERS = records.network(
    sources=[Source("s1", "A report", url="https://example.org/r", date=records.when("2014-03"))],
    places=[
        Place("uk", "United Kingdom", PlaceKind.COUNTRY),
        Place("wales", "Cymru", PlaceKind.NATION, parent_id="uk", latitude=52.1, longitude=-3.8),
        Place("cardiff", "Caerdydd", PlaceKind.CITY, parent_id="wales"),
    ],
    constituencies=[Constituency("youth", "Young people", GroupType.GENERATION)],
    causes=[
        records.cause("water"),
        records.cause("rivers", name="Rivers", broader_id="water"),
        records.cause("dams", type=CauseType.CHALLENGE),
    ],
    organisations=[
        records.organisation(
            "tern",
            name="Tern „Ŵy” <b>",
            kind=OrganisationKind.TRADE_UNION,
            aliases=("T1", "T2"),
            founded=1926,
            scope=Scope.LOCAL,
            place_id="cardiff",
            constituencies=("youth",),
            sources=("s1",),
            latitude=51.48,
            longitude=-3.18,
        ),
        records.organisation("wren", dissolved=records.when("1999"), place_id="wales", website="https://wren.example"),
        records.organisation("ash", kind=OrganisationKind.FUNDER),
    ],
    coalitions=[records.coalition("dam-letter", cause_id="dams", organisation_id="ash", start=records.when("2001"))],
    stances=[
        records.stance("tern", "water", weight=0.25),
        records.stance("tern", "rivers", sources=("s1",)),
        records.stance("tern", "dams", StanceSide.OPPOSES, weight=0.5),
        records.stance("wren", "rivers", weight=0.5),
    ],
    ties=[
        records.tie("tern", "wren", since=records.when("1980"), until=records.when("1990"), sources=("s1",)),
        records.tie("ash", "tern", TieType.FUNDS, state=TieState.CONFIRMED, strength=2.0),
        records.tie("ash", "wren", TieType.SUPPORTS, state=TieState.DECLINED),
    ],
    memberships=[records.joined("dam-letter", "tern", role="signatory", as_of=records.when("2001"))],
)


@pytest.fixture(scope="module")
def ask_rivers() -> Ask:
    return asker(RIVERS)


def test_organisation(ask_rivers: Ask) -> None:
    fields = "id slug name kind aliases website founded dissolved scope size power doNotSuggest confidence"
    found = ask_rivers(
        f"""{{ organisation(id: "tern") {{ {fields} sources {{ title url date publisher }}
          place {{ name kind within {{ name within {{ name within {{ name }} }} }} }}
          position {{ latitude longitude precision }} constituencies {{ name groupType }} }} }}"""
    )["organisation"]
    assert found == {
        "id": gid("Organisation", "tern"),
        "slug": "tern",
        "name": "Tern „Ŵy” <b>",
        "kind": "TRADE_UNION",
        "aliases": ["T1", "T2"],
        "website": None,
        "founded": 1926,
        "dissolved": None,
        "scope": "LOCAL",
        "size": None,
        "power": False,
        "doNotSuggest": False,
        "confidence": None,
        "sources": [{"title": "A report", "url": "https://example.org/r", "date": "2014-03", "publisher": None}],
        "place": {
            "name": "Caerdydd",
            "kind": "CITY",
            "within": {"name": "Cymru", "within": {"name": "United Kingdom", "within": None}},
        },
        "position": {"latitude": 51.48, "longitude": -3.18, "precision": "EXACT"},
        "constituencies": [{"name": "Young people", "groupType": "GENERATION"}],
    }


def test_causes_come_the_most_central_first_with_what_the_stance_says(ask_rivers: Ask) -> None:
    found = ask_rivers(
        '{ organisation(id: "tern") { causes { totalCount edges { stance weight sources { slug } node { slug } } } } }'
    )["organisation"]["causes"]
    assert found["totalCount"] == 3
    assert [(edge["node"]["slug"], edge["stance"], edge["weight"]) for edge in found["edges"]] == [
        ("rivers", "SUPPORTS", None),
        ("dams", "OPPOSES", 0.5),
        ("water", "SUPPORTS", 0.25),
    ]
    assert found["edges"][0]["sources"] == [{"slug": "s1"}]


TIES = """query ($id: ID!, $type: [TieType!], $state: [TieState!], $direction: TieDirection, $asOf: Date) {
  organisation(id: $id) { ties(type: $type, state: $state, direction: $direction, asOf: $asOf) {
    edges { type state direction since until strength node { slug } tie { source { slug } target { slug } } } } }
}"""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, [("ash", "FUNDS", "INCOMING", "CONFIRMED"), ("wren", "PARTNER", "OUTGOING", "CLAIMED")]),
        ({"direction": "OUTGOING"}, [("wren", "PARTNER", "OUTGOING", "CLAIMED")]),
        ({"type": ["FUNDS", "FUNDS"]}, [("ash", "FUNDS", "INCOMING", "CONFIRMED")]),
        ({"state": "CLAIMED"}, [("wren", "PARTNER", "OUTGOING", "CLAIMED")]),
        ({"asOf": "1985"}, [("ash", "FUNDS", "INCOMING", "CONFIRMED"), ("wren", "PARTNER", "OUTGOING", "CLAIMED")]),
        ({"asOf": "1991-01-01"}, [("ash", "FUNDS", "INCOMING", "CONFIRMED")]),
    ],
)
def test_ties(ask_rivers: Ask, arguments: dict[str, Any], expected: list[tuple[str, ...]]) -> None:
    edges = ask_rivers(TIES, id="tern", **arguments)["organisation"]["ties"]["edges"]
    assert [(e["node"]["slug"], e["type"], e["direction"], e["state"]) for e in edges] == expected
    for edge in edges:
        ends = (edge["tie"]["source"]["slug"], edge["tie"]["target"]["slug"])
        assert ends == (
            ("tern", edge["node"]["slug"]) if edge["direction"] == "OUTGOING" else (edge["node"]["slug"], "tern")
        )


def test_cause_place_constituency_and_coalition_lead_to_organisations(ask_rivers: Ask) -> None:
    found = ask_rivers("""{
      cause(id: "rivers") { broader { slug } supporters { edges { weight node { slug } } } opponents { totalCount } }
      water: cause(id: "water") { narrower { nodes { slug } } }
      dams: cause(id: "dams") { type opponents { nodes { slug } } coalitions { nodes { slug } } }
      place(id: "wales") { latitude organisations { nodes { slug } } }
      constituency(id: "youth") { organisations { nodes { slug } } }
      source(id: "s1") { title date }
      coalition(id: "dam-letter") {
        start cause { slug } organisation { slug } members { edges { role asOf node { slug } } }
        none: members(asOf: "1990") { totalCount } }
      organisation(id: "tern") { coalitions { edges { role node { kind } } } }
    }""")
    assert found == {
        "cause": {
            "broader": {"slug": "water"},
            "supporters": {
                "edges": [{"weight": None, "node": {"slug": "tern"}}, {"weight": 0.5, "node": {"slug": "wren"}}]
            },
            "opponents": {"totalCount": 0},
        },
        "water": {"narrower": {"nodes": [{"slug": "rivers"}]}},
        "dams": {
            "type": "CHALLENGE",
            "opponents": {"nodes": [{"slug": "tern"}]},
            "coalitions": {"nodes": [{"slug": "dam-letter"}]},
        },
        "place": {"latitude": 52.1, "organisations": {"nodes": [{"slug": "tern"}, {"slug": "wren"}]}},
        "constituency": {"organisations": {"nodes": [{"slug": "tern"}]}},
        "source": {"title": "A report", "date": "2014-03"},
        "coalition": {
            "start": "2001",
            "cause": {"slug": "dams"},
            "organisation": {"slug": "ash"},
            "members": {"edges": [{"role": "signatory", "asOf": "2001", "node": {"slug": "tern"}}]},
            "none": {"totalCount": 1},
        },
        "organisation": {"coalitions": {"edges": [{"role": "signatory", "node": {"kind": "COALITION"}}]}},
    }


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"kind": ["TRADE_UNION", "FUNDER"]}, {"tern", "ash"}),
        ({"kind": []}, set()),
        ({"scope": "LOCAL"}, {"tern"}),
        ({"placeWithin": "wales"}, {"tern", "wren"}),
        ({"placeWithin": gid("Place", "cardiff")}, {"tern"}),
        ({"cause": "water"}, {"tern", "wren"}),
        ({"cause": "rivers", "stance": "OPPOSES"}, set()),
        ({"cause": "dams", "stance": "OPPOSES"}, {"tern"}),
        ({"constituency": "youth"}, {"tern"}),
        ({"coalition": "dam-letter"}, {"tern"}),
        ({"hasTies": False}, set()),
        ({"power": True}, {"ash"}),
        ({"dissolved": True}, {"wren"}),
        ({"foundedFrom": 1926, "foundedTo": 1926}, {"tern"}),
        ({"foundedFrom": -(2**31)}, {"tern"}),
        ({"foundedTo": 1925}, set()),
        ({"named": "ŵy"}, {"tern"}),
        ({"kind": None, "placeWithin": None}, {"tern", "wren", "ash"}),
        ({}, {"tern", "wren", "ash"}),
    ],
)
def test_filters_of_organisations(ask_rivers: Ask, filter: dict[str, Any], expected: set[str]) -> None:
    found = ask_rivers("query ($f: OrganisationFilter) { organisations(filter: $f) { nodes { slug } } }", f=filter)
    assert {node["slug"] for node in found["organisations"]["nodes"]} == expected


def test_filters_of_the_other_lists(ask_rivers: Ask) -> None:
    found = ask_rivers("""{
      causes(filter: { broader: "water" }) { nodes { slug } }
      challenges: causes(filter: { type: CHALLENGE, named: "DAM" }) { nodes { slug } }
      places(filter: { within: "uk", kind: CITY }) { nodes { slug } }
      constituencies(filter: { groupType: WORK }) { totalCount }
      coalitions(filter: { cause: "dams", member: "tern", kind: COALITION }) { nodes { slug } }
      sources { nodes { slug } }
    }""")
    assert found == {
        "causes": {"nodes": [{"slug": "rivers"}]},
        "challenges": {"nodes": [{"slug": "dams"}]},
        "places": {"nodes": [{"slug": "cardiff"}]},
        "constituencies": {"totalCount": 0},
        "coalitions": {"nodes": [{"slug": "dam-letter"}]},
        "sources": {"nodes": [{"slug": "s1"}]},
    }


def test_search_comes_by_relevance_unless_ordered(ask_rivers: Ask) -> None:
    found = ask_rivers("""{ a: organisations(search: "t1") { nodes { slug } }
      b: organisations(search: "e", orderBy: SLUG, filter: { hasTies: true }) { nodes { slug } } }""")
    assert found == {"a": {"nodes": [{"slug": "tern"}]}, "b": {"nodes": [{"slug": "tern"}, {"slug": "wren"}]}}


@pytest.mark.parametrize(
    ("type", "slug"),
    [
        ("Organisation", "tern"),
        ("Cause", "rivers"),
        ("Coalition", "dam-letter"),
        ("Place", "cardiff"),
        ("Constituency", "youth"),
        ("Source", "s1"),
        ("Tie", "tern--partner--wren--1980"),
    ],
)
def test_every_record_is_a_node(ask_rivers: Ask, type: str, slug: str) -> None:
    found = ask_rivers(
        f"query ($id: ID!) {{ node(id: $id) {{ __typename id ... on {type} {{ slug }} }} }}", id=gid(type, slug)
    )
    assert found["node"] == {"__typename": type, "id": gid(type, slug), "slug": slug}


@pytest.mark.parametrize("field", ["organisation", "cause", "coalition", "place", "constituency", "source", "node"])
@pytest.mark.parametrize(
    "id", ["nobody", "", "🦊", "Ω" * 300, gid("Organisation", "nobody"), gid("Cause", "x"), "' OR 1=1"]
)
def test_unknown_ids(field: str, id: str) -> None:
    ((code, message),) = refused(RIVERS, f"query ($id: ID!) {{ {field}(id: $id) {{ id }} }}", id=id)
    assert code in ("NOT_FOUND", "BAD_USER_INPUT")
    assert "Traceback" not in message


def test_id_of_another_type_is_named() -> None:
    ((code, message),) = refused(RIVERS, "query ($id: ID!) { cause(id: $id) { id } }", id=gid("Place", "uk"))
    assert (code, "of type Place" in message) == ("BAD_USER_INPUT", True)


@pytest.mark.parametrize("day", ["2014-13", "tomorrow", "", 2014, ["2014"]])
def test_what_is_no_date_is_refused(day: Any) -> None:
    assert refused(RIVERS, TIES, id="tern", asOf=day)[0][0] == "BAD_USER_INPUT"


def test_revision_and_date(ask: Ask) -> None:
    assert ask("{ revision asOf }") == {"revision": 7, "asOf": "2026-11-21"}


def test_seed_map_can_be_walked_from_end_to_end(seed: Network, ask: Ask) -> None:
    found = ask(
        "{ organisations(first: 1000) { totalCount nodes { slug name kind ties(first: 1000) { totalCount } } } }"
    )
    assert found["organisations"]["totalCount"] == len(seed["organisations"]) == 565
    ends = sum(node["ties"]["totalCount"] for node in found["organisations"]["nodes"])
    assert ends == 2 * len(seed["ties"])
