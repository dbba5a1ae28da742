"""The enumerations of the domain as GraphQL enumerations, each value with a sentence on it."""

# graphene has no types
# mypy: disable-error-code=import-untyped
from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import graphene

from alliancemap import model
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy as BoundKinds
from alliancemap.analysis.findings.gaps.gap import GapLabel as GapLabels
from alliancemap.api import choices
from alliancemap.services.allies import AllyList as AllyLists
from alliancemap.services.centrality import OFFERS
from alliancemap.services.centrality import Measure as Measures


def enum(values: type[Enum], words: Mapping[str, str]) -> Any:
    """Make a GraphQL enumeration of one of ours; `words` describes each of its names."""
    missing = {value.name for value in values} ^ set(words)
    assert not missing, f"{values.__name__}: {missing}"

    def describe(value: Enum | None) -> str:
        return inspect.getdoc(values) or "" if value is None else words[value.name]

    description: Callable[[Enum | None], str] = describe
    return graphene.Enum.from_enum(values, name=values.__name__, description=description)


OrganisationKind = enum(
    model.OrganisationKind,
    {
        "TRADE_UNION": "Workers organised at their work.",
        "COOPERATIVE": "Owned and run by its members.",
        "MUTUAL": "Owned by those it serves: a building society, a friendly society, a credit union.",
        "TRANSITION_GROUP": "A town or quarter that works on its own way to live within limits.",
        "CAMPAIGN": "Formed to change one thing.",
        "COALITION": "A standing alliance with a name of its own.",
        "SOCIAL_MOVEMENT": "Many people acting for one end, loosely organised.",
        "COMMUNITY_GROUP": "Neighbours, or people who share a situation, acting together.",
        "NGO": "A charity or other non-governmental organisation.",
        "THINK_TANK": "Does research to change policy.",
        "FAITH_GROUP": "A church, mosque, congregation or a body of these.",
        "UMBRELLA": "Its members are organisations.",
        "PUBLIC_INSTITUTION": "Part of the state or run by it.",
        "FUNDER": "Gives money to others.",
        "POLITICAL_NETWORK": "A party, or a network inside one.",
        "MEDIA": "Publishes or broadcasts.",
    },
)
Scope = enum(
    model.Scope,
    {
        "LOCAL": "One town or quarter.",
        "REGIONAL": "One region or county.",
        "NATIONAL": "One country or nation.",
        "INTERNATIONAL": "More than one country.",
    },
)
PositionPrecision = enum(
    model.PositionPrecision,
    {"EXACT": "As recorded.", "BLURRED": "Rounded to a tenth of a degree, about ten kilometres."},
)
CauseType = enum(
    model.CauseType,
    {"CAUSE": "Something worked for.", "CHALLENGE": "A common adversary: a system, policy or condition."},
)
StanceSide = enum(model.StanceSide, {"SUPPORTS": "Works for it.", "OPPOSES": "Works against it."})
TieType = enum(
    model.TieType,
    {
        "MEMBER_OF": "The source is a member of the target.",
        "COALITION_WITH": "The two act in one coalition.",
        "JOINT_ACTION": "The two did something together once.",
        "PARTNER": "The two work together.",
        "SUPPORTS": "The source backs the target in public.",
        "FUNDS": "The source gives the target money.",
        "FOUNDED": "The source founded the target; no cooperation follows from it.",
        "SUCCEEDED_BY": "The source became the target or was merged into it.",
        "CONFLICTS_WITH": "The two are in open conflict.",
    },
)
TieState = enum(
    model.TieState,
    {
        "CLAIMED": "One side or a source says so.",
        "CONFIRMED": "Both sides say so.",
        "ENDED": "It was, and is no more.",
        "DECLINED": "One side says that there is no such tie.",
        "UNKNOWN": "Asked about, and nobody could tell.",
    },
)
CoalitionKind = enum(
    model.CoalitionKind,
    {
        "COALITION": "A standing body.",
        "CAMPAIGN": "A campaign that organisations joined.",
        "JOINT_LETTER": "A letter that they signed together.",
        "MOBILISATION": "A march, strike or day of action.",
    },
)
PlaceKind = enum(
    model.PlaceKind,
    {
        "COUNTRY": "A state.",
        "NATION": "A nation within a state.",
        "REGION": "A region or county.",
        "CITY": "A city.",
        "TOWN": "A town or smaller place.",
    },
)
GroupType = enum(
    model.GroupType,
    {
        "GENERATION": "By age.",
        "WORK": "By trade or work.",
        "GENDER": "By gender.",
        "ETHNICITY": "By ethnicity or origin.",
        "FAITH": "By belief.",
        "DISABILITY": "By disability or health.",
        "PLACE": "By where they live.",
        "CLASS": "By means or class.",
        "OTHER": "By something else.",
    },
)
Confidence = enum(
    model.Confidence,
    {"HIGH": "The sources bear it out well.", "MEDIUM": "They make it likely.", "LOW": "They hint at it."},
)
TieSet = enum(
    model.TieSet,
    {
        "RECORDED": "Ties on record that show cooperation.",
        "TABLES": "These, and pairs that sit at the same table: in one coalition or umbrella of at most 50 members.",
    },
)
OrganisationOrder = enum(
    choices.OrganisationOrder,
    {
        "RELEVANCE": "The best answer to the search text first; only with `search`, and then the default.",
        "NAME": "By name; the default without `search`.",
        "SLUG": "By slug.",
        "OLDEST": "The earliest founded first, those of unknown age last.",
        "NEWEST": "The latest founded first, those of unknown age last.",
        "LARGEST": "The largest first, whatever its size counts; those of unknown size last.",
    },
)
TieDirection = enum(
    choices.TieDirection,
    {"OUTGOING": "It is the source, who does it.", "INCOMING": "It is the target, to whom it is done."},
)
AllyList = enum(
    AllyLists,
    {
        "NATURAL": "All candidates, by score.",
        "BRIDGING": "Only those at least as unlike the organisation as the median candidate, by the same score.",
    },
)
Component = enum(
    choices.Component,
    {
        "CAUSE": "Affinity: how much of what they stand for is shared, rare causes counting more.",
        "CHALLENGE": "Challenges that both oppose.",
        "PLACE": "Places in common.",
        "INTRODUCTION": "How well others could introduce them.",
        "COMPATIBILITY": "How few of its allies are in conflict with the one who asks.",
    },
)
GapLabel = enum(
    GapLabels,
    {
        "SUPPORTED": "Both tests speak for a gap, after correction for the number of pairs.",
        "INDICATIVE": "The tests hint at a gap.",
        "FEW_TIES_OVERALL": "The groups have few recorded ties to anyone: look at the record first.",
        "NONE": "No evidence for a gap.",
    },
)
BoundBy = enum(
    BoundKinds,
    {
        "EVERY_COALITION": "Every possible coalition was looked at.",
        "PROGRAM": "An integer program proves it.",
        "MARGINAL_GAINS": "The value and what its best outsiders could add, which is more than can be had.",
    },
)
Measure = enum(Measures, {measure.name: offer.meaning for measure, offer in OFFERS.items()})
BY_MODEL: Mapping[type[Enum], Any] = {
    of._meta.enum: of
    for of in (
        OrganisationKind,
        Scope,
        PositionPrecision,
        CauseType,
        StanceSide,
        TieType,
        TieState,
        CoalitionKind,
        PlaceKind,
        GroupType,
        Confidence,
    )
}
"""The GraphQL enumeration of each enumeration of the model."""
