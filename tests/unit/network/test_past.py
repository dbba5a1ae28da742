"""Partners of the past, and what was of late, worked by hand."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from alliancemap.model import TieSet, TieState, TieType
from alliancemap.network.directed import returned_ties
from alliancemap.network.network import Network
from alliancemap.network.past import past_links
from alliancemap.network.period import Period
from alliancemap.network.recency import recency
from records import coalition, joined, network, organisation, tie, when

BIRDS = ("auk", "brant", "coot", "dove")


def birds(**tables: Any) -> Network:
    return network(organisations=[organisation(id) for id in BIRDS], **tables)


def past(of: Network, tie_set: TieSet = TieSet.TABLES, as_of: datetime.date | None = None) -> dict[str, str]:
    """With whom the auk worked once, and until when."""
    return {
        BIRDS[link.other]: str(link.until or "unknown") for link in past_links(of, tie_set, Period.of(of, as_of), 0)
    }


def test_a_partner_is_past_when_every_link_has_ended() -> None:
    of = birds(
        ties=[
            tie("auk", "brant", until=when("2014")),
            tie("brant", "auk", TieType.FUNDS, until=when("2016-03")),
            tie("auk", "coot", until=when("2014")),
            tie("auk", "coot", TieType.SUPPORTS),
            tie("auk", "dove", state=TieState.ENDED),
        ]
    )
    assert past(of) == {"brant": "2016-03", "dove": "unknown"}


def test_the_date_that_is_asked_for_counts() -> None:
    of = birds(ties=[tie("auk", "brant", since=when("2010"), until=when("2014"))])
    assert past(of, as_of=datetime.date(2012, 1, 1)) == {}
    assert past(of, as_of=datetime.date(2009, 1, 1)) == {}
    assert past(of, as_of=datetime.date(2014, 12, 31)) == {}
    assert past(of, as_of=datetime.date(2015, 1, 1)) == {"brant": "2014"}


def test_who_left_the_table_first_says_until_when() -> None:
    of = birds(
        coalitions=[coalition("wood")],
        memberships=[
            joined("wood", "auk", until=when("2012")),
            joined("wood", "brant", until=when("2010-05")),
            joined("wood", "coot"),
        ],
    )
    assert past(of) == {"brant": "2010-05", "coot": "2012"}
    assert past(of, TieSet.RECORDED) == {}


def test_members_of_one_body_part_when_the_first_leaves() -> None:
    of = birds(
        ties=[
            tie("auk", "dove", TieType.MEMBER_OF, until=when("2011")),
            tie("coot", "dove", TieType.MEMBER_OF),
        ]
    )
    assert past(of) == {"coot": "2011", "dove": "2011"}


@pytest.mark.parametrize(
    ("fields", "share"),
    [
        ({"since": when("2025")}, 2 / 3),
        ({"since": when("2024")}, 0.0),
        ({"since": when("2001"), "as_of": when("2025-06")}, 2 / 3),
        ({"as_of": when("2027")}, None),
        ({}, None),
        ({"since": when("2025"), "state": TieState.DECLINED}, None),
        ({"since": when("2025"), "type": TieType.CONFLICTS_WITH}, None),
    ],
)
def test_recent_ties_by_their_dates(fields: dict[str, Any], share: float | None) -> None:
    """The date is 2026-11-21, so that recent is after 2024-11-21; a year begins on its first day."""
    of = birds(ties=[tie("auk", "brant", **fields), tie("auk", "dove", since=when("2026"))])
    found = recency(of, TieSet.TABLES, Period.of(of), np.array([0, 1, 2])).share
    assert found == (None if share is None else pytest.approx(share))


def test_two_at_a_table_are_recent_from_when_the_later_joined() -> None:
    of = birds(
        coalitions=[coalition("wood", organisation_id="dove")],
        memberships=[joined("wood", "auk", since=when("2001")), joined("wood", "brant", since=when("2025"))],
    )
    shares = [
        recency(of, tie_set, Period.of(of), np.array(places)).share
        for tie_set, places in [(TieSet.TABLES, [0, 1]), (TieSet.RECORDED, [0, 1]), (TieSet.RECORDED, [0, 1, 3])]
    ]
    assert shares == [1.0, None, pytest.approx(2 / 3)]


def test_a_leap_day_has_a_day_two_years_before() -> None:
    of = birds(ties=[tie("auk", "brant", since=when("2022-03-01"))])
    assert recency(of, TieSet.TABLES, Period(datetime.date(2024, 2, 29), ever=True), np.array([0, 1])).share == 1.0


def test_directed_ties_that_are_returned() -> None:
    of = birds(
        ties=[
            tie("auk", "brant", TieType.FUNDS),
            tie("auk", "coot", TieType.SUPPORTS),
            tie("coot", "auk", TieType.MEMBER_OF),
            tie("auk", "dove"),
        ]
    )
    shares = [returned_ties(of, Period.of(of), place).share for place in range(4)]
    assert shares == [0.5, None, 1.0, None]
