"""Coalitions that organisations joined."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code="import-untyped,call-arg"
from __future__ import annotations

import graphene

from alliancemap.api.columns import Node, column
from alliancemap.api.connections import listed
from alliancemap.api.listings import in_force, referrers
from alliancemap.api.scalars import Date
from alliancemap.api.ties import MemberConnection


class Coalition(graphene.ObjectType, interfaces=(Node,)):
    """A named body, campaign, joint letter or mobilisation that organisations joined."""

    name = column("coalitions", "name")
    kind = column("coalitions", "kind")
    description = column("coalitions", "description")
    cause = column("coalitions", "cause_id")
    start = column("coalitions", "start")
    end = column("coalitions", "end")
    organisation = column("coalitions", "organisation_id")
    sources = column("coalitions", "sources")
    members = listed(
        MemberConnection,
        "The organisations that joined, in order of their slugs.",
        lambda row, context, as_of=None: referrers(
            context.network,
            "memberships",
            "coalition_id",
            row,
            context.reader("memberships", "organisation_id"),
            in_force(context.network, "memberships", as_of) if as_of else None,
        ),
        nested=True,
        as_of=Date(description="Only memberships in force on this day; a year or month stands for its last day."),
    )
