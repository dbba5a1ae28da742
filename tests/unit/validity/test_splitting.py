"""What was known before a year, and what came after it."""

from __future__ import annotations

import pytest

from alliancemap.model import Source
from alliancemap.network.network import Network
from benchmarks.validity.foresight import Trial
from benchmarks.validity.history import History, Status, Window
from benchmarks.validity.splitting import Protocol, Rule, Split, split
from records import cause, coalition, joined, network, organisation, stance, tie, when

AFTER_2010 = Window(2010, 2026)


def letters() -> Network:
    """Heron joined the letter of 2015 with Ibis, and has been with Crane since 2005; Ibis and Crane: nobody knows."""
    return network(
        organisations=[organisation(id) for id in ("crane", "heron", "ibis")] + [organisation("young", founded=2014)],
        causes=[cause("rivers"), cause("marshes")],
        sources=[Source("old", "Old", date=when("2004")), Source("letter", "Letter", date=when("2015-06"))],
        stances=[
            stance("heron", "rivers", weight=0.25, sources=("letter",)),
            stance("heron", "marshes", weight=0.25, sources=("old",)),
            stance("ibis", "rivers", weight=1.0, sources=("letter", "old")),
            stance("crane", "rivers", weight=0.25, sources=("letter",)),
            stance("crane", "marshes"),
        ],
        coalitions=[coalition("letter", cause_id="rivers", start=when("2015"))],
        memberships=[joined("letter", "heron"), joined("letter", "ibis")],
        ties=[tie("heron", "crane", since=when("2005")), tie("ibis", "crane"), tie("young", "heron")],
    )


def parted(rule: Rule, *, undated: bool = False) -> Split:
    return split(History.of(letters()), Protocol(AFTER_2010, rule, undated))


def stances(found: Split) -> set[str]:
    return set(found.known["stances"].ids)


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [(2005, 2005, Status.KNOWN), (0, 2010, Status.KNOWN), (2011, 2026, Status.LATER), (2010, 2011, Status.UNKNOWN)],
)
def test_status_by_the_possible_years(low: int, high: int, status: Status) -> None:
    assert AFTER_2010.status(low, high) is status


def test_a_link_that_began_behind_the_window_is_beyond_it() -> None:
    assert Window(2010, 2012).status(2013, 2026) is Status.BEYOND
    assert Window(2010, 2012).status(2011, 2013) is Status.UNKNOWN


def test_joining_is_no_earlier_than_the_coalition_and_a_tie_no_earlier_than_its_ends() -> None:
    history = History.of(letters())
    assert {history.membership_years(one) for one in history.tables["memberships"]} == {(2015, 2026)}
    years = {one.source_id: history.tie_years(one) for one in history.tables["ties"]}
    assert years == {"heron": (2005, 2005), "ibis": (0, 2026), "young": (2014, 2026)}


def test_later_and_undated_links_are_not_known_and_who_was_not_there_is_left_out() -> None:
    found = parted(Rule.ALL)
    assert set(found.known["organisations"].ids) == {"crane", "heron", "ibis"}
    assert list(found.known["ties"].ids) == ["heron--partner--crane--2005"]
    assert len(found.known["memberships"]) == 0
    assert len(parted(Rule.ALL, undated=True).known["ties"]) == 2


def test_each_rule_leaves_out_what_the_later_letter_may_have_given_away() -> None:
    """Heron joined for rivers at 0.25; Ibis held them at 1 before; Crane's are from the letter, unjoined."""
    every = {"heron--rivers", "heron--marshes", "ibis--rivers", "crane--rivers", "crane--marshes"}
    assert stances(parted(Rule.ALL)) == every
    assert stances(parted(Rule.JOINED)) == every - {"heron--rivers"}
    assert stances(parted(Rule.DATED)) == every - {"heron--rivers", "crane--rivers"}
    assert stances(parted(Rule.STRICT)) == {"heron--marshes", "crane--marshes"}


def test_only_the_pair_of_the_letter_is_to_be_foretold() -> None:
    """Heron and Ibis met in the letter; Ibis and Crane, whose tie has no date, are neither hit nor miss."""
    found = parted(Rule.ALL)
    assert found.events == (frozenset({"heron", "ibis"}),)
    trial = Trial.of(found)
    assert trial.landscape.ids == ("crane", "heron", "ibis")
    assert trial.cases == ()  # nobody has a stranger who became an ally and one who did not
