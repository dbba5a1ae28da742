"""Potential allies: who could be one, and isn't, with reasons."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene

from alliancemap.api import enums
from alliancemap.api.columns import OBJECTS, Node
from alliancemap.api.connections import connection, listed
from alliancemap.api.context import Context
from alliancemap.api.frames import frame, many, question
from alliancemap.api.introductions import ORGANISATION, Introduction, Warning  # noqa: A004 - the contract's word
from alliancemap.api.paging import Listing
from alliancemap.api.scalars import Date
from alliancemap.network.rows import Row
from alliancemap.services.allies import Allies, AllyList, find_allies

CAUSE = OBJECTS["causes"]


class Contribution(graphene.ObjectType):
    """What one component adds to a score: weight × (value − mean), 0 where the value is not known."""

    component = enums.Component(required=True, description="Which one.")
    value = graphene.Float(description="Its value for this candidate, in [0, 1]; null: not known.")
    mean = graphene.Float(description="Its mean over the candidates where it is known.")
    weight = graphene.Float(required=True, description="Its weight; the weights sum up to 1.")
    contribution = graphene.Float(required=True, description="What it adds to the score, or takes from it.")


class PotentialAlly(graphene.ObjectType):
    """A candidate and why: score = base + the sum of the contributions. Likeness earns no point."""

    rank = graphene.Int(required=True, description="Its place in the list, from 1.")
    organisation = graphene.Field(ORGANISATION, required=True, description="The candidate.")
    score = graphene.Float(required=True, description="What the two share and how they could meet, in [0, 1].")
    base = graphene.Float(required=True, description="The score of a candidate that is average in everything.")
    coverage = graphene.Float(required=True, description="The share of the score's weight that rests on known facts.")
    contributions = many(Contribution, "What each component adds, the largest first.")
    social_distance = graphene.Float(description="How unlike the two are, in [0, 1]; null: not known.")
    bridging = graphene.Boolean(description="Whether it is at least as unlike as the median candidate.")
    shared_causes = many(CAUSE, "Causes that both support, the rarest first.")
    shared_challenges = many(CAUSE, "Challenges that both oppose, the rarest first.")
    shared_headings = many(CAUSE, "Broader causes under which both support something.")
    disagreements = many(CAUSE, "Causes that one supports and the other opposes.")
    introduction = graphene.Field(Introduction, description="The best way to meet; null: nobody on the map knows both.")
    warnings = many(Warning, "What to know before acting.")
    sources = graphene.Int(required=True, description="How many sources touch either and record no tie between them.")
    reason = graphene.String(required=True, description="Why, in a sentence.")


class PastPartner(graphene.ObjectType):
    """One that worked with the organisation and no longer does, as far as the records say."""

    organisation = graphene.Field(ORGANISATION, required=True, description="Which one.")
    until = Date(description="When the last of their links ended; null: not recorded.")
    ties = many(OBJECTS["ties"], "The ties that there were.")
    memberships = many(OBJECTS["memberships"], "The records by which one joined a coalition that the other embodies.")
    tables = many(Node, "The coalitions and umbrellas in which both sat at the same time; none in tie set RECORDED.")
    reason = graphene.String(required=True, description="What there was, in a sentence.")


def _whole(name: str) -> Any:
    """Make the function that asks the whole list behind a page."""
    return lambda page, _info: getattr(page.listing.whole, name)


PotentialAllyConnection = connection(
    "PotentialAlly",
    PotentialAlly,
    "potential allies",
    {
        "base": graphene.Float(
            required=True,
            description="The score of a candidate that is average in everything.",
            resolver=_whole("base"),
        ),
        "median_social_distance": graphene.Float(
            description="From which social distance on a candidate is bridging.",
            resolver=_whole("median_social_distance"),
        ),
        "past_partners": graphene.Field(
            graphene.List(graphene.NonNull(PastPartner)),
            required=True,
            description="Those it worked with until some time before the date, the latest first; no candidates.",
            resolver=_whole("past_partners"),
        ),
        "warnings": graphene.Field(
            graphene.List(graphene.NonNull(Warning)),
            required=True,
            description="What holds of the list as a whole.",
            resolver=_whole("warnings"),
        ),
    },
)


def _listing(row: Row, context: Context, which: AllyList | None = None, **given: Any) -> Listing:
    which = AllyList(which or AllyList.NATURAL)
    allies: Allies = find_allies(question(context, given), row, which)
    return Listing(
        f"potential allies {which}",
        range(len(allies)),
        key=lambda rank: [allies.organisation_at(rank).id],
        node=lambda rank: allies[rank : rank + 1][0],
        ranked=True,
        whole=allies,
    )


POTENTIAL_ALLIES = listed(
    PotentialAllyConnection,
    "Organisations without a recorded tie to this one, the likeliest allies first.",
    _listing,
    nested=True,
    which=enums.AllyList(name="list", default_value=AllyList.NATURAL, description="Which list."),
    **frame(),
)
