"""The domain in plain words: what people read where the data hold a choice, a weight or a date."""

from __future__ import annotations

from alliancemap.dates import PartialDate
from alliancemap.model import (
    CauseType,
    CoalitionKind,
    Confidence,
    OrganisationKind,
    PlaceKind,
    Scope,
    StanceSide,
    TieSet,
    TieState,
    TieType,
)

KINDS = {
    OrganisationKind.TRADE_UNION: ("trade union", "trade unions"),
    OrganisationKind.COOPERATIVE: ("co-operative", "co-operatives"),
    OrganisationKind.MUTUAL: ("mutual", "mutuals"),
    OrganisationKind.TRANSITION_GROUP: ("transition group", "transition groups"),
    OrganisationKind.CAMPAIGN: ("campaign", "campaigns"),
    OrganisationKind.COALITION: ("coalition", "coalitions"),
    OrganisationKind.SOCIAL_MOVEMENT: ("social movement", "social movements"),
    OrganisationKind.COMMUNITY_GROUP: ("community group", "community groups"),
    OrganisationKind.NGO: ("NGO", "NGOs"),
    OrganisationKind.THINK_TANK: ("think tank", "think tanks"),
    OrganisationKind.FAITH_GROUP: ("faith group", "faith groups"),
    OrganisationKind.UMBRELLA: ("umbrella body", "umbrella bodies"),
    OrganisationKind.PUBLIC_INSTITUTION: ("public institution", "public institutions"),
    OrganisationKind.FUNDER: ("funder", "funders"),
    OrganisationKind.POLITICAL_NETWORK: ("political network", "political networks"),
    OrganisationKind.MEDIA: ("media organisation", "media organisations"),
}
"""Each kind of organisation: one of them, and several."""

COALITION_KINDS = {
    CoalitionKind.COALITION: "coalition",
    CoalitionKind.CAMPAIGN: "campaign",
    CoalitionKind.JOINT_LETTER: "joint letter",
    CoalitionKind.MOBILISATION: "mobilisation",
}

PLACE_KINDS = {
    PlaceKind.COUNTRY: ("country", "countries"),
    PlaceKind.NATION: ("nation", "nations"),
    PlaceKind.REGION: ("region", "regions"),
    PlaceKind.CITY: ("city", "cities"),
    PlaceKind.TOWN: ("town", "towns"),
}
"""Each level of place: one of them, and several."""

SCOPES = {
    Scope.LOCAL: "works locally",
    Scope.REGIONAL: "works in a region",
    Scope.NATIONAL: "works nationally",
    Scope.INTERNATIONAL: "works internationally",
}

SIDES = {StanceSide.SUPPORTS: "supports", StanceSide.OPPOSES: "opposes"}

CAUSE_TYPES = {CauseType.CAUSE: "cause", CauseType.CHALLENGE: "shared challenge"}

_TIES = {
    TieType.MEMBER_OF: ("is a member of", "has as a member"),
    TieType.COALITION_WITH: ("is in a coalition with", "is in a coalition with"),
    TieType.JOINT_ACTION: ("acted jointly with", "acted jointly with"),
    TieType.PARTNER: ("is a partner of", "is a partner of"),
    TieType.SUPPORTS: ("supports", "is supported by"),
    TieType.FUNDS: ("funds", "is funded by"),
    TieType.FOUNDED: ("founded", "was founded by"),
    TieType.SUCCEEDED_BY: ("was succeeded by", "is the successor of"),
    TieType.CONFLICTS_WITH: ("is in conflict with", "is in conflict with"),
}

PAST_TIES = {
    TieType.MEMBER_OF: "membership",
    TieType.COALITION_WITH: "a coalition",
    TieType.JOINT_ACTION: "joint action",
    TieType.PARTNER: "a partnership",
    TieType.SUPPORTS: "support",
    TieType.FUNDS: "funding",
}
"""What ties of the past that showed cooperation were."""

STATES = {
    None: "claimed by a source",
    TieState.CLAIMED: "claimed by a source",
    TieState.CONFIRMED: "confirmed by both",
    TieState.ENDED: "ended",
    TieState.DECLINED: "declined",
    TieState.UNKNOWN: "unknown",
}

CONFIDENCES = {
    None: "confidence not recorded",
    Confidence.HIGH: "high confidence",
    Confidence.MEDIUM: "medium confidence",
    Confidence.LOW: "low confidence",
}

TIE_SETS = {
    TieSet.RECORDED: "recorded ties only",
    TieSet.TABLES: "recorded ties, and organisations that sat at the same table",
}


def tie_words(type: TieType, *, outward: bool) -> str:
    """Say what a tie consists of, as seen from its source (outward) or from its target."""
    forth, back = _TIES[type]
    return forth if outward else back


def weight_words(weight: float | None) -> str:
    """Say how central a cause is to an organisation: 1 is its core mission, 0.25 occasional."""
    if weight is None:
        return "weight not recorded"
    return "core mission" if weight >= 0.75 else "significant" if weight >= 0.375 else "occasional"


def time_words(since: PartialDate | None, until: PartialDate | None, as_of: PartialDate | None) -> str:
    """Say when something held, no more precisely than its source does; empty where no date is recorded."""
    if since and until:
        return f"{since}" if since == until else f"{since} to {until}"
    if since:
        return f"since {since}"
    if until:
        return f"until {until}"
    return f"shown for {as_of}" if as_of else ""
