"""Imports end to end on each database: files in, one change set, the Networks of all audiences, and back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alliancemap.errors import ImportFormatError, NotFoundError, StoreConflictError
from alliancemap.exchange.export import export_network
from alliancemap.exchange.planning import TableCount
from alliancemap.model import Audience, Organisation, RecordChange
from alliancemap.services.imports import UndoneTable, import_data, undo_last_import
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from store.maps import pictured

SEED = Path(__file__).parents[2] / "seed_data"
BIRDS = {
    "organisations.csv": "id,name,kind,visibility\ntern,Tern,ngo,public\nwren,Wren,mutual,member\n",
    "causes.csv": "id,name\nhomes,Homes\n",
    "org_causes.csv": "organisation_id,cause_id,stance,weight\ntern,homes,supports,0.5\nwren,homes,supports,1\n",
    "ties.csv": "source_id,target_id,type,since\ntern,wren,partner,2014-03\n",
    "dataset.csv": "date\n2026-11-21\n",
}
DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def feed(database: StoreAddress) -> Iterator[NetworkFeed]:
    with Bolt.open(database) as bolt:
        store = GraphStore(bolt)
        store.prepare()
        yield NetworkFeed(store)


def folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text, "utf-8")
    return path


def revisions(feed: NetworkFeed) -> list[int]:
    feed.refresh()
    return [feed.network(audience).revision for audience in Audience]


def test_seed_data_is_imported_once(feed: NetworkFeed, tmp_path: Path) -> None:
    before = revisions(feed)
    report = import_data(feed, [SEED], author="tests")
    assert (report.revision_before, report.revision_after) == (before[2], before[2] + 1)
    assert (report.date, report.dry_run, len(report.examples)) == (DAY, False, 20)
    assert [count.added for count in report.counts] == [222, 73, 54, 99, 565, 56, 1487, 418, 521]
    again = import_data(feed, [SEED], author="tests")
    assert (again.revision_before, again.revision_after) == (report.revision_after, report.revision_after)
    assert sum(count.unchanged for count in again.counts) == sum(count.added for count in report.counts)
    anew = NetworkFeed(feed.store)
    assert pictured(anew.network(Audience.EDITOR)) == pictured(feed.network(Audience.EDITOR))
    export_network(anew.network(Audience.EDITOR), "csv", tmp_path / "all.zip")
    back = import_data(feed, [tmp_path / "all.zip"], author="tests")
    assert back.revision_after == report.revision_after


def test_dry_run_tells_and_writes_nothing(feed: NetworkFeed, tmp_path: Path) -> None:
    before = revisions(feed)
    report = import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests", dry_run=True)
    assert (report.revision_before, report.revision_after, report.date, report.dry_run) == (
        before[2],
        before[2],
        DAY,
        True,
    )
    assert report.counts[1] == TableCount("organisations", 2, 0, 0)
    assert [change.id for change in report.examples] == [
        "homes",
        "tern",
        "wren",
        "tern--homes",
        "wren--homes",
        "tern--partner--wren--2014-03",
    ]
    assert revisions(feed) == before
    assert len(feed.network(Audience.EDITOR)["organisations"]) == 0
    assert feed.store.last_import() is None


def test_mistake_in_one_file_writes_none(feed: NetworkFeed, tmp_path: Path) -> None:
    before = revisions(feed)
    spoilt = {**BIRDS, "ties.csv": "source_id,target_id,type\ntern,robin,partner\n"}
    with pytest.raises(
        ImportFormatError, match=r"ties.csv, row 2, column target_id, value 'robin': is no organisation"
    ):
        import_data(feed, [folder(tmp_path / "birds", spoilt)], author="tests")
    assert revisions(feed) == before


def test_change_of_what_is_hidden_raises_no_public_revision(feed: NetworkFeed, tmp_path: Path) -> None:
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    public, member, editor = revisions(feed)
    change = {"organisations.csv": "id,description\nwren,Small\n"}
    report = import_data(feed, [folder(tmp_path / "wren", change)], author="tests")
    assert report.counts == (TableCount("organisations", 0, 1, 0),)
    assert revisions(feed) == [public, member + 1, editor + 1]
    assert feed.network(Audience.PUBLIC).date == DAY
    assert feed.network(Audience.PUBLIC).get("organisations", "wren") is None


def test_given_date_wins_over_that_of_the_data_set(feed: NetworkFeed, tmp_path: Path) -> None:
    birds = folder(tmp_path / "birds", BIRDS)
    report = import_data(feed, [birds], author="tests", date=datetime.date(2020, 1, 2))
    assert report.date == feed.network(Audience.PUBLIC).date == datetime.date(2020, 1, 2)


def test_progress_hears_of_every_record(feed: NetworkFeed, tmp_path: Path) -> None:
    heard: list[int] = []
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests", progress=heard.append)
    assert heard[-1] == 6
    assert heard == sorted(heard)


@pytest.mark.parametrize("one_transaction", [50_000, 2])
def test_import_is_one_change_set_and_undo_another(
    database: StoreAddress, tmp_path: Path, one_transaction: int
) -> None:
    with Bolt.open(database) as bolt:
        store = GraphStore(bolt, one_transaction=one_transaction, part=2)
        store.prepare()
        feed = NetworkFeed(store)
        import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="ann")
        picture, sequence = pictured(feed.network(Audience.EDITOR)), store.stamp().sequence
        more = {
            "organisations.csv": "id,name,kind\nrobin,Robin,ngo\ntern,Terns,ngo\n",
            "ties.csv": "source_id,target_id,type\nrobin,tern,funds\n",
        }
        import_data(feed, [folder(tmp_path / "more", more)], author="bea")
        assert store.stamp().sequence == sequence + 1
        report = undo_last_import(feed, author="cy")
        assert store.stamp().sequence == sequence + 2
        assert report.counts == (UndoneTable("organisations", 1, 1), UndoneTable("ties", 1, 0))
        assert (report.author, report.revision_after) == ("bea", report.revision_before + 1)
        assert (
            pictured(feed.network(Audience.EDITOR)) == picture == pictured(NetworkFeed(store).network(Audience.EDITOR))
        )
        assert undo_last_import(feed, author="cy").author == "ann"
        assert len(feed.network(Audience.EDITOR)["organisations"]) == 0
        with pytest.raises(NotFoundError, match="there is no import to undo"):
            undo_last_import(feed, author="cy")


def test_undo_is_refused_after_an_edit_and_writes_nothing(feed: NetworkFeed, tmp_path: Path) -> None:
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    tern = feed.network(Audience.EDITOR).get("organisations", "tern")
    assert isinstance(tern, Organisation)
    edit = RecordChange("organisations", "tern", tern, replace(tern, name="Terns"))
    feed.write(lambda _: ChangeSet((edit,), ChangeKind.EDIT, "tests", "a better name"))
    before = revisions(feed)
    with pytest.raises(StoreConflictError, match="changed since: organisations 'tern'; import the data that you want"):
        undo_last_import(feed, author="tests")
    assert revisions(feed) == before


def test_a_date_alone_is_a_change_and_undo_gives_the_former_one_back(feed: NetworkFeed, tmp_path: Path) -> None:
    birds, later = folder(tmp_path / "birds", BIRDS), datetime.date(2031, 5, 6)
    import_data(feed, [birds], author="ann")
    before = revisions(feed)
    import_data(feed, [birds], author="ann", date=later)
    assert {feed.dates[audience] for audience in Audience} == {later}
    assert revisions(feed) == [revision + 1 for revision in before]
    import_data(feed, [birds], author="ann", date=later)
    assert revisions(feed) == [revision + 1 for revision in before]
    undo_last_import(feed, author="ann")
    assert {feed.dates[audience] for audience in Audience} == {DAY}


HIDDEN = {"organisations.csv": "id,name,kind,visibility\nwren,Wren,mutual,member\nowl,Owl,ngo,editor\n"}
LATER = datetime.date(2031, 5, 6)


@pytest.mark.parametrize("given", ["no date", "--date", "dataset.csv"])
def test_import_of_hidden_records_moves_nothing_of_lower_audiences(
    feed: NetworkFeed, tmp_path: Path, given: str
) -> None:
    """Neither here nor in another process, nor where all is loaded anew; nor does its undo, nor the same once more."""
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    other = NetworkFeed(feed.store)
    networks = [one.network(Audience.PUBLIC) for one in (feed, other)]
    before = [feed.network(audience) for audience in Audience]
    files = {**HIDDEN, **({"dataset.csv": f"date\n{LATER}\n"} if given == "dataset.csv" else {})}
    hidden, date = folder(tmp_path / "hidden", files), LATER if given == "--date" else None
    for _ in range(2):
        import_data(feed, [hidden], author="tests", date=date)
        other.refresh()
        assert [one.network(Audience.PUBLIC) for one in (feed, other)] == networks
        assert stood(NetworkFeed(feed.store))[0] == (before[0].revision, DAY)
        member, editor = stood(feed)[1:]
        assert (member, editor[0]) == (
            (before[1].revision + (given != "no date"), DAY if given == "no date" else LATER),
            before[2].revision + 1,
        )
    undo_last_import(feed, author="tests")
    assert [feed.network(Audience.PUBLIC)] == networks[:1]
    assert stood(feed)[1:] == [(member[0] + (given != "no date"), DAY), (editor[0] + 1, DAY)]


def stood(feed: NetworkFeed) -> list[tuple[int, datetime.date]]:
    """Revision and date of every audience."""
    return [(feed.network(audience).revision, feed.network(audience).date) for audience in Audience]


def test_files_without_records_set_the_date_of_everybody(feed: NetworkFeed, tmp_path: Path) -> None:
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    before = revisions(feed)
    alone = {"dataset.csv": f"date\n{LATER}\n", "organisations.csv": "id,name\n"}
    import_data(feed, [folder(tmp_path / "alone", alone)], author="tests")
    assert stood(feed) == [(revision + 1, LATER) for revision in before]


def test_date_is_told_to_those_who_see_an_unchanged_record_of_the_files(feed: NetworkFeed, tmp_path: Path) -> None:
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    mixed = {"organisations.csv": "id,name,kind,visibility\ntern,Tern,ngo,public\nowl,Owl,ngo,editor\n"}
    import_data(feed, [folder(tmp_path / "mixed", mixed)], author="tests", date=LATER)
    assert {feed.dates[audience] for audience in Audience} == {LATER}


def test_undo_gives_no_date_back_to_whom_the_import_gave_none(feed: NetworkFeed, tmp_path: Path) -> None:
    """Though by now they have the same date, from a change that they saw."""
    import_data(feed, [folder(tmp_path / "birds", BIRDS)], author="tests")
    import_data(feed, [folder(tmp_path / "hidden", HIDDEN)], author="tests", date=LATER)
    tern = feed.network(Audience.EDITOR).get("organisations", "tern")
    assert isinstance(tern, Organisation)
    edit = RecordChange("organisations", "tern", tern, replace(tern, name="Terns"))
    feed.write(lambda _: ChangeSet((edit,), ChangeKind.EDIT, "tests", "a better name", date=LATER))
    public = feed.network(Audience.PUBLIC)
    assert public.date == LATER
    undo_last_import(feed, author="tests")
    assert feed.network(Audience.PUBLIC) is public
    assert feed.dates[Audience.EDITOR] == DAY
