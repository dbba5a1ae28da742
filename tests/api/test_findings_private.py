"""All six findings, for an audience from which something is hidden: no byte of any of them changes."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import records
from alliancemap.api.schema import execute
from alliancemap.cli.asking import document
from alliancemap.model import Audience, CauseType, Record, StanceSide, TieState, TieType
from alliancemap.network.network import Network

FRAME = {"ties": "TABLES", "asOf": None, "includePower": False}
NAMES = [f"org-{i}" for i in range(9)]
QUESTIONS: dict[str, dict[str, Any]] = {
    "allies": {"organisation": "org-0", "list": "NATURAL", "first": 9, **FRAME},
    "introductions": {"from": "org-1", "to": "org-6", "first": 5, **FRAME},
    "gaps": {"by": {"kind": True}, "first": 9, "pairs": 9, "minExpected": 0, "draws": 19, "seed": 3, **FRAME},
    "coalitions": {
        "goal": [{"cause": "cause-0"}, {"cause": "cause-3", "weight": 2}],
        "size": 3,
        "include": ["org-1"],
        "exclude": ["org-2"],
        "alternatives": 2,
        **FRAME,
    },
    "plan": {"size": 2, "by": {"kind": True}, "introducible": False, "perOrganisation": None, "seed": 1, **FRAME},
    "profile": {"organisation": "org-3", **FRAME},
    "breadth": {"members": ["org-0", "org-1", "org-4"], **FRAME},
}
COMMUNITIES = {**QUESTIONS["gaps"], "by": {"community": True}}

SHOWN: dict[str, Sequence[Record]] = {
    "organisations": [
        records.organisation(name, kind=("ngo", "campaign", "trade_union")[i % 3], power=i == 8 or None)
        for i, name in enumerate(NAMES)
    ],
    "causes": [*(records.cause(f"cause-{i}") for i in range(3)), records.cause("cause-3", type=CauseType.CHALLENGE)],
    "coalitions": [records.coalition("letter", organisation_id="org-5")],
    "stances": [
        records.stance(f"org-{i}", f"cause-{j}", StanceSide.OPPOSES if j == 3 else StanceSide.SUPPORTS, weight=0.5)
        for i in range(9)
        for j in range(4)
        if (i + j) % 3
    ],
    "ties": [
        *(records.tie(f"org-{i}", f"org-{i + 1}", since=records.when("2025")) for i in range(6)),
        records.tie("org-0", "org-7", until=records.when("2015")),
        records.tie("org-3", "org-8", TieType.FUNDS),
    ],
    "memberships": [records.joined("letter", f"org-{i}") for i in (0, 3, 6)],
}


def hidden_records(chance: random.Random) -> dict[str, Sequence[Record]]:
    """Some of each kind that a lower audience may not see, or that hang on what it may not see."""
    hidden: dict[str, Any] = {"visibility": chance.choice([Audience.MEMBER, Audience.EDITOR])}
    names = [*NAMES, "secret"]

    def maybe(*made: Record) -> list[Record]:
        return [record for record in made if chance.random() < 0.7]

    secret = records.organisation("secret", kind=chance.choice(["ngo", "funder"]), **hidden)
    return {
        "organisations": [secret],
        "causes": [records.cause("secret-cause", **hidden)],
        "coalitions": [records.coalition("secret-table", **hidden)],
        "stances": maybe(
            records.stance(chance.choice(NAMES), "secret-cause"),
            records.stance("secret", "cause-0"),
            records.stance("org-0", "cause-0", **hidden),
            records.stance("org-1", "cause-2", StanceSide.OPPOSES, **hidden),
        ),
        "ties": [
            records.tie(
                a, b, chance.choice(list(TieType)), state=chance.choice(list(TieState)), id=f"hidden-{number}", **hidden
            )
            for number in range(chance.randint(1, 8))
            for a, b in [chance.sample(names, 2)]
        ],
        "memberships": maybe(
            records.joined("letter", "secret"),
            records.joined("letter", chance.choice(["org-1", "org-2", "org-4"]), **hidden),
            records.joined("secret-table", "org-7"),
            records.joined("secret-table", "org-2"),
        ),
    }


def public(records_by_table: Mapping[str, Sequence[Record]]) -> Network:
    whole = Network.of_records(records_by_table, date=records.DATE)
    return whole.restricted_to(Audience.PUBLIC, 5, records.DATE)


def answers(network: Network) -> dict[str, str]:
    found = {name: execute(network, document(name), variables) for name, variables in QUESTIONS.items()}
    found["communities"] = execute(network, document("gaps"), COMMUNITIES)
    assert [(name, answer["errors"]) for name, answer in found.items() if "errors" in answer] == []
    return {name: json.dumps(answer) for name, answer in found.items()}


@pytest.fixture(scope="module")
def without() -> dict[str, str]:
    return answers(public(SHOWN))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_is_hidden_changes_no_finding(without: dict[str, str], seed: int) -> None:
    more = hidden_records(random.Random(seed))
    shown = {
        table: [record for record in SHOWN[table] if record.id not in {one.id for one in more[table]}]
        for table in SHOWN
    }
    expected = without if shown == {table: list(rows) for table, rows in SHOWN.items()} else answers(public(shown))
    found = answers(public({table: [*shown[table], *more[table]] for table in SHOWN}))
    assert [name for name in found if found[name] != expected[name]] == []


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_records_changes_no_finding(without: dict[str, str], seed: int) -> None:
    chance = random.Random(seed)
    assert answers(public({table: chance.sample(list(rows), len(rows)) for table, rows in SHOWN.items()})) == without


def test_the_comparison_would_see_a_difference(without: dict[str, str]) -> None:
    more = {**SHOWN, "ties": [*SHOWN["ties"], records.tie("org-1", "org-6", until=records.when("2020"))]}
    found = answers(public(more))
    assert {name for name in found if found[name] != without[name]} >= {"coalitions", "gaps", "plan", "profile"}
