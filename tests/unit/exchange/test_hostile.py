"""Files that nobody wrote on purpose: refused with an error that says so, or read as a plain CSV reader reads them."""

from __future__ import annotations

import csv
import datetime
import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alliancemap.errors import ImportFormatError
from alliancemap.exchange.lines import LineError, fields
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import TABLES, Record, RecordType
from alliancemap.network.network import Network

SEED = Path(__file__).parents[3] / "seed_data"
EMPTY = Network.build({}, date=datetime.date(2026, 11, 21))
FILES = {kind.file: kind for kind in TABLES.values()}
JUNK = (
    '"',
    ",",
    ";",
    "|",
    "\n",
    "\r",
    "\x00",
    "\t",
    " ",
    "\ufeff",
    "''",
    "<script>",
    "}) DELETE n //",
    "\u202e",
    "9" * 40,
)
QUIET = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(line=st.text(st.sampled_from('ab",;|é'), max_size=12), separator=st.sampled_from(",;"))
@example(line='"a""b",c', separator=",")
@example(line='"";"""";;', separator=";")
def test_line_is_cut_as_by_a_plain_reader_or_refused(line: str, separator: str) -> None:
    try:
        found = fields(line, separator)
    except LineError:
        found = None
    if found is None:
        assert '"' in line
        return
    wanted = next(csv.reader([line], delimiter=separator, strict=True)) or [""]
    assert found == wanted


@pytest.mark.parametrize(
    "line", ['"' * 200_001, '" ' * 100_000, " " * 200_000 + '"', "a" * 200_000 + '"', '"' + "," * 200_000]
)
def test_no_line_takes_long(line: str) -> None:
    """Linear in the length of the line; the test would time out otherwise."""
    with pytest.raises(LineError, match="quotation mark"):
        fields(line, ",")


@QUIET
@given(data=st.binary(max_size=200), name=st.sampled_from(sorted(FILES)))
def test_random_bytes_are_refused(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ImportFormatError) as caught:
        plan_import(read_data([tmp_path / name]), EMPTY)
    assert all(problem.file == name for problem in caught.value.problems)


@QUIET
@given(data=st.binary(max_size=300))
def test_random_archives_are_refused(data: bytes, tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("places.csv", data)
    spoilt = bytearray(memory.getvalue())
    spoilt[10 : 10 + len(data) // 4] = data[: len(data) // 4]
    (tmp_path / "x.zip").write_bytes(spoilt)
    with pytest.raises(ImportFormatError):
        plan_import(read_data([tmp_path / "x.zip"]), EMPTY)


def mutated(text: str, chance: random.Random) -> str:
    """Change a text in one to three places: cut, double, insert junk, swap characters or lines."""
    for _ in range(chance.randint(1, 3)):
        place, length = chance.randrange(len(text)), chance.randint(1, 8)
        match chance.randrange(5):
            case 0:
                text = text[:place] + text[place + length :]
            case 1:
                text = text[:place] + text[place : place + length] * 2 + text[place + length :]
            case 2:
                text = text[:place] + chance.choice(JUNK) + text[place:]
            case 3:
                text = text[:place] + text[place : place + length][::-1] + text[place + length :]
            case _:
                lines = text.split("\n")
                a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[a], lines[b] = lines[b], lines[a]
                text = "\n".join(lines)
    return text


def plainly(kind: RecordType, text: str) -> list[list[str]]:
    """What a plain reader finds: each record's cells by the order of the dataclass."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip(" ,;\t")]
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, skipinitialspace=True)]
    header = {column.header: name for name, column in kind.columns.items()}
    names = [header[name] for name in rows[0]]
    by_name = [dict(zip(names, row, strict=True)) for row in rows[1:] if any(row)]
    return [[row.get(name, "") for name in kind.columns if name != "id" or "id" in row] for row in by_name]


def written(kind: RecordType, record: Record, given: bool) -> list[str]:
    """The cells that a record stands for."""
    names = [name for name in kind.columns if name != "id" or given]
    values = [getattr(record, name) for name in names]
    return ["|".join(value) if isinstance(value, tuple) else "" if value is None else str(value) for value in values]


def same(plain: str, written: str) -> bool:
    """Whether two cells mean the same: numbers as numbers, lists without stray spaces, defaults as blank."""
    if plain == written or (plain == "" and written in ("public", "cause", "exact", "False")):
        return True
    if "|" in plain:
        return "|".join(item.strip() for item in plain.split("|")) == written
    try:
        return float(plain) == float(written)
    except ValueError:
        return False


@pytest.mark.parametrize("seed", range(150))
def test_mutated_seed_file_is_refused_or_read_as_a_plain_reader_does(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    name = chance.choice(sorted(FILES))
    kind = FILES[name]
    head, *rows = (SEED / name).read_text("utf-8").splitlines()
    rows = chance.sample(rows, min(30, len(rows)))
    text = mutated("\n".join([head, *rows]) + "\n", chance)
    (tmp_path / name).write_text(text, "utf-8", newline="")
    try:
        plan = plan_import(read_data([tmp_path / name]), SEEDED)
    except ImportFormatError as error:
        refused = {problem.file for problem in error.problems}
    else:
        refused = set()
    if refused:
        assert refused == {name}
        return
    after = SEEDED.with_changes(plan.changes)
    named = plainly(kind, text)
    assert sum(count.added + count.changed + count.unchanged for count in plan.counts) == len(named)
    ids = "id" in text.splitlines()[0].split(",")
    for cells in named:
        found = [written(kind, record, ids) for record in _candidates(kind, cells, after, ids)]
        assert any(all(map(same, cells, one)) for one in found), cells


def _candidates(kind: RecordType, cells: list[str], network: Network, ids: bool) -> list[Record]:
    """The records that a row may have become: by its id, else all that have its first cell."""
    if ids:
        record = network.get(kind.name, cells[0])
        return [record] if record else []
    first = next(iter(kind.columns))
    return [record for record in network.records(kind.name) if getattr(record, first) == cells[0]]


SEEDED = EMPTY.with_changes(plan_import(read_data([SEED]), EMPTY).changes)
