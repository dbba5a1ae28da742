"""Connections: how every list comes, with nodes, edges, pageInfo and totalCount."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.paging import DEFAULT_FIRST, NESTED_FIRST, PAGE_LIMIT, Listing, Page, Slice, take_page

BACKWARD = {
    "last": graphene.Int(description=f"How many from the end, 1 to {PAGE_LIMIT}."),
    "before": graphene.String(description="The cursor to end before: a startCursor."),
}


class PageInfo(graphene.ObjectType):
    """Where a page lies in its list."""

    has_next_page = graphene.Boolean(required=True, description="Whether items follow.")
    has_previous_page = graphene.Boolean(required=True, description="Whether items come before.")
    start_cursor = graphene.String(description="The cursor of the first item; null on an empty page.")
    end_cursor = graphene.String(description="The cursor of the last item; null on an empty page.")


def connection(name: str, node: Any, of: str, whole: dict[str, Any] | None = None, **facts: Any) -> Any:
    """Make a connection type with its edge type.

    Parameters
    ----------
    name : str
        What the types are called: `<name>Connection` and `<name>Edge`.
    node : type or dotted name
        What `nodes` holds.
    of : str
        What the list holds, in words.
    whole : dict, optional
        Fields on the list as a whole.
    **facts
        What an edge says beside its node and cursor.
    """
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One of {of}, with its place in the list.",
            "node": graphene.Field(node, required=True, description="The item itself."),
            "cursor": graphene.String(required=True, description="Its place, for `after` and `before`."),
            **facts,
        },
    )
    attributes = {
        "__doc__": f"A page of {of}.",
        "nodes": graphene.List(graphene.NonNull(node), required=True, description="The items."),
        "edges": graphene.List(graphene.NonNull(edge), required=True, description="The items with their cursors."),
        "page_info": graphene.Field(
            PageInfo, required=True, description="Where this page lies.", resolver=lambda page, _info: page
        ),
        "total_count": graphene.Int(required=True, description="How many items the whole list holds."),
        **(whole or {}),
    }
    return type(f"{name}Connection", (graphene.ObjectType,), attributes)


def listed(
    of: Any, description: str, listing: Callable[..., Listing], *, nested: bool = False, **arguments: Any
) -> Any:
    """Make a field that gives a page of a list.

    `listing(root, context, **arguments)` makes the list; first, after, last and before are added to its arguments.
    """
    default = NESTED_FIRST if nested else DEFAULT_FIRST

    def resolve(root: Any, info: GraphQLResolveInfo, **given: Any) -> Page:
        info.context.check_time()
        part = Slice(*(given.pop(name, None) for name in ("first", "after", "last", "before")))
        return take_page(listing(root, info.context, **given), part, info.context.network.revision, default)

    return graphene.Field(
        of,
        required=True,
        description=description,
        resolver=resolve,
        first=graphene.Int(description=f"How many, 1 to {PAGE_LIMIT}; without first and last {default}."),
        after=graphene.String(description="The cursor to go on behind: an endCursor."),
        **BACKWARD,
        **arguments,
    )
