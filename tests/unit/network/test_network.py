"""The Network: what an audience sees, and how it follows changes."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.errors import InvalidNetworkError, NotFoundError, OrganisationNotFoundError
from alliancemap.model import (
    TABLES,
    Audience,
    Constituency,
    GroupType,
    Place,
    PlaceKind,
    PositionPrecision,
    Record,
    RecordChange,
    Source,
    TieType,
)
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from records import DATE, cause, coalition, joined, network, organisation, stance, tie, when

Records = dict[str, list[Record]]


def contents(of: Network) -> dict[str, list[Record]]:
    return {name: of.records(name) for name in TABLES}


def test_records_come_out_as_they_went_in() -> None:
    records: Records = {
        "sources": [Source("s1", "A title", date=when("2014-03"))],
        "places": [Place("leeds", "Leeds", PlaceKind.CITY, "uk", 53.8, -1.5), Place("uk", "UK", PlaceKind.COUNTRY)],
        "constituencies": [Constituency("young", "Young people", GroupType.GENERATION)],
        "causes": [cause("air", broader_id="earth"), cause("earth")],
        "organisations": [
            organisation(
                "ash",
                aliases=("Ash", 'Tree; of, "life" – é'),
                founded=1999,
                dissolved=when("2020-02-29"),
                place_id="leeds",
                constituencies=("young",),
                sources=("s1",),
                power=False,
                size=0,
            ),
            organisation("oak"),
        ],
        "coalitions": [coalition("wood", cause_id="air", organisation_id="oak", start=when("2001"))],
        "stances": [stance("ash", "air", weight=0.5, sources=("s1",)), stance("oak", "air", weight=0.0)],
        "ties": [tie("ash", "oak", since=when("2001"), strength=2.0), tie("oak", "ash", id="own-id")],
        "memberships": [joined("wood", "ash", role="chair", as_of=when("2010"))],
    }
    assert contents(Network.of_records(records, date=DATE)) == records


def test_twice_the_same_id_or_a_loose_end_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="'ash' twice"):
        network(organisations=[organisation("ash"), organisation("ash")])
    with pytest.raises(InvalidNetworkError, match="'elm', which is not there"):
        network(organisations=[organisation("ash")], ties=[tie("ash", "elm")])


def seen(of: Network, audience: Audience) -> Network:
    return of.restricted_to(audience, 7, DATE)


def test_a_tie_is_seen_only_with_both_its_ends() -> None:
    of = network(
        organisations=[organisation("ash"), organisation("elm", visibility=Audience.MEMBER), organisation("oak")],
        ties=[tie("ash", "elm"), tie("oak", "ash"), tie("ash", "oak", visibility=Audience.EDITOR)],
    )
    assert [found.id for found in seen(of, Audience.PUBLIC).records("ties")] == ["oak--partner--ash"]
    assert [found.id for found in seen(of, Audience.MEMBER).records("ties")] == [
        "ash--partner--elm",
        "oak--partner--ash",
    ]
    assert len(seen(of, Audience.EDITOR)["ties"]) == 3


def test_hidden_references_read_null_and_sources_need_a_visible_citation() -> None:
    of = network(
        sources=[Source("s1", "One"), Source("s2", "Two"), Source("s3", "Three", visibility=Audience.EDITOR)],
        places=[Place("den", "Den", PlaceKind.TOWN, visibility=Audience.MEMBER)],
        organisations=[
            organisation("ash", place_id="den", sources=("s1", "s3")),
            organisation("elm", visibility=Audience.MEMBER, sources=("s2",)),
        ],
        coalitions=[coalition("wood", organisation_id="elm")],
    )
    public = seen(of, Audience.PUBLIC)
    assert public.records("organisations") == [organisation("ash", sources=("s1",))]
    assert public.records("coalitions") == [coalition("wood")]
    assert [source.id for source in public.records("sources")] == ["s1"]
    assert [source.id for source in seen(of, Audience.MEMBER).records("sources")] == ["s1", "s2"]


def test_a_blurred_position_is_exact_for_editors_only() -> None:
    blurred = organisation("ash", latitude=51.5074, longitude=-0.1278, position=PositionPrecision.BLURRED)
    of = network(organisations=[blurred, organisation("oak", latitude=51.5074, longitude=-0.1278)])
    ash, oak = seen(of, Audience.MEMBER)["organisations"]["latitude"]
    assert (ash, oak) == (51.5, 51.5074)
    assert seen(of, Audience.EDITOR).get("organisations", "ash") == blurred


def test_a_blurred_position_does_not_tell_its_side_of_a_meridian() -> None:
    shown = set()
    for side in (-0.04, 0.04):
        ash = organisation("ash", longitude=side, position=PositionPrecision.BLURRED)
        shown.add(str(seen(network(organisations=[ash]), Audience.PUBLIC)["organisations"]["longitude"][0]))
    assert shown == {"0.0"}


def test_unknown_and_hidden_ids_are_refused_alike() -> None:
    of = seen(network(organisations=[organisation("ash", visibility=Audience.MEMBER)]), Audience.PUBLIC)
    with pytest.raises(OrganisationNotFoundError, match="no organisation 'ash'"):
        find_row(of, "organisations", "ash")
    with pytest.raises(NotFoundError, match="no coalition 'elm'"):
        find_row(of, "coalitions", "elm")


def test_rows_lead_on() -> None:
    of = network(
        causes=[cause("air")],
        organisations=[organisation("ash"), organisation("oak")],
        stances=[stance("oak", "air"), stance("ash", "air")],
        ties=[tie("ash", "oak")],
    )
    air = find_row(of, "causes", "air")
    backers = air.pointing_here("stances", "cause_id")
    assert [one.id for found in backers if (one := found.one("organisation_id"))] == ["ash", "oak"]
    assert Row(of, "organisations", 1).pointing_here("ties", "source_id") == []
    assert find_row(of, "ties", "ash--partner--oak").value("type") is TieType.PARTNER


IDS = ("ash", "beech", "elm", "oak")
visibilities = st.sampled_from(Audience)
small_sets = st.fixed_dictionaries(
    {
        "sources": st.lists(
            st.builds(Source, st.sampled_from(("s1", "s2")), st.text(max_size=3)), unique_by=lambda r: r.id
        ),
        "organisations": st.lists(
            st.builds(
                organisation, st.sampled_from(IDS), visibility=visibilities, founded=st.none() | st.integers(1, 9999)
            ),
            unique_by=lambda r: r.id,
        ),
        "ties": st.lists(
            st.builds(
                tie, st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(TieType), visibility=visibilities
            ),
            unique_by=lambda r: r.id,
            max_size=8,
        ),
    }
)


def whole(records: Mapping[str, Any]) -> Records:
    """Drop ties without both ends."""
    there = {record.id for record in records["organisations"]}
    return {**records, "ties": [record for record in records["ties"] if {record.source_id, record.target_id} <= there]}


def changes(before: Records, after: Records) -> list[RecordChange]:
    found = []
    for table in TABLES:
        old = {record.id: record for record in before.get(table, [])}
        new = {record.id: record for record in after.get(table, [])}
        found += [
            RecordChange(table, id, old.get(id), new.get(id)) for id in {**old, **new} if old.get(id) != new.get(id)
        ]
    return found


@given(small_sets.map(whole), small_sets.map(whole))
@settings(max_examples=150, deadline=None)
def test_changes_lead_to_the_same_picture_as_a_new_load(before: Records, after: Records) -> None:
    moved = Network.of_records(before, date=DATE).with_changes(changes(before, after))
    built = Network.of_records(after, date=DATE)
    assert contents(moved) == contents(built)
    for name, table in built.tables.items():
        for field, column in table.columns.items():
            if isinstance(column, np.ndarray):
                np.testing.assert_array_equal(moved[name][field], column)


@given(small_sets.map(whole), visibilities)
@settings(max_examples=150, deadline=None)
def test_an_audience_sees_what_it_would_if_nothing_else_existed(records: Records, audience: Audience) -> None:
    """Leaving the hidden records out by hand, before anything is built, gives the same picture."""
    visible = {
        name: [record for record in rows if record.visibility.level <= audience.level] for name, rows in records.items()
    }
    expected = contents(Network.of_records(whole(visible), date=DATE))
    if audience is not Audience.EDITOR:
        expected["sources"] = []  # nothing cites them
    assert contents(seen(Network.of_records(records, date=DATE), audience)) == expected


def test_a_change_that_takes_an_end_away_is_refused() -> None:
    of = network(organisations=[organisation("ash"), organisation("oak")], ties=[tie("ash", "oak")])
    with pytest.raises(InvalidNetworkError, match="has lost its target_id"):
        of.with_changes([RecordChange("organisations", "oak", organisation("oak"), None)])


def test_a_copy_in_another_process_is_the_same_picture() -> None:
    of = network(organisations=[organisation("ash")])
    of.remember("family", "key", lambda: 1)
    assert contents(pickle.loads(pickle.dumps(of))) == contents(of)


def test_what_is_derived_is_made_once_and_the_oldest_goes() -> None:
    of, made = network(), list[int]()
    for key in (1, 2, 1, 3, 1, 2):
        of.remember("squares", key, lambda key=key: made.append(key), keep=2)  # type: ignore[misc]
    assert made == [1, 2, 3, 2]


def test_the_date_is_the_data_sets_own() -> None:
    assert network(datetime.date(2020, 1, 1)).date == datetime.date(2020, 1, 1)
