"""What a viewer may not see changes no byte of what they see."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from graphql import get_introspection_query

import records
from alliancemap.model import Audience, Record, StanceSide, TieType
from alliancemap.network.network import Network
from api.asking import Client

DOCUMENTS = [
    """{ revision asOf
      organisations(first: 50) { totalCount pageInfo { endCursor } edges { cursor node {
        id slug name power place { name }
        causes { totalCount edges { cursor weight node { name supporters { totalCount nodes { name } } } } }
        ties { totalCount edges { cursor type tie { id } node { slug } } }
        coalitions { totalCount edges { cursor node { name members { totalCount } } } }
      } } } }""",
    '{ organisations(search: "org") { totalCount nodes { slug } } sources { totalCount } causes { nodes { slug } } }',
    '{ organisation(id: "hidden-1") { name } }',
    '{ node(id: "T3JnYW5pc2F0aW9uOmhpZGRlbi0x") { id } }',
    '{ organisations(filter: { cause: "hidden-cause" }) { totalCount } }',
    '{ introductions(from: "org-0", to: "org-5") { strength path { slug } } }',
    '{ organisation(id: "org-0") { potentialAllies { totalCount base nodes { score reason sources } } } }',
    "{ bridgingGaps(by: { kind: true }, draws: 9, minExpected: 0) { eligible groups { size } gaps { p z observed } } }",
    '{ candidateCoalitions(goal: [{ cause: "cause-0" }], size: 2) { pool alternatives { value bound reason } } }',
    '{ solidarityBreadth(members: ["org-0", "org-1"]) { breadth expansive active } }',
    "{ organisations(first: 0) { totalCount } }",
    get_introspection_query(),
]
SHOWN: dict[str, Sequence[Record]] = {
    "organisations": [records.organisation(f"org-{i}", kind=["ngo", "campaign"][i % 2]) for i in range(8)],
    "causes": [records.cause(f"cause-{i}") for i in range(4)],
    "coalitions": [records.coalition("letter", cause_id="cause-0")],
    "stances": [
        records.stance(f"org-{i}", f"cause-{j}", weight=0.5) for i in range(8) for j in range(4) if (i + j) % 3
    ],
    "ties": [records.tie(f"org-{i}", f"org-{i + 1}") for i in range(6)],
    "memberships": [records.joined("letter", f"org-{i}") for i in (0, 3, 6)],
}


def with_hidden(chance: random.Random) -> Network:
    hidden = {"visibility": chance.choice([Audience.MEMBER, Audience.EDITOR])}
    names = [f"org-{i}" for i in range(8)] + ["hidden-1"]
    pairs = [chance.sample(names, 2) for _ in range(6)]
    more: dict[str, Sequence[Record]] = {
        "organisations": [records.organisation("hidden-1", power=True, **hidden)],
        "causes": [records.cause("hidden-cause", **hidden)],
        "coalitions": [records.coalition("hidden-table", **hidden)],
        "stances": [records.stance(name, "hidden-cause", StanceSide.OPPOSES) for name in names[:4]]
        + [records.stance("hidden-1", "cause-0")],
        "ties": [
            records.tie(a, b, chance.choice(list(TieType)), id=f"hidden-tie-{n}", **hidden)
            for n, (a, b) in enumerate(pairs)
        ],
        "memberships": [records.joined("letter", "hidden-1"), records.joined("hidden-table", "org-7", **hidden)],
    }
    return Network.of_records({table: [*SHOWN[table], *more[table]] for table in SHOWN}, date=records.DATE)


@pytest.mark.parametrize("seed", range(4))
def test_hidden_records_change_no_byte_for_the_public(seed: int) -> None:
    chance = random.Random(seed)
    without = Network.of_records(SHOWN, date=records.DATE).restricted_to(Audience.PUBLIC, 3, records.DATE)
    with_some = with_hidden(chance).restricted_to(Audience.PUBLIC, 3, records.DATE)
    answers = [answers_of(network) for network in (without, with_some)]
    for document, one, other in zip(DOCUMENTS, *answers, strict=True):
        assert one == other, document


def answers_of(network: Network) -> list[tuple[int, bytes, list[tuple[bytes, bytes]]]]:
    client = Client(lambda _request: network)
    responses = [client.post(document) for document in DOCUMENTS]
    client.close()
    return [(response.status_code, response.content, response.headers.raw) for response in responses]


def test_what_editors_asked_is_not_given_to_the_public() -> None:
    everything = with_hidden(random.Random(0)).at(3, records.DATE)
    public = everything.restricted_to(Audience.PUBLIC, 3, records.DATE)
    current = [everything]
    client = Client(lambda _request: current[0])
    document = "{ organisations { totalCount nodes { slug } } }"
    assert "hidden-1" in client.post(document).text
    current[0] = public
    assert "hidden-1" not in client.post(document).text
    client.close()
