"""A plan gives what graphql-core gives, or gives up."""

from __future__ import annotations

import random
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
    get_named_type,
    get_operation_ast,
    is_leaf_type,
    parse,
    validate,
)

from alliancemap.api.context import Context
from alliancemap.api.limits import fragments_of
from alliancemap.api.plans import Planner, SurpriseError
from alliancemap.api.schema import SCHEMA, execute
from alliancemap.errors import OrganisationNotFoundError
from alliancemap.network.network import Network

SLUGS = {
    "organisation": "unison",
    "cause": "climate-action",
    "coalition": "climate-coalition",
    "place": "london",
    "constituency": "young-people",
    "source": "src-nef-solidarity-2014",
    "node": "T3JnYW5pc2F0aW9uOnVuaXNvbg==",
}


def planned(network: Network, document: str, **variables: Any) -> dict[str, Any]:
    parsed = parse(document)
    assert validate(SCHEMA, parsed) == []
    operation = get_operation_ast(parsed)
    assert operation is not None
    return Planner(SCHEMA, fragments_of(parsed), variables, Context(network)).run(operation)


def selection(chance: random.Random, of: Any, depth: int) -> str:
    """Some fields of a type, with arguments where they are needed."""
    fields = chance.sample(sorted(of.fields.items()), min(len(of.fields), chance.randint(1, 5)))
    parts = ["__typename"] if chance.random() < 0.2 else []
    parts += [part for name, field in fields if (part := field_of(chance, name, field, depth))]
    if isinstance(of, GraphQLInterfaceType) and chance.random() < 0.7:
        parts.append("... on Organisation { name kind } ... on Cause { type }")
    return "{ " + " ".join(parts or ["__typename"]) + " }"


def field_of(chance: random.Random, name: str, field: GraphQLField, depth: int) -> str:
    of = get_named_type(field.type)
    if not is_leaf_type(of) and depth == 0:
        return ""
    given = {"first": chance.randint(1, 3)} if "first" in field.args else {}
    arguments = [f"{key}: {value}" for key, value in given.items()]
    for key, argument in field.args.items():
        if isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined:
            if key != "id" or name not in SLUGS:
                return ""
            arguments.append(f'id: "{SLUGS[name]}"')
    alias = f"a{chance.randint(0, 99999)}: " if chance.random() < 0.5 or arguments else ""
    below = "" if is_leaf_type(of) else " " + selection(chance, of, depth - 1)
    return f"{alias}{name}{'(' + ', '.join(arguments) + ')' if arguments else ''}{below}"


@pytest.mark.parametrize("seed_number", range(40))
def test_plan_and_graphql_core_agree_on_random_documents(seed: Network, seed_number: int) -> None:
    chance = random.Random(seed_number)
    document = selection(chance, SCHEMA.query_type, 4)
    if validate(SCHEMA, parse(document)):
        document = "{ revision }"
    expected = execute(seed, document)
    assert "errors" not in expected
    assert orjson.dumps(planned(seed, document)) == orjson.dumps(expected["data"]), document


DOCUMENTS = [
    "query ($yes: Boolean = true) { revision @skip(if: $yes) asOf @include(if: $yes) }",
    """{ organisations(first: 3) { nodes { ...a } edges { node { ...b } } } }
       fragment a on Organisation { slug place { name } ...b }
       fragment b on Organisation { place { kind within { name } } aliases sources { title date } }""",
    '{ a: organisation(id: "unison") { ... on Node { id } ... { name } ... on Organisation { n: name } } }',
    "{ bridgingGaps(by: { kind: true }, draws: 9) { gaps { a { name } label z pairs(first: 1) { standings } } } }",
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_plan_and_graphql_core_agree(seed: Network, document: str) -> None:
    expected = execute(seed, document, {"yes": True})["data"]
    assert orjson.dumps(planned(seed, document, yes=True)) == orjson.dumps(expected)


def test_plan_gives_up_on_introspection(seed: Network) -> None:
    with pytest.raises(SurpriseError):
        planned(seed, "{ __schema { queryType { name } } }")


def test_plan_gives_up_on_errors(seed: Network) -> None:
    with pytest.raises(OrganisationNotFoundError):
        planned(seed, '{ organisation(id: "nobody") { name } }')


def test_plan_gives_up_where_null_may_not_be(seed: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = parse("{ revision }")
    operation = get_operation_ast(parsed)
    assert operation is not None
    of = SCHEMA.query_type
    assert isinstance(of, GraphQLObjectType)
    monkeypatch.setattr(of.fields["revision"], "resolve", lambda _root, _info: None)
    with pytest.raises(SurpriseError):
        Planner(SCHEMA, {}, {}, Context(seed)).run(operation)


def test_every_enumeration_can_be_written() -> None:
    for of in SCHEMA.type_map.values():
        if isinstance(of, GraphQLEnumType) and not of.name.startswith("__"):
            for name, value in of.values.items():
                assert of.serialize(value.value) == name
