"""Bridging gaps: groups that share causes and have fewer recorded ties than equally close organisations elsewhere."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api import enums
from alliancemap.api.allies import CAUSE
from alliancemap.api.columns import Node
from alliancemap.api.connections import listed
from alliancemap.api.frames import frame, known, many, question, slug
from alliancemap.api.introductions import ORGANISATION, Introduction, Warning  # noqa: A004 - the contract's word
from alliancemap.api.paging import Listing
from alliancemap.api.places import OrganisationConnection
from alliancemap.errors import UsageError
from alliancemap.model import PlaceKind
from alliancemap.services import bridge_pairs, bridging_gap
from alliancemap.services import gaps as services
from alliancemap.services.groupings import GroupBy, StoredGroup
from alliancemap.services.groupings import Grouping as ServiceGrouping


class GroupInput(graphene.InputObjectType):
    """A group of your own."""

    id = graphene.ID(required=True, description="What you call it.")
    members = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="Its organisations; ids or slugs, each once."
    )


class Grouping(graphene.InputObjectType):
    """How organisations are divided into groups: give exactly one of these, such as `{kind: true}`."""

    kind = graphene.Boolean(description="True: by kind of organisation.")
    place = enums.PlaceKind(description="By the places of this level; REGION is usual.")
    constituency = graphene.Boolean(description="True: by whom they stand for, generations left aside.")
    generation = graphene.Boolean(description="True: by the generations they stand for.")
    community = graphene.Boolean(description="True: by communities found in the same ties, which says how, not why.")
    groups = graphene.List(graphene.NonNull(GroupInput), description="Groups of your own, two at least.")


class Group(graphene.ObjectType):
    """One of the groups that a gap is looked for between."""

    slug = graphene.String(required=True, description="Its id: a kind, a slug, or as you gave it.")
    name = graphene.String(required=True, description="Its name.")
    size = graphene.Int(required=True, description="How many organisations it has.")
    node = graphene.Field(Node, description="The place or constituency it stands for, if it is one.")
    members = listed(
        OrganisationConnection,
        "Its organisations, in order of their slugs.",
        lambda group, _context: Listing("members", group.members, lambda row: [row.id], lambda row: row),
        nested=True,
    )

    @staticmethod
    def resolve_slug(root: Any, _info: GraphQLResolveInfo) -> str:
        """Give the id of the group."""
        return str(root.id)

    @staticmethod
    def resolve_node(root: Any, _info: GraphQLResolveInfo) -> Any:
        """Give the record it stands for."""
        return root.row


class Stratum(graphene.ObjectType):
    """Pairs of organisations with the same number of shared causes."""

    shared = graphene.Int(required=True, description="How many causes they share: 0, 1, 2, or 3 for three and more.")
    pairs = graphene.Int(required=True, description="All such pairs.")
    tied = graphene.Int(required=True, description="Those of them with a tie.")
    between = graphene.Int(required=True, description="Those of them between the two groups.")


class BridgePair(graphene.ObjectType):
    """Two organisations that could build the bridge: one of either group, a shared cause, no tie recorded."""

    a = graphene.Field(ORGANISATION, required=True, description="The one of group a.")
    b = graphene.Field(ORGANISATION, required=True, description="The one of group b.")
    score = graphene.Float(required=True, description="How well placed they are, in [0, 1].")
    affinity = graphene.Float(required=True, description="How much of what they stand for is shared, in [0, 1].")
    shared_causes = many(CAUSE, "Causes that both support.")
    standings = many(graphene.Float, "The standing of a and of b, each in its own group, in [0, 1].")
    introduction = graphene.Field(Introduction, description="The best way to meet, if there is one.")
    weakest_trust = graphene.Float(description="The trust of the weakest step on that way.")
    reason = graphene.String(required=True, description="Why, in a sentence.")


class BridgingGap(graphene.ObjectType):
    """One pair of groups. A null is not defined, never zero."""

    rank = graphene.Int(description="Its place in order of evidence, from 1.")
    a = graphene.Field(Group, required=True, description="One group.")
    b = graphene.Field(Group, required=True, description="The other group.")
    observed = graphene.Int(required=True, description="O: ties recorded between the two.")
    expected = graphene.Float(required=True, description="E: ties to expect, given how many causes they share.")
    variance = graphene.Float(required=True, description="The variance of that number.")
    missing = graphene.Float(required=True, description="E − O.")
    relative_gap = graphene.Float(description="1 − O/E.")
    at_least = graphene.Float(description="The lower limit of 1 − O/E, at 97.5 % confidence.")
    z = graphene.Float(description="(O − E) / standard deviation.")
    p = graphene.Float(required=True, description="The larger of the two tests' p.")
    q = graphene.Float(required=True, description="Benjamini-Hochberg value of p over all pairs of the run.")
    p_exact = graphene.Float(required=True, description="The chance of so few ties, if each were dealt on its own.")
    p_shuffle = graphene.Float(description="The chance of so large a gap between random groups as well connected.")
    p_min = graphene.Float(required=True, description="The exact p if there were no recorded tie at all.")
    dispersion = graphene.Float(required=True, description="How bunched ties are: 1 if not.")
    draws = graphene.Int(required=True, description="How many random groups were drawn for this pair.")
    label = enums.GapLabel(required=True, description="What the evidence amounts to; says nothing if circular.")
    circular = graphene.Boolean(
        required=True,
        description="Whether the groups were found in the same ties: then the numbers describe, and are no evidence.",
    )
    too_small = graphene.Boolean(
        required=True, description="Whether the exact p would stay above 0.05 even with no recorded tie at all."
    )
    strata = many(Stratum, "The counts by number of shared causes.")
    reason = graphene.String(required=True, description="The finding in a sentence.")
    pairs = graphene.Field(
        graphene.List(graphene.NonNull(BridgePair)),
        required=True,
        description="The organisations best placed to build the bridge, best first.",
        first=graphene.Int(default_value=10, description="How many, 1 to 100."),
        per_organisation=graphene.Int(default_value=2, description="How often one may be named; null: no limit."),
    )

    @staticmethod
    def resolve_pairs(
        root: bridging_gap.BridgingGap,
        info: GraphQLResolveInfo,
        first: int | None = None,
        per_organisation: int | None = None,
    ) -> list[bridge_pairs.BridgePair]:
        """Ask who could build the bridge."""
        info.context.check_time()
        return root.pairs(10 if first is None else first, per_organisation)


class BridgingGapReport(graphene.ObjectType):
    """The gaps between the groups of one grouping."""

    gaps = many(BridgingGap, "Those with enough ties to expect, in order of evidence.")
    total_count = graphene.Int(required=True, description="How many those are.")
    unranked = graphene.Int(required=True, description="How many pairs of groups have too few ties to expect.")
    groups = many(Group, "The groups.")
    eligible = graphene.Int(required=True, description="How many organisations were looked at.")
    draws = graphene.Int(required=True, description="How many draws were asked for.")
    seed = graphene.Int(required=True, description="The seed of the draws: the same one gives the same answer.")
    warnings = many(Warning, "What holds of the report as a whole.")


def grouping(info: GraphQLResolveInfo, by: dict[str, Any]) -> ServiceGrouping:
    """Read a grouping.

    Raises
    ------
    UsageError
        If not exactly one way is given.
    """
    given = {name: value for name, value in by.items() if value not in (None, False)}
    if len(given) != 1:
        ways = ", ".join(sorted(given)) or "none"
        raise UsageError(f"by names {ways}; give exactly one way, such as {{kind: true}} or {{place: REGION}}")
    (name, value), *_ = given.items()
    groups = tuple(
        StoredGroup(group["id"], tuple(slug(info, "organisations", id) for id in group["members"]))
        for group in (value if name == "groups" else ())
    )
    return ServiceGrouping(GroupBy(name), value if name == "place" else PlaceKind.REGION, groups)


def _gaps(_root: None, info: GraphQLResolveInfo, by: dict[str, Any], **given: Any) -> services.BridgingGapReport:
    asked = question(info.context, given)
    return services.find_gaps(asked, grouping(info, by), services.GapOptions(**known(given)))


BRIDGING_GAPS = graphene.Field(
    BridgingGapReport,
    required=True,
    description="Pairs of groups with fewer recorded ties than the causes they share lead to expect.",
    resolver=_gaps,
    by=Grouping(required=True, description="How organisations are divided."),
    first=graphene.Int(default_value=20, description="How many gaps, 1 to 1000."),
    min_expected=graphene.Float(default_value=1.0, description="From how many expected ties on a pair is ranked."),
    draws=graphene.Int(
        default_value=services.DEFAULT_DRAWS,
        description=f"How many random groups are drawn, 0 to {services.MOST_DRAWS}; 0 leaves the shuffle test out.",
    ),
    seed=graphene.Int(default_value=services.DEFAULT_SEED, description="The seed of the draws."),
    **frame(),
)
