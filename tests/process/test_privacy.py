"""What a viewer may not see changes no byte of what they see: hidden records are flipped, and all is compared."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from alliancemap.app import build_application
from alliancemap.cli.asking import document
from alliancemap.exchange.export import FORMATS, export_network
from alliancemap.model import (
    TABLES,
    Audience,
    Membership,
    Organisation,
    OrganisationKind,
    Record,
    RecordChange,
    Stance,
    StanceSide,
    Tie,
    TieType,
)
from alliancemap.network.network import Network
from alliancemap.services.imports import import_data, undo_last_import
from alliancemap.settings import Settings
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from asgi import request
from process.conftest import ROOT, Shell

ROUNDS = 12
LATER = datetime.date(2038, 1, 19)
FLIPPED = ("organisations", "coalitions", "stances", "ties", "memberships")
PAGES = (
    "/",
    "/organisations",
    "/organisations?q=union",
    "/organisations/unison",
    "/organisations/tuc",
    "/organisations/unison/allies",
    "/organisations/transition-network/map",
    "/organisations/no-such-organisation",
    "/causes",
    "/causes/climate-action",
    "/coalitions/climate-coalition",
    "/gaps?by=kind",
    "/gaps?by=generation",
    "/gaps?by=community",
    "/plan?by=kind&size=2",
    "/introductions?from=unison&to=transition-network",
    "/coalition?cause=climate-action&cause=fuel-poverty&size=5",
    "/map",
    "/about",
    "/schema.graphql",
    "/readyz",
)
FRAME = {"ties": "TABLES", "asOf": None, "includePower": False}
QUESTIONS: dict[str, dict[str, Any]] = {
    "find": {"text": "trade", "first": 50},
    "allies": {"organisation": "oxfam", "list": "BRIDGING", "first": 30, **FRAME},
    "introductions": {"from": "unison", "to": "transition-network", "first": 5, **FRAME},
    "gaps": {"by": {"kind": True}, "first": 20, "pairs": 3, "minExpected": 0, "draws": 99, "seed": 1, **FRAME},
    "coalitions": {
        "goal": [{"cause": "child-poverty"}, {"cause": "austerity"}],
        "size": 5,
        "include": [],
        "exclude": [],
        "alternatives": 3,
        **FRAME,
    },
    "plan": {"size": 2, "by": {"kind": True}, "introducible": True, "perOrganisation": 1, "seed": 1, **FRAME},
    "profile": {"organisation": "unison", **FRAME},
    "breadth": {"members": ["unison", "oxfam", "tuc", "acorn"], **FRAME},
}
ALL = """
query All($after: String) {
  revision
  asOf
  organisations(first: 100, after: $after) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes {
      id slug name place { slug }
      causes(first: 12) { totalCount edges { stance weight confidence node { slug } } }
      ties(first: 20) { totalCount edges { type state since until node { slug } } }
      coalitions(first: 10) { totalCount edges { role node { slug } } }
    }
  }
}
"""


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(f"embedded:{tmp_path_factory.mktemp('private')}")


@pytest.fixture(scope="module")
def feed(shell: Shell) -> Iterator[NetworkFeed]:
    """The seed map with a tenth of its records hidden."""
    with GraphStore.open(shell.store) as store:
        feed = NetworkFeed(store)
        import_data(feed, [ROOT / "seed_data"], author="test")
        dice = random.Random(1)
        write(feed, [hidden(change, dice) for change in unchanged(feed) if dice.random() < 0.1])
        yield feed


def unchanged(feed: NetworkFeed) -> list[RecordChange]:
    """Every record that may be hidden, as a change that changes nothing."""
    editor = feed.network(Audience.EDITOR)
    keep = {"unison", "tuc", "oxfam", "acorn", "transition-network"}
    return [
        RecordChange(table, record.id, record, record)
        for table in FLIPPED
        for record in editor.records(table)
        if record.id not in keep
    ]


def hidden(change: RecordChange, dice: random.Random) -> RecordChange:
    assert change.after is not None
    visibility = dice.choice((Audience.MEMBER, Audience.EDITOR))
    return dataclasses.replace(change, after=dataclasses.replace(change.after, visibility=visibility))


def write(feed: NetworkFeed, changes: list[RecordChange]) -> None:
    feed.write(lambda _network: ChangeSet(tuple(changes), ChangeKind.EDIT, "test", "a flip"))


def flips(feed: NetworkFeed, dice: random.Random) -> list[RecordChange]:
    """Change or remove half of the hidden records, and add new hidden ones."""
    editor = feed.network(Audience.EDITOR)
    changes = [
        RecordChange(table, record.id, record, altered(record, dice))
        for table in FLIPPED
        for record in editor.records(table)
        if record.visibility is not Audience.PUBLIC and dice.random() < 0.5
    ]
    return [*changes, *added(editor, dice)]


def altered(record: Record, dice: random.Random) -> Record | None:
    match record:
        case Organisation():
            return dataclasses.replace(record, kind=dice.choice(list(OrganisationKind)), name=f"Hidden {dice.random()}")
        case Stance() | Tie() | Membership() if dice.random() < 0.5:
            return None
        case Stance():
            return dataclasses.replace(record, weight=dice.random(), stance=dice.choice(list(StanceSide)))
        case Tie():
            return dataclasses.replace(record, type=dice.choice(list(TieType)), strength=dice.random() + 0.1)
        case _:
            return record


def added(editor: Network, dice: random.Random) -> list[RecordChange]:
    """A hidden organisation between two public ones, with hidden stances, ties and a seat in a public coalition."""
    public = editor.restricted_to(Audience.PUBLIC, 0, editor.date)
    ids = {table: [str(id) for id in public[table].ids] for table in TABLES}
    secret = f"secret-{dice.getrandbits(40):x}"
    visibility = dice.choice((Audience.MEMBER, Audience.EDITOR))
    one, two, three = dice.sample(ids["organisations"], 3)
    new: list[tuple[str, Record]] = [
        ("organisations", Organisation(secret, "Secret", dice.choice(list(OrganisationKind)), visibility=visibility)),
        *[("ties", Tie(secret, other, dice.choice(list(TieType)))) for other in (one, two)],
        *[
            ("ties", Tie(two, three, type, id=f"{secret}-{type.replace('_', '-')}", visibility=visibility))
            for type in TieType
        ],
        *[("stances", Stance(secret, cause, StanceSide.SUPPORTS)) for cause in dice.sample(ids["causes"], 5)],
        ("memberships", Membership(dice.choice(ids["coalitions"]), secret, sources=(dice.choice(ids["sources"]),))),
    ]
    return [RecordChange(table, record.id, None, record) for table, record in new]


def seen(feed: NetworkFeed, folder: Path) -> dict[str, bytes]:
    """All that the public is shown, headers included."""
    app = build_application(feed, Settings(stale_seconds=86_400))
    shown = {page: whole(request(app, "GET", page)) for page in PAGES}
    for name, variables in QUESTIONS.items():
        shown[name] = whole(asked(app, document(name), variables))
    after, more, number = None, True, 0
    while more:
        number += 1
        page = asked(app, ALL, {"after": after})
        assert "errors" not in page.json(), page.text
        shown[f"all, page {number}"] = whole(page)
        after, more = page.json()["data"]["organisations"]["pageInfo"].values()
    for format in FORMATS:
        out = folder / f"export.{'zip' if format == 'csv' else format}"
        export_network(feed.network(Audience.PUBLIC), format, out)
        shown[format] = out.read_bytes()
    return shown


def asked(app: Starlette, query: str, variables: dict[str, Any]) -> httpx.Response:
    return request(app, "POST", "/graphql", json={"query": query, "variables": variables})


def whole(answer: httpx.Response) -> bytes:
    """Status, headers and body."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "date")
    head: bytes = repr((answer.status_code, headers)).encode()
    return head + answer.content


COMMANDS = (
    ("find", "union"),
    ("allies", "oxfam", "--list", "bridging"),
    ("introductions", "unison", "transition-network", "--json"),
    ("gaps", "--by", "kind", "--draws", "99", "--json"),
    ("coalitions", "--cause", "child-poverty", "--size", "5"),
    ("plan", "--size", "1", "--by", "place", "--json"),
    ("profile", "tuc"),
    ("breadth", "unison", "oxfam", "tuc", "--json"),
)


def printed(shell: Shell) -> list[str]:
    """What the commands print for the public."""
    return [shell.good(*command) for command in COMMANDS]


def test_hidden_records_change_no_byte(feed: NetworkFeed, shell: Shell, tmp_path: Path) -> None:
    before, words = seen(feed, tmp_path), printed(shell)
    assert [before[name] for name in QUESTIONS if b'"errors"' in before[name]] == []
    editors = {feed.network(Audience.EDITOR).revision}
    for turn in range(ROUNDS):
        write(feed, flips(feed, random.Random(turn)))
        editors.add(feed.network(Audience.EDITOR).revision)
        after = seen(feed, tmp_path)
        assert different(before, after) == [], f"turn {turn}"
    assert len(editors) == ROUNDS + 1
    assert printed(shell) == words


def test_imports_of_hidden_records_change_no_byte(feed: NetworkFeed, tmp_path: Path) -> None:
    """With a date of the data and without, and taken back: it is the date of those who see what was imported."""
    before, editors = seen(feed, tmp_path), feed.network(Audience.EDITOR)
    ties = "source_id,target_id,type,visibility\nunison,oxfam,partner,editor\nsecret-a,tuc,partner,public\n"
    import_data(feed, [hidden_files(tmp_path / "a", "secret-a", ties)], author="test")
    import_data(feed, [hidden_files(tmp_path / "b", "secret-b", ties)], author="test", date=LATER)
    now = feed.network(Audience.EDITOR)
    assert (now.revision, now.date) == (editors.revision + 2, LATER)
    assert different(before, seen(feed, tmp_path)) == []
    for _ in range(2):
        undo_last_import(feed, author="test")
    assert feed.network(Audience.EDITOR).date == editors.date
    assert different(before, seen(feed, tmp_path)) == []


def hidden_files(folder: Path, id: str, ties: str) -> Path:
    """An organisation that only members see, and ties that the public does not see."""
    folder.mkdir()
    (folder / "organisations.csv").write_text(f"id,name,kind,visibility\n{id},Secret,ngo,member\n", "utf-8")
    (folder / "ties.csv").write_text(ties, "utf-8")
    return folder


def different(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def test_the_comparison_would_see_a_difference(feed: NetworkFeed, tmp_path: Path) -> None:
    """One public tie between two that are asked about is enough."""
    before = seen(feed, tmp_path)
    tie = Tie("unison", "transition-network", TieType.PARTNER)
    write(feed, [RecordChange("ties", tie.id, None, tie)])
    after = seen(feed, tmp_path)
    assert {"all, page 1", "csv", "/organisations/unison", "/map"} <= set(different(before, after))
    write(feed, [RecordChange("ties", tie.id, tie, None)])
