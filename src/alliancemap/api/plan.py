"""Bridging plans: which introductions would connect the groups of the map most."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.allies import CAUSE
from alliancemap.api.frames import frame, known, many, question
from alliancemap.api.gaps import Group, Grouping, grouping
from alliancemap.api.introductions import ORGANISATION, Introduction, Warning  # noqa: A004 - the contract's word
from alliancemap.services import plan as services


class PlanStep(graphene.ObjectType):
    """One introduction of a plan: two organisations of different groups that share a cause and have no tie recorded."""

    rank = graphene.Int(required=True, description="Its place in the plan, from 1.")
    a = graphene.Field(ORGANISATION, required=True, description="One of the two.")
    b = graphene.Field(ORGANISATION, required=True, description="The other.")
    gain = graphene.Float(required=True, description="What it adds to the connectivity across groups, never negative.")
    value = graphene.Float(required=True, description="The connectivity across groups with it and those before it.")
    groups_of_a = many(Group, "The groups that a counts in.")
    groups_of_b = many(Group, "The groups that b counts in.")
    shared_causes = many(CAUSE, "Causes that both support.")
    introduction = graphene.Field(Introduction, description="The best way to meet, if there is one.")
    relieved = many(ORGANISATION, "Those without whom the map fell apart before this step, and does not after it.")
    relieved_count = graphene.Int(required=True, description="How many these are, with those not to be named.")
    sources = graphene.Int(required=True, description="How many sources touch either and record no tie between them.")
    reason = graphene.String(required=True, description="Why, in a sentence.")


class BridgingPlan(graphene.ObjectType):
    """Introductions in order, and how much they connect.

    Connectivity across groups is the mean over pairs of organisations of different groups of 1 / the length of the
    shortest path between them, 0 where there is none; institutions of power are a group of their own.
    """

    before = graphene.Float(required=True, description="The connectivity across groups as it is.")
    after = graphene.Float(required=True, description="The same with all steps.")
    steps = many(PlanStep, "The introductions, the greatest gain first.")
    candidates = graphene.Int(required=True, description="How many pairs could have been chosen.")
    proven = graphene.Boolean(
        required=True, description="Whether all choices were tried; else the plan is a heuristic."
    )
    random = graphene.Float(description="The mean connectivity with as many random introductions; null: no candidates.")
    draws = graphene.Int(required=True, description="How many random plans that is the mean of.")
    seed = graphene.Int(required=True, description="The seed of these: the same one gives the same answer.")
    groups = many(Group, "The groups.")
    warnings = many(Warning, "What to know before acting.")
    reason = graphene.String(required=True, description="What it amounts to, in a sentence.")


def _plan(_root: None, info: GraphQLResolveInfo, size: int, by: dict[str, Any], **given: Any) -> services.BridgingPlan:
    asked = question(info.context, given)
    return services.make_plan(asked, services.PlanWish(size, grouping(info, by), **known(given)))


BRIDGING_PLAN = graphene.Field(
    BridgingPlan,
    required=True,
    description="The introductions that would connect the groups of the map most.",
    resolver=_plan,
    size=graphene.Int(required=True, description=f"How many introductions, 1 to {services.MOST_STEPS}."),
    by=Grouping(required=True, description="How organisations are divided."),
    introducible=graphene.Boolean(
        default_value=False, description="Only pairs that somebody on the map could introduce."
    ),
    per_organisation=graphene.Int(description="How many new ties an organisation may get; null: no limit."),
    seed=graphene.Int(default_value=services.DEFAULT_SEED, description="The seed of the random plans to compare with."),
    **frame(),
)
