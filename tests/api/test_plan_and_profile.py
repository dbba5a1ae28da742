"""Bridging plans and social capital: the fields give what the services find, and say it in words."""

from __future__ import annotations

from typing import Any

import pytest

import records
from alliancemap.model import TieType
from alliancemap.network.network import Network
from alliancemap.network.rows import find_row
from alliancemap.services.groupings import GroupBy, Grouping
from alliancemap.services.plan import PlanWish, make_plan
from alliancemap.services.question import Question
from alliancemap.services.social_capital import measure_social_capital
from api.asking import Ask, asker, refused

PLAN = """query ($size: Int!, $by: Grouping!, $introducible: Boolean, $most: Int, $power: Boolean) {
  bridgingPlan(size: $size, by: $by, introducible: $introducible, perOrganisation: $most, includePower: $power) {
    before after candidates proven random draws seed reason warnings { code message } groups { slug }
    steps { rank a { slug power } b { slug power } gain value groupsOfA { slug } groupsOfB { slug }
      sharedCauses { slug } introduction { strength } relieved { slug } relievedCount sources reason } } }"""


def test_a_plan(seed: Network, ask: Ask) -> None:
    found = ask(PLAN, size=2, by={"place": "REGION"}, most=1)["bridgingPlan"]
    plan = make_plan(Question(seed), PlanWish(2, Grouping(GroupBy.PLACE), per_organisation=1))
    assert (found["before"], found["after"], found["random"]) == (plan.before, plan.after, plan.random)
    assert found["before"] < found["random"] < found["after"]
    assert [step["rank"] for step in found["steps"]] == [1, 2]
    ends = [step[end]["slug"] for step in found["steps"] for end in "ab"]
    assert len(set(ends)) == 4
    for step, theirs in zip(found["steps"], plan.steps, strict=True):
        assert (step["a"]["slug"], step["gain"], step["reason"]) == (theirs.a.id, theirs.gain, theirs.reason)
        assert not {group["slug"] for group in step["groupsOfA"]} & {group["slug"] for group in step["groupsOfB"]}
        assert step["sharedCauses"]
        assert "no tie recorded" in step["reason"]
    assert found["steps"][-1]["value"] == found["after"]
    assert [warning["code"] for warning in found["warnings"]] == ["NOT_INTRODUCIBLE", "HEURISTIC"]


def small() -> Network:
    """Two unions and two co-ops that share a cause, tied within; a funder that stands for it too."""
    kinds = {
        "ash": "trade_union",
        "beech": "trade_union",
        "crow": "cooperative",
        "dove": "cooperative",
        "fund": "funder",
    }
    return records.network(
        organisations=[records.organisation(id, kind=kind) for id, kind in kinds.items()],
        causes=[records.cause("care")],
        stances=[records.stance(id, "care") for id in kinds],
        ties=[
            records.tie("ash", "beech"),
            records.tie("crow", "dove", until=records.when("2020")),
            records.tie("ash", "fund", TieType.FUNDS),
            records.tie("fund", "ash", TieType.FUNDS),
        ],
    )


def test_a_plan_that_is_proven_the_best() -> None:
    """Φ of 8 pairs: a–f 1, b–f ½; one tie a–c makes a–c 1, a–d ½, b–c ½, b–d ⅓, f–c ½, f–d ⅓."""
    found = asker(small())(PLAN, size=1, by={"kind": True})["bridgingPlan"]
    assert found["before"] == pytest.approx(1.5 / 8)
    assert found["after"] == pytest.approx((1.5 + 1 + 0.5 + 0.5 + 1 / 3 + 0.5 + 1 / 3) / 8)
    assert (found["proven"], found["candidates"]) == (True, 4)
    (step,) = found["steps"]
    assert (step["a"]["slug"], step["b"]["slug"], step["relievedCount"]) == ("ash", "crow", 0)
    assert step["introduction"] is None
    assert "; nobody on the map could introduce them yet; " in step["reason"]
    message = "Nobody on the map could introduce this pair yet; with introducible, only pairs whom somebody could"
    ((code, words),) = (warning.values() for warning in found["warnings"])
    assert (code, words) == ("NOT_INTRODUCIBLE", f"{message} introduce are planned.")


def test_a_plan_counts_the_pairs_that_nobody_could_introduce() -> None:
    """Ash could meet crow through elm, and nobody knows fir; elm stands for nothing, so that it meets nobody."""
    kinds = {"ash": "trade_union", "crow": "cooperative", "elm": "ngo", "fir": "cooperative"}
    world = records.network(
        organisations=[records.organisation(id, kind=kind) for id, kind in kinds.items()],
        causes=[records.cause("care")],
        stances=[records.stance(id, "care") for id in kinds if id != "elm"],
        ties=[records.tie("ash", "elm"), records.tie("crow", "elm")],
    )
    plan = asker(world)(PLAN, size=2, by={"kind": True})["bridgingPlan"]
    reasons = {step["b"]["slug"]: step["reason"] for step in plan["steps"]}
    assert "; Elm could introduce them; " in reasons["crow"]
    assert "; nobody on the map could introduce them yet; " in reasons["fir"]
    assert plan["warnings"][0]["message"].startswith("For 1 of these 2 pairs nobody on the map could introduce the two")
    only = asker(world)(PLAN, size=2, by={"kind": True}, introducible=True)["bridgingPlan"]
    assert [step["b"]["slug"] for step in only["steps"]] == ["crow"]
    assert "NOT_INTRODUCIBLE" not in [warning["code"] for warning in only["warnings"]]


def test_institutions_of_power_are_introduced_only_where_asked_for() -> None:
    ask = asker(small())
    assert ask(PLAN, size=1, by={"kind": True}, power=True)["bridgingPlan"]["candidates"] == 7
    (step,) = ask(PLAN, size=1, by={"groups": [{"id": "x", "members": ["dove"]}, {"id": "y", "members": ["crow"]}]},
        power=True)["bridgingPlan"]["steps"]  # fmt: skip
    assert step["groupsOfB"] == [{"slug": "institutions-of-power"}]


def test_a_plan_without_candidates_says_so() -> None:
    found = asker(small())(PLAN, size=2, by={"kind": True}, introducible=True)["bridgingPlan"]
    assert (found["steps"], found["random"], found["candidates"]) == ([], None, 0)
    ((code, words),) = (warning.values() for warning in found["warnings"])
    assert (code, words.startswith("No introduction can be planned: no pair of")) == ("FEWER_THAN_ASKED", True)
    assert found["reason"].startswith("No pair of organisations")
    assert found["reason"].endswith("shares a cause, has no tie recorded and could be introduced.")


def test_a_plan_cut_short_names_every_limit_it_was_given() -> None:
    """Ash and beech on one side, crow and dove on the other: two pairs, then all four have their new tie."""
    found = asker(small())(PLAN, size=3, by={"kind": True}, most=1)["bridgingPlan"]
    assert len(found["steps"]) == 2
    assert found["warnings"][1]["message"].endswith("has no tie recorded and keeps within 1 new tie an organisation.")


@pytest.mark.parametrize("arguments", ["size: 0", "size: 51", "size: 1, perOrganisation: 0", "size: 1, seed: -1"])
def test_absurd_plans_are_refused(seed: Network, arguments: str) -> None:
    ((code, _),) = refused(seed, f"{{ bridgingPlan(by: {{ kind: true }}, {arguments}) {{ before }} }}")
    assert code == "BAD_USER_INPUT"


PROFILE = """query ($id: ID!, $asOf: Date) { organisation(id: $id) { socialCapital(asOf: $asOf) {
  organisation { slug } bonding bridging linking unclassified shares { bonding bridging linking }
  baseline { expected z zPercentile compared } closure linkingReach reciprocity
  percentiles { bonding bridging linking bridgingShare closure } allies words warnings { code message } } } }"""


def capital(ask: Ask, id: str, **variables: Any) -> Any:
    return ask(PROFILE, id=id, **variables)["organisation"]["socialCapital"]


def test_social_capital(seed: Network, ask: Ask) -> None:
    found = capital(ask, "unison")
    service = measure_social_capital(Question(seed), find_row(seed, "organisations", "unison"))
    assert (found["bonding"], found["words"]) == (service.bonding, service.words)
    assert sum(found["shares"].values()) == pytest.approx(1)
    assert 0 <= found["baseline"]["zPercentile"] <= 1
    assert found["baseline"]["compared"] <= 565


def test_social_capital_by_hand() -> None:
    """ash and beech are of one kind and nothing else is known of both, so they bond; the funder's tie links."""
    ask = asker(small())
    found = capital(ask, "ash")
    assert (found["bonding"], found["bridging"], found["linking"]) == (1, 0, 2)
    assert found["shares"] == {"bonding": pytest.approx(1 / 3), "bridging": 0, "linking": pytest.approx(2 / 3)}
    assert (found["linkingReach"], found["reciprocity"], found["allies"]) == (1, 1, 2)
    assert found["words"].startswith("Tied to 2 organisations on record; 33 % of the tie weight bonds")
    assert found["words"].endswith("; 1 institution of power on record within two steps.")
    crow = capital(ask, "crow")
    assert [warning["code"] for warning in crow["warnings"]] == ["NO_LINK_TO_POWER"]
    assert crow["words"].endswith("; no institution of power on record within two steps.")
    alone = capital(ask, "crow", asOf="2025")
    assert alone["shares"] is None
    assert alone["words"].startswith("No tie recorded")


def test_partners_of_the_past_are_listed_apart() -> None:
    found = asker(small())("""{ organisation(id: "crow") { potentialAllies(first: 9) {
      nodes { organisation { slug } } pastPartners { organisation { slug } until ties { type } reason } } } }""")
    allies = found["organisation"]["potentialAllies"]
    assert [node["organisation"]["slug"] for node in allies["nodes"]] == ["ash", "beech"]
    assert allies["pastPartners"] == [
        {
            "organisation": {"slug": "dove"},
            "until": "2020",
            "ties": [{"type": "PARTNER"}],
            "reason": "Worked together until 2020 (a partnership).",
        }
    ]
