"""Social capital: what kind of ties an organisation has."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.frames import frame, many, question
from alliancemap.api.introductions import ORGANISATION, Warning  # noqa: A004 - the contract's word
from alliancemap.network.rows import Row
from alliancemap.services.social_capital import SocialCapital as Found
from alliancemap.services.social_capital import measure_social_capital


class SocialCapitalShares(graphene.ObjectType):
    """Bonding, bridging and linking as shares of their sum."""

    bonding = graphene.Float(required=True, description="Share of bonding, in [0, 1].")
    bridging = graphene.Float(required=True, description="Share of bridging, in [0, 1].")
    linking = graphene.Float(required=True, description="Share of linking, in [0, 1].")


class SocialCapitalBaseline(graphene.ObjectType):
    """Bridging to expect if the same tie weights went to anybody on the same side of the power line."""

    expected = graphene.Float(description="The bridging to expect; null: nobody to compare with.")
    z = graphene.Float(
        description="(bridging − expected) / standard deviation; below 0 for most, for like ties to like."
    )
    z_percentile = graphene.Float(description="The place of z among the organisations compared, in [0, 1].")
    compared = graphene.Int(required=True, description="Of how many organisations with ties z was worked out.")


class SocialCapitalPercentiles(graphene.ObjectType):
    """Places among all organisations with ties, in [0, 1]: the share of those with less, equal ones counted half."""

    bonding = graphene.Float(description="Of the bonding volume.")
    bridging = graphene.Float(description="Of the bridging volume.")
    linking = graphene.Float(description="Of the linking volume.")
    bridging_share = graphene.Float(description="Of the share of bridging.")
    closure = graphene.Float(description="Of closure.")


class SocialCapital(graphene.ObjectType):
    """Bonding, bridging and linking of an organisation. A null is not defined, never zero."""

    organisation = graphene.Field(ORGANISATION, required=True, description="Whose ties these are.")
    bonding = graphene.Float(required=True, description="Σ w (1 − δ) over ties on its side of the power line.")
    bridging = graphene.Float(required=True, description="Σ w δ over the same ties; w the weight, δ the distance.")
    linking = graphene.Float(required=True, description="Σ w over ties across the power line.")
    unclassified = graphene.Float(required=True, description="Σ w over ties whose social distance is not known.")
    shares = graphene.Field(SocialCapitalShares, description="The three as shares; null without such ties.")
    baseline = graphene.Field(SocialCapitalBaseline, required=True, description="Bridging beside what chance gives.")
    closure = graphene.Float(description="Which share of the pairs of its allies on its side know each other.")
    linking_reach = graphene.Int(
        required=True,
        description="How many institutions of power are within two steps; of an institution: how many not.",
    )
    reciprocity = graphene.Float(
        description="Of those that it supports, funds or is a member of, the share that has such a tie to it."
    )
    percentiles = graphene.Field(
        SocialCapitalPercentiles, required=True, description="Its places among all organisations with ties."
    )
    allies = graphene.Int(required=True, description="To how many organisations it is tied.")
    words = graphene.String(required=True, description="All this in a sentence.")
    warnings = many(Warning, "What stands out, such as CLOSED.")


def _social_capital(row: Row, info: GraphQLResolveInfo, **given: Any) -> Found:
    return measure_social_capital(question(info.context, given), row)


SOCIAL_CAPITAL = graphene.Field(
    SocialCapital,
    required=True,
    description="What kind of ties it has: to its like, to those unlike it, to institutions of power.",
    resolver=_social_capital,
    **frame(),
)
