"""Hostile documents: refused, or done in little time."""

from __future__ import annotations

import time

import pytest
from graphql import get_introspection_query

from alliancemap.api import answers as answers_module
from alliancemap.api.answers import Answers, Ask
from alliancemap.api.limits import MAX_COST
from alliancemap.api.schema import SCHEMA
from alliancemap.errors import TimeLimitError
from alliancemap.network.network import Network
from alliancemap.services.gaps import GapOptions, find_gaps
from alliancemap.services.groupings import GroupBy, Grouping
from alliancemap.services.question import Question
from api.asking import Client

LIST = "organisations(first: 1)"
BOMB = "{...F0} " + " ".join(f"fragment F{i} on Query {{...F{i + 1} ...F{i + 1}}}" for i in range(40))
NESTED_BOMB = (
    '{ organisation(id: "a") { place { ...F0 } } } '
    + " ".join(f"fragment F{i} on Place {{ a: within {{...F{i + 1}}} b: within {{...F{i + 1}}} }}" for i in range(16))
    + " fragment F16 on Place { name }"
)
OFTEN = '"oxfam" ' * 150
HOSTILE = {
    "one list, often": "{" + (LIST + "{nodes{id}} ") * 160 + "}",
    "one leaf, often": "{" + "revision " * 1_900 + "}",
    "aliases": "{" + " ".join(f"a{i}: {LIST} {{ totalCount }}" for i in range(300)) + "}",
    "inline fragments": "{" + "...{revision} " * 450 + "}",
    "nested repetition": "{" + 'a: organisation(id: "x"){place{within{within{name}}}} ' * 70 + "}",
    "fragments into each other": "{"
    + " ".join(f"...F{i}" for i in range(40))
    + "} "
    + " ".join(
        f"fragment F{i} on Query {{" + " ".join(f"...F{j}" for j in range(i + 1, 40)) + " revision}" for i in range(40)
    ),
    "bomb": BOMB + " fragment F40 on Query { revision }",
    "nested bomb": NESTED_BOMB,
    "circle": "{...A} fragment A on Query {...B} fragment B on Query {...A}",
    "circle through fields": '{cause(id: "a") {...A}} fragment A on Cause {broader {...A}}',
    "unknown fragment": "{...A}",
    "deep": "{" + "a{" * 400 + "b" + "}" * 400 + "}",
    "deep value": "{organisations(first:" + "[" * 1_500 + "]" * 400 + "){totalCount}}",
    "too deep": '{cause(id: "x"){' + "broader{" * 30 + "id" + "}" * 30 + "}}",
    "operations": " ".join(f"query Q{i} {{revision}}" for i in range(400)),
    "variables": "query(" + " ".join(f"$a{i}:Int" for i in range(600)) + "){revision}",
    "large number": "{organisations(first:" + "9" * 90_000 + "){totalCount}}",
    "unknown fields": "{" + " ".join(f"organisationz{i}" for i in range(1_900)) + "}",
    "directives": "{revision " + "@skip(if:false) " * 1_000 + "}",
    "long": "{revision #" + "x" * 100_000 + "\n}",
    "self-join": "{organisations(first:1000){nodes{ties(first:1000){nodes{ties(first:1000){nodes{name}}}}}}}",
    "self-join by last": "{organisations(last:1000){nodes{ties(last:1000){nodes{name}}}}}",
    "many analyses": "{"
    + " ".join(f"g{i}:bridgingGaps(by:{{kind:true}},seed:{i}){{totalCount}}" for i in range(9))
    + "}",
    "many draws": "{bridgingGaps(by:{kind:true},draws:2147483647){totalCount}}",
    "many introductions": "{bridgingPlan(by:{kind:true},size:50){before}}",
    "a long proof": '{candidateCoalitions(goal:[{cause:"climate-action"}],size:5,proof:60){pool}}',
    "many groups": "{bridgingGaps(by:{groups:["
    + " ".join(f'{{id:"{i}" members:["unison"]}}' for i in range(100))
    + "]}){totalCount}}",
    "a large set, often": "{"
    + " ".join(f"a{i}:solidarityBreadth(members:[{OFTEN}]){{breadth}}" for i in range(5))
    + "}",
    "many searches": "{" + " ".join(f'a{i}:organisations(search:"a"){{totalCount}}' for i in range(90)) + "}",
    "deep introspection": "{__schema{types" + "{fields{type" * 4 + "{name}" + "}}" * 4 + "}}",
    "wide introspection": "{"
    + " ".join(f"a{i}:__schema{{types{{fields{{args{{type{{name}}}}}}}}}}" for i in range(50))
    + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused_in_little_time(seed: Network, name: str) -> None:
    answers = Answers(SCHEMA)
    began = time.thread_time()
    answer = answers.answer(seed, Ask(HOSTILE[name]))
    spent = time.thread_time() - began
    assert answer is not None
    assert b'"errors"' in answer.body
    assert not answer.ran
    assert len(answer.body) < 20_000
    assert spent < 2, "the aim is 0.2; far more means that a limit is gone"


@pytest.mark.parametrize(
    "name",
    [
        "self-join",
        "many analyses",
        "many draws",
        "many introductions",
        "a long proof",
        "many groups",
        "a large set, often",
        "many searches",
    ],
)
def test_refusal_names_the_cost(client: Client, name: str) -> None:
    (error,) = client.post(HOSTILE[name]).json()["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED"
    assert f"above the budget of {MAX_COST:,}" in error["message"]


USUAL = {
    "the whole list": "{organisations(first:1000){nodes{id slug name kind website founded scope description "
    "causes(first:5){nodes{id name}}}}}",
    "lists without a size": "{organisations(first:1000){nodes{name causes{nodes{name}}}}}",
    "introspection": get_introspection_query(descriptions=True, input_value_deprecation=True),
    "gaps with pairs": "{bridgingGaps(by:{kind:true},draws:9){gaps{a{name}b{name}pairs(first:3){a{name}b{name}}}}}",
    "allies": '{organisation(id:"unison"){potentialAllies(first:20){nodes{organisation{name}score reason}}}}',
    "colocated fragments": "{organisations(first:5){nodes{"
    + " ".join(f"...F{i}" for i in range(20))
    + "}}}"
    + " ".join(f"fragment F{i} on Organisation {{ id slug name kind }}" for i in range(20)),
}


@pytest.mark.parametrize("name", USUAL)
def test_usual_documents_pass(client: Client, name: str) -> None:
    response = client.post(USUAL[name])
    assert response.status_code == 200
    assert "errors" not in response.json()


def test_cost_follows_variables_and_their_defaults(client: Client) -> None:
    document = "query ($n: Int = 1000) { organisations(first: $n) { nodes { ties(first: $n) { nodes { name } } } } }"
    assert client.post(document).json()["errors"][0]["extensions"]["code"] == "COST_LIMIT_EXCEEDED"
    assert "errors" not in client.post(document, variables={"n": 10}).json()


@pytest.mark.parametrize(("groups", "draws", "cost"), [(12, 999, None), (100, 999, "234,"), (400, 0, "333,")])
def test_own_groups_cost_by_their_pairs_and_draws(
    seed: Network, client: Client, groups: int, draws: int, cost: str | None
) -> None:
    """However they are given: 12 pass; what hundreds cost is said before they run."""
    ids = Question(seed).landscape.ids[: 2 * groups]
    own = [{"id": f"g{i}", "members": [ids[i], ids[-1 - i]]} for i in range(groups)]
    for declared, by, variables in (
        ("$by: Grouping!", "$by", {"by": {"groups": own}}),
        ("$own: [GroupInput!]", "{groups: $own}", {"own": own}),
    ):
        document = f"query ({declared}) {{ bridgingGaps(by: {by}, draws: {draws}) {{ totalCount }} }}"
        body = client.post(document, variables=variables).json()
        if cost is None:
            assert "errors" not in body
        else:
            (error,) = body["errors"]
            assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED"
            assert f"may cost {cost}" in error["message"]


def test_the_time_limit_stops_an_analysis(seed: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "{bridgingGaps(by:{kind:true},draws:9999,seed:77){totalCount}}"
    monkeypatch.setattr(answers_module, "TIME_LIMIT", 0.05)
    began = time.monotonic()
    stopped = Answers(SCHEMA).answer(seed, Ask(document))
    assert time.monotonic() - began < 2
    assert stopped is not None
    assert b"TIME_LIMIT_EXCEEDED" in stopped.body


def test_a_stopped_analysis_leaves_nothing_behind(seed: Network) -> None:
    """The next who asks the same on the same Network gets the whole answer."""
    calls = iter(range(5))

    def stop() -> None:
        if next(calls, None) is None:
            raise TimeLimitError("enough")

    grouping, options = Grouping(GroupBy.KIND), GapOptions(draws=9, seed=78)
    hasty, patient = Question(seed, check_time=stop), Question(seed)
    assert hasty == patient
    with pytest.raises(TimeLimitError):
        find_gaps(hasty, grouping, options)
    again = find_gaps(patient, grouping, options)
    assert again.gaps
    assert all(gap.draws for gap in again.gaps)


@pytest.mark.parametrize(
    "variables",
    [{"n": 2**31}, {"n": 1.5}, {"n": "7"}, {"n": [1]}, {"n": {}}, {"n": True}, {"n": 10**400}],
)
def test_absurd_variables_have_a_code(client: Client, variables: dict[str, object]) -> None:
    content = __import__("json").dumps(
        {"query": "query ($n: Int) { organisations(first: $n) { totalCount } }", "variables": variables}
    )
    response = client.request("POST", "/graphql", content=content, headers={"content-type": "application/json"})
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] in ("BAD_USER_INPUT", "BAD_REQUEST")


@pytest.mark.parametrize("text", ["", " ", "🦊" * 50, "\x00", "x" * 300, "%' OR 1=1 --", "</script>", "\u202e"])
def test_odd_search_texts(client: Client, text: str) -> None:
    body = client.post("query ($t: String) { organisations(search: $t) { totalCount } }", variables={"t": text}).json()
    assert "errors" not in body or body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
