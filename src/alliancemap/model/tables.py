"""The tables of the data format, read off the records once, and changes to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

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
