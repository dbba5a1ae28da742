from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import records
from alliancemap.api.cursors import read_cursor, write_cursor
from alliancemap.errors import UsageError
from alliancemap.model import Organisation
from alliancemap.network.network import Network
from api.asking import asker, refused

PAGE = """query (
  $first: Int, $after: String, $last: Int, $before: String, $orderBy: OrganisationOrder, $search: String
) {
  organisations(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, search: $search) {
    totalCount
    nodes { slug }
    edges { cursor node { slug } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def network(*organisations: Organisation) -> Network:
    return records.network(organisations=organisations)


BIRDS = network(
    records.organisation("tern", name="Tern", founded=1990, size=5),
    records.organisation("alder", name="Élan", founded=1890),
    records.organisation("wren", name="wren", size=9),
    records.organisation("ash", name="Ash", founded=1990, size=5),
)


def page(network: Network, **variables: Any) -> Any:
    return asker(network)(PAGE, **variables)["organisations"]


def slugs(found: Any) -> list[str]:
    return [node["slug"] for node in found["nodes"]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("NAME", ["ash", "alder", "tern", "wren"]),
        ("SLUG", ["alder", "ash", "tern", "wren"]),
        ("OLDEST", ["alder", "ash", "tern", "wren"]),
        ("NEWEST", ["ash", "tern", "alder", "wren"]),
        ("LARGEST", ["wren", "ash", "tern", "alder"]),
    ],
)
def test_orders(order: str, expected: list[str]) -> None:
    assert slugs(page(BIRDS, orderBy=order)) == expected


@pytest.mark.parametrize("order", ["NAME", "SLUG", "OLDEST", "NEWEST", "LARGEST"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_going_forward_and_back_meets_everything_once(order: str, size: int) -> None:
    whole = slugs(page(BIRDS, orderBy=order))
    there, after = list[str](), None
    while True:
        part = page(BIRDS, orderBy=order, first=size, after=after)
        there += slugs(part)
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break
    back, before = list[str](), None
    while True:
        part = page(BIRDS, orderBy=order, last=size, before=before)
        back = slugs(part) + back
        before = part["pageInfo"]["startCursor"]
        if not part["pageInfo"]["hasPreviousPage"]:
            break
    assert there == back == whole


def test_cursor_holds_when_its_item_has_gone_and_others_have_come() -> None:
    cursor = page(BIRDS, first=2)["pageInfo"]["endCursor"]
    later = network(
        *(records.organisation(id, name=id) for id in ("ash", "bee", "fox")), records.organisation("wren", name="Wren")
    )
    assert slugs(page(later.at(9, records.DATE), after=cursor)) == ["fox", "wren"]


def test_cursor_of_a_ranking_goes_on_at_its_item_or_else_its_place() -> None:
    rivers = [records.organisation(id, name=f"River {id}") for id in ("a", "b", "c", "d")]
    cursor = page(network(*rivers), search="river", first=2)["pageInfo"]["endCursor"]
    more = network(records.organisation("0", name="River 0"), *rivers)
    fewer = network(rivers[0], *rivers[2:])
    assert slugs(page(more, search="river", after=cursor)) == ["c", "d"]
    assert slugs(page(fewer, search="river", after=cursor)) == ["c", "d"]


def test_empty_list() -> None:
    empty = page(network())
    assert (empty["totalCount"], empty["edges"]) == (0, [])
    assert set(empty["pageInfo"].values()) == {False, None}


@pytest.mark.parametrize("count", [0, -1, 1_001, 2**31 - 1])
def test_page_sizes_out_of_range_are_refused(count: int) -> None:
    for name in ("first", "last"):
        ((code, message),) = refused(BIRDS, PAGE, **{name: count})
        assert code == "BAD_USER_INPUT"
        assert message.startswith(f"{name} is {count}; give a number from 1 to 1000")


def test_first_and_last_exclude_each_other() -> None:
    assert refused(BIRDS, PAGE, first=1, last=1)[0][0] == "BAD_USER_INPUT"


@pytest.mark.parametrize("cursor", ["", "x", "🦊", "AAAA", "eyJhIjoxfQ", "\x00", "W10", "a" * 10_000])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    for name in ("after", "before"):
        ((code, message),) = refused(BIRDS, PAGE, **{name: cursor})
        assert code == "BAD_USER_INPUT"
        assert message.startswith(f"{name} is ")
        assert len(message) < 200


def test_cursor_of_another_list_is_refused() -> None:
    cursor = page(BIRDS, orderBy="LARGEST", first=1)["pageInfo"]["endCursor"]
    assert "cursor of 'organisations by largest'" in refused(BIRDS, PAGE, after=cursor)[0][1]


def test_forged_cursor_with_a_key_of_another_form_is_refused() -> None:
    forged = write_cursor("organisations by name", 0, [7])
    assert refused(BIRDS, PAGE, after=forged)[0][0] == "BAD_USER_INPUT"
    ranked = write_cursor("organisations found", 0, ["tern", "far"])
    assert refused(BIRDS, PAGE, search="tern", after=ranked)[0][0] == "BAD_USER_INPUT"


KEYS = st.lists(
    st.one_of(st.text(max_size=20), st.integers(-(2**31), 2**31), st.floats(allow_nan=False, allow_infinity=False))
)


@given(KEYS, st.integers(0, 10**9))
def test_cursor_gives_back_its_key(key: list[Any], revision: int) -> None:
    assert list(read_cursor("after", write_cursor("birds", revision, key), "birds")) == key


@given(st.data())
def test_cursor_with_a_letter_changed_is_refused(data: st.DataObject) -> None:
    cursor = write_cursor("birds", 3, ["tern", 4])
    place = data.draw(st.integers(0, len(cursor) - 2))
    letter = data.draw(st.sampled_from("ABab01-_").filter(lambda letter: letter != cursor[place]))
    with pytest.raises(UsageError):
        read_cursor("after", cursor[:place] + letter + cursor[place + 1 :], "birds")
