"""Small worlds to look at through the pages."""

from __future__ import annotations

from typing import Any

from alliancemap.model import (
    Audience,
    CauseType,
    CoalitionKind,
    Confidence,
    Constituency,
    GroupType,
    OrganisationKind,
    Place,
    PlaceKind,
    Scope,
    Source,
    StanceSide,
    TieType,
)
from alliancemap.network.network import Network
from records import DATE, cause, coalition, joined, network, organisation, stance, tie, when

HOSTILE = """</script></textarea><img src=x onerror=alert(1)> "' href=javascript:alert(2) {{ 7*7 }} &lt;b&gt;"""
"""A text that breaks out of whatever does not escape it."""


def bakery_world(**texts: Any) -> Network:
    """Five organisations around bread and rent, every kind of record at least once; `texts` go into every text field.

    Bakers and millers are tied, millers and carters too; growers share the bakers' cause and are tied to millers, so
    that millers could introduce them. The guild was dissolved.
    """
    kinds = [
        OrganisationKind.COOPERATIVE,
        OrganisationKind.TRADE_UNION,
        OrganisationKind.NGO,
        OrganisationKind.CAMPAIGN,
    ]
    names = ["bakers", "carters", "growers", "millers"]
    said: dict[str, Any] = {"sources": ("chronicle",)}
    people = {"constituencies": ("young", "workers"), "place_id": "town", "scope": Scope.LOCAL}
    return network(
        sources=[
            Source("chronicle", "The chronicle", url="https://example.org/chronicle", **_some(texts, "publisher"))
        ],
        places=[Place("land", "Land", PlaceKind.COUNTRY), Place("town", "Town", PlaceKind.TOWN, "land")],
        constituencies=[
            Constituency("young", "Young people", GroupType.GENERATION),
            Constituency("workers", "Workers", GroupType.WORK),
        ],
        causes=[
            cause("food", name="Food"),
            cause("bread", name="Bread for all", broader_id="food", **_some(texts, "description")),
            cause("rent", name="High rents", type=CauseType.CHALLENGE),
        ],
        organisations=[
            *(
                organisation(name, kind=kind, **people, **said, **_some(texts, "name", "description", "aliases"))
                for name, kind in zip(names, kinds, strict=True)
            ),
            organisation("guild", dissolved=when("1900"), website="https://example.org", **said),
        ],
        coalitions=[
            coalition(
                "loaf",
                name="Loaf for life",
                kind=CoalitionKind.CAMPAIGN,
                cause_id="bread",
                organisation_id="millers",
                start=when("2019"),
                **said,
                **_some(texts, "description"),
            )
        ],
        stances=[
            stance("bakers", "bread", weight=1.0, **said),
            stance("growers", "bread", weight=0.5, **said),
            stance("carters", "bread", weight=0.25),
            stance("bakers", "rent", StanceSide.OPPOSES, weight=0.5, confidence=Confidence.LOW),
            stance("growers", "rent", StanceSide.OPPOSES, weight=0.5, **said),
        ],
        ties=[
            tie("bakers", "millers", TieType.MEMBER_OF, since=when("2014"), confidence=Confidence.HIGH, **said),
            tie("millers", "growers", since=when("2015-03"), **said),
            tie("carters", "millers", TieType.FUNDS),
        ],
        memberships=[joined("loaf", "carters", since=when("2020"), **said, **_some(texts, "role"))],
    ).restricted_to(Audience.PUBLIC, 7, DATE)


def hostile_world() -> Network:
    """The same with a hostile text in every text field, names included."""
    return bakery_world(
        name=HOSTILE, description=HOSTILE, aliases=(HOSTILE.replace("|", ""),), role=HOSTILE, publisher=HOSTILE
    )


def _some(texts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: texts[name] for name in names if name in texts}
