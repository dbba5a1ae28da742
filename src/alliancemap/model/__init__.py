"""The domain: nine kinds of record, each a frozen dataclass whose fields say what may stand in them.

The fields are the columns of the data format, of the Network and of the database alike. `TABLES` reads the dataclasses
once, so that a file, a column and a database row are checked and built from one description.
"""

from __future__ import annotations

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
    TieSet,
    TieState,
    TieType,
)
from alliancemap.model.columns import Column, Form
from alliancemap.model.records import (
    Cause,
    Coalition,
    Constituency,
    Membership,
    Organisation,
    Place,
    Record,
    Source,
    Stance,
    Tie,
)
from alliancemap.model.tables import TABLES, RecordChange, RecordType

__all__ = [
    "POWER_KINDS",
    "TABLES",
    "Audience",
    "Cause",
    "CauseType",
    "Coalition",
    "CoalitionKind",
    "Column",
    "Confidence",
    "Constituency",
    "Form",
    "GroupType",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Place",
    "PlaceKind",
    "PositionPrecision",
    "Record",
    "RecordChange",
    "RecordType",
    "Scope",
    "Source",
    "Stance",
    "StanceSide",
    "Tie",
    "TieSet",
    "TieState",
    "TieType",
]
