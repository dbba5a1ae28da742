"""Ties, stances and memberships: records of their own, and what the edges of connections say."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code="import-untyped,call-arg"
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api import enums
from alliancemap.api.choices import TieDirection
from alliancemap.api.columns import OBJECTS, Node, column
from alliancemap.api.connections import connection
from alliancemap.api.indexes import tie_at
from alliancemap.api.paging import Edge
from alliancemap.model import TieState
from alliancemap.network.rows import Row


class Tie(graphene.ObjectType, interfaces=(Node,)):
    """That one organisation is tied to another, as a source shows it."""

    source = column("ties", "source_id")
    target = column("ties", "target_id")
    type = column("ties", "type")
    state = column("ties", "state", blank=TieState.CLAIMED)
    since = column("ties", "since")
    until = column("ties", "until")
    as_of = column("ties", "as_of")
    strength = column("ties", "strength")
    sources = column("ties", "sources")
    confidence = column("ties", "confidence")


class Membership(graphene.ObjectType, interfaces=(Node,)):
    """That an organisation joined a coalition."""

    coalition = column("memberships", "coalition_id")
    organisation = column("memberships", "organisation_id")
    role = column("memberships", "role")
    since = column("memberships", "since")
    until = column("memberships", "until")
    as_of = column("memberships", "as_of")
    sources = column("memberships", "sources")
    confidence = column("memberships", "confidence")


def _item(edge: Edge) -> int:
    return int(edge.item)


def _tie(edge: Edge) -> int:
    return tie_at(edge.item)


def _direction(edge: Edge, _info: GraphQLResolveInfo) -> TieDirection:
    return TieDirection.OUTGOING if edge.item >= 0 else TieDirection.INCOMING


def _facts(table: str, *names: str) -> dict[str, Any]:
    return {name: column(table, name, of=_item) for name in names}


_STANCE = ("stance", "weight", "sources", "confidence")
_MEMBERSHIP = ("role", "since", "until", "as_of", "sources", "confidence")
StanceConnection = connection(
    "Stance", OBJECTS["causes"], "the causes of an organisation", **_facts("stances", *_STANCE)
)
SupporterConnection = connection(
    "Supporter", OBJECTS["organisations"], "the organisations with a stance on a cause", **_facts("stances", *_STANCE)
)
MembershipConnection = connection(
    "Membership", OBJECTS["coalitions"], "the coalitions of an organisation", **_facts("memberships", *_MEMBERSHIP)
)
MemberConnection = connection(
    "Member", OBJECTS["organisations"], "the organisations of a coalition", **_facts("memberships", *_MEMBERSHIP)
)
TieConnection = connection(
    "Tie",
    OBJECTS["organisations"],
    "the ties of an organisation, the nodes being the other organisations",
    direction=graphene.Field(
        enums.TieDirection, required=True, description="Which end of it the organisation is.", resolver=_direction
    ),
    tie=graphene.Field(
        Tie,
        required=True,
        description="The tie as a record of its own.",
        resolver=lambda edge, info: Row(info.context.network, "ties", _tie(edge)),
    ),
    state=column("ties", "state", of=_tie, blank=TieState.CLAIMED),
    **{
        name: column("ties", name, of=_tie)
        for name in ("type", "since", "until", "as_of", "strength", "sources", "confidence")
    },
)
