"""The nine kinds of record, each a frozen dataclass whose fields say what may stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.dates import PartialDate
from alliancemap.model.choices import (
    POWER_KINDS,
    Audience,
    CauseType,
    CoalitionKind,
    Confidence,
    GroupType,
    OrganisationKind,
    PlaceKind,
    PositionPrecision,
    Scope,
    StanceSide,
    TieState,
    TieType,
)
from alliancemap.model.columns import Form, column, confidence_column, sources_column, visibility_column


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str = column(Form.ID, "Its id.", required=True)
    title: str = column(Form.TEXT, "Its title.", required=True)
    url: str = column(Form.TEXT, "Its address.")
    publisher: str = column(Form.TEXT, "Who published it.")
    date: PartialDate | None = column(Form.DATE, "When it was published.")
    licence: str = column(Form.TEXT, "Its licence, where known.")
    visibility: Audience = visibility_column()


@dataclass(frozen=True, slots=True)
class Place:
    """A country, nation, region, city or town, and the place it lies in."""

    id: str = column(Form.ID, "Its id.", required=True)
    name: str = column(Form.TEXT, "Its name.", required=True)
    kind: PlaceKind = column(Form.CHOICE, "Its level.", required=True, choices=PlaceKind)
    parent_id: str | None = column(Form.REFERENCE, "The place it lies in.", table="places")
    latitude: float | None = column(Form.NUMBER, "Of its centre, in degrees.", low=-90, high=90)
    longitude: float | None = column(Form.NUMBER, "Of its centre, in degrees.", low=-180, high=180)
    visibility: Audience = visibility_column()


@dataclass(frozen=True, slots=True)
class Constituency:
    """People whom an organisation is made up of or serves."""

    id: str = column(Form.ID, "Its id.", required=True)
    name: str = column(Form.TEXT, "Its name.", required=True)
    group_type: GroupType = column(Form.CHOICE, "What makes it a group.", required=True, choices=GroupType)
    visibility: Audience = visibility_column()


@dataclass(frozen=True, slots=True)
class Cause:
    """What organisations work for, or the challenge that they oppose."""

    id: str = column(Form.ID, "Its id.", required=True)
    name: str = column(Form.TEXT, "Its name.", required=True)
    broader_id: str | None = column(Form.REFERENCE, "The broader cause it belongs to.", table="causes")
    type: CauseType = column(Form.CHOICE, "Cause or challenge.", choices=CauseType, default=CauseType.CAUSE)
    description: str = column(Form.TEXT, "A sentence on it.")
    polarity: str = column(Form.TEXT, "The compiler's word on how to take a stance on it.")
    visibility: Audience = visibility_column()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that may take part in alliances."""

    id: str = column(Form.ID, "Its id.", required=True)
    name: str = column(Form.TEXT, "Its present or best-known name.", required=True)
    kind: OrganisationKind = column(Form.CHOICE, "What sort of body it is.", required=True, choices=OrganisationKind)
    aliases: tuple[str, ...] = column(Form.TEXTS, "Other and earlier names.")
    description: str = column(Form.TEXT, "A sentence on it.")
    website: str = column(Form.TEXT, "Its address on the web.")
    founded: int | None = column(Form.INTEGER, "The year it began.", low=1, high=9999)
    dissolved: PartialDate | None = column(Form.DATE, "When it ceased; a year counts from its last day.")
    scope: Scope | None = column(Form.CHOICE, "How far its work reaches.", choices=Scope)
    place_id: str | None = column(Form.REFERENCE, "Where it is.", table="places")
    size: int | None = column(Form.INTEGER, "How large it is, in `size_unit`.", low=0, high=2_000_000_000)
    size_unit: str = column(Form.TEXT, "What `size` counts: people or organisations.")
    constituencies: tuple[str, ...] = column(Form.REFERENCES, "Whom it stands for.", table="constituencies")
    confidence: Confidence | None = confidence_column()
    sources: tuple[str, ...] = sources_column("source_ids")
    general_fields: tuple[str, ...] = column(Form.TEXTS, "Fields that rest on general knowledge only.")
    latitude: float | None = column(Form.NUMBER, "Of its position, in degrees.", low=-90, high=90)
    longitude: float | None = column(Form.NUMBER, "Of its position, in degrees.", low=-180, high=180)
    position: PositionPrecision = column(
        Form.CHOICE,
        "Whether all may see the exact position.",
        choices=PositionPrecision,
        default=PositionPrecision.EXACT,
    )
    power: bool | None = column(Form.FLAG, "Whether it is an institution of power; blank: by its kind.")
    do_not_suggest: bool = column(Form.FLAG, "Whether it asked never to be suggested.", default=False)
    last_verified: PartialDate | None = column(Form.DATE, "When the record was last checked.")
    external_ids: tuple[str, ...] = column(Form.TEXTS, "Ids in other registers, scheme:value.")
    visibility: Audience = visibility_column()

    @property
    def is_power(self) -> bool:
        """Whether it counts as an institution of power: what the record says, else what its kind says."""
        return self.kind in POWER_KINDS if self.power is None else self.power


@dataclass(frozen=True, slots=True)
class Coalition:
    """A named body, campaign, joint letter or mobilisation that organisations joined."""

    id: str = column(Form.ID, "Its id.", required=True)
    name: str = column(Form.TEXT, "Its name.", required=True)
    kind: CoalitionKind = column(Form.CHOICE, "What was joined.", required=True, choices=CoalitionKind)
    description: str = column(Form.TEXT, "A sentence on it.")
    cause_id: str | None = column(Form.REFERENCE, "What it is about.", table="causes")
    start: PartialDate | None = column(Form.DATE, "When it began.")
    end: PartialDate | None = column(Form.DATE, "When it ended.")
    organisation_id: str | None = column(Form.REFERENCE, "The organisation that embodies it.", table="organisations")
    sources: tuple[str, ...] = sources_column("source_ids")
    visibility: Audience = visibility_column()


@dataclass(frozen=True, slots=True)
class Stance:
    """That an organisation supports or opposes a cause."""

    organisation_id: str = column(Form.REFERENCE, "Who takes it.", required=True, table="organisations")
    cause_id: str = column(Form.REFERENCE, "On what.", required=True, table="causes")
    stance: StanceSide = column(Form.CHOICE, "Which side.", required=True, choices=StanceSide)
    weight: float | None = column(Form.NUMBER, "How central it is: 1 core, 0.25 occasional.", low=0, high=1)
    sources: tuple[str, ...] = sources_column("source_id")
    confidence: Confidence | None = confidence_column()
    visibility: Audience = visibility_column()

    @property
    def id(self) -> str:
        """What it is known by: its two ends."""
        return f"{self.organisation_id}--{self.cause_id}"


@dataclass(frozen=True, slots=True)
class Tie:
    """That one organisation is tied to another, as a source shows it."""

    source_id: str = column(Form.REFERENCE, "Who does it.", required=True, table="organisations")
    target_id: str = column(Form.REFERENCE, "To whom.", required=True, table="organisations")
    type: TieType = column(Form.CHOICE, "What the tie consists of.", required=True, choices=TieType)
    id: str = column(Form.ID, "Its id; blank: made of source, type, target and since.", default="")
    since: PartialDate | None = column(Form.DATE, "When it began, where known.")
    until: PartialDate | None = column(Form.DATE, "When it ended; blank asserts nothing.")
    as_of: PartialDate | None = column(Form.DATE, "When a source shows it, if its start is not known.")
    state: TieState | None = column(Form.CHOICE, "How sure the record is; blank: claimed.", choices=TieState)
    strength: float | None = column(Form.NUMBER, "How strong it is, above 0; blank: 1.", low=0, high=1_000_000)
    sources: tuple[str, ...] = sources_column("source_ref")
    confidence: Confidence | None = confidence_column()
    visibility: Audience = visibility_column()

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

    coalition_id: str = column(Form.REFERENCE, "What was joined.", required=True, table="coalitions")
    organisation_id: str = column(Form.REFERENCE, "Who joined.", required=True, table="organisations")
    role: str = column(Form.TEXT, "In what role.")
    since: PartialDate | None = column(Form.DATE, "From when, where known.")
    until: PartialDate | None = column(Form.DATE, "Until when; blank asserts nothing.")
    as_of: PartialDate | None = column(Form.DATE, "When a source shows it, if its start is not known.")
    sources: tuple[str, ...] = sources_column("source_ref")
    confidence: Confidence | None = confidence_column()
    visibility: Audience = visibility_column()

    @property
    def id(self) -> str:
        """What it is known by: coalition, organisation and, if it is known, since when."""
        return "--".join(map(str, filter(None, (self.coalition_id, self.organisation_id, self.since))))


Record = Source | Place | Constituency | Cause | Organisation | Coalition | Stance | Tie | Membership
