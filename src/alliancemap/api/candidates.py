"""Candidate coalitions: whom goals would bring together."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api import enums
from alliancemap.api.allies import CAUSE
from alliancemap.api.breadth import SolidarityBreadth
from alliancemap.api.frames import frame, known, many, question, slug
from alliancemap.api.introductions import ORGANISATION, Introduction, Warning  # noqa: A004 - the contract's word
from alliancemap.services import coalitions as services


class CauseWeight(graphene.InputObjectType):
    """A goal: a cause to support or a challenge to oppose, and how much it counts."""

    cause = graphene.ID(required=True, description="Which one; id or slug.")
    weight = graphene.Float(default_value=1.0, description="Above 0; only the proportions count.")


class OrganisationVotes(graphene.InputObjectType):
    """How many votes an organisation has."""

    organisation = graphene.ID(required=True, description="Which one; id or slug.")
    votes = graphene.Float(required=True, description="How many, from 0 on; they need not be whole.")


class CauseBacking(graphene.ObjectType):
    """A goal that a member backs."""

    cause = graphene.Field(CAUSE, required=True, description="The goal.")
    weight = graphene.Float(required=True, description="How central it is to the member, in (0, 1].")


class Backer(graphene.ObjectType):
    """A member that backs a goal."""

    organisation = graphene.Field(ORGANISATION, required=True, description="The member.")
    weight = graphene.Float(required=True, description="How central the goal is to it, in (0, 1].")


class Replacement(graphene.ObjectType):
    """Who would best take the seat of a member that declines, while the others stay."""

    organisation = graphene.Field(ORGANISATION, required=True, description="Whom to ask instead.")
    value = graphene.Float(required=True, description="The value of the coalition then.")
    change = graphene.Float(required=True, description="What that is more than before; below 0 if it is less.")
    missing = many(CAUSE, "The goals that nobody would back any more.")


class CoalitionMember(graphene.ObjectType):
    """A member of a candidate coalition and what it adds."""

    organisation = graphene.Field(ORGANISATION, required=True, description="The member.")
    gain = graphene.Float(required=True, description="What it added to the value when it was chosen.")
    gain_if_left_out = graphene.Float(required=True, description="What the value would lose without it.")
    backs = many(CauseBacking, "The goals that it backs.")
    if_declines = graphene.Field(Replacement, description="What to do if it declines; null: nobody else fits.")
    reason = graphene.String(required=True, description="Its part in a sentence.")


class GoalBacking(graphene.ObjectType):
    """A goal and who backs it."""

    cause = graphene.Field(CAUSE, required=True, description="The goal.")
    weight = graphene.Float(required=True, description="Its weight, as asked for.")
    backers = many(Backer, "The members that back it, those to whom it is most central first.")
    sole_backer = graphene.Field(ORGANISATION, description="The one member that backs it, where it is one only.")


class Voting(graphene.ObjectType):
    """How a coalition does in a vote."""

    votes = graphene.Float(required=True, description="The votes of its members together.")
    quota = graphene.Float(required=True, description="The votes that win, as asked for.")
    winning = graphene.Boolean(required=True, description="Whether its votes reach the quota.")
    minimal = graphene.Boolean(required=True, description="Whether it wins and would lose if any one member left.")
    critical = many(ORGANISATION, "The members without whom it would lose; none if it does not win.")
    dispensable = graphene.Int(
        description="How many members, whichever they are, can leave and it still wins; null: it does not win."
    )
    without_votes = many(ORGANISATION, "Members for whom no votes were given, who count as having none.")
    additions = many(
        ORGANISATION,
        "Where it loses: the fewest to add so that it wins, those who add most; none if nobody would do.",
    )
    reason = graphene.String(required=True, description="How it does, in a sentence.")


class CandidateCoalition(graphene.ObjectType):
    """One alternative."""

    members = many(CoalitionMember, "Its members, in the order chosen.")
    value = graphene.Float(required=True, description="0.5 coverage + 0.3 diversity + 0.2 reach.")
    coverage = graphene.Float(required=True, description="How well its members back the goals, in [0, 1].")
    diversity = graphene.Float(required=True, description="How many sorts of organisation it spans, in [0, 1].")
    reach = graphene.Float(required=True, description="The share of all organisations that it is or knows.")
    bound = graphene.Float(required=True, description="A value that no coalition of this size can exceed.")
    share_of_bound = graphene.Float(required=True, description="value / bound.")
    proven = graphene.Boolean(required=True, description="Whether it is proven to be the best.")
    goals = many(GoalBacking, "The goals and who backs them.")
    introductions = many(
        Introduction, "Those that members need who are too far from the others, in the order to make them in."
    )
    introducible = graphene.Boolean(
        required=True, description="Whether every member is within two steps of another one already."
    )
    breadth = graphene.Field(SolidarityBreadth, required=True, description="How broad its solidarity is.")
    conflicts_avoided = graphene.Int(required=True, description="How many were left out for a conflict with a member.")
    voting = graphene.Field(Voting, description="How it does in the vote; null where no quota was given.")
    warnings = many(Warning, "What to know before acting.")
    reason = graphene.String(required=True, description="What it amounts to, in a sentence.")


class CoalitionReport(graphene.ObjectType):
    """Candidate coalitions for some goals."""

    alternatives = many(CandidateCoalition, "The alternatives, best first.")
    pool = graphene.Int(required=True, description="How many organisations could have been chosen.")
    exhaustive = graphene.Boolean(required=True, description="Whether every possible coalition was looked at.")
    bound_by = enums.BoundBy(required=True, description="How it is known that nothing exceeds the bound.")


def _candidates(_root: None, info: GraphQLResolveInfo, goal: list[dict[str, Any]], **given: Any) -> Any:
    asked = question(info.context, given)
    for name in ("include", "exclude"):
        given[name] = tuple(slug(info, "organisations", id) for id in given.get(name) or ())
    given["votes"] = tuple(
        (slug(info, "organisations", item["organisation"]), item["votes"]) for item in given.get("votes") or ()
    )
    goals = tuple(
        (slug(info, "causes", item["cause"]), 1.0 if item.get("weight") is None else item["weight"]) for item in goal
    )
    return services.find_coalitions(asked, services.CoalitionWish(goals, **known(given)))


def _ids(description: str) -> Any:
    return graphene.List(graphene.NonNull(graphene.ID), description=description)


CANDIDATE_COALITIONS = graphene.Field(
    CoalitionReport,
    required=True,
    description="Whom some goals would bring together.",
    resolver=_candidates,
    goal=graphene.List(graphene.NonNull(CauseWeight), required=True, description="The goals, one at least."),
    size=graphene.Int(required=True, description=f"How many members, 1 to {services.LARGEST}."),
    include=_ids("Organisations that must be in it; ids or slugs."),
    exclude=_ids("Organisations that must not be in it; ids or slugs."),
    alternatives=graphene.Int(
        default_value=3, description=f"How many alternatives, 1 to {services.MOST_ALTERNATIVES}."
    ),
    everybody=graphene.Boolean(default_value=False, description="Let in those that back no goal."),
    proof=graphene.Int(
        default_value=0,
        description="How many seconds to try to prove how good the best is; at most "
        f"{services.LONGEST_PROOF}. What the clock cuts short may differ from time to time.",
    ),
    quota=graphene.Float(
        description="The votes that win, above 0 and at most all that are given; null: there is no vote to win. "
        "It does not change who is chosen."
    ),
    votes=graphene.List(
        graphene.NonNull(OrganisationVotes),
        description="How many votes organisations have, where there is a quota; one not named has none.",
    ),
    **frame(),
)
