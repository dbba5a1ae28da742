"""Nothing that the public may not see changes a byte of what it sees, headers included."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from alliancemap.model import TABLES, Audience, Form, Record, Source
from alliancemap.network.network import Network
from records import DATE, coalition, joined, organisation, stance, tie
from seed import seed_for_editors
from web.site import Site

Records = Mapping[str, Sequence[Record]]

PATHS = [
    "/",
    "/organisations",
    "/organisations?q=trade",
    "/organisations?cause=climate-action",
    "/organisations/unison",
    "/organisations/unison/allies?list=bridging",
    "/organisations/unison/map",
    "/organisations/secret",
    "/causes",
    "/causes/climate-action",
    "/coalitions",
    "/coalitions/climate-coalition",
    "/coalition?cause=climate-action&cause=fuel-poverty&size=6",
    "/coalition?cause=climate-action&include=Secret&size=6",
    "/gaps",
    "/introductions?from=unison&to=greenpeace-uk",
    "/introductions?from=unison&to=Secret",
    "/plan?by=place&size=1",
    "/map",
    "/sources/src-tcc",
    "/sources/src-secret",
]
HIDDEN = {"ties": 40, "stances": 40, "memberships": 40, "organisations": 6}


@pytest.mark.parametrize("seed", [1, 2])
def test_hidden_records_change_no_byte(seed: int) -> None:
    """Some of the seed's records are hidden in one Network and were never there in the other; a few more are added."""
    records: Records = {name: seed_for_editors().records(name) for name in TABLES}
    marked = {name: draw(records[name], number, seed) for name, number in HIDDEN.items()}
    marked["organisations"].discard("unison")
    hidden = Network.of_records(with_secrets(hide(records, marked)), date=DATE)
    absent = Network.of_records(without(records, marked), date=DATE)
    ones, others = (Site.of(network.restricted_to(Audience.PUBLIC, 1, DATE)) for network in (hidden, absent))
    for path in PATHS:
        one, other = ones.get(path), others.get(path)
        assert (one.status_code, one.headers, one.content) == (other.status_code, other.headers, other.content), path


def draw(records: Sequence[Record], number: int, seed: int) -> set[str]:
    return set(random.Random(seed).sample([record.id for record in records], number))


def hide(records: Records, marked: Mapping[str, set[str]]) -> dict[str, list[Record]]:
    return {
        name: [
            replace(record, visibility=Audience.MEMBER) if record.id in marked.get(name, ()) else record
            for record in rows
        ]
        for name, rows in records.items()
    }


def with_secrets(records: dict[str, list[Record]]) -> Records:
    """Add hidden records of all kinds, some of them tied to public ones."""
    member: dict[str, Any] = {"visibility": Audience.MEMBER, "sources": ("src-secret",)}
    more: dict[str, list[Record]] = {
        "sources": [Source("src-secret", "Secret minutes")],
        "organisations": [organisation("secret", **member)],
        "coalitions": [coalition("pact", organisation_id="unison", **member)],
        "stances": [stance("secret", "climate-action", **member)],
        "ties": [tie("secret", "unison", **member), tie("unison", "greenpeace-uk", **member)],
        "memberships": [joined("pact", "oxfam", **member), joined("pact", "unison", **member)],
    }
    return {name: [*rows, *more.get(name, [])] for name, rows in records.items()}


def without(records: Records, marked: Mapping[str, set[str]]) -> Records:
    """Take the marked records out, with all that needs them; what only mentions them forgets them."""
    gone = marked["organisations"]
    kept: dict[str, list[Record]] = {}
    for name, rows in records.items():
        ends = [column.name for column in TABLES[name].ends if column.table == "organisations"]
        left = [
            row for row in rows if row.id not in marked.get(name, ()) and not {getattr(row, end) for end in ends} & gone
        ]
        kept[name] = [forgetting(name, row, gone) for row in left]
    return kept


def forgetting(table: str, record: Record, gone: set[str]) -> Record:
    for column in TABLES[table].columns.values():
        if column.form is Form.REFERENCE and column.table == "organisations" and getattr(record, column.name) in gone:
            return cast(Record, replace(cast(Any, record), **{column.name: None}))
    return record
