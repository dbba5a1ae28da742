"""Places, constituencies and sources."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code="import-untyped,call-arg"
from __future__ import annotations

import graphene

from alliancemap.api import enums
from alliancemap.api.columns import OBJECTS, Node, column
from alliancemap.api.connections import connection, listed
from alliancemap.api.context import Context
from alliancemap.api.filters import OrganisationFilter, organisation_mask
from alliancemap.api.listings import organisations
from alliancemap.api.paging import Listing
from alliancemap.network.rows import Row

OrganisationConnection = connection("Organisation", OBJECTS["organisations"], "organisations")
PlaceConnection = connection("Place", OBJECTS["places"], "places")
ConstituencyConnection = connection("Constituency", OBJECTS["constituencies"], "constituencies")
SourceConnection = connection("Source", OBJECTS["sources"], "sources")


class Position(graphene.ObjectType):
    """Where on the globe something is."""

    latitude = graphene.Float(required=True, description="In degrees, north positive.")
    longitude = graphene.Float(required=True, description="In degrees, east positive.")
    precision = enums.PositionPrecision(required=True, description="Whether it is exact or blurred.")


class Place(graphene.ObjectType, interfaces=(Node,)):
    """A country, nation, region, city or town, and the place it lies in."""

    name = column("places", "name")
    kind = column("places", "kind")
    within = column("places", "parent_id")
    latitude = column("places", "latitude")
    longitude = column("places", "longitude")
    organisations = listed(
        OrganisationConnection,
        "The organisations in it or in a place that lies in it, by name.",
        lambda row, context, where=None: _organisations(row, context, "place_within", where),
        nested=True,
        where=OrganisationFilter(name="filter", description="Which ones; its `placeWithin` is set already."),
    )


class Constituency(graphene.ObjectType, interfaces=(Node,)):
    """People whom an organisation is made up of or serves."""

    name = column("constituencies", "name")
    group_type = column("constituencies", "group_type")
    organisations = listed(
        OrganisationConnection,
        "The organisations that stand for them, by name.",
        lambda row, context, where=None: _organisations(row, context, "constituency", where),
        nested=True,
        where=OrganisationFilter(name="filter", description="Which ones; its `constituency` is set already."),
    )


class Source(graphene.ObjectType, interfaces=(Node,)):
    """Where a fact comes from."""

    title = column("sources", "title")
    url = column("sources", "url")
    publisher = column("sources", "publisher")
    date = column("sources", "date")
    licence = column("sources", "licence")


def _organisations(row: Row, context: Context, name: str, where: dict[str, object] | None) -> Listing:
    mask = organisation_mask(context.network, {**(where or {}), name: row.id})
    return organisations(context.network, mask, None, None)
