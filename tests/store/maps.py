"""Small maps to write, changes at random, and what makes two pictures equal."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from alliancemap.dates import PartialDate
from alliancemap.model import (
    TABLES,
    Audience,
    CauseType,
    Constituency,
    GroupType,
    Place,
    PlaceKind,
    Record,
    RecordChange,
    Scope,
    Source,
    TieType,
)
from alliancemap.network.network import Network
from alliancemap.store.changes import ChangeKind, ChangeSet
from records import cause, coalition, joined, organisation, stance, tie, when

Map = Mapping[str, Mapping[str, Record]]


def by_table(records: Iterable[tuple[str, Record]]) -> dict[str, dict[str, Record]]:
    """Index records, given with their table, by table and id."""
    found: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
    for table, record in records:
        found[table][record.id] = record
    return found


def small_map(organisations: int = 6) -> dict[str, dict[str, Record]]:
    """Some of every kind of record, with references of every kind, quotes and signs from far away."""
    ids = [f"org-{number:03}" for number in range(organisations)]
    return by_table(
        [
            ("sources", Source("report", 'Une « étude » – "quoted" \\ ☂', date=PartialDate(2014, 3))),
            ("sources", Source("letter", "Letter")),
            ("places", Place("wales", "Cymru", PlaceKind.NATION)),
            ("places", Place("bala", "Y Bala", PlaceKind.TOWN, "wales", 52.9, -3.6)),
            ("constituencies", Constituency("young", "Young people", GroupType.GENERATION)),
            ("constituencies", Constituency("nurses", "Nurses", GroupType.WORK)),
            ("causes", cause("climate")),
            ("causes", cause("heat", broader_id="climate", type=CauseType.CHALLENGE)),
            *(
                (
                    "organisations",
                    organisation(
                        id,
                        place_id="bala",
                        constituencies=("young", "nurses"),
                        aliases=("Ü", "it's"),
                        sources=("report",),
                        founded=1900,
                        scope=Scope.LOCAL,
                    ),
                )
                for id in ids
            ),
            ("coalitions", coalition("table", cause_id="heat", organisation_id=ids[0], start=when("2014"))),
            *(("stances", stance(id, "climate", weight=0.5, sources=("report", "letter"))) for id in ids),
            *(("ties", tie(a, b, since=when("2001-02"))) for a, b in pairwise(ids)),
            *(("memberships", joined("table", id, role="chair", visibility=Audience.MEMBER)) for id in ids[:3]),
        ]
    )


def towards(network: Network, target: Map) -> tuple[RecordChange, ...]:
    """What turns the picture of a Network into these records."""
    changes = []
    for table in TABLES:
        before = {record.id: record for record in network.records(table)}
        changes += [
            RecordChange(table, id, before.get(id), target[table].get(id)) for id in {**before, **target[table]}
        ]
    return tuple(changes)


def edit(changes: Iterable[RecordChange], **fields: Any) -> ChangeSet:
    """A change set of these changes."""
    return ChangeSet(
        **{"kind": ChangeKind.EDIT, "author": "test", "reason": "to see", **fields, "changes": tuple(changes)}
    )


def set_to(target: Map, **fields: Any) -> Any:
    """For `NetworkFeed.write`: turn whatever is there into these records."""
    return lambda network: edit(towards(network, target), **fields)


def altered(network: Network, table: str, id: str, **fields: Any) -> RecordChange:
    """The change of some fields of a record."""
    before = network.get(table, id)
    assert before is not None
    return RecordChange(table, id, before, dataclasses.replace(before, **fields))


def pictured(network: Network) -> dict[str, list[Record]]:
    """All that a Network shows."""
    return {table: network.records(table) for table in TABLES}


def at_random(rng: random.Random, network: Network) -> RecordChange:
    """Change one record of a map: its visibility, a tie's ends, a field; or take one away, or bring one."""
    table = rng.choice([table for table in TABLES if len(network[table])])
    before = network.record(table, rng.randrange(len(network[table])))
    match rng.randrange(6):
        case 0 if table in ("stances", "ties", "memberships"):
            return RecordChange(table, before.id, before, None)
        case 1:
            ids = network["organisations"].ids.tolist()
            a, b = rng.sample(ids, 2)
            new = tie(a, b, rng.choice(list(TieType)), id=f"tie-{rng.randrange(5)}", sources=("letter",))
            return RecordChange("ties", new.id, network.get("ties", new.id), new)
        case 2 if table == "organisations":
            fields = {"place_id": rng.choice([None, "wales"]), "latitude": rng.random(), "position": "blurred"}
            return RecordChange(table, before.id, before, _replaced(table, before, fields))
        case 3 if "sources" in TABLES[table].columns:
            return RecordChange(
                table, before.id, before, _replaced(table, before, {"sources": rng.choice([(), ("report",)])})
            )
        case _:
            visibility = rng.choice(list(Audience))
            return RecordChange(table, before.id, before, _replaced(table, before, {"visibility": visibility}))


def _replaced(table: str, record: Record, fields: dict[str, Any]) -> Record:
    columns = TABLES[table].columns
    values = {
        name: choices(value) if (choices := columns[name].choices) is not None else value
        for name, value in fields.items()
    }
    whole = {name: getattr(record, name) for name in columns}
    return TABLES[table].make({**whole, **values})
