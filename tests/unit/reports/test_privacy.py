"""What a reader may not see changes no byte of the report that is made for them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.model import Audience, OrganisationKind, Record, StanceSide, TieType
from alliancemap.network.network import Network
from alliancemap.reports.folder import write_report
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.question import Question
from records import DATE, cause, coalition, joined, organisation, stance, tie

NAMES = [f"org-{number}" for number in range(9)]
HIDDEN = ["hidden-0", "hidden-1"]
SHOWN: dict[str, Sequence[Record]] = {
    "organisations": [organisation(name, kind=list(OrganisationKind)[at % 3]) for at, name in enumerate(NAMES)],
    "causes": [cause(f"cause-{number}") for number in range(3)],
    "coalitions": [coalition("letter", organisation_id="org-8")],
    "stances": [stance(name, f"cause-{at % 3}") for at, name in enumerate(NAMES)],
    "ties": [tie(one, other) for one, other in pairwise(NAMES[:6])],
    "memberships": [joined("letter", name) for name in NAMES[2:6]],
}


def folder(whole: Network, audience: Audience) -> dict[str, bytes]:
    """The report for an audience, file by file."""
    seen = whole.restricted_to(audience, 3, DATE)
    with TemporaryDirectory() as place:
        out = Path(place) / "out"
        write_report(centrality_report(Question(seen), ReportOptions(draws=9)), out)
        return {path.name: path.read_bytes() for path in out.iterdir()}


@cache
def shown() -> dict[str, bytes]:
    return folder(Network.of_records(SHOWN, date=DATE), Audience.PUBLIC)


def with_hidden(chance: random.Random) -> Network:
    """Hidden records of every kind, some of them between public ones, and some that are hidden by what they need."""
    secret: dict[str, Any] = {"visibility": chance.choice([Audience.MEMBER, Audience.EDITOR])}
    everybody = [*NAMES, *HIDDEN]
    pairs = [chance.sample(everybody, 2) for _ in range(chance.randrange(8))]
    ties = [
        tie(one, other, chance.choice(list(TieType)), id=f"secret-{at}", **secret)
        for at, (one, other) in enumerate(pairs)
    ]
    table = chance.sample(everybody, 4)
    more: dict[str, Sequence[Record]] = {
        "organisations": [organisation(name, power=chance.random() < 0.5, **secret) for name in HIDDEN],
        "causes": [cause("secret-cause", **secret)],
        "coalitions": [coalition("secret-pact", organisation_id=chance.choice(everybody), **secret)],
        "stances": [
            *(stance(name, "secret-cause", chance.choice(list(StanceSide))) for name in chance.sample(everybody, 3)),
            stance("hidden-0", "cause-0"),
            stance("org-0", "cause-1", **secret),
        ],
        "ties": [*ties, tie("org-0", "hidden-1")],
        "memberships": [
            joined("letter", "hidden-0"),
            joined("letter", "org-0", **secret),
            *(joined("secret-pact", name) for name in table),
        ],
    }
    return Network.of_records({name: [*SHOWN[name], *more[name]] for name in SHOWN}, date=DATE)


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_hidden_records_change_no_byte_of_the_public_report(chance: random.Random) -> None:
    found = folder(with_hidden(chance), Audience.PUBLIC)
    assert found.keys() == shown().keys()
    for name, content in found.items():
        assert content == shown()[name], name


def test_editors_see_the_difference() -> None:
    assert folder(with_hidden(random.Random(1)), Audience.EDITOR)["organisations.csv"] != shown()["organisations.csv"]
