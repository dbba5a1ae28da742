"""Solidarity breadth: how broad the solidarity of a set of organisations is."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.frames import frame, many, question, slug
from alliancemap.api.introductions import ORGANISATION, Warning  # noqa: A004 - the contract's word
from alliancemap.services import breadth as services


class BreadthDimension(graphene.ObjectType):
    """One dimension of a set's breadth. A null is not defined, never zero."""

    name = graphene.String(required=True, description="kind, places, constituencies or generations.")
    blau = graphene.Float(description="Blau index of the set: the chance that two are of different groups.")
    effective_number = graphene.Float(description="How many equally large groups would be as diverse.")
    shannon = graphene.Float(description="Shannon entropy of the set.")
    blau_pool = graphene.Float(description="Blau index of all organisations that could be in the set.")
    ratio = graphene.Float(description="The smaller of 1 and blau / blauPool.")
    blau_expected = graphene.Float(description="Blau index to expect of a random set of this size.")
    skipped = graphene.String(description="Why the dimension does not count, where it does not.")


class SolidarityBreadth(graphene.ObjectType):
    """Inclusive, expansive and active. A null is not defined, never zero."""

    members = many(ORGANISATION, "The set.")
    breadth = graphene.Float(description="The geometric mean of the ratios of the dimensions that count, in [0, 1].")
    inclusive = graphene.Float(description="The same as `breadth`.")
    expansive = graphene.Float(description="The share of pairs that are strangers to each other.")
    active = graphene.Float(description="The share of members with a recent tie inside the set.")
    dimensions = many(BreadthDimension, "The dimensions one by one.")
    mean_social_distance = graphene.Float(description="Of the pairs of the set, in [0, 1].")
    pool_mean_social_distance = graphene.Float(description="Of all pairs of organisations that could be in the set.")
    p_similar = graphene.Float(description="The chance of a random set that is as much alike.")
    share_cause = graphene.Float(description="The share of pairs with a cause that both support.")
    share_only_adversary = graphene.Float(description="The share of pairs that share a challenge, but no cause.")
    wideners = many(ORGANISATION, "The nearest who would widen a set that is built on likeness.")
    warnings = many(Warning, "What to know before acting.")


def _breadth(_root: None, info: GraphQLResolveInfo, members: list[str], **given: Any) -> services.SolidarityBreadth:
    ids = [slug(info, "organisations", id) for id in members]
    return services.measure_breadth(question(info.context, given), ids)


SOLIDARITY_BREADTH = graphene.Field(
    SolidarityBreadth,
    required=True,
    description="How broad the solidarity of a set of organisations is.",
    resolver=_breadth,
    members=graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The organisations, two at least; ids or slugs."
    ),
    **frame(),
)
