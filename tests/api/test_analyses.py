"""Analyses: the fields give what the services find."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from alliancemap.analysis.findings.gaps.gap import GapLabel
from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.network.rows import find_row
from alliancemap.services.allies import AllyList, find_allies
from alliancemap.services.breadth import measure_breadth
from alliancemap.services.coalitions import CoalitionWish, find_coalitions
from alliancemap.services.gaps import GapOptions, find_gaps
from alliancemap.services.groupings import GroupBy, Grouping, StoredGroup
from alliancemap.services.introductions import find_introductions
from alliancemap.services.question import Question
from api.asking import Ask, refused
from api.test_records import gid

ALLIES = """query ($first: Int, $after: String, $list: AllyList, $ties: TieSet, $asOf: Date) {
  organisation(id: "unison") { potentialAllies(first: $first, after: $after, list: $list, ties: $ties, asOf: $asOf) {
    totalCount base medianSocialDistance pageInfo { endCursor }
    nodes { rank score coverage organisation { slug } sharedCauses { slug } reason bridging
      contributions { component contribution } introduction { strength introducers { slug } } }
  } } }"""


@pytest.mark.parametrize("ally_list", list(AllyList))
def test_potential_allies(seed: Network, ask: Ask, ally_list: AllyList) -> None:
    found = ask(ALLIES, first=5, list=ally_list.name)["organisation"]["potentialAllies"]
    allies = find_allies(Question(seed), find_row(seed, "organisations", "unison"), ally_list)
    assert (found["totalCount"], found["base"]) == (len(allies), allies.base)
    assert found["medianSocialDistance"] == allies.median_social_distance
    for node, ally in zip(found["nodes"], allies[:5], strict=True):
        assert (node["rank"], node["score"], node["reason"]) == (ally.rank, ally.score, ally.reason)
        assert node["organisation"]["slug"] == ally.organisation.id
        assert [cause["slug"] for cause in node["sharedCauses"]] == [cause.id for cause in ally.shared_causes]
        adding = sum(part["contribution"] for part in node["contributions"])
        assert node["score"] == pytest.approx(found["base"] + adding, abs=1e-9)


def test_potential_allies_go_on_behind_a_cursor(ask: Ask) -> None:
    def ranks(**variables: Any) -> tuple[list[int], str]:
        found = ask(ALLIES, **variables)["organisation"]["potentialAllies"]
        return [node["rank"] for node in found["nodes"]], found["pageInfo"]["endCursor"]

    first, cursor = ranks(first=3)
    assert (first, ranks(first=2, after=cursor)[0]) == ([1, 2, 3], [4, 5])


def test_tie_set_and_day_are_heard(seed: Network, ask: Ask) -> None:
    recorded = ask(ALLIES, first=1, ties="RECORDED", asOf="2010")["organisation"]["potentialAllies"]
    asked = Question(seed, TieSet.RECORDED, as_of=datetime.date(2010, 12, 31))
    allies = find_allies(asked, find_row(seed, "organisations", "unison"))
    assert (recorded["totalCount"], recorded["base"]) == (len(allies), allies.base)


def test_introductions(seed: Network, ask: Ask) -> None:
    document = """query ($from: ID!) { introductions(from: $from, to: "oxfam", first: 2) {
      strength weakest reason path { slug } ties { slug } steps { trust tables { slug } memberships { slug } } } }"""
    ways = find_introductions(Question(seed), "unison", "oxfam", 2)
    for start in ("unison", gid("Organisation", "unison")):
        found = ask(document, **{"from": start})["introductions"]
        assert [way["strength"] for way in found] == [way.strength for way in ways]
        assert found[0]["path"] == [{"slug": row.id} for row in ways[0].path]
        assert found[0]["ties"] == [{"slug": row.id} for row in ways[0].ties]
        assert len(found[0]["steps"]) == len(found[0]["path"]) - 1


GAPS = """query ($by: Grouping!) { bridgingGaps(by: $by, first: 3, draws: 19, seed: 5) {
  totalCount unranked eligible draws seed groups { slug size members { totalCount } }
  gaps { rank a { slug } b { slug node { slug } } observed expected p q pShuffle label tooSmall reason draws
    strata { shared pairs tied between } pairs(first: 2) { a { slug } b { slug } score standings } } } }"""


@pytest.mark.parametrize(
    ("by", "grouping"),
    [
        ({"kind": True}, Grouping(GroupBy.KIND)),
        ({"place": "REGION", "kind": False}, Grouping(GroupBy.PLACE)),
        ({"generation": True}, Grouping(GroupBy.GENERATION)),
        (
            {
                "groups": [
                    {"id": "Ä", "members": ["unison", gid("Organisation", "tuc")]},
                    {"id": "b", "members": ["oxfam"]},
                ]
            },
            Grouping(GroupBy.GROUPS, groups=(StoredGroup("Ä", ("unison", "tuc")), StoredGroup("b", ("oxfam",)))),
        ),
    ],
)
def test_bridging_gaps(seed: Network, ask: Ask, by: dict[str, Any], grouping: Grouping) -> None:
    found = ask(GAPS, by=by)["bridgingGaps"]
    report = find_gaps(Question(seed), grouping, GapOptions(first=3, draws=19, seed=5))
    assert (found["totalCount"], found["unranked"], found["eligible"]) == (
        report.total_count,
        report.unranked,
        report.eligible,
    )
    assert [(group["slug"], group["size"]) for group in found["groups"]] == [(g.id, g.size) for g in report.groups]
    for node, gap in zip(found["gaps"], report.gaps, strict=True):
        assert (node["a"]["slug"], node["b"]["slug"]) == (gap.a.id, gap.b.id)
        assert (node["observed"], node["expected"], node["p"]) == (gap.observed, gap.expected, gap.p)
        assert (node["label"], node["reason"]) == (gap.label.name, gap.reason)
        assert [pair["score"] for pair in node["pairs"]] == [pair.score for pair in gap.pairs(2)]


def test_only_a_supported_gap_is_put_in_numbers(seed: Network) -> None:
    """Where groups are unequally sociable the limit is above 0 between groups that lack nothing."""
    gaps = find_gaps(Question(seed), Grouping(GroupBy.KIND), GapOptions(first=100, draws=199)).gaps
    assert {gap.label for gap in gaps if gap.at_least} > {GapLabel.SUPPORTED}
    for gap in gaps:
        claimed = gap.label is GapLabel.SUPPORTED and bool(gap.at_least)
        assert ("at least" in gap.reason) == claimed


@pytest.mark.parametrize(
    "by", [{}, {"kind": True, "generation": True}, {"kind": False}, {"kind": None}, {"groups": []}]
)
def test_grouping_takes_exactly_one_way(seed: Network, by: dict[str, Any]) -> None:
    assert refused(seed, GAPS, by=by)[0][0] == "BAD_USER_INPUT"


def test_candidate_coalitions(seed: Network, ask: Ask) -> None:
    found = ask("""{ candidateCoalitions(
        goal: [{ cause: "climate-action" }, { cause: "fuel-poverty", weight: 2 }]
        size: 4, include: ["unison"], exclude: ["oxfam"], alternatives: 2
      ) { pool exhaustive alternatives {
        members { organisation { slug } gain gainIfLeftOut backs { cause { slug } weight } reason }
        value coverage diversity reach bound shareOfBound proven conflictsAvoided reason
        goals { cause { slug } weight backers { organisation { slug } weight } soleBacker { slug } }
        introductions { strength } breadth { breadth } warnings { code message }
      } } }""")["candidateCoalitions"]
    goals = (("climate-action", 1.0), ("fuel-poverty", 2.0))
    report = find_coalitions(Question(seed), CoalitionWish(goals, 4, ("unison",), ("oxfam",), 2))
    assert (found["pool"], found["exhaustive"]) == (report.pool, report.exhaustive)
    for node, candidate in zip(found["alternatives"], report.alternatives, strict=True):
        slugs = [member["organisation"]["slug"] for member in node["members"]]
        assert slugs == [member.organisation.id for member in candidate.members]
        assert "unison" in slugs
        assert (node["value"], node["bound"], node["reason"]) == (candidate.value, candidate.bound, candidate.reason)
        assert [goal["weight"] for goal in node["goals"]] == [1.0, 2.0]


VOTE = """query ($size: Int!, $quota: Float, $votes: [OrganisationVotes!]) {
  candidateCoalitions(goal: [{ cause: "climate-action" }], size: $size, include: ["unison", "oxfam"], alternatives: 1,
    quota: $quota, votes: $votes) { alternatives { value members { organisation { slug } }
      voting { votes quota winning minimal critical { slug } dispensable withoutVotes { slug } additions { slug }
        reason } } } }"""


@pytest.mark.parametrize(
    ("quota", "minimal", "critical", "dispensable", "reason"),
    [
        (7, True, ["oxfam", "unison"], 0, "Wins with 7 votes, 7 being needed; loses if any member leaves."),
        (4, False, ["oxfam"], 0, "Wins with 7 votes, 4 being needed; loses if Oxfam GB leaves."),
        (2.5, False, [], 1, "Wins with 7 votes, 2.5 being needed; can lose any one member and still win."),
        (
            7.5,
            False,
            [],
            None,
            "Does not win: 7 of the 7.5 votes needed, 0.5 short; it would win with Greenpeace UK as well.",
        ),
    ],
)
def test_a_coalition_in_a_vote(
    ask: Ask, quota: float, minimal: bool, critical: list[str], dispensable: int | None, reason: str
) -> None:
    """Oxfam has 4 votes and UNISON 3; Greenpeace, outside, has 2."""
    votes = [
        {"organisation": id, "votes": number}
        for id, number in ((gid("Organisation", "oxfam"), 4), ("unison", 3), ("greenpeace-uk", 2))
    ]
    (found,) = ask(VOTE, size=2, quota=quota, votes=votes)["candidateCoalitions"]["alternatives"]
    voting = found["voting"]
    assert sorted(row["slug"] for row in voting["critical"]) == critical
    assert (voting["votes"], voting["quota"], voting["withoutVotes"]) == (7, quota, [])
    assert (voting["winning"], voting["minimal"]) == (dispensable is not None, minimal)
    assert voting["dispensable"] == dispensable
    assert voting["reason"] == reason
    assert [row["slug"] for row in voting["additions"]] == ([] if voting["winning"] else ["greenpeace-uk"])


def test_a_vote_changes_nothing_else_and_tells_whose_votes_are_not_given(ask: Ask) -> None:
    votes = [{"organisation": "unison", "votes": 1}]
    (plain,) = ask(VOTE, size=4)["candidateCoalitions"]["alternatives"]
    (found,) = ask(VOTE, size=4, quota=1, votes=votes)["candidateCoalitions"]["alternatives"]
    assert plain["voting"] is None
    assert (found["value"], found["members"]) == (plain["value"], plain["members"])
    assert {row["slug"] for row in found["voting"]["withoutVotes"]} == {
        member["organisation"]["slug"] for member in plain["members"]
    } - {"unison"}
    assert not found["voting"]["minimal"]
    assert found["voting"]["reason"].endswith(
        "loses if UNISON leaves; no votes are given for 3 members, counted as having none."
    )


@pytest.mark.parametrize(
    ("quota", "votes", "code", "message"),
    [
        (1, [], "BAD_USER_INPUT", "the quota is 1, but nobody has votes; say how many"),
        (None, [("unison", 1)], "BAD_USER_INPUT", "votes are given without a quota"),
        (0, [("unison", 1)], "BAD_USER_INPUT", "the quota is 0"),
        (-3, [("unison", 1)], "BAD_USER_INPUT", "the quota is -3"),
        (8, [("unison", 3), ("tuc", 4)], "BAD_USER_INPUT", "the quota is 8, but all votes given come to 7"),
        (1, [("unison", -1), ("tuc", 4)], "BAD_USER_INPUT", "'unison' has -1 votes; give 0 to 1,000,000,000,000"),
        (1, [("unison", 1.7e308), ("tuc", 4)], "BAD_USER_INPUT", "'unison' has 1.7e+308 votes"),
        (1.7e308, [("unison", 1)], "BAD_USER_INPUT", "the quota is 1.7e+308"),
        (1e-320, [("unison", -1e-320)], "BAD_USER_INPUT", "'unison' has"),
        (1, [("tuc", 1), ("tuc", 4)], "BAD_USER_INPUT", "'tuc' is named twice"),
        (1, [("nobody", 1)], "NOT_FOUND", "'nobody'"),
    ],
)
def test_a_vote_that_makes_no_sense_is_refused(
    seed: Network, quota: float | None, votes: list[tuple[str, float]], code: str, message: str
) -> None:
    given = [{"organisation": id, "votes": number} for id, number in votes]
    ((found, words),) = refused(seed, VOTE, size=2, quota=quota, votes=given)
    assert found == code
    assert message in words


def test_solidarity_breadth(seed: Network, ask: Ask) -> None:
    found = ask("""{ solidarityBreadth(members: ["unison", "oxfam", "tuc"]) {
      members { slug } breadth inclusive expansive active meanSocialDistance pSimilar shareCause
      dimensions { name ratio skipped } wideners { slug } warnings { code } } }""")["solidarityBreadth"]
    breadth = measure_breadth(Question(seed), ["unison", "oxfam", "tuc"])
    assert found["breadth"] == found["inclusive"] == breadth.breadth
    assert [part["ratio"] for part in found["dimensions"]] == [part.ratio for part in breadth.dimensions]


@pytest.mark.parametrize(
    "document",
    [
        '{ introductions(from: "unison", to: "unison") { strength } }',
        '{ introductions(from: "unison", to: "oxfam", first: 0) { strength } }',
        "{ bridgingGaps(by: { kind: true }, draws: -1) { totalCount } }",
        "{ bridgingGaps(by: { kind: true }, seed: -1) { totalCount } }",
        "{ bridgingGaps(by: { kind: true }, first: 0) { totalCount } }",
        "{ candidateCoalitions(goal: [], size: 3) { pool } }",
        '{ candidateCoalitions(goal: [{ cause: "climate-action", weight: -1 }], size: 3) { pool } }',
        '{ candidateCoalitions(goal: [{ cause: "climate-action" }], size: 0) { pool } }',
        '{ candidateCoalitions(goal: [{ cause: "climate-action" }], size: 2147483647) { pool } }',
        '{ solidarityBreadth(members: ["unison"]) { breadth } }',
        '{ solidarityBreadth(members: ["unison", "unison"]) { breadth } }',
    ],
)
def test_absurd_arguments_are_refused_with_a_code(seed: Network, document: str) -> None:
    assert {code for code, _ in refused(seed, document)} == {"BAD_USER_INPUT"}


@pytest.mark.parametrize(
    "document",
    [
        '{ introductions(from: "nobody", to: "unison") { strength } }',
        '{ candidateCoalitions(goal: [{ cause: "nothing" }], size: 3) { pool } }',
        '{ solidarityBreadth(members: ["unison", "nobody"]) { breadth } }',
        '{ bridgingGaps(by: { groups: [{ id: "a", members: ["nobody"] }] }) { totalCount } }',
    ],
)
def test_unknown_ids_are_named(seed: Network, document: str) -> None:
    ((code, message),) = refused(seed, document)
    assert code == "NOT_FOUND"
    assert "'nobody'" in message or "'nothing'" in message
