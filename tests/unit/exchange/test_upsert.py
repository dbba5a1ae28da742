"""What an import changes, and what it leaves alone."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pytest

from alliancemap.dates import PartialDate
from alliancemap.exchange.planning import ImportPlan, TableCount, plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import Audience, Organisation, OrganisationKind, RecordChange, Scope, Tie, TieType
from alliancemap.network.network import Network
from unit.exchange.conftest import STORED, TODAY, Write


def plan(folder: Path, network: Network) -> ImportPlan:
    return plan_import(read_data([folder]), network)


def test_records_of_the_first_import(stored: Network) -> None:
    assert stored.get("organisations", "wren") == Organisation(
        id="wren",
        name="Wren Union",
        kind=OrganisationKind.TRADE_UNION,
        founded=1901,
        place_id="uk",
        sources=("src-a", "src-b"),
        visibility=Audience.MEMBER,
    )
    assert stored.get("ties", "alder-in-wren") == Tie(
        "alder", "wren", TieType.MEMBER_OF, id="alder-in-wren", sources=("src-b",)
    )
    assert [len(stored[table]) for table in stored.tables] == [2, 2, 1, 3, 3, 1, 2, 2, 2]


def test_importing_the_same_again_changes_nothing(write: Write, stored: Network) -> None:
    again = plan(write(dict(STORED)), stored)
    assert again.changes == ()
    assert {(count.added, count.changed) for count in again.counts} == {(0, 0)}
    assert sum(count.unchanged for count in again.counts) == 18


def test_absent_column_keeps_and_blank_cell_clears(write: Write, stored: Network) -> None:
    """The file has no visibility: the hidden union stays hidden."""
    result = plan(write({"organisations.csv": "id,founded,aliases\nwren,,WU\n"}), stored)
    before = stored.get("organisations", "wren")
    assert isinstance(before, Organisation)
    after = dataclasses.replace(before, founded=None, aliases=("WU",))
    assert result.changes == (RecordChange("organisations", "wren", before, after),)
    assert result.counts == (TableCount("organisations", 0, 1, 0),)


def test_blank_visibility_is_public(write: Write, stored: Network) -> None:
    (change,) = plan(write({"organisations.csv": "id,visibility\nwren,\n"}), stored).changes
    assert change.after is not None
    assert change.after.visibility is Audience.PUBLIC


def test_absent_rows_stay(write: Write, stored: Network) -> None:
    result = plan(write({"organisations.csv": "id,name,kind,scope\nnew,New,ngo,local\ntern,Tern Trust,ngo,\n"}), stored)
    new = Organisation(id="new", name="New", kind=OrganisationKind.NGO, scope=Scope.LOCAL)
    assert result.changes == (RecordChange("organisations", "new", None, new),)
    assert result.counts == (TableCount("organisations", 1, 0, 1),)


def test_changes_come_in_an_order_in_which_they_can_be_written(write: Write, empty: Network) -> None:
    tables = [change.table for change in plan(write(dict(STORED)), empty).changes]
    assert list(dict.fromkeys(tables)) == list(empty.tables)


def test_tie_without_id_keeps_the_id_of_the_tie_that_it_means(write: Write, stored: Network) -> None:
    (change,) = plan(write({"ties.csv": "source_id,target_id,type,until\nalder,wren,member_of,2020\n"}), stored).changes
    assert change.id == "alder-in-wren"
    assert isinstance(change.after, Tie)
    assert (change.after.until, change.after.sources) == (PartialDate(2020), ("src-b",))


def test_tie_since_another_day_is_another_tie(write: Write, stored: Network) -> None:
    (change,) = plan(write({"ties.csv": "source_id,target_id,type,since\ntern,wren,partner,2015\n"}), stored).changes
    assert (change.id, change.before) == ("tern--partner--wren--2015", None)


def test_tie_with_its_id_may_change_all_else(write: Write, stored: Network) -> None:
    (change,) = plan(write({"ties.csv": "id,since,target_id\nalder-in-wren,2003,tern\n"}), stored).changes
    assert change.after == Tie(
        "alder", "tern", TieType.MEMBER_OF, "alder-in-wren", since=PartialDate(2003), sources=("src-b",)
    )


def test_id_made_for_a_tie_is_not_taken_from_another(write: Write, stored: Network) -> None:
    """A tie moved on to 2003 under its old id: the same row without a date is a new tie, which needs an id."""
    moved = stored.with_changes(plan(write({"ties.csv": "id,since\ntern--partner--wren--2014,2003\n"}), stored).changes)
    refused = read_data([write({"ties.csv": "source_id,target_id,type,since\ntern,wren,partner,2014\n"})])
    with pytest.raises(Exception, match="would be the id of this tie, but another one has it; give this one an id"):
        plan_import(refused, moved)


def test_stance_is_known_by_its_ends_and_membership_also_by_since(write: Write, stored: Network) -> None:
    result = plan(
        write(
            {
                "org_causes.csv": "organisation_id,cause_id,weight\ntern,warm-homes,0.25\n",
                "coalition_members.csv": "coalition_id,organisation_id,since,role\nheat,tern,2014,\nheat,tern,2016,x\n",
            }
        ),
        stored,
    )
    assert [(change.id, change.before is None) for change in result.changes] == [
        ("tern--warm-homes", False),
        ("heat--tern--2014", False),
        ("heat--tern--2016", True),
    ]


def test_mending_both_ends_of_a_rule_at_once(write: Write, stored: Network) -> None:
    """A cause becomes a challenge in the import that turns its only supporter round; places swap their order."""
    result = plan(
        write(
            {
                "causes.csv": "id,type\nwarm-homes,challenge\n",
                "org_causes.csv": "organisation_id,cause_id,stance\ntern,warm-homes,opposes\n",
                "places.csv": "id,parent_id\nuk,leeds\nleeds,\n",
            }
        ),
        stored,
    )
    assert [change.id for change in result.changes] == ["uk", "leeds", "warm-homes", "tern--warm-homes"]


PLAIN = 'id,name,aliases,kind\nx,Näme ‘X’ 日本,A|B,ngo\ny,"Y, the second; ""so called""",,mutual\n'
VARIANTS = {
    "byte order mark": "\ufeff" + PLAIN,
    "CRLF": PLAIN.replace("\n", "\r\n"),
    "CR": PLAIN.replace("\n", "\r"),
    "no line end": PLAIN.rstrip(),
    "blank lines": "\n" + PLAIN.replace("\n", "\n\n , ,\n"),
    "stray spaces": " id , name,aliases ,kind\n  x,\tNäme ‘X’ 日本  , A | B ,ngo \n"
    ' y , "Y, the second; ""so called"""  ,,mutual\n',
    "semicolons": 'id;name;aliases;kind\nx;Näme ‘X’ 日本;A|B;ngo\ny;"Y, the second; ""so called""";;mutual\n',
    "all in quotes": '"id","name","aliases","kind"\n"x","Näme ‘X’ 日本","A|B","ngo"\n'
    '"y","Y, the second; ""so called""","","mutual"\n',
    "another order of columns": "kind,id,aliases,name\nngo,x,A|B,Näme ‘X’ 日本\n"
    'mutual,y,,"Y, the second; ""so called"""\n',
}


@pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS.keys())
def test_all_ways_of_writing_a_table_mean_the_same(write: Write, empty: Network, text: str) -> None:
    changes = plan(write({"organisations.csv": text}), empty).changes
    assert [change.after for change in changes] == [
        Organisation(id="x", name="Näme ‘X’ 日本", aliases=("A", "B"), kind=OrganisationKind.NGO),
        Organisation(id="y", name='Y, the second; "so called"', kind=OrganisationKind.MUTUAL),
    ]


def test_text_that_looks_like_code_is_text(write: Write, empty: Network) -> None:
    name = "<script>alert(1)</script>'}) DETACH DELETE n // =HYPERLINK(1) {{7*7}}"
    (change,) = plan(write({"organisations.csv": f"id,name,kind\nx,{name},ngo\n"}), empty).changes
    assert isinstance(change.after, Organisation)
    assert change.after.name == name


@pytest.mark.parametrize("yes", ["true", "TRUE", "Yes", "1"])
@pytest.mark.parametrize("no", ["false", "False", "NO", "0"])
def test_flags(write: Write, empty: Network, yes: str, no: str) -> None:
    text = f"id,name,kind,power,do_not_suggest\nx,X,ngo,{yes},{no}\ny,Y,ngo,,\n"
    after = [change.after for change in plan(write({"organisations.csv": text}), empty).changes]
    assert [(one.power, one.do_not_suggest) for one in after if isinstance(one, Organisation)] == [
        (True, False),
        (None, False),
    ]


def test_zip_archive_with_a_folder_inside(tmp_path: Path, empty: Network) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in STORED.items():
            archive.writestr(f"my data/{name.upper()}", text)
        archive.writestr("__MACOSX/my data/ties.csv", b"\x00junk")
        archive.writestr("my data/README.md", "x")
    path = tmp_path / "data.ZIP"
    path.write_bytes(memory.getvalue())
    assert len(plan(path, empty).changes) == 18


def test_date_of_the_data_set(write: Write, empty: Network) -> None:
    folder = write({**STORED, "dataset.csv": "title,date\nBirds,2026-11-21\n"})
    assert plan(folder, empty).date == TODAY
    assert plan(folder / "ties.csv", plan_all(folder, empty)).date is None


def plan_all(folder: Path, network: Network) -> Network:
    return network.with_changes(plan(folder, network).changes)


def test_files_given_one_by_one_are_one_import(write: Write, empty: Network) -> None:
    folder = write(dict(STORED))
    single = plan_import(read_data(sorted(folder.iterdir())), empty)
    assert single == plan(folder, empty)
