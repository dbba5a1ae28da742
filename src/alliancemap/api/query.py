"""Everything that can be asked."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api import enums, filters, listings
from alliancemap.api.breadth import SOLIDARITY_BREADTH
from alliancemap.api.candidates import CANDIDATE_COALITIONS
from alliancemap.api.causes import CauseConnection, CoalitionConnection
from alliancemap.api.centrality import CENTRALITY
from alliancemap.api.columns import OBJECTS, Node
from alliancemap.api.connections import listed
from alliancemap.api.gaps import BRIDGING_GAPS
from alliancemap.api.ids import find, find_node
from alliancemap.api.introductions import INTRODUCTIONS
from alliancemap.api.jobs import JOB
from alliancemap.api.places import (
    ConstituencyConnection,
    OrganisationConnection,
    PlaceConnection,
    SourceConnection,
)
from alliancemap.api.plan import BRIDGING_PLAN
from alliancemap.api.scalars import Date
from alliancemap.network.rows import Row


def _one(table: str, what: str) -> Any:
    """Make the field that finds one record."""

    def resolve(_root: None, info: GraphQLResolveInfo, id: str) -> Row:
        return find(info.context.network, table, id)

    return graphene.Field(
        OBJECTS[table],
        description=f"One {what}; null, with an error, if there is none.",
        resolver=resolve,
        id=graphene.ID(required=True, description="Its global id or its slug."),
    )


def _all(table: str, of: Any, what: str, mask: Any, kind: Any) -> Any:
    """Make the field that lists the records of a table by name."""

    def listing(_root: None, context: Any, where: Any = None) -> Any:
        return listings.records(context.network, table, mask(context.network, where))

    return listed(of, f"All {what}, by name.", listing, where=kind(name="filter", description="Which ones."))


class Query(graphene.ObjectType):
    """What can be asked of the map; all answers to one request come from one revision of it."""

    revision = graphene.Int(required=True, description="Counts the changes of all that you may see.")
    as_of = Date(required=True, description="The date of the data: what began or ended later is not known.")
    node = graphene.Field(
        Node,
        description="The record of a global id; null, with an error, if there is none.",
        id=graphene.ID(required=True, description="Its global id."),
    )
    organisation = _one("organisations", "organisation")
    cause = _one("causes", "cause or challenge")
    coalition = _one("coalitions", "coalition")
    place = _one("places", "place")
    constituency = _one("constituencies", "constituency")
    source = _one("sources", "source")
    organisations = listed(
        OrganisationConnection,
        "Organisations, filtered, searched and ordered.",
        lambda _root, context, where=None, search=None, order_by=None: listings.organisations(
            context.network, filters.organisation_mask(context.network, where), search, order_by
        ),
        where=filters.OrganisationFilter(name="filter", description="Which ones."),
        search=graphene.String(description="Words of their names, other names or descriptions."),
        order_by=enums.OrganisationOrder(description="In what order; default NAME, with search RELEVANCE."),
    )
    causes = _all("causes", CauseConnection, "causes and challenges", filters.cause_mask, filters.CauseFilter)
    coalitions = _all("coalitions", CoalitionConnection, "coalitions", filters.coalition_mask, filters.CoalitionFilter)
    places = _all("places", PlaceConnection, "places", filters.place_mask, filters.PlaceFilter)
    constituencies = _all(
        "constituencies",
        ConstituencyConnection,
        "constituencies",
        filters.constituency_mask,
        filters.ConstituencyFilter,
    )
    sources = listed(
        SourceConnection,
        "All sources that a record you may see cites, in order of their slugs.",
        lambda _root, context: listings.records(context.network, "sources", order="slug"),
    )
    introductions = INTRODUCTIONS
    bridging_gaps = BRIDGING_GAPS
    candidate_coalitions = CANDIDATE_COALITIONS
    bridging_plan = BRIDGING_PLAN
    solidarity_breadth = SOLIDARITY_BREADTH
    centrality = CENTRALITY
    job = JOB

    @staticmethod
    def resolve_revision(_root: None, info: GraphQLResolveInfo) -> int:
        """Give the revision of the viewer's Network."""
        return int(info.context.network.revision)

    @staticmethod
    def resolve_as_of(_root: None, info: GraphQLResolveInfo) -> Any:
        """Give the date of the viewer's Network."""
        return info.context.network.date

    @staticmethod
    def resolve_node(_root: None, info: GraphQLResolveInfo, id: str) -> Row:
        """Find a record of any type."""
        return find_node(info.context.network, id)
