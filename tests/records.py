"""Small sets of records for tests, named by what they show."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from alliancemap.dates import PartialDate
from alliancemap.model import (
    Cause,
    Coalition,
    CoalitionKind,
    Membership,
    Organisation,
    OrganisationKind,
    Record,
    Stance,
    StanceSide,
    Tie,
    TieType,
)
from alliancemap.network.network import Network

DATE = datetime.date(2026, 11, 21)


def when(text: str) -> PartialDate:
    return PartialDate.parse(text)


def organisation(id: str, **fields: Any) -> Organisation:
    return Organisation(**{"id": id, "name": id.title(), "kind": OrganisationKind.NGO, **fields})


def tie(source: str, target: str, type: TieType = TieType.PARTNER, **fields: Any) -> Tie:
    return Tie(source_id=source, target_id=target, type=type, **fields)


def cause(id: str, **fields: Any) -> Cause:
    return Cause(**{"id": id, "name": id.title(), **fields})


def stance(organisation: str, cause: str, side: StanceSide = StanceSide.SUPPORTS, **fields: Any) -> Stance:
    return Stance(organisation_id=organisation, cause_id=cause, stance=side, **fields)


def coalition(id: str, **fields: Any) -> Coalition:
    return Coalition(**{"id": id, "name": id.title(), "kind": CoalitionKind.COALITION, **fields})


def joined(coalition: str, organisation: str, **fields: Any) -> Membership:
    return Membership(coalition_id=coalition, organisation_id=organisation, **fields)


def network(date: datetime.date = DATE, **tables: Sequence[Record]) -> Network:
    """Build an editor's Network of records by table."""
    return Network.of_records(tables, date=date)
