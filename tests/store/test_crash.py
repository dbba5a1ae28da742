"""The database killed (kill -9) in the middle of imports: afterwards the old picture or the new, never a mixture."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace

import pytest

from alliancemap.errors import StoreError
from alliancemap.model import Audience, Organisation, Record, Source, Tie
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeKind
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from records import when
from store.maps import pictured, set_to, small_map
from store.servers import PROBES, Server
from store.test_graph import expected, references, references_of

EMBEDDED_ROUNDS, NEO4J_ROUNDS = 15, 3
"""For each of two ways to write."""


def version(number: int) -> dict[str, dict[str, Record]]:
    """A map of which every version differs from the one before in every table of note: some come, go and change."""
    target = small_map(30 + 4 * (number % 3))
    for id, record in target["organisations"].items():
        assert isinstance(record, Organisation)
        target["organisations"][id] = replace(record, name=f"version {number}", place_id=("bala", "wales")[number % 2])
    ties: dict[str, Record] = {}
    for record in target["ties"].values():
        assert isinstance(record, Tie)
        moved = replace(record, id="", since=when(str(1990 + number)))
        ties[moved.id] = moved
    return target | {"ties": ties}


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("staged", [False, True], ids=["at once", "staged"])
def test_killed_in_mid_import(crashable: Server, *, staged: bool) -> None:
    rng = random.Random(staged)
    sizes = {"one_transaction": 20, "part": 25} if staged else {}
    rounds = EMBEDDED_ROUNDS if crashable.address.path else NEO4J_ROUNDS
    with Bolt.open(crashable.address) as bolt:
        store = GraphStore(bolt, **sizes)
        store.prepare()
        NetworkFeed(store).write(set_to(version(0)))
        began = time.monotonic()
        NetworkFeed(store).write(set_to(version(1)))
        length = time.monotonic() - began
    held = 1
    for number in range(2, 2 + rounds):
        succeeded = import_and_kill(crashable, sizes, number, rng.uniform(0, length))
        picture = picture_after_start(crashable, sizes)
        assert picture in (expected(version(held)), expected(version(number)))
        if picture == expected(version(number)):
            held = number
        assert held == number or not succeeded
        assert references(crashable.address) == references_of(version(held))


def import_and_kill(server: Server, sizes: dict[str, int], number: int, delay: float) -> bool:
    """Import a version and kill the database meanwhile; return whether the import says that it succeeded."""
    with Bolt.open(server.address) as bolt:
        feed = NetworkFeed(GraphStore(bolt, **sizes))
        feed.network(Audience.EDITOR)
        killer = threading.Timer(delay, server.kill)
        killer.start()
        try:
            feed.write(set_to(version(number), kind=ChangeKind.IMPORT))
        except StoreError:
            return False
        else:
            return True
        finally:
            killer.join()
            server.restart()


def picture_after_start(server: Server, sizes: dict[str, int]) -> dict[str, list[Record]]:
    """Start anew: nothing is left over, everything published is applied, and writing goes on."""
    with Bolt.open(server.address) as bolt:
        store = GraphStore(bolt, **sizes)
        store.prepare()
        stamp, network = store.load()
        picture = pictured(network)
        target = {table: {record.id: record for record in records} for table, records in picture.items()}
        target["sources"]["probe"] = Source("probe", "Probe")
        feed = NetworkFeed(store)
        feed.write(set_to(target))
        del target["sources"]["probe"]
        assert feed.write(set_to(target)).sequence == stamp.sequence + 2
    with Bolt.open(server.address, queries=PROBES) as bolt:
        assert bolt.one("probe/leftovers") == {"heads": 0, "parts": 0}
    return picture
