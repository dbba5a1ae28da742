"""The domain: nine kinds of record, each a frozen dataclass whose fields say what may stand in them.

The fields are the columns of the data format, of the Network and of the database alike. `TABLES` reads the dataclasses
once, so that a file, a column and a database row are checked and built from one description.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

from alliancemap.dates import PartialDate


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


class Form(Enum):
    """What stands in a column."""

    ID = "id"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True)
class Column:
    """One field of a record: its name here, its header in files, its form and its limits.

    `choices` is set for Form.CHOICE, `table` for references, `low` and `high` for numbers (both ends allowed).
    """

    name: str
    header: str
    form: Form
    required: bool = False
    choices: type[StrEnum] | None = None
    table: str = ""
    low: float | None = None
    high: float | None = None
    default: Any = None
    help: str = ""


def _column(form: Form, help: str, **limits: Any) -> Any:
    default = limits.pop("default", () if form in (Form.TEXTS, Form.REFERENCES) else "" if form is Form.TEXT else None)
    metadata = {"form": form, "help": help, "default": default, **limits}
    return (
        dataclasses.field(metadata=metadata)
        if limits.get("required")
        else dataclasses.field(default=default, metadata=metadata)
    )


def _visibility() -> Any:
    return _column(Form.CHOICE, "The widest circle that sees the record.", choices=Audience, default=Audience.PUBLIC)


def _confidence() -> Any:
    return _column(Form.CHOICE, "How well the sources bear the record out.", choices=Confidence)


def _sources(header: str) -> Any:
    return _column(Form.REFERENCES, "The sources that show it.", table="sources", header=header)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str = _column(Form.ID, "Its id.", required=True)
    title: str = _column(Form.TEXT, "Its title.", required=True)
    url: str = _column(Form.TEXT, "Its address.")
    publisher: str = _column(Form.TEXT, "Who published it.")
    date: PartialDate | None = _column(Form.DATE, "When it was published.")
    licence: str = _column(Form.TEXT, "Its licence, where known.")
    visibility: Audience = _visibility()


@dataclass(frozen=True, slots=True)
class Place:
    """A country, nation, region, city or town, and the place it lies in."""

    id: str = _column(Form.ID, "Its id.", required=True)
    name: str = _column(Form.TEXT, "Its name.", required=True)
    kind: PlaceKind = _column(Form.CHOICE, "Its level.", required=True, choices=PlaceKind)
    parent_id: str | None = _column(Form.REFERENCE, "The place it lies in.", table="places")
    latitude: float | None = _column(Form.NUMBER, "Of its centre, in degrees.", low=-90, high=90)
    longitude: float | None = _column(Form.NUMBER, "Of its centre, in degrees.", low=-180, high=180)
    visibility: Audience = _visibility()


@dataclass(frozen=True, slots=True)
class Constituency:
    """People whom an organisation is made up of or serves."""

    id: str = _column(Form.ID, "Its id.", required=True)
    name: str = _column(Form.TEXT, "Its name.", required=True)
    group_type: GroupType = _column(Form.CHOICE, "What makes it a group.", required=True, choices=GroupType)
    visibility: Audience = _visibility()


@dataclass(frozen=True, slots=True)
class Cause:
    """What organisations work for, or the challenge that they oppose."""

    id: str = _column(Form.ID, "Its id.", required=True)
    name: str = _column(Form.TEXT, "Its name.", required=True)
    broader_id: str | None = _column(Form.REFERENCE, "The broader cause it belongs to.", table="causes")
    type: CauseType = _column(Form.CHOICE, "Cause or challenge.", choices=CauseType, default=CauseType.CAUSE)
    description: str = _column(Form.TEXT, "A sentence on it.")
    polarity: str = _column(Form.TEXT, "The compiler's word on how to take a stance on it.")
    visibility: Audience = _visibility()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that may take part in alliances."""

    id: str = _column(Form.ID, "Its id.", required=True)
    name: str = _column(Form.TEXT, "Its present or best-known name.", required=True)
    kind: OrganisationKind = _column(Form.CHOICE, "What sort of body it is.", required=True, choices=OrganisationKind)
    aliases: tuple[str, ...] = _column(Form.TEXTS, "Other and earlier names.")
    description: str = _column(Form.TEXT, "A sentence on it.")
    website: str = _column(Form.TEXT, "Its address on the web.")
    founded: int | None = _column(Form.INTEGER, "The year it began.", low=1, high=9999)
    dissolved: PartialDate | None = _column(Form.DATE, "When it ceased; a year counts from its last day.")
    scope: Scope | None = _column(Form.CHOICE, "How far its work reaches.", choices=Scope)
    place_id: str | None = _column(Form.REFERENCE, "Where it is.", table="places")
    size: int | None = _column(Form.INTEGER, "How large it is, in `size_unit`.", low=0, high=2_000_000_000)
    size_unit: str = _column(Form.TEXT, "What `size` counts: people or organisations.")
    constituencies: tuple[str, ...] = _column(Form.REFERENCES, "Whom it stands for.", table="constituencies")
    confidence: Confidence | None = _confidence()
    sources: tuple[str, ...] = _sources("source_ids")
    general_fields: tuple[str, ...] = _column(Form.TEXTS, "Fields that rest on general knowledge only.")
    latitude: float | None = _column(Form.NUMBER, "Of its position, in degrees.", low=-90, high=90)
    longitude: float | None = _column(Form.NUMBER, "Of its position, in degrees.", low=-180, high=180)
    position: PositionPrecision = _column(
        Form.CHOICE,
        "Whether all may see the exact position.",
        choices=PositionPrecision,
        default=PositionPrecision.EXACT,
    )
    power: bool | None = _column(Form.FLAG, "Whether it is an institution of power; blank: by its kind.")
    do_not_suggest: bool = _column(Form.FLAG, "Whether it asked never to be suggested.", default=False)
    last_verified: PartialDate | None = _column(Form.DATE, "When the record was last checked.")
    external_ids: tuple[str, ...] = _column(Form.TEXTS, "Ids in other registers, scheme:value.")
    visibility: Audience = _visibility()

    @property
    def is_power(self) -> bool:
        """Whether it counts as an institution of power: what the record says, else what its kind says."""
        return self.kind in POWER_KINDS if self.power is None else self.power


@dataclass(frozen=True, slots=True)
class Coalition:
    """A named body, campaign, joint letter or mobilisation that organisations joined."""

    id: str = _column(Form.ID, "Its id.", required=True)
    name: str = _column(Form.TEXT, "Its name.", required=True)
    kind: CoalitionKind = _column(Form.CHOICE, "What was joined.", required=True, choices=CoalitionKind)
    description: str = _column(Form.TEXT, "A sentence on it.")
    cause_id: str | None = _column(Form.REFERENCE, "What it is about.", table="causes")
    start: PartialDate | None = _column(Form.DATE, "When it began.")
    end: PartialDate | None = _column(Form.DATE, "When it ended.")
    organisation_id: str | None = _column(Form.REFERENCE, "The organisation that embodies it.", table="organisations")
    sources: tuple[str, ...] = _sources("source_ids")
    visibility: Audience = _visibility()


@dataclass(frozen=True, slots=True)
class Stance:
    """That an organisation supports or opposes a cause."""

    organisation_id: str = _column(Form.REFERENCE, "Who takes it.", required=True, table="organisations")
    cause_id: str = _column(Form.REFERENCE, "On what.", required=True, table="causes")
    stance: StanceSide = _column(Form.CHOICE, "Which side.", required=True, choices=StanceSide)
    weight: float | None = _column(Form.NUMBER, "How central it is: 1 core, 0.25 occasional.", low=0, high=1)
    sources: tuple[str, ...] = _sources("source_id")
    confidence: Confidence | None = _confidence()
    visibility: Audience = _visibility()

    @property
    def id(self) -> str:
        """What it is known by: its two ends."""
        return f"{self.organisation_id}--{self.cause_id}"


@dataclass(frozen=True, slots=True)
class Tie:
    """That one organisation is tied to another, as a source shows it."""

    source_id: str = _column(Form.REFERENCE, "Who does it.", required=True, table="organisations")
    target_id: str = _column(Form.REFERENCE, "To whom.", required=True, table="organisations")
    type: TieType = _column(Form.CHOICE, "What the tie consists of.", required=True, choices=TieType)
    id: str = _column(Form.ID, "Its id; blank: made of source, type, target and since.", default="")
    since: PartialDate | None = _column(Form.DATE, "When it began, where known.")
    until: PartialDate | None = _column(Form.DATE, "When it ended; blank asserts nothing.")
    as_of: PartialDate | None = _column(Form.DATE, "When a source shows it, if its start is not known.")
    state: TieState | None = _column(Form.CHOICE, "How sure the record is; blank: claimed.", choices=TieState)
    strength: float | None = _column(Form.NUMBER, "How strong it is, above 0; blank: 1.", low=0, high=1_000_000)
    sources: tuple[str, ...] = _sources("source_ref")
    confidence: Confidence | None = _confidence()
    visibility: Audience = _visibility()

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", "--".join(map(str, filter(None, self.natural_key))))

    @property
    def natural_key(self) -> tuple[str, str, str, str]:
        """What it is known by where no id is given."""
        return self.source_id, str(self.type), self.target_id, str(self.since or "")


@dataclass(frozen=True, slots=True)
class Membership:
    """That an organisation joined a coalition."""

    coalition_id: str = _column(Form.REFERENCE, "What was joined.", required=True, table="coalitions")
    organisation_id: str = _column(Form.REFERENCE, "Who joined.", required=True, table="organisations")
    role: str = _column(Form.TEXT, "In what role.")
    since: PartialDate | None = _column(Form.DATE, "From when, where known.")
    until: PartialDate | None = _column(Form.DATE, "Until when; blank asserts nothing.")
    as_of: PartialDate | None = _column(Form.DATE, "When a source shows it, if its start is not known.")
    sources: tuple[str, ...] = _sources("source_ref")
    confidence: Confidence | None = _confidence()
    visibility: Audience = _visibility()

    @property
    def id(self) -> str:
        """What it is known by: coalition, organisation and, if it is known, since when."""
        return "--".join(map(str, filter(None, (self.coalition_id, self.organisation_id, self.since))))


Record = Source | Place | Constituency | Cause | Organisation | Coalition | Stance | Tie | Membership


@dataclass(frozen=True)
class RecordType:
    """A kind of record: its table's name, its file in the data format, its dataclass and columns."""

    name: str
    file: str
    record: type[Record]

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name, in the order of the dataclass."""
        return {
            field.name: Column(**{"name": field.name, "header": field.name, **field.metadata})
            for field in dataclasses.fields(self.record)
        }

    @property
    def ends(self) -> Iterator[Column]:
        """The references without which the record is nothing: it is visible only where these are."""
        return (column for column in self.columns.values() if column.form is Form.REFERENCE and column.required)

    def make(self, values: Mapping[str, Any]) -> Record:
        """Build a record from values by column name; missing ones take their defaults."""
        return self.record(**values)


TABLES: Mapping[str, RecordType] = MappingProxyType(
    {
        table.name: table
        for table in (
            RecordType("sources", "sources.csv", Source),
            RecordType("places", "places.csv", Place),
            RecordType("constituencies", "constituencies.csv", Constituency),
            RecordType("causes", "causes.csv", Cause),
            RecordType("organisations", "organisations.csv", Organisation),
            RecordType("coalitions", "coalitions.csv", Coalition),
            RecordType("stances", "org_causes.csv", Stance),
            RecordType("ties", "ties.csv", Tie),
            RecordType("memberships", "coalition_members.csv", Membership),
        )
    }
)
"""Every kind of record, those that others point to first: the order in which to write them."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record before and after a write; None where it was not there, or is no more."""

    table: str
    id: str
    before: Record | None
    after: Record | None

    def reversed(self) -> Self:
        """Give what undoes it."""
        return type(self)(self.table, self.id, self.after, self.before)


class TieSet(StrEnum):
    """Which ties an analysis counts: recorded ones, or also those who sit at the same table."""

    RECORDED = "recorded"
    TABLES = "tables"
