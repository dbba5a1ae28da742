"""Fields that show a column of the Network: type and description come from the model."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
from graphene.utils.module_loading import import_string
from graphql import GraphQLResolveInfo

from alliancemap.api import enums
from alliancemap.api.context import Context
from alliancemap.api.ids import global_id
from alliancemap.api.scalars import Date
from alliancemap.model import TABLES, Column, Form
from alliancemap.network.rows import Row

HERE = "alliancemap.api"
OBJECTS = {
    "sources": f"{HERE}.places.Source",
    "places": f"{HERE}.places.Place",
    "constituencies": f"{HERE}.places.Constituency",
    "causes": f"{HERE}.causes.Cause",
    "organisations": f"{HERE}.organisations.Organisation",
    "coalitions": f"{HERE}.coalitions.Coalition",
    "ties": f"{HERE}.ties.Tie",
    "memberships": f"{HERE}.ties.Membership",
}
"""Where the GraphQL type of each table is; graphene looks it up when all types are there."""


def bound(bind: Callable[[Context], Callable[[Any], Any]]) -> Callable[[Any, GraphQLResolveInfo], Any]:
    """Make a resolver of what, given a context, makes the function from root to value; a plan makes that only once."""

    def resolve(root: Any, info: GraphQLResolveInfo) -> Any:
        return bind(info.context)(root)

    resolve.bind = bind  # type: ignore[attr-defined]  # functions may carry attributes
    return resolve


def _by_row(show: Callable[[str, str], str]) -> Callable[[Any, GraphQLResolveInfo], Any]:
    """Make a resolver that shows the table and id of a row."""

    def bind(context: Context) -> Callable[[Row], str]:
        ids = context.network.ids_of
        return lambda row: show(row.table, ids[row.table][row.index])

    return bound(bind)


class Node(graphene.Interface):
    """Anything with a global id."""

    id = graphene.ID(required=True, description="The global id, unique over all types.")
    slug = graphene.String(required=True, description="Its own id, unique within its type.")

    resolve_id = staticmethod(_by_row(global_id))
    resolve_slug = staticmethod(_by_row(lambda _table, slug: slug))

    @classmethod
    def resolve_type(cls, root: Row, _info: GraphQLResolveInfo) -> Any:
        """Tell the type by the table."""
        return import_string(OBJECTS[root.table])


def column(table: str, name: str, of: Callable[[Any], int] = lambda row: row.index, blank: Any = None) -> Any:
    """Make the field that shows a column.

    Parameters
    ----------
    table, name : str
        The column.
    of : callable, optional
        Gives the place in that table from what stands behind the type; default: that is a row of it.
    blank : optional
        What a blank entry means; the field is then never null.
    """
    description = TABLES[table].columns[name]

    def bind(context: Context) -> Callable[[Any], Any]:
        read = context.reader(table, name)
        if blank is None:
            return lambda root: read(of(root))
        return lambda root: blank if (value := read(of(root))) is None else value

    required = description.required or blank is not None or description.default is False
    return graphene.Field(
        _type(description), required=required or _many(description), description=description.help, resolver=bound(bind)
    )


def _many(column: Column) -> bool:
    return column.form in (Form.TEXTS, Form.REFERENCES)


def _type(column: Column) -> Any:
    match column.form:
        case Form.TEXTS:
            return graphene.List(graphene.NonNull(graphene.String))
        case Form.REFERENCES:
            return graphene.List(graphene.NonNull(OBJECTS[column.table]))
        case Form.REFERENCE:
            return OBJECTS[column.table]
        case Form.CHOICE:
            assert column.choices is not None
            return enums.BY_MODEL[column.choices]
    return _SCALARS[column.form]


_SCALARS = {
    Form.ID: graphene.String,
    Form.TEXT: graphene.String,
    Form.FLAG: graphene.Boolean,
    Form.INTEGER: graphene.Int,
    Form.NUMBER: graphene.Float,
    Form.DATE: Date,
}
