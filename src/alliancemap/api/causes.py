"""Causes and challenges."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code="import-untyped,call-arg"
from __future__ import annotations

import graphene

from alliancemap.api.columns import OBJECTS, Node, column
from alliancemap.api.connections import connection, listed
from alliancemap.api.listings import referrers, stances
from alliancemap.api.ties import SupporterConnection
from alliancemap.model import StanceSide
from alliancemap.network.rows import Row

CauseConnection = connection("Cause", OBJECTS["causes"], "causes and challenges")
CoalitionConnection = connection("Coalition", OBJECTS["coalitions"], "coalitions")


class Cause(graphene.ObjectType, interfaces=(Node,)):
    """What organisations work for, or the challenge that they oppose."""

    name = column("causes", "name")
    type = column("causes", "type")
    description = column("causes", "description")
    broader = column("causes", "broader_id")
    narrower = listed(
        CauseConnection,
        "The causes directly under it, in order of their slugs.",
        lambda row, context: referrers(
            context.network, "causes", "broader_id", row, lambda item: Row(context.network, "causes", int(item))
        ),
        nested=True,
    )
    supporters = listed(
        SupporterConnection,
        "Who supports it itself, those to whom it is most central first.",
        lambda row, context: stances(context, row, "cause_id", StanceSide.SUPPORTS),
        nested=True,
    )
    opponents = listed(
        SupporterConnection,
        "Who opposes it itself, those to whom it is most central first.",
        lambda row, context: stances(context, row, "cause_id", StanceSide.OPPOSES),
        nested=True,
    )
    coalitions = listed(
        CoalitionConnection,
        "The coalitions about it, in order of their slugs.",
        lambda row, context: referrers(
            context.network, "coalitions", "cause_id", row, lambda item: Row(context.network, "coalitions", int(item))
        ),
        nested=True,
    )
