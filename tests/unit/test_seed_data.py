"""The seed data: what its README and the documentation say of it holds."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alliancemap.exchange.check import NoteKind, check_data
from alliancemap.exchange.reading import DATASET_COLUMNS
from alliancemap.model import TABLES

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seed_data"
COUNTS = {
    "sources": 222,
    "places": 73,
    "constituencies": 54,
    "causes": 99,
    "organisations": 565,
    "coalitions": 56,
    "stances": 1487,
    "ties": 418,
    "memberships": 521,
}


def rows(file: str) -> list[dict[str, str]]:
    with (SEED / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_it_has_no_problem_and_these_counts() -> None:
    report = check_data([SEED])
    assert report.problems == ()
    assert report.counts == COUNTS


def test_readme_gives_the_counts() -> None:
    text = (SEED / "README.md").read_text("utf-8")
    given = {file: int(count.replace(" ", "")) for file, count in re.findall(r"\| `(\w+\.csv)` \| ([\d ]+) \|", text)}
    assert given == {**{TABLES[name].file: count for name, count in COUNTS.items()}, "dataset.csv": 1}


def test_readme_says_how_sure_rows_are() -> None:
    high = [
        sum(row["confidence"] == "high" for row in rows(file))
        for file in ("organisations.csv", "org_causes.csv", "ties.csv", "coalition_members.csv")
    ]
    assert high == [508, 883, 283, 430]
    text = " ".join((SEED / "README.md").read_text("utf-8").split())
    assert "508 organisations, 883 stances, 283 ties and 430 memberships" in text


def test_what_rests_on_general_knowledge_is_never_sure() -> None:
    for file in ("organisations.csv", "org_causes.csv", "ties.csv", "coalition_members.csv"):
        column = next(name for name in ("source_ref", "source_ids", "source_id") if name in rows(file)[0])
        for row in rows(file):
            assert row[column], row
            assert row["confidence"] == "medium" or row[column] != "src-general", row


def test_notes_are_the_known_gap_only() -> None:
    (note,) = check_data([SEED]).notes
    assert (note.kind, note.table, len(note.ids)) == (NoteKind.WITHOUT_TIES, "organisations", 51)
    assert "- 51 organisations have causes but neither a tie nor a membership" in (SEED / "README.md").read_text(
        "utf-8"
    )


def test_columns_are_those_of_the_data_format() -> None:
    for kind in TABLES.values():
        headers = [column.header for column in kind.columns.values()]
        assert set(rows(kind.file)[0]) <= set(headers), kind.file
    assert set(rows("dataset.csv")[0]) == set(DATASET_COLUMNS)


def test_documented_columns_are_those_of_the_model() -> None:
    """docs/data-format.md holds the tables that scripts/data_format.py makes of the model."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "data_format.py"), "--check"], check=True)


@pytest.mark.parametrize("file", sorted(kind.file for kind in TABLES.values()))
def test_files_are_plain(file: str) -> None:
    data = (SEED / file).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
