"""The schema, and how one document is answered in this process."""

# graphene has no types
# mypy: disable-error-code=import-untyped
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import graphene
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, parse, print_schema, validate
from graphql import execute as run

from alliancemap.api.causes import Cause
from alliancemap.api.coalitions import Coalition
from alliancemap.api.codes import as_invalid, formatted
from alliancemap.api.context import Context
from alliancemap.api.organisations import Organisation
from alliancemap.api.places import Constituency, Place, Source
from alliancemap.api.query import Query
from alliancemap.api.ties import Membership, Tie
from alliancemap.network.network import Network

PRINTED = Path(__file__).parent / "schema.graphql"
SCHEMA: GraphQLSchema = graphene.Schema(
    query=Query, types=[Organisation, Cause, Coalition, Place, Constituency, Source, Tie, Membership]
).graphql_schema


def schema_text() -> str:
    """Write the schema in its own language."""
    return print_schema(SCHEMA) + "\n"


def execute(
    network: Network, document: str, variables: Mapping[str, Any] | None = None, operation_name: str | None = None
) -> dict[str, Any]:
    """Answer a document on a Network, without the limits that hold over HTTP.

    Returns
    -------
    dict
        `data`, and `errors` if there are any, as GraphQL has them; every error has `extensions.code`.
    """
    try:
        parsed = parse(document)
    except GraphQLError as error:
        return {"errors": [formatted(error)], "data": None}
    if invalid := validate(SCHEMA, parsed):
        return {"errors": [formatted(as_invalid(error)) for error in invalid], "data": None}
    result = run(
        SCHEMA,
        parsed,
        context_value=Context(network),
        variable_values=dict(variables or {}),
        operation_name=operation_name,
    )
    assert isinstance(result, ExecutionResult), "resolvers are synchronous"
    errors = {"errors": [formatted(error) for error in result.errors]} if result.errors else {}
    return {**errors, "data": result.data}
