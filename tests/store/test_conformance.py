"""Every Cypher file runs on each database and returns what its header says."""

from __future__ import annotations

from typing import Any

import pytest

from alliancemap.errors import StoreConflictError
from alliancemap.model import TABLES, Audience
from alliancemap.store import history, ledger
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeKind
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_records import beginning
from alliancemap.store.job_requests import JobKind, JobRequest
from alliancemap.store.plain import properties
from alliancemap.store.queries import SCHEMA, library
from alliancemap.store.records import NODES, RELATIONSHIPS
from alliancemap.store.transaction import Transaction
from store.maps import edit, set_to, small_map

MAP = small_map()
STAGED = "staged-token"
JOB, RESULT = "job", "result"
LINK_COLUMNS = {
    "places": ("parent_id",),
    "causes": ("broader_id",),
    "organisations": ("place_id", "constituencies"),
    "coalitions": ("cause_id", "organisation_id"),
}


def cases() -> dict[str, dict[str, Any]]:
    """Parameters for each file, against a database that holds the small map and a staged change set."""
    found: dict[str, dict[str, Any]] = {
        "ledger/read": {},
        "ledger/statements": {},
        "ledger/lock": {"turn": "now"},
        "ledger/create": {"values": {"format": 99}},
        "ledger/set": {"values": {"applied_parts": 3}},
        "changes/create": {"token": "t", "values": {"token": "t", "sequence": 0, "owner": "here:1"}},
        "changes/add_parts": {"token": STAGED, "rows": [{"id": "p", "number": 0, "payload": "[]"}]},
        "changes/find": {"token": STAGED},
        "changes/publish": {"token": STAGED, "sequence": 7},
        "changes/touch": {"token": STAGED},
        "changes/since": {"after": 0, "upto": 1},
        "changes/staged": {},
        "changes/parts": {"ids": [history.part_id(STAGED, 0)]},
        "changes/sweep": {"token": STAGED, "size": 5},
        "changes/forget": {"token": STAGED},
        "changes/last_import": {},
        "jobs/create": {"id": "new", "values": {"id": "new", "state": "queued"}, "submitted": None},
        "jobs/lock": {"id": JOB, "turn": "now"},
        "jobs/find": {"id": JOB},
        "jobs/list": {"audiences": ["public"], "kinds": ["gaps"], "size": 1},
        "jobs/set": {"id": JOB, "values": {"words": "at it"}},
        "jobs/waiting": {"kinds": ["gaps"], "software": "alliancemap 0", "patience": 1, "size": 5},
        "jobs/outdated": {"audience": "public", "revision": 9, "age": -60_000, "size": 5},
        "jobs/delete": {"id": JOB},
        "jobs/give": {"id": JOB, "result": RESULT, "turn": "now"},
        "jobs/withdraw": {"id": JOB},
        "results/create": {"id": "r", "values": {"id": "r", "media": "text/plain", "size": 1, "parts": 1}},
        "results/add_part": {"result": RESULT, "id": "r/9", "number": 9, "bytes": b"\x00\xff"},
        "results/find": {"id": RESULT},
        "results/part": {"id": f"{RESULT}/0"},
        "results/unused": {"age": -60_000, "size": 5},
        "results/lock": {"id": RESULT, "turn": "now"},
        "results/delete_parts": {"id": RESULT, "from": 0, "size": 1},
        "results/delete": {"id": RESULT},
    }
    for table in NODES:
        id, record = next(iter(MAP[table].items()))
        found |= {
            f"{table}/ids": {},
            f"{table}/load": {"ids": [id]},
            f"{table}/write": {"rows": [properties(table, record)]},
            f"{table}/delete": {"ids": [id]},
        }
        for column in LINK_COLUMNS.get(table, ()):
            target = next(iter(MAP[TABLES[table].columns[column].table]))
            found |= {
                f"{table}/{verb}_{column}": {"rows": [{"id": id, "targets": [target]}]} for verb in ("link", "unlink")
            }
    for table in RELATIONSHIPS:
        plain = properties(table, next(iter(MAP[table].values())))
        found |= {
            f"{table}/load": {"ids": list(MAP["organisations"])},
            f"{table}/write": {"rows": [plain]},
            f"{table}/delete": {"rows": [plain]},
        }
    return found


CASES = cases()


class RollBackError(Exception):
    """Ends a transaction and leaves nothing of it."""


def test_every_file_has_a_case() -> None:
    assert set(CASES) == {name for name in library().names() if not name.startswith(f"{SCHEMA}/")}


def test_every_file_runs_and_returns_what_its_header_says(database: StoreAddress) -> None:
    with Bolt.open(database) as bolt:
        store = GraphStore(bolt)
        store.prepare()
        NetworkFeed(store).write(set_to(MAP, kind=ChangeKind.IMPORT))
        bolt.write(stage)
        bolt.write(queue)
        for name, parameters in CASES.items():
            columns = [column.name for column in library().query(name).outputs]
            rows = rolled_back(bolt, name, parameters)
            assert [list(row) for row in rows] == ([columns] if columns else []), name
        assert bolt.one("changes/find", token=STAGED)["sequence"] == 0


def stage(transaction: Transaction) -> None:
    history.begin(transaction, STAGED, edit([]), 1)
    history.add_parts(transaction, STAGED, [], 1, [0])


def queue(transaction: Transaction) -> None:
    """A job in the queue, one that has ended, and a result that nobody gave."""
    request = JobRequest(JobKind.GAPS, Audience.PUBLIC, "{}", 1, "test 1")
    stamp = ledger.read(transaction).stamp
    transaction.run("jobs/create", id=JOB, values=beginning(JOB, request, stamp), submitted=None)
    ended = {**beginning("ended", request, stamp), "state": "done", "ended": 1}
    transaction.run("jobs/create", id="ended", values=ended, submitted=1)
    values = {"id": RESULT, "media": "text/plain", "size": 1, "parts": 1}
    transaction.run("results/create", id=RESULT, values=values)
    transaction.run("results/add_part", result=RESULT, id=f"{RESULT}/0", number=0, bytes=b"x")


def rolled_back(bolt: Bolt, name: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []

    def work(transaction: Transaction) -> None:
        rows[:] = transaction.run(name, **parameters)
        raise RollBackError

    with pytest.raises(RollBackError):
        bolt.write(work)
    return rows


def test_schema_keeps_ids_apart(database: StoreAddress) -> None:
    """The file that writes a head merges by token; another of the same token is what only a constraint refuses."""
    with Bolt.open(database) as bolt:
        GraphStore(bolt).prepare()
        bolt.apply_schema()
        bolt.write(lambda transaction: transaction.run("changes/create", token="a", values={"token": "a"}))
        with pytest.raises(StoreConflictError):
            bolt.write(lambda transaction: transaction.run("changes/create", token="b", values={"token": "a"}))
