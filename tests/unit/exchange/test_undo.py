from __future__ import annotations

import pytest

from alliancemap.errors import StoreConflictError
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import RecordChange
from alliancemap.network.network import Network
from alliancemap.services.undo import plan_undo
from unit.exchange.conftest import STORED, TODAY, Write

SECOND = {
    "organisations.csv": "id,name,kind,founded\nnew,New,ngo,2020\ntern,Tern Trust,ngo,1987\n",
    "ties.csv": "source_id,target_id,type\nnew,tern,partner\n",
}


def changed(write: Write, files: dict[str, str | bytes], network: Network) -> tuple[tuple[RecordChange, ...], Network]:
    changes = plan_import(read_data([write(files)]), network).changes
    return changes, network.with_changes(changes)


def test_undo_gives_the_picture_before(write: Write, stored: Network) -> None:
    changes, after = changed(write, dict(SECOND), stored)
    undone = after.with_changes(plan_undo(changes, after))
    assert {name: undone.records(name) for name in undone.tables} == {
        name: stored.records(name) for name in stored.tables
    }


def test_undo_of_the_first_import_leaves_nothing(write: Write) -> None:
    nothing = Network.build({}, date=TODAY)
    changes, after = changed(write, dict(STORED), nothing)
    undone = after.with_changes(plan_undo(changes, after))
    assert [len(table) for table in undone.tables.values()] == [0] * 9


LATER: list[tuple[dict[str, str | bytes], str]] = [
    (
        {"organisations.csv": "id,website\nnew,https://new.example\n"},
        "changed since: organisations 'new'; import the data",
    ),
    ({"organisations.csv": "id,founded\ntern,1986\n"}, "organisations 'tern'"),
    (
        {"org_causes.csv": "organisation_id,cause_id,stance\nnew,energy,supports\n"},
        "built on .*: stances 'new--energy'",
    ),
    ({"coalitions.csv": "id,organisation_id\nheat,new\n"}, "built on what it brought: coalitions 'heat'"),
]


@pytest.mark.parametrize(("files", "message"), LATER)
def test_undo_is_refused_where_something_came_after(
    write: Write, stored: Network, files: dict[str, str | bytes], message: str
) -> None:
    changes, after = changed(write, dict(SECOND), stored)
    _, later = changed(write, files, after)
    with pytest.raises(StoreConflictError, match=message):
        plan_undo(changes, later)


def test_reference_in_a_list_counts_as_built_upon(write: Write, stored: Network) -> None:
    changes, after = changed(write, {"sources.csv": "id,title\nsrc-new,New\n"}, stored)
    _, later = changed(write, {"organisations.csv": "id,source_ids\nalder,src-a|src-new\n"}, after)
    with pytest.raises(StoreConflictError, match="organisations 'alder'"):
        plan_undo(changes, later)


def test_refusal_names_five_records(write: Write, stored: Network) -> None:
    rows = "".join(f"o{row},O,ngo\n" for row in range(9))
    changes, after = changed(write, {"organisations.csv": f"id,name,kind\n{rows}"}, stored)
    _, later = changed(write, {"organisations.csv": "id,name\n" + rows.replace(",O,ngo", ",P")}, after)
    with pytest.raises(StoreConflictError, match=r"since: organisations 'o0', .*'o4', … \(9 in all\); import the data"):
        plan_undo(changes, later)
