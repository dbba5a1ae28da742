"""Map files: one file, no request, all facts in words, nothing in the records becomes program."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
from typing import Any

import pytest

from alliancemap.maps.drawing import MOST_NEIGHBOURS, Suggestion, map_of_network, map_of_organisation
from alliancemap.maps.marks import MARKS
from alliancemap.model import OrganisationKind, TieSet, TieType
from alliancemap.network.network import Network
from alliancemap.network.rows import find_row
from records import coalition, joined, network, organisation, tie, when
from seed import seed_for_public
from web.site import Reading
from web.worlds import HOSTILE


@pytest.fixture(scope="module")
def village() -> Network:
    """Ash and birch are partners; ash funded cedar until 2010; ash and dogwood joined the grove; elm knows nobody."""
    return network(
        organisations=[organisation(id) for id in ("ash", "birch", "cedar", "dogwood", "elm")],
        coalitions=[coalition("grove", name="The grove")],
        ties=[
            tie("ash", "birch", since=when("2014")),
            tie("ash", "cedar", TieType.FUNDS, until=when("2010")),
            tie("cedar", "dogwood", TieType.CONFLICTS_WITH),
        ],
        memberships=[joined("grove", "ash"), joined("grove", "dogwood")],
    )


def data(html: bytes, id: str) -> Any:
    match = re.search(rb'<script type="application/json" id="' + id.encode() + rb'">(.*?)</script>', html)
    assert match
    return json.loads(match[1])


def drawn(html: bytes) -> set[frozenset[str]]:
    """Pairs of labels that a line joins."""
    labels = {node["id"]: node["label"] for node in data(html, "nodes")}
    return {frozenset((labels[edge["from"]], labels[edge["to"]])) for edge in data(html, "edges")}


def test_draws_the_ties_of_the_tie_set(village: Network) -> None:
    recorded = {frozenset(("Ash", "Birch")), frozenset(("Ash", "Cedar"))}
    assert drawn(map_of_network(village)) == recorded
    assert drawn(map_of_network(village, TieSet.TABLES)) == {*recorded, frozenset(("Ash", "Dogwood"))}


def test_draws_what_was_in_force_on_a_day(village: Network) -> None:
    html = map_of_network(village, as_of=datetime.date(2020, 1, 1))
    assert drawn(html) == {frozenset(("Ash", "Birch"))}
    assert "in force on 2020-01-01" in Reading.of(html.decode()).text


def test_says_in_words_what_it_draws(village: Network) -> None:
    text = Reading.of(map_of_network(village, TieSet.TABLES).decode()).text
    assert "5 organisations and 3 ties as the editor may see them, everything that had begun by 2026-11-21" in text
    assert "Tie set tables: recorded ties, and organisations that sat at the same table" in text
    assert "Not recorded is not absent" in text
    assert "Ash Birch recorded tie Ash is a partner of Birch (since 2014, confidence not recorded)" in text
    assert "Ash Cedar recorded tie Ash funds Cedar (until 2010, confidence not recorded)" in text
    assert "Ash Dogwood sat at the same table Both belonged to The grove" in text


def test_surroundings_hold_ties_and_potential_allies(village: Network) -> None:
    ash, elm, birch = (find_row(village, "organisations", id) for id in ("ash", "elm", "birch"))
    wishes = [Suggestion(elm, "Both love shade."), Suggestion(birch, "They know each other.")]
    html = map_of_organisation(village, ash, wishes)
    assert {node["label"] for node in data(html, "nodes")} == {"Ash", "Birch", "Cedar", "Dogwood", "Elm"}
    (dashed,) = [edge for edge in data(html, "edges") if "dashes" in edge]
    assert dashed["title"] == "Both love shade."
    text = Reading.of(html.decode()).text
    assert "Elm (no tie recorded: a potential ally)" in text
    assert "Birch (no tie recorded" not in text
    assert "5 organisations and 3 ties" in text


def test_surroundings_of_many_say_what_is_left_out() -> None:
    names = [f"o{number:02}" for number in range(MOST_NEIGHBOURS + 9)]
    many = network(
        organisations=[organisation(name) for name in ("hub", *names)],
        ties=[tie("hub", name, strength=1 + float(name == "o58")) for name in names],
    )
    html = map_of_organisation(many, find_row(many, "organisations", "hub"))
    assert len(data(html, "nodes")) == MOST_NEIGHBOURS + 1
    assert "O58" in {node["label"] for node in data(html, "nodes")}
    assert "The 50 strongest ties of Hub are drawn; 9 weaker ones are not." in html.decode()


def test_a_dissolved_organisation_is_left_out_and_stands_alone() -> None:
    gone = network(organisations=[organisation("a"), organisation("b", dissolved=when("2001"))], ties=[tie("a", "b")])
    whole = map_of_network(gone)
    assert {node["label"] for node in data(whole, "nodes")} == {"A"}
    assert "1 organisations that were dissolved" in whole.decode()
    alone = map_of_organisation(gone, find_row(gone, "organisations", "b"))
    assert {node["label"] for node in data(alone, "nodes")} == {"B"}
    assert "was dissolved before the date" in alone.decode()


def test_the_same_network_gives_the_same_bytes() -> None:
    seed = seed_for_public()
    unison = find_row(seed, "organisations", "unison")
    assert map_of_network(seed) == map_of_network(seed)
    assert map_of_organisation(seed, unison) == map_of_organisation(seed, unison)


def test_asks_nobody_for_anything(village: Network) -> None:
    html = map_of_network(village).decode()
    reading = Reading.of(html)
    assert reading.values("src") == set()
    assert reading.values("href") == {"data:,", "#organisations"}
    assert not reading.all("link")[1:]
    assert "cdn" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert "sourceMappingURL" not in html


def test_only_its_own_two_programs_may_run(village: Network) -> None:
    html = map_of_network(village).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', html)
    programs = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in programs]
    assert len(programs) == 2
    assert "script-src '{}' '{}';".format(*digests) in policy
    assert policy.startswith("default-src 'none'; ")


def test_hostile_names_stay_names() -> None:
    bad = network(
        organisations=[organisation("x", name=HOSTILE), organisation("y", name='see href="https://example.org"')],
        ties=[tie("x", "y")],
        coalitions=[coalition("c", name=HOSTILE)],
        memberships=[joined("c", "x"), joined("c", "y")],
    )
    good = network(
        organisations=[organisation("x"), organisation("y")],
        ties=[tie("x", "y")],
        coalitions=[coalition("c")],
        memberships=[joined("c", "x"), joined("c", "y")],
    )
    html = map_of_network(bad, TieSet.TABLES)
    elements = [
        [element.tag for element in Reading.of(map_of_network(world, TieSet.TABLES).decode()).elements]
        for world in (bad, good)
    ]
    assert elements[0] == elements[1]
    assert HOSTILE in Reading.of(html.decode()).text
    assert " ".join(data(html, "nodes")[0]["label"].split()) == " ".join(HOSTILE.split())
    assert "innerHTML" not in html.decode().rpartition("<script>")[2]


def test_links_lead_to_pages_only_where_there_are_pages(village: Network) -> None:
    reading = Reading.of(map_of_network(village, pages="/organisations/").decode())
    assert "/organisations/ash" in reading.values("href")


def test_every_kind_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(OrganisationKind)
    assert len({(mark.colour, mark.shape) for mark in MARKS.values()}) == len(OrganisationKind)


def test_an_empty_network_has_a_map() -> None:
    html = map_of_network(network())
    assert data(html, "nodes") == data(html, "edges") == []
    assert "0 organisations and 0 ties" in html.decode()
