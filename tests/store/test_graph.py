"""The graph store on each database: what is written is what is read, once and for all audiences."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from alliancemap.errors import StoreConflictError, StoreError
from alliancemap.model import TABLES, Audience, Organisation, Record, RecordChange
from alliancemap.store import history, records, staging
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.records import in_order
from records import organisation, tie, when
from store.maps import Map, altered, by_table, edit, pictured, set_to, small_map, towards
from store.servers import PROBES

LINKS = {
    ("places", "parent_id"): "WITHIN",
    ("causes", "broader_id"): "BROADER",
    ("organisations", "place_id"): "IN",
    ("organisations", "constituencies"): "REPRESENTS",
    ("coalitions", "cause_id"): "ABOUT",
    ("coalitions", "organisation_id"): "EMBODIED_BY",
}
ALL = frozenset(Audience)


@pytest.fixture
def seam(database: StoreAddress) -> Iterator[Bolt]:
    with Bolt.open(database) as bolt:
        GraphStore(bolt).prepare()
        yield bolt


@pytest.fixture(params=["at once", "staged"])
def store(seam: Bolt, request: pytest.FixtureRequest) -> GraphStore:
    """One that writes all in one transaction, and one that stages whatever has more than three changes."""
    return GraphStore(seam) if request.param == "at once" else GraphStore(seam, one_transaction=3, part=2)


def loaded(store: GraphStore) -> dict[str, list[Record]]:
    return pictured(store.load()[1])


def expected(target: Map) -> dict[str, list[Record]]:
    return {table: [target[table][id] for id in sorted(target[table])] for table in TABLES}


def references(address: StoreAddress) -> list[tuple[str, str, str]]:
    with Bolt.open(address, queries=PROBES) as bolt:
        return sorted((row["name"], row["source"], row["target"]) for row in bolt.run("probe/references"))


def references_of(target: Map) -> list[tuple[str, str, str]]:
    found = []
    for (table, column), name in LINKS.items():
        for record in target[table].values():
            value = getattr(record, column)
            found += [(name, record.id, id) for id in ({value} if isinstance(value, str) else set(value or ()))]
    return sorted(found)


def write(store: GraphStore, target: Map, **fields: Any) -> None:
    NetworkFeed(store).write(set_to(target, **fields))


def test_new_database_is_empty_and_at_the_beginning(seam: Bolt) -> None:
    stamp, network = GraphStore(seam).load()
    assert stamp.sequence == 0
    assert set(stamp.revisions.values()) == {0}
    assert not any(pictured(network).values())


def test_what_is_written_is_read(store: GraphStore, database: StoreAddress) -> None:
    write(store, small_map())
    assert loaded(store) == expected(small_map())
    assert references(database) == references_of(small_map())


def test_references_follow_their_fields(store: GraphStore, database: StoreAddress) -> None:
    target = small_map()
    write(store, target)
    for table, id, fields in (
        ("organisations", "org-000", {"place_id": "wales", "constituencies": ("nurses",)}),
        ("organisations", "org-001", {"place_id": None, "constituencies": ()}),
        ("places", "bala", {"parent_id": None}),
        ("causes", "heat", {"broader_id": None}),
        ("coalitions", "table", {"cause_id": "climate", "organisation_id": "org-002"}),
    ):
        target[table][id] = replace(target[table][id], **fields)
    write(store, target)
    assert loaded(store) == expected(target)
    assert references(database) == references_of(target)


def test_tie_with_an_id_of_its_own_may_move(store: GraphStore) -> None:
    target = small_map() | {"ties": {"t": tie("org-000", "org-001", id="t")}}
    write(store, target)
    target["ties"]["t"] = tie("org-003", "org-002", id="t", since=when("2020"))
    write(store, target)
    assert loaded(store) == expected(target)


def test_all_may_go_again(store: GraphStore, database: StoreAddress) -> None:
    write(store, small_map())
    write(store, by_table([]))
    assert not any(loaded(store).values())
    assert references(database) == []


def test_applying_twice_changes_nothing(seam: Bolt, database: StoreAddress) -> None:
    """What staging repeats after a crash: each part of a change set once more."""
    store = GraphStore(seam)
    write(store, small_map())
    _, changes = store.changes_since(0)
    for part in ([change] for change in in_order(changes)):
        seam.write(lambda transaction, part=part: records.apply(transaction, part))  # type: ignore[misc]
    assert loaded(store) == expected(small_map())
    assert references(database) == references_of(small_map())


def test_changes_since_lead_from_one_picture_to_the_next(store: GraphStore) -> None:
    write(store, small_map(3))
    stamp, network = store.load()
    write(store, small_map(5))
    write(store, small_map(2))
    later, changes = store.changes_since(stamp.sequence)
    assert later == store.stamp()
    assert later.sequence == stamp.sequence + 2
    assert pictured(network.with_changes(changes)) == expected(small_map(2))
    assert store.changes_since(later.sequence) == (later, [])


def test_writer_that_looked_too_early_is_refused(store: GraphStore, database: StoreAddress) -> None:
    stamp, network = store.load()
    write(store, small_map(3))
    late = edit(towards(network, small_map(5)))
    with pytest.raises(StoreConflictError, match="meanwhile"):
        store.write(late, stamp, ALL)
    assert loaded(store) == expected(small_map(3))
    assert leftovers(database) == (0, 0)


def test_tie_without_its_end_is_refused_and_nothing_stays(seam: Bolt) -> None:
    store = GraphStore(seam)
    stamp = store.stamp()
    changes = [
        RecordChange("organisations", "a", None, organisation("a")),
        RecordChange("ties", "t", None, tie("a", "nobody", id="t")),
    ]
    with pytest.raises(StoreError, match="1 of the ties could not be written"):
        store.write(edit(changes), stamp, ALL)
    assert store.stamp() == stamp
    assert not any(loaded(store).values())


def test_last_import_is_the_newest_that_is_not_undone(store: GraphStore) -> None:
    assert store.last_import() is None
    at = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC)
    date = datetime.date(2025, 12, 31)
    write(store, small_map(3), kind=ChangeKind.IMPORT, author="Ann", reason="first", date=date, at=at)
    write(store, small_map(4), kind=ChangeKind.IMPORT, reason="second")
    write(store, small_map(5), reason="an edit")
    sequence, second = found(store)
    assert (sequence, second.reason, second.kind) == (2, "second", ChangeKind.IMPORT)
    back = edit((change.reversed() for change in second.changes), kind=ChangeKind.UNDO, undoes=sequence)
    store.write(back, store.stamp(), ALL)
    sequence, first = found(store)
    assert (sequence, first.author, first.reason, first.date, first.at) == (1, "Ann", "first", date, at)
    assert {(change.table, change.id) for change in first.changes} == {
        (table, id) for table, records in small_map(3).items() for id in records
    }


def found(store: GraphStore) -> tuple[int, ChangeSet]:
    last = store.last_import()
    assert last is not None
    return last


def leftovers(address: StoreAddress) -> tuple[int, int]:
    with Bolt.open(address, queries=PROBES) as bolt:
        row = bolt.one("probe/leftovers")
        return row["heads"], row["parts"]


def test_staged_changes_are_seen_by_nobody_until_published(seam: Bolt, database: StoreAddress) -> None:
    store = GraphStore(seam, one_transaction=3, part=2)
    write(store, small_map(3))
    stamp, network = store.load()
    change_set = edit(in_order(edit(towards(network, small_map(6))).effective().changes))
    staging.stage(seam, "token", change_set, 2, lambda _: None)
    assert store.stamp() == stamp
    assert store.changes_since(stamp.sequence) == (stamp, [])
    assert loaded(store) == expected(small_map(3))
    assert staging.pending(seam) is None

    later = stamp.after(change_set, ALL)
    seam.write(lambda transaction: staging.publish(transaction, "token", stamp, later))
    assert store.stamp() == later
    head = staging.pending(seam)
    assert head is not None
    for _ in range(head["parts"]):  # a reader sees the whole, however far the records have got
        assert loaded(store) == expected(small_map(6))
        seam.write(lambda transaction: staging._apply_next(transaction, head))
    assert staging.pending(seam) is None
    assert loaded(store) == expected(small_map(6))
    assert references(database) == references_of(small_map(6))


def test_writer_first_finishes_what_another_published(seam: Bolt) -> None:
    store = GraphStore(seam, one_transaction=3, part=2)
    stamp, network = store.load()
    change_set = edit(in_order(edit(towards(network, small_map(4))).effective().changes))
    staging.stage(seam, "token", change_set, 2, lambda _: None)
    later = stamp.after(change_set, ALL)
    seam.write(lambda transaction: staging.publish(transaction, "token", stamp, later))
    feed = NetworkFeed(GraphStore(seam))
    feed.write(lambda network: edit([altered(network, "organisations", "org-000", name="Other")]))
    assert staging.pending(seam) is None
    changed = feed.network(Audience.EDITOR).get("organisations", "org-000")
    assert isinstance(changed, Organisation)
    assert changed.name == "Other"
    assert loaded(store) == pictured(feed.network(Audience.EDITOR))


@pytest.mark.parametrize("live", [True, False])
def test_start_sweeps_what_dead_writers_staged(seam: Bolt, database: StoreAddress, *, live: bool) -> None:
    store = GraphStore(seam, one_transaction=3, part=1)
    change_set = edit(in_order(edit(towards(store.load()[1], small_map(9))).effective().changes))
    if live:
        history.LIVE.add("token")
    try:
        staging.stage(seam, "token", change_set, 1, lambda _: None)
        store.prepare()
    finally:
        history.LIVE.discard("token")
    assert leftovers(database) == ((1, len(change_set.changes)) if live else (0, 0))
    stamp = store.stamp()
    later = stamp.after(change_set, ALL)
    if not live:
        with pytest.raises(StoreConflictError, match="swept"):
            seam.write(lambda transaction: staging.publish(transaction, "token", stamp, later))
        assert store.stamp() == stamp


def test_database_of_a_later_version_is_refused(seam: Bolt) -> None:
    seam.write(lambda transaction: transaction.run("ledger/set", values={"format": 2}))
    with pytest.raises(StoreError, match="later version"):
        GraphStore(seam).prepare()


def test_progress_grows_to_the_whole(store: GraphStore) -> None:
    told: list[int] = []
    feed = NetworkFeed(store)
    feed.write(set_to(small_map()), told.append)
    assert told == sorted(told)
    assert told[-1] == sum(map(len, small_map().values()))


def test_many_relationships_of_the_same_nodes_may_go_at_once(seam: Bolt) -> None:
    """A hub's: the embedded database loses its way where relationships go while others of the node are looked for."""
    store = GraphStore(seam)
    target = small_map(40)
    ids = list(target["organisations"])
    hub = [
        tie(a, b, id=f"{a}-{b}-{year}", since=when(year)) for a in ids[:3] for b in ids[3:] for year in ("1999", "2001")
    ]
    target["ties"] = {record.id: record for record in hub}
    write(store, target)
    write(store, target | {"ties": dict(list(target["ties"].items())[::2])})
    write(store, by_table([]))
    assert not any(loaded(store).values())


def test_what_makes_no_picture_is_an_error_of_the_store(seam: Bolt) -> None:
    """Its words name a record that may be hidden, so that it must not pass for an error of the question."""
    row = {"id": "alder", "name": "Alder", "kind": "unheard-of", "visibility": "editor"}
    seam.write(lambda transaction: transaction.run("organisations/write", rows=[row]))
    with pytest.raises(StoreError, match=r"cannot be read: .*unheard-of"):
        GraphStore(seam).load()
