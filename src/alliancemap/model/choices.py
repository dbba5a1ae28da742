"""The choices of the domain: what a field may be, each with its meaning."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who asks, from the widest circle to the narrowest; each sees what the one before it sees, and more."""

    PUBLIC = "public"
    MEMBER = "member"
    EDITOR = "editor"

    @property
    def level(self) -> int:
        """The place in the order public < member < editor."""
        return tuple(Audience).index(self)


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    TRADE_UNION = "trade_union"
    COOPERATIVE = "cooperative"
    MUTUAL = "mutual"
    TRANSITION_GROUP = "transition_group"
    CAMPAIGN = "campaign"
    COALITION = "coalition"
    SOCIAL_MOVEMENT = "social_movement"
    COMMUNITY_GROUP = "community_group"
    NGO = "ngo"
    THINK_TANK = "think_tank"
    FAITH_GROUP = "faith_group"
    UMBRELLA = "umbrella"
    PUBLIC_INSTITUTION = "public_institution"
    FUNDER = "funder"
    POLITICAL_NETWORK = "political_network"
    MEDIA = "media"


POWER_KINDS = frozenset(
    {
        OrganisationKind.PUBLIC_INSTITUTION,
        OrganisationKind.FUNDER,
        OrganisationKind.POLITICAL_NETWORK,
        OrganisationKind.MEDIA,
    }
)
"""Kinds that are institutions of power unless the record says otherwise."""


class Scope(StrEnum):
    """How far an organisation's work reaches."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class PositionPrecision(StrEnum):
    """Whether those below editors see an organisation's position as it is, or rounded to about ten kilometres."""

    EXACT = "exact"
    BLURRED = "blurred"


class CauseType(StrEnum):
    """A cause is worked for; a challenge is a common adversary: a system, policy or condition, never people."""

    CAUSE = "cause"
    CHALLENGE = "challenge"


class StanceSide(StrEnum):
    """Which side an organisation takes on a cause."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"


class TieType(StrEnum):
    """What a tie consists of; the source organisation does it to the target."""

    MEMBER_OF = "member_of"
    COALITION_WITH = "coalition_with"
    JOINT_ACTION = "joint_action"
    PARTNER = "partner"
    SUPPORTS = "supports"
    FUNDS = "funds"
    FOUNDED = "founded"
    SUCCEEDED_BY = "succeeded_by"
    CONFLICTS_WITH = "conflicts_with"


class TieState(StrEnum):
    """How sure the record of a tie is; without one it counts as claimed."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    ENDED = "ended"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class CoalitionKind(StrEnum):
    """What organisations joined."""

    COALITION = "coalition"
    CAMPAIGN = "campaign"
    JOINT_LETTER = "joint_letter"
    MOBILISATION = "mobilisation"


class PlaceKind(StrEnum):
    """The level of a place, the widest first."""

    COUNTRY = "country"
    NATION = "nation"
    REGION = "region"
    CITY = "city"
    TOWN = "town"


class GroupType(StrEnum):
    """What makes a constituency one."""

    GENERATION = "generation"
    WORK = "work"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    FAITH = "faith"
    DISABILITY = "disability"
    PLACE = "place"
    CLASS = "class"
    OTHER = "other"


class Confidence(StrEnum):
    """How well a source bears a record out; each data set says in its README what it takes the words to mean."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TieSet(StrEnum):
    """Which ties an analysis counts: recorded ones, or also those who sit at the same table."""

    RECORDED = "recorded"
    TABLES = "tables"
