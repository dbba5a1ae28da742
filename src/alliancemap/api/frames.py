"""The arguments that every analysis takes, and the question they make."""

# graphene has no types
# mypy: disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap import model
from alliancemap.api import enums
from alliancemap.api.context import Context
from alliancemap.api.ids import find
from alliancemap.api.scalars import Date
from alliancemap.services.question import Question


def frame() -> dict[str, Any]:
    """Make the arguments: tie set, day, institutions of power."""
    return {
        "ties": enums.TieSet(default_value=model.TieSet.TABLES, description="Which ties count as knowing each other."),
        "as_of": Date(description="What was in force on this day, a year to its end; null: all that ever began."),
        "include_power": graphene.Boolean(
            default_value=False, description="Whether institutions of power may be named as well."
        ),
    }


def question(context: Context, given: dict[str, Any]) -> Question:
    """Take these arguments out of those given, and make the question; an explicit null means the default."""
    context.check_time()
    day = given.pop("as_of", None)
    return Question(
        context.network,
        model.TieSet(given.pop("ties", None) or model.TieSet.TABLES),
        day.last_day if day else None,
        bool(given.pop("include_power", None)),
        context.check_time,
    )


def known(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out the arguments that are null: they take the service's defaults."""
    return {name: value for name, value in given.items() if value is not None}


def slug(info: GraphQLResolveInfo, table: str, id: str) -> str:
    """Give the slug of a record that is named by its global id or slug."""
    return find(info.context.network, table, id).id


def many(of: Any, description: str) -> Any:
    """Make a field that shows a list of a result, none of its items null."""
    return graphene.Field(graphene.List(graphene.NonNull(of)), required=True, description=description)
