"""Every kind of mistake: which file, row, column and value is named, and what the message says to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from alliancemap.errors import ImportFormatError, Problem
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.network.network import Network
from unit.exchange.conftest import Refusal, Write

ORGANISATIONS = "organisations.csv"
HEAD = "id,name,kind,founded,dissolved,place_id,source_ids,visibility,latitude,longitude\n"
CASES: list[tuple[str, str, str, tuple[int, str, str], str]] = [
    # what, file, content, (row, column, value), what the message says
    ("blank name", ORGANISATIONS, "id,name,kind\nx, ,ngo\n", (2, "name", ""), "must not be blank; give its name"),
    (
        "unknown kind",
        ORGANISATIONS,
        "id,name,kind\nx,X,trade union\n",
        (2, "kind", "trade union"),
        "did you mean 'trade_union'?",
    ),
    ("blank kind", ORGANISATIONS, "id,name,kind\nx,X,\n", (2, "kind", ""), "give one of trade_union, cooperative"),
    ("bad id", ORGANISATIONS, "id,name,kind\nFoE Café,X,ngo\n", (2, "id", "FoE Café"), "such as 'foe-cafe'"),
    (
        "same id",
        ORGANISATIONS,
        "id,name,kind\nx,X,ngo\n\ny,Y,ngo\nx,Z,ngo\n",
        (5, "id", "x"),
        "stands in row 2 already; delete one of the two rows",
    ),
    ("no whole number", ORGANISATIONS, "id,founded\ntern,1986.5\n", (2, "founded", "1986.5"), "such as 1986"),
    ("digits of another script", ORGANISATIONS, "id,founded\ntern,١٩٨٦\n", (2, "founded", "١٩٨٦"), "such as 1986"),
    ("year out of range", ORGANISATIONS, "id,founded\ntern,0\n", (2, "founded", "0"), "from 1 to 9999"),
    (
        "no date",
        ORGANISATIONS,
        "id,dissolved\ntern,31/12/2014\n",
        (2, "dissolved", "31/12/2014"),
        "is no date: write a year, year-month or year-month-day",
    ),
    ("no such day", ORGANISATIONS, "id,dissolved\ntern,2023-02-29\n", (2, "dissolved", "2023-02-29"), "is no date"),
    (
        "dissolved before founded, which only the store knows",
        ORGANISATIONS,
        "id,dissolved\ntern,1985\n",
        (2, "dissolved", "1985"),
        "ends before it begins, in 1986; correct one of the two dates",
    ),
    ("unknown place", ORGANISATIONS, "id,place_id\ntern,leds\n", (2, "place_id", "leds"), "did you mean 'leeds'?"),
    (
        "unknown source of several",
        ORGANISATIONS,
        "id,source_ids\ntern,src-a|unheard-of\n",
        (2, "source_ids", "unheard-of"),
        "is no source, neither here nor in the store; add it to sources.csv or correct the id",
    ),
    (
        "blank between bars",
        ORGANISATIONS,
        "id,aliases\ntern,TT|\n",
        (2, "aliases", "TT|"),
        "has a blank between bars; write items as in a|b",
    ),
    ("alias twice", ORGANISATIONS, "id,aliases\ntern,A|B|A\n", (2, "aliases", "A|B|A"), "names 'A' twice"),
    ("visibility", ORGANISATIONS, "id,visibility\ntern,all\n", (2, "visibility", "all"), "none of public, member or"),
    ("flag", ORGANISATIONS, "id,power\ntern,maybe\n", (2, "power", "maybe"), "write true or false"),
    ("latitude", ORGANISATIONS, "id,latitude,longitude\ntern,91,0\n", (2, "latitude", "91"), "from -90 to 90"),
    ("half a position", ORGANISATIONS, "id,latitude\ntern,53\n", (2, "longitude", ""), "give both or neither"),
    ("not a number", ORGANISATIONS, "id,latitude,longitude\ntern,nan,0\n", (2, "latitude", "nan"), "such as 0.5"),
    ("tab inside", ORGANISATIONS, "id,name\ntern,Tern\tTrust\n", (2, "name", "Tern\tTrust"), "holds a tab"),
    (
        "too long",
        ORGANISATIONS,
        f"id,name\ntern,{'x' * 10_001}\n",
        (2, "name", "x" * 10_001),
        "has 10001 characters; 10000 are allowed",
    ),
    ("unknown column", ORGANISATIONS, "id,nmae,kind\nx,X,ngo\n", (1, "nmae", ""), "did you mean 'name'"),
    ("column twice", ORGANISATIONS, "id,name,name\nx,X,X\n", (1, "name", ""), "is there twice; delete one"),
    ("nameless column", ORGANISATIONS, "id,name,\ntern,X,\n", (1, "", ""), "column 3 has no name; name it or delete"),
    ("tabs between columns", ORGANISATIONS, "id\tname\ntern\tX\n", (1, "id\tname", ""), "is parted by tabs"),
    ("no key", ORGANISATIONS, "name,kind\nX,ngo\n", (1, "", ""), "lacks the column by which a record is known; add id"),
    (
        "new record without its kind",
        ORGANISATIONS,
        "id,name\ntern,Tern\nx,X\ny,Y\n",
        (3, "kind", ""),
        "is not in the file, but 2 new records need it, the first in this row; add the column",
    ),
    ("too few fields", ORGANISATIONS, "id,name,kind\nx,X\n", (2, "", ""), "has 2 fields, but the header has 3"),
    ("too many fields", ORGANISATIONS, "id,name\ntern,A, B\n", (2, "", ""), "put a text that holds ',' in quotation"),
    (
        "unclosed quote",
        ORGANISATIONS,
        'id,name\ntern,"Tern\n',
        (2, "name", '"Tern'),
        "opens a quotation mark that is not closed on this line; close it, and write the text on one line",
    ),
    (
        "quote inside",
        ORGANISATIONS,
        'id,name\ntern,The "Tern"\n',
        (2, "name", 'The "Tern"'),
        "has a quotation mark inside; put the whole text in quotation marks and double those inside it",
    ),
    (
        "text after quotes",
        ORGANISATIONS,
        'id,name\ntern,"The "Tern\n',
        (2, "name", '"The "Tern'),
        "goes on after its closing quotation mark; double the quotation marks inside a text",
    ),
    ("empty file", ORGANISATIONS, "\n,,\n", (0, "", ""), "is empty; its first line must name the columns"),
    ("control character", ORGANISATIONS, "id,name\ntern,a\x07b\n", (2, "", ""), "U+0007 at place 7; delete it"),
    ("NUL", ORGANISATIONS, "id,name\ntern,a\x00b\n", (2, "", ""), "U+0000"),
    ("line separator", ORGANISATIONS, "id,name\ntern,a\u2028b\n", (2, "", ""), "U+2028"),
    ("circle of places", "places.csv", "id,parent_id\nuk,leeds\n", (2, "parent_id", "leeds"), "leeds in uk in leeds"),
    ("its own parent", "causes.csv", "id,broader_id\nenergy,energy\n", (2, "broader_id", "energy"), "energy in energy"),
    (
        "weight",
        "org_causes.csv",
        "organisation_id,cause_id,weight\ntern,warm-homes,1.5\n",
        (2, "weight", "1.5"),
        "0 to 1",
    ),
    (
        "decimal comma",
        "org_causes.csv",
        "organisation_id;cause_id;weight\ntern;warm-homes;0,5\n",
        (2, "weight", "0,5"),
        "write it with a point, such as 0.5",
    ),
    (
        "support for a challenge",
        "org_causes.csv",
        "organisation_id,cause_id,stance\ntern,fuel-poverty,supports\n",
        (2, "stance", "supports"),
        "'fuel-poverty' is a challenge, which organisations oppose; write opposes",
    ),
    (
        "cause with support becomes a challenge",
        "causes.csv",
        "id,type\nwarm-homes,challenge\n",
        (2, "type", "challenge"),
        "the stance 'tern--warm-homes' in the store supports it; import that as opposes too",
    ),
    (
        "same stance twice",
        "org_causes.csv",
        "organisation_id,cause_id,stance\ntern,energy,supports\ntern,energy,opposes\n",
        (3, "organisation_id", "tern--energy"),
        "stands in row 2 already",
    ),
    (
        "loop",
        "ties.csv",
        "source_id,target_id,type\ntern,tern,partner\n",
        (2, "target_id", "tern"),
        "ties an organisation to itself; name the other one or delete the row",
    ),
    (
        "tie ends before it begins",
        "ties.csv",
        "source_id,target_id,type,since,until\ntern,alder,funds,2014-05,2014-04\n",
        (2, "until", "2014-04"),
        "ends before it begins, in 2014-05",
    ),
    (
        "no strength",
        "ties.csv",
        "source_id,target_id,type,strength\ntern,alder,funds,0\n",
        (2, "strength", "0.0"),
        "must be above 0; leave it blank for 1",
    ),
    (
        "infinite strength",
        "ties.csv",
        "source_id,target_id,type,strength\ntern,alder,funds,1e999\n",
        (2, "strength", "1e999"),
        "is out of range",
    ),
    (
        "tie without ends or id",
        "ties.csv",
        "source_id,type\ntern,partner\n",
        (1, "", ""),
        "add id or source_id with target_id with type",
    ),
    (
        "another id for the same tie",
        "ties.csv",
        "id,source_id,target_id,type,since\nmine,tern,wren,partner,2014\n",
        (2, "id", "mine"),
        "has the source, type, target and since of the tie 'tern--partner--wren--2014'; use that id or delete the row",
    ),
    (
        "same tie twice",
        "ties.csv",
        "source_id,target_id,type\ntern,alder,funds\ntern,alder,funds\n",
        (3, "id", "tern--funds--alder"),
        "stands in row 2 already",
    ),
    (
        "coalition ends before it begins",
        "coalitions.csv",
        "id,end\nheat,2013\n",
        (2, "end", "2013"),
        "ends before it begins, in 2014",
    ),
    (
        "membership of nothing",
        "coalition_members.csv",
        "coalition_id,organisation_id\nheet,tern\n",
        (2, "coalition_id", "heet"),
        "is no coalition, neither here nor in the store; did you mean 'heat'?",
    ),
    (
        "data set of two",
        "dataset.csv",
        "date\n2026-01-01\n2026-01-02\n",
        (0, "", ""),
        "has 2 rows; it must have exactly",
    ),
    ("no day", "dataset.csv", "title,date\nSeed,2026\n", (2, "date", "2026"), "is no day; write year-month-day"),
]


@pytest.mark.parametrize(
    ("file", "content", "where", "message"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_mistake_is_named(refusal: Refusal, file: str, content: str, where: tuple[int, str, str], message: str) -> None:
    (problem,) = refusal({file: content})
    assert (problem.file, (problem.row, problem.column, problem.value)) == (file, where)
    assert message in problem.message


BINARY: list[tuple[str, bytes, int, str]] = [
    (
        "spreadsheet",
        b"PK\x03\x04\x14\x00",
        0,
        "is no CSV file but a spreadsheet or zip archive; save it as CSV in UTF-8",
    ),
    ("old spreadsheet", b"\xd0\xcf\x11\xe0\xa1", 0, "a spreadsheet of an old format"),
    ("UTF-16", "id,name\n".encode("utf-16"), 0, "text in UTF-16; save it as CSV in UTF-8"),
    ("Windows", "id,name\nx,X\ntern,Café\n".encode("cp1252"), 3, "byte 0xe9 at position 21; save it as CSV in UTF-8"),
    ("UTF-32", b"i\x00\x00\x00d\x00\x00\x00", 1, "U+0000"),
]


@pytest.mark.parametrize(("content", "row", "message"), [case[1:] for case in BINARY], ids=[c[0] for c in BINARY])
def test_what_is_no_text_in_utf8(refusal: Refusal, content: bytes, row: int, message: str) -> None:
    problem = refusal({"organisations.csv": content})[0]
    assert (problem.file, problem.row) == ("organisations.csv", row)
    assert message in problem.message


def test_all_problems_of_all_files_come_at_once(refusal: Refusal) -> None:
    problems = refusal(
        {
            "organisations.csv": "id,name,kind\nX,,ngoo\ny,Y\n",
            "places.csv": "id,nam\nz,Z\n",
            "ties.csv": "source_id,target_id,type\ny,y,partner\ntern,nobody,partner\n",
        }
    )
    assert [(problem.file, problem.row, problem.column) for problem in problems] == [
        ("places.csv", 1, "nam"),
        ("organisations.csv", 2, "id"),
        ("organisations.csv", 2, "kind"),
        ("organisations.csv", 2, "name"),
        ("organisations.csv", 3, ""),
        ("ties.csv", 2, "target_id"),
        ("ties.csv", 3, "target_id"),
    ]


def test_a_row_or_file_that_cannot_be_read_makes_no_reference_wrong(refusal: Refusal) -> None:
    problems = refusal(
        {
            "organisations.csv": 'id,name,kind\nnew,New,ngo,1\nnewer,"New,ngo\nnewest,N,?\n',
            "causes.csv": "id,naem\nc,C\n",
            "org_causes.csv": "organisation_id,cause_id,stance\nnew,c,supports\nnewer,c,supports\nnewest,c,supports\n",
        }
    )
    assert [(problem.file, problem.row) for problem in problems] == [
        ("causes.csv", 1),
        ("organisations.csv", 2),
        ("organisations.csv", 3),
        ("organisations.csv", 4),
    ]


def test_message_lists_200_problems_and_the_error_holds_all(write: Write, empty: Network) -> None:
    rows = "".join(f"X{row},X,ngo\n" for row in range(250))
    with pytest.raises(ImportFormatError) as caught:
        plan_import(read_data([write({"organisations.csv": f"id,name,kind\n{rows}"})]), empty)
    lines = str(caught.value).splitlines()
    assert lines[0] == "250 problems; nothing was written"
    assert lines[1].startswith("organisations.csv, row 2, column id, value 'X0': is no id: write small letters")
    assert (len(lines), lines[-1]) == (202, "and 50 more")
    assert len(caught.value.problems) == 250


def test_problem_shortens_what_is_long() -> None:
    assert (
        str(Problem("a.csv", 3, "name", "x" * 99, "is long"))
        == f"a.csv, row 3, column name, value '{'x' * 80}…': is long"
    )


def _problem(*paths: Path) -> str:
    (problem,) = read_data(paths).problems
    return str(problem)


def test_paths_that_hold_nothing(tmp_path: Path, write: Write) -> None:
    assert "gone.csv" in _problem(tmp_path / "gone.csv")
    for name in ("ties.csv", "gone.zip"):
        assert _problem(tmp_path / name) == f"{name}: cannot be read: No such file or directory"
    assert "holds no file of the data format" in _problem(write({"notes.txt": "x"}))
    assert "holds no file of the data format" in _problem()
    sheet = tmp_path / "organisations.xlsx"
    sheet.write_bytes(b"PK")
    assert "organisations.xlsx: is no file of the data format; save it as CSV in UTF-8" in _problem(sheet)


def test_csv_file_of_an_unknown_name_is_not_passed_over(write: Write) -> None:
    folder = write({"organizations.csv": "id\n", "README.md": "x", ".ties.csv": "junk"})
    assert (
        _problem(folder)
        == "organizations.csv: is no file of the data format; did you mean 'organisations.csv' or 'coalitions.csv'?"
    )


def test_a_file_must_not_come_twice(write: Write) -> None:
    folder = write({"places.csv": "id,name,kind\nx,X,town\n"})
    assert "places.csv: is there twice" in _problem(folder, folder / "places.csv")


def test_folder_in_the_place_of_a_file(write: Write) -> None:
    folder = write({})
    (folder / "ties.csv").mkdir()
    assert "ties.csv" in _problem(folder)


def test_archives_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and nothing")
    assert "is no zip archive that can be read" in _problem(broken)
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ties.csv", "id,source_id\n" * 100)
    data = bytearray(memory.getvalue())
    data[45:50] = b"\xff" * 5
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(data)
    assert "ties.csv: cannot be unpacked" in _problem(spoilt)
    flags = bytearray(memory.getvalue())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        flags[flags.index(signature) + offset] |= 1
    locked = tmp_path / "locked.zip"
    locked.write_bytes(flags)
    assert "without a password" in _problem(locked)
