"""The feed on each database: Networks in step, revisions that tell nobody what is not theirs, writers that meet."""

from __future__ import annotations

import datetime
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from alliancemap.errors import InvalidNetworkError, StoreConflictError, StoreUnavailableError
from alliancemap.model import Audience, Organisation, Record, RecordChange
from alliancemap.network.network import Network
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from records import organisation
from store.maps import altered, at_random, by_table, edit, pictured, set_to, small_map
from store.servers import Server

DATE = datetime.date(2020, 1, 2)
LATER = datetime.datetime(2031, 5, 6, tzinfo=datetime.UTC)


@pytest.fixture
def stores(database: StoreAddress) -> Iterator[tuple[GraphStore, GraphStore]]:
    """Two stores on one database, as two processes have; the first holds the small map, dated."""
    with Bolt.open(database) as one, Bolt.open(database) as other:
        first, second = GraphStore(one), GraphStore(other)
        first.prepare()
        NetworkFeed(first).write(set_to(small_map(), date=DATE))
        yield first, second


def rename(name: str, **fields: object) -> Callable[[Network], ChangeSet]:
    return lambda network: edit([altered(network, "organisations", "org-001", name=name)], **fields)


def seen(feed: NetworkFeed) -> dict[Audience, tuple[int, datetime.date, dict[str, list[Record]]]]:
    networks = [feed.network(audience) for audience in Audience]
    return {network.audience: (network.revision, network.date, pictured(network)) for network in networks}


def test_feed_catches_up_with_another_process(stores: tuple[GraphStore, GraphStore]) -> None:
    mine, theirs = (NetworkFeed(store) for store in stores)
    before = mine.network(Audience.PUBLIC)
    theirs.write(rename("New"))
    assert mine.network(Audience.PUBLIC) is before
    mine.refresh()
    assert seen(mine) == seen(theirs)
    assert seen(mine) == seen(NetworkFeed(stores[0]))
    assert mine.network(Audience.PUBLIC).revision == before.revision + 1


def test_refresh_without_news_keeps_the_same_objects(stores: tuple[GraphStore, GraphStore]) -> None:
    feed = NetworkFeed(stores[0])
    before = [feed.network(audience) for audience in Audience]
    feed.refresh()
    assert all(feed.network(network.audience) is network for network in before)


def test_change_that_only_members_see_leaves_the_public_network_as_it_is(
    stores: tuple[GraphStore, GraphStore],
) -> None:
    feed, other = (NetworkFeed(store) for store in stores)
    public, others = feed.network(Audience.PUBLIC), other.network(Audience.PUBLIC)
    member = feed.network(Audience.MEMBER)
    feed.write(lambda network: edit([altered(network, "memberships", "table--org-001", role="clerk")], at=LATER))
    other.refresh()
    assert feed.network(Audience.PUBLIC) is public
    assert other.network(Audience.PUBLIC) is others
    assert (public.revision, public.date) == (1, DATE)
    assert (feed.network(Audience.MEMBER).revision, feed.network(Audience.MEMBER).date) == (
        member.revision + 1,
        LATER.date(),
    )


def test_date_given_is_for_those_who_see_what_it_comes_with(stores: tuple[GraphStore, GraphStore]) -> None:
    """Whether or not that changes; what comes with nothing is for everybody."""
    feed, later = NetworkFeed(stores[0]), [DATE + datetime.timedelta(days) for days in (1, 2, 3)]
    role = ("memberships", "table--org-001")
    feed.write(lambda network: edit([altered(network, *role, role="clerk")], date=later[0]))
    assert stood(feed) == [(1, DATE), (2, later[0]), (2, later[0])]
    feed.write(lambda network: edit([altered(network, *role)], date=later[1]))
    assert stood(feed) == [(1, DATE), (3, later[1]), (3, later[1])]
    feed.write(lambda network: edit([altered(network, "organisations", "org-001")], date=later[1]))
    assert stood(feed) == [(2, later[1]), (3, later[1]), (3, later[1])]
    feed.write(lambda _: edit([], date=later[2]))
    assert stood(feed) == [(3, later[2]), (4, later[2]), (4, later[2])]


def test_date_for_nobody_who_lacks_it_writes_nothing(stores: tuple[GraphStore, GraphStore]) -> None:
    """The public lacks it, but does not see what it comes with."""
    feed, date = NetworkFeed(stores[0]), DATE + datetime.timedelta(1)
    for _ in range(2):
        feed.write(lambda network: edit([altered(network, "memberships", "table--org-001")], date=date))
        assert stores[0].stamp().sequence == 2


def stood(feed: NetworkFeed) -> list[tuple[int, datetime.date]]:
    return [(feed.network(audience).revision, feed.network(audience).date) for audience in Audience]


def test_change_set_that_changes_nothing_writes_nothing(stores: tuple[GraphStore, GraphStore]) -> None:
    feed = NetworkFeed(stores[0])
    stamp = stores[0].stamp()
    assert feed.write(lambda _: edit([], at=LATER)) == stamp
    assert feed.write(set_to(small_map(), at=LATER)) == stamp
    assert stores[0].stamp() == stamp


@pytest.mark.parametrize("staged", [False, True])
def test_revisions_tell_each_audience_only_of_its_own(stores: tuple[GraphStore, GraphStore], *, staged: bool) -> None:
    """Random changes, some dated: revision, date and Network of an audience move with what it sees, and never else."""
    rng = random.Random(staged)
    store = GraphStore(stores[0]._bolt, one_transaction=1, part=1) if staged else stores[0]
    feed, other = NetworkFeed(store), NetworkFeed(stores[1])
    still = dict.fromkeys(Audience, 0)
    for number in range(12):
        before, networks = seen(feed), {audience: feed.network(audience) for audience in Audience}
        other.network(Audience.PUBLIC)
        at, date = (
            LATER + datetime.timedelta(days=number),
            DATE + datetime.timedelta(days=number) if number % 3 else None,
        )
        changes = several(rng, feed.network(Audience.EDITOR))
        feed.write(lambda _, changes=changes, at=at, date=date: edit(changes, at=at, date=date))  # type: ignore[misc]
        other.refresh()
        after = seen(feed)
        assert seen(other) == after
        for audience in Audience:
            shown = {(table, record.id) for table, records in after[audience][2].items() for record in records}
            is_told = date is not None and any((change.table, change.id) in shown for change in changes)
            if after[audience][2] == before[audience][2] and not is_told:
                assert feed.network(audience) is networks[audience]
                assert after[audience] == before[audience]
                still[audience] += 1
            else:
                assert after[audience][:2] == (before[audience][0] + 1, date or at.date())
    assert seen(NetworkFeed(stores[0])) == seen(feed)
    assert still[Audience.PUBLIC] > 0


def several(rng: random.Random, network: Network) -> list[RecordChange]:
    changes = (at_random(rng, network) for _ in range(rng.choice([1, 2])))
    return list({(change.table, change.id): change for change in changes}.values())


def test_refused_changes_write_nothing(stores: tuple[GraphStore, GraphStore]) -> None:
    feed, stamp = NetworkFeed(stores[0]), stores[0].stamp()
    wales = small_map()["places"]["wales"]
    with pytest.raises(StoreConflictError, match="'bala' of places points to it"):
        feed.write(lambda _: edit([RecordChange("places", "wales", wales, None)]))
    with pytest.raises(InvalidNetworkError, match="place_id points to 'nowhere'"):
        feed.write(lambda _: edit([RecordChange("organisations", "a", None, organisation("a", place_id="nowhere"))]))
    twice = RecordChange("organisations", "a", None, organisation("a"))
    with pytest.raises(InvalidNetworkError, match="twice"):
        feed.write(lambda _: edit([twice, twice]))
    assert stores[0].stamp() == stamp


def test_whoever_is_slower_computes_anew(stores: tuple[GraphStore, GraphStore]) -> None:
    mine, theirs = (NetworkFeed(store) for store in stores)
    names: list[str] = []

    def change(network: Network) -> ChangeSet:
        known = network.get("organisations", "org-001")
        assert isinstance(known, Organisation)
        names.append(known.name)
        if len(names) == 1:
            theirs.write(rename("Theirs"))
        return edit([RecordChange("organisations", "org-001", known, replace(known, name=known.name + " and mine"))])

    mine.write(change)
    theirs.refresh()
    assert names == ["Org-001", "Theirs"]
    assert seen(mine) == seen(theirs)
    final = theirs.network(Audience.PUBLIC).get("organisations", "org-001")
    assert isinstance(final, Organisation)
    assert final.name == "Theirs and mine"


def test_whole_load_is_exact_while_others_write(stores: tuple[GraphStore, GraphStore]) -> None:
    """Each load must show one of the pictures that were, the one of its stamp, also while a change set is applied."""
    feed = NetworkFeed(GraphStore(stores[0]._bolt, one_transaction=4, part=2))
    first = feed.network(Audience.EDITOR)
    pictures = {stores[0].stamp().sequence: pictured(first)}

    def write() -> None:
        for number in range(12):
            target = small_map(3 + number % 5)
            stamp = feed.write(set_to(target) if number % 3 else rename(f"Name {number}"))
            pictures[stamp.sequence] = pictured(feed.network(Audience.EDITOR))

    loads = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            stamp, network = stores[1].load()
            loads.append((stamp.sequence, pictured(network)))
        writing.result()
    assert all(picture == pictures[sequence] for sequence, picture in loads)
    assert len(loads) > 1


def test_database_that_was_exchanged_is_loaded_anew(stores: tuple[GraphStore, GraphStore]) -> None:
    feed = NetworkFeed(stores[1])
    feed.network(Audience.PUBLIC)
    NetworkFeed(stores[0]).write(set_to(by_table([])))
    stores[0]._bolt.write(lambda transaction: transaction.run("ledger/set", values={"origin": "another"}))
    feed.refresh()
    assert seen(feed) == seen(NetworkFeed(stores[0]))


def test_two_processes_lose_nothing(stores: tuple[GraphStore, GraphStore], database: StoreAddress) -> None:
    NetworkFeed(stores[0]).write(
        lambda _: edit([RecordChange("organisations", "shared", None, organisation("shared"))])
    )
    login = "" if database.path else f"{database.user}:{database.password}@"
    url = str(database).replace("://", f"://{login}")
    environment = {**os.environ, "ALLIANCEMAP_TEST_STORE": url}
    command = [sys.executable, str(Path(__file__).parent / "writer.py")]
    writers = [
        subprocess.Popen([*command, name, "8"], env=environment, stderr=subprocess.PIPE) for name in ("one", "other")
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 2
    organisations = NetworkFeed(stores[0]).network(Audience.PUBLIC).records("organisations")
    found = {record.id: record for record in organisations}
    shared = found["shared"]
    assert isinstance(shared, Organisation)
    assert shared.size == 16
    assert {f"{name}-{number}" for name in ("one", "other") for number in range(8)} <= set(found)


def test_stopped_database_is_told_and_its_return_noticed(crashable: Server) -> None:
    with Bolt.open(crashable.address) as one, Bolt.open(crashable.address) as other:
        store, theirs = GraphStore(one), GraphStore(other)
        store.prepare()
        feed = NetworkFeed(store)
        feed.write(set_to(small_map()))
        before = seen(feed)
        crashable.kill()
        if crashable.address.path is None:  # the embedded database is simply started again
            with pytest.raises(StoreUnavailableError, match="does not answer"):
                feed.refresh()
            assert seen(feed) == before
            crashable.restart()
        feed.refresh()
        assert seen(feed) == before
        NetworkFeed(theirs).write(rename("After"))
        feed.refresh()
        assert feed.network(Audience.PUBLIC).revision == 2
