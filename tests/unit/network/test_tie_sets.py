"""The alliance graph, worked by hand."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from alliancemap.model import TieSet, TieState, TieType
from alliancemap.network.evidence import evidence, sources_touching
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.tie_sets import AllianceGraph, alliance_graph
from records import coalition, joined, network, organisation, tie, when

BIRDS = ("alder", "birch", "cedar", "dogwood", "elm")


def birds(**tables: Any) -> Network:
    return network(organisations=[organisation(id) for id in BIRDS], **tables)


def graph(of: Network, tie_set: TieSet = TieSet.RECORDED, as_of: datetime.date | None = None) -> AllianceGraph:
    return alliance_graph(of, tie_set, Period.of(of, as_of))


def weights(of: Network, tie_set: TieSet = TieSet.RECORDED, as_of: datetime.date | None = None) -> dict[str, float]:
    """Weights by the initials of the two organisations."""
    built = graph(of, tie_set, as_of)
    names = [of["organisations"].ids[row][0] for row in built.rows]
    assert (built.ties.toarray() == built.ties.toarray().T).all()
    return {
        names[i] + names[j]: float(weight)
        for i, j, weight in zip(*built.ties.nonzero(), built.ties.data, strict=True)
        if i < j
    }


def test_parallel_ties_are_summed_and_loops_dropped() -> None:
    of = birds(
        ties=[
            tie("alder", "birch"),
            tie("birch", "alder", TieType.FUNDS, strength=2.5),
            tie("cedar", "cedar"),
            tie("alder", "cedar", strength=0.5),
        ]
    )
    assert weights(of) == {"ab": 3.5, "ac": 0.5}
    assert (graph(of).n_records, graph(of).n_loops) == (4, 1)


def test_founding_and_succession_are_related_and_conflict_is_apart() -> None:
    of = birds(
        ties=[
            tie("alder", "birch", TieType.FOUNDED),
            tie("cedar", "birch", TieType.SUCCEEDED_BY),
            tie("alder", "elm", TieType.CONFLICTS_WITH),
        ]
    )
    built = graph(of)
    assert built.ties.nnz == 0
    assert np.argwhere(built.related.toarray()).tolist() == [[0, 1], [1, 0], [1, 2], [2, 1]]
    assert np.argwhere(built.conflicts.toarray()).tolist() == [[0, 4], [4, 0]]


def test_declined_and_unknown_ties_do_not_count() -> None:
    ties = [tie("alder", other, state=state) for other, state in zip(BIRDS[1:], list(TieState)[1:], strict=True)]
    assert weights(birds(ties=ties)) == {"ab": 1.0, "ac": 1.0}  # confirmed and ended


def test_joined_organisations_are_tied_to_the_one_that_embodies_the_coalition() -> None:
    of = birds(
        coalitions=[coalition("wood", organisation_id="elm"), coalition("hedge", organisation_id="elm")],
        memberships=[joined("wood", "alder"), joined("hedge", "alder"), joined("wood", "birch"), joined("wood", "elm")],
        ties=[tie("birch", "elm", TieType.MEMBER_OF)],
    )
    assert weights(of) == {"ae": 2.0, "be": 1.0}


def test_members_of_one_table_share_out_the_weight_of_one() -> None:
    """Wood has four members (three joined, one is a member of the body that embodies it): 1/3 a pair."""
    of = birds(
        coalitions=[coalition("wood", organisation_id="elm")],
        memberships=[joined("wood", id) for id in ("alder", "birch", "cedar")],
        ties=[tie("dogwood", "elm", TieType.MEMBER_OF)],
    )
    recorded = {"ae": 1.0, "be": 1.0, "ce": 1.0, "de": 1.0}
    pairs = dict.fromkeys(("ab", "ac", "ad", "bc", "bd", "cd"), pytest.approx(1 / 3))
    assert weights(of) == recorded
    assert weights(of, TieSet.TABLES) == recorded | pairs


def test_an_organisation_with_members_is_a_body_and_one_member_makes_none() -> None:
    ties = [tie(member, "elm", TieType.MEMBER_OF) for member in ("alder", "birch", "cedar")]
    of = birds(ties=[*ties, tie("alder", "dogwood", TieType.MEMBER_OF)])
    recorded = {"ae": 1.0, "be": 1.0, "ce": 1.0, "ad": 1.0}
    assert weights(of, TieSet.TABLES) == recorded | dict.fromkeys(("ab", "ac", "bc"), pytest.approx(1 / 2))


def test_only_those_meet_whose_times_overlap() -> None:
    """Alder left before birch came back; its two stays count as their union, and cedar was always there."""
    of = birds(
        coalitions=[coalition("wood")],
        memberships=[
            joined("wood", "alder", since=when("2001"), until=when("2003")),
            joined("wood", "birch", since=when("2004-01")),
            joined("wood", "cedar", as_of=when("2010")),
            joined("wood", "dogwood", since=when("2003-12-31"), until=when("2003-12-31")),
        ],
    )
    assert set(weights(of, TieSet.TABLES)) == {"ac", "ad", "bc", "cd"}
    assert set(weights(of, TieSet.TABLES, datetime.date(2002, 7, 1))) == {"ac"}


def test_large_bodies_make_nobody_acquainted() -> None:
    for size, expected in ((50, 50 * 49 // 2), (51, 0)):
        ids = [f"o{number:02}" for number in range(size)]
        of = network(
            organisations=[organisation(id) for id in ids],
            coalitions=[coalition("all")],
            memberships=[joined("all", id) for id in ids],
        )
        assert graph(of, TieSet.TABLES).ties.nnz == 2 * expected


def test_as_of_a_day_counts_what_was_in_force() -> None:
    of = birds(
        ties=[
            tie("alder", "birch", since=when("2010"), until=when("2012")),
            tie("alder", "cedar", since=when("2012-06")),
            tie("alder", "dogwood", state=TieState.ENDED),
            tie("alder", "elm"),
        ]
    )
    assert set(weights(of)) == {"ab", "ac", "ad", "ae"}
    assert set(weights(of, as_of=datetime.date(2012, 12, 31))) == {"ab", "ac", "ae"}
    assert set(weights(of, as_of=datetime.date(2012, 5, 31))) == {"ab", "ae"}
    assert set(weights(of, as_of=datetime.date(2013, 1, 1))) == {"ac", "ae"}


def test_ties_that_have_not_begun_by_the_date_do_not_count() -> None:
    assert weights(birds(ties=[tie("alder", "birch", since=when("2027"))])) == {}


def test_a_dissolved_organisation_leaves_with_its_ties_but_its_coalition_stays_a_body() -> None:
    of = network(
        organisations=[*map(organisation, BIRDS[:4]), organisation("elm", dissolved=when("2020"))],
        coalitions=[coalition("wood", organisation_id="elm")],
        memberships=[joined("wood", "alder"), joined("wood", "birch")],
        ties=[tie("cedar", "elm", TieType.MEMBER_OF), tie("dogwood", "elm", TieType.MEMBER_OF)],
    )
    assert weights(of, TieSet.TABLES) == {"ab": 1.0}
    assert len(graph(of).rows) == 4
    assert set(weights(of, TieSet.TABLES, datetime.date(2020, 12, 31))) >= {"ae", "be", "ce", "de", "cd", "ac"}


@pytest.mark.parametrize("tie_set", TieSet)
def test_empty_networks_have_empty_graphs(tie_set: TieSet) -> None:
    assert graph(network(), tie_set).ties.shape == (0, 0)
    assert graph(birds(), tie_set).ties.nnz == 0


def test_evidence_names_the_records_behind_a_link() -> None:
    of = birds(
        coalitions=[coalition("wood", organisation_id="elm"), coalition("hedge")],
        memberships=[
            joined("wood", "alder"),
            joined("hedge", "alder"),
            joined("hedge", "birch"),
            joined("wood", "birch"),
        ],
        ties=[tie("alder", "birch"), tie("birch", "alder", state=TieState.DECLINED)],
    )
    row = of["organisations"].row
    alder, birch, elm = (row(id) for id in ("alder", "birch", "elm"))
    assert alder is not None
    assert birch is not None
    assert elm is not None
    link = evidence(of, TieSet.TABLES, Period.of(of), alder, birch)
    assert [found.id for found in link.ties] == ["alder--partner--birch"]
    assert [found.id for found in link.tables] == ["hedge", "wood"]
    hosted = evidence(of, TieSet.TABLES, Period.of(of), elm, alder)
    assert [found.id for found in hosted.memberships] == ["wood--alder"]
    assert not evidence(of, TieSet.RECORDED, Period.of(of), alder, birch).tables
    assert sources_touching(of, alder, birch) == 0
