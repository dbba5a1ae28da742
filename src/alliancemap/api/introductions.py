"""Introductions: who could bring two organisations together."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.columns import OBJECTS, Node
from alliancemap.api.frames import frame, many, question, slug
from alliancemap.services.introductions import Introduction as Found
from alliancemap.services.introductions import find_introductions

ORGANISATION = OBJECTS["organisations"]


class Warning(graphene.ObjectType):  # noqa: A001 - the contract's word
    """Something to know before acting on a result."""

    code = graphene.String(required=True, description="A stable word for programs, such as THIN_EVIDENCE.")
    message = graphene.String(required=True, description="A sentence for people.")


class IntroductionStep(graphene.ObjectType):
    """One step of an introduction: two organisations that know each other, and what shows it."""

    a = graphene.Field(ORGANISATION, required=True, description="One of the two.")
    b = graphene.Field(ORGANISATION, required=True, description="The other.")
    trust = graphene.Float(required=True, description="w / (w + median w) of the weight w of their tie, in (0, 1).")
    ties = many(OBJECTS["ties"], "The ties recorded between the two.")
    memberships = many(OBJECTS["memberships"], "The records by which one joined a coalition that the other embodies.")
    tables = many(Node, "The coalitions and umbrellas in which both sat at the same time; none in tie set RECORDED.")


class Introduction(graphene.ObjectType):
    """A way from one organisation to another through one or two that know both sides."""

    strength = graphene.Float(required=True, description="The product of the trust of its steps, in (0, 1).")
    weakest = graphene.Float(required=True, description="The trust of its weakest step.")
    path = many(ORGANISATION, "All organisations on the way, both ends included.")
    introducers = many(ORGANISATION, "Those between the ends, in order.")
    steps = many(IntroductionStep, "The steps with their evidence.")
    ties = many(OBJECTS["ties"], "All ties recorded along the way.")
    reason = graphene.String(required=True, description="The way in words.")


def _introductions(
    _root: None, info: GraphQLResolveInfo, start: str, target: str, first: int | None = None, **given: Any
) -> list[Found]:
    a, b = (slug(info, "organisations", id) for id in (start, target))
    return find_introductions(question(info.context, given), a, b, 3 if first is None else first)


INTRODUCTIONS = graphene.Field(
    graphene.List(graphene.NonNull(Introduction)),
    required=True,
    description="The best ways from one organisation to another, one for each distinct first introducer.",
    resolver=_introductions,
    start=graphene.ID(name="from", required=True, description="Who wants to be introduced; id or slug."),
    target=graphene.ID(name="to", required=True, description="To whom; id or slug."),
    first=graphene.Int(default_value=3, description="How many, 1 to 100."),
    **frame(),
)
