"""Organisations: what they are, what they stand for and how they are tied."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code="import-untyped,call-arg"
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api import enums
from alliancemap.api.allies import POTENTIAL_ALLIES
from alliancemap.api.columns import Node, column
from alliancemap.api.connections import listed
from alliancemap.api.listings import in_force, referrers, stances, tie_mask, ties
from alliancemap.api.places import Position
from alliancemap.api.scalars import Date
from alliancemap.api.social_capital import SOCIAL_CAPITAL
from alliancemap.api.ties import MembershipConnection, StanceConnection, TieConnection
from alliancemap.network.rows import Row, organisation

IN_FORCE = "Only {} in force on this day; a year or month stands for its last day."


class Organisation(graphene.ObjectType, interfaces=(Node,)):
    """A body that may take part in alliances."""

    name = column("organisations", "name")
    kind = column("organisations", "kind")
    aliases = column("organisations", "aliases")
    description = column("organisations", "description")
    website = column("organisations", "website")
    founded = column("organisations", "founded")
    dissolved = column("organisations", "dissolved")
    scope = column("organisations", "scope")
    size = column("organisations", "size")
    size_unit = column("organisations", "size_unit")
    place = column("organisations", "place_id")
    constituencies = column("organisations", "constituencies")
    sources = column("organisations", "sources")
    confidence = column("organisations", "confidence")
    general_fields = column("organisations", "general_fields")
    do_not_suggest = column("organisations", "do_not_suggest")
    last_verified = column("organisations", "last_verified")
    external_ids = column("organisations", "external_ids")
    power = graphene.Boolean(required=True, description="Whether it counts as an institution of power.")
    position = graphene.Field(Position, description="Where it is, if a position is recorded.")
    causes = listed(
        StanceConnection,
        "What it stands for, or against; the most central to it first.",
        lambda row, context, stance=None: stances(context, row, "organisation_id", stance),
        nested=True,
        stance=enums.StanceSide(description="Only causes that it supports, or opposes."),
    )
    ties = listed(
        TieConnection,
        "Its ties to other organisations, as recorded, in order of their ids.",
        lambda row, context, type=None, state=None, direction=None, as_of=None: ties(
            context, row, tie_mask(context.network, type, state, as_of), direction
        ),
        nested=True,
        type=graphene.List(graphene.NonNull(enums.TieType), description="Only ties of these types."),
        state=graphene.List(graphene.NonNull(enums.TieState), description="Only ties in these states."),
        direction=enums.TieDirection(description="Only ties in this direction."),
        as_of=Date(description=IN_FORCE.format("ties")),
    )
    coalitions = listed(
        MembershipConnection,
        "The coalitions that it joined, in order of their slugs.",
        lambda row, context, as_of=None: referrers(
            context.network,
            "memberships",
            "organisation_id",
            row,
            context.reader("memberships", "coalition_id"),
            in_force(context.network, "memberships", as_of) if as_of else None,
        ),
        nested=True,
        as_of=Date(description=IN_FORCE.format("memberships")),
    )
    potential_allies = POTENTIAL_ALLIES
    social_capital = SOCIAL_CAPITAL

    @staticmethod
    def resolve_power(root: Row, _info: GraphQLResolveInfo) -> bool:
        """Ask the record, which knows by its kind."""
        return organisation(root).is_power

    @staticmethod
    def resolve_position(root: Row, info: GraphQLResolveInfo) -> dict[str, Any] | None:
        """Give latitude and longitude where both are known."""
        names = {"latitude": "latitude", "longitude": "longitude", "precision": "position"}
        position = {key: info.context.reader("organisations", name)(root.index) for key, name in names.items()}
        return None if None in position.values() else position
