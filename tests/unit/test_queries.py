"""The Cypher files: found by name, and their headers hold for their bodies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alliancemap.errors import StoreError
from alliancemap.store.queries import Column, Query, QueryLibrary, library, parse, query

ROOT = Path(__file__).parents[2]
STRING_OR_COMMENT = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/""", re.DOTALL)
AFTER_RETURN = re.compile(r"\b(?:ORDER\s+BY|SKIP|LIMIT|UNION)\b", re.IGNORECASE)
DIALECTS = ("arcadedb", "neo4j")
HERE = [QueryLibrary(ROOT / "tests" / "store" / "cypher"), library()]
EVERY = [pytest.param(found.query(name), id=name) for found in HERE for name in found.names()]


def bare(text: str) -> str:
    """Return a statement without comments and with empty strings."""
    return STRING_OR_COMMENT.sub(lambda found: "''" if found[0][0] in "'\"" else " ", text)


def at_top(text: str) -> str:
    """Return a statement with all that stands in brackets blanked, character for character."""
    depth, kept = 0, []
    for character in text:
        depth -= character in ")]}"
        kept.append(character if depth == 0 or character.isspace() else "_")
        depth += character in "([{"
    return "".join(kept)


def returned(text: str) -> list[str]:
    """Return the names of the columns of a statement's last RETURN; none if it has none."""
    body = bare(text)
    flat = at_top(body)
    clauses = list(re.finditer(r"\bRETURN\b(?:\s+DISTINCT\b)?", flat, re.IGNORECASE))
    if not clauses:
        return []
    start = clauses[-1].end()
    ending = AFTER_RETURN.search(flat, start)
    items = flat[start : ending.start() if ending else len(flat)].split(",")
    return [re.split(r"\bAS\b", item, flags=re.IGNORECASE)[-1].strip() for item in items]


def test_columns_of_a_body_are_found() -> None:
    """Worked by hand: brackets, strings, a nested RETURN and an AS inside brackets are not in the way."""
    text = """
    // RETURN nothing AS comment
    CALL (a) { MATCH (b) RETURN b AS inner }
    RETURN DISTINCT
      [x IN collect({as: a.id, t: 'x AS y, z'}) | x] AS first,
      count(*) as second, third
    ORDER BY first LIMIT 3
    """
    assert returned(text) == ["first", "second", "third"]
    assert returned("MATCH (a) DELETE a") == []


@pytest.mark.parametrize("found", EVERY)
def test_header_declares_the_parameters_of_the_body(found: Query) -> None:
    used = set(re.findall(r"\$(\w+)", bare(found.text)))
    assert {column.name for column in found.inputs} == used


@pytest.mark.parametrize("found", EVERY)
def test_header_declares_the_columns_of_the_body(found: Query) -> None:
    assert [column.name for column in found.outputs] == returned(found.text)


@pytest.mark.parametrize("found", EVERY)
def test_file_begins_with_what_it_is_for_and_holds_one_statement(found: Query) -> None:
    assert re.match(r"// [A-Z].*\.\n", found.text), found.name
    assert ";" not in bare(found.text)


def test_header_is_read_whole() -> None:
    """Types may hold single spaces, meanings may be missing, and the header ends where the statement begins."""
    found = parse(
        "network/ties",
        "// Ties, as columns.\n"
        "// in   after  string          the last id, '' to begin\n"
        "// out  last   string or null  the last id of this page\n"
        "// out  source_id  list of string\n"
        "MATCH (n)\n// in  not_mine  int  below the header\nRETURN 1\n",
    )
    assert found.inputs == (Column("after", "string", "the last id, '' to begin"),)
    assert found.outputs == (
        Column("last", "string or null", "the last id of this page"),
        Column("source_id", "list of string", ""),
    )


@pytest.mark.parametrize("name", ["", "probe", "probe/", "/probe", "../cypher/probe/count", "probe/../probe/count"])
def test_only_names_lead_to_files(name: str) -> None:
    with pytest.raises(StoreError, match="there is no query"):
        HERE[0].query(name)


def test_unknown_name_is_told_its_neighbours() -> None:
    with pytest.raises(StoreError, match=r"'probe/numbrs'; near it: probe/numbers"):
        HERE[0].query("probe/numbrs")
    with pytest.raises(StoreError, match="near it: nothing"):
        query("zzzz/zzzz")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_schema_comes_in_order(dialect: str) -> None:
    names = [statement.name for statement in HERE[0].schema(dialect)]
    assert names == [f"schema/{dialect}/001-probe", f"schema/{dialect}/002-counter"]


def test_wheel_carries_the_files_under_the_name_that_is_looked_for() -> None:
    assert '"cypher" = "alliancemap/_cypher"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
