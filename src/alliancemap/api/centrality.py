"""Centrality: measures on all organisations, in order of one of them."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphene

from alliancemap.api import enums
from alliancemap.api.connections import connection, listed
from alliancemap.api.context import Context
from alliancemap.api.frames import frame, known, many, question
from alliancemap.api.introductions import ORGANISATION
from alliancemap.api.paging import Listing
from alliancemap.api.scalars import Date
from alliancemap.network.rows import Row
from alliancemap.services import centrality as services
from alliancemap.services.centrality import Centralities, CentralityOptions
from alliancemap.services.centrality import Measure as Measures


class CentralityValue(graphene.ObjectType):
    """What one measure gives for an organisation."""

    measure = enums.Measure(required=True, description="Which measure.")
    value = graphene.Float(description="Its value, to 12 significant digits; null: not defined, never zero.")
    rank = graphene.Int(description="Its rank from 1; equal values share one.")
    rank_low = graphene.Int(description="The best rank that is likely if ties are missing on record; null: not drawn.")
    rank_high = graphene.Int(description="The worst one.")


class OrganisationCentrality(graphene.ObjectType):
    """An organisation with its values."""

    organisation = graphene.Field(ORGANISATION, required=True, description="Which one.")
    values = many(CentralityValue, "A value for each measure, in the order asked for.")


class MeasureReport(graphene.ObjectType):
    """What belongs to the numbers of a measure."""

    measure = enums.Measure(required=True, description="Which measure.")
    title = graphene.String(required=True, description="Its name.")
    meaning = graphene.String(required=True, description="What a value says, in a sentence.")
    definition = graphene.String(required=True, description="How it is defined, with its formula.")
    source = graphene.String(required=True, description="Where it was published.")
    method = graphene.String(required=True, description="`exact`, or what was drawn and how sure it is.")
    coverage = graphene.Float(description="The share of organisations that have a value; null where there are none.")
    undefined = graphene.Int(required=True, description="How many have none.", resolver=lambda c, _info: c.n_undefined)
    undefined_because = graphene.String(
        description="Why one may have none.", resolver=lambda c, _info: c.undefined or None
    )
    low_first = graphene.Boolean(required=True, description="Whether rank 1 is the lowest value.")

    @staticmethod
    def resolve_measure(root: Any, _info: Any) -> Measures:
        """Name the measure."""
        return Measures(root.name)


@dataclass(frozen=True)
class _Node:
    """An organisation at a place of the landscape."""

    whole: Centralities
    place: int

    @property
    def organisation(self) -> Row:
        """The organisation."""
        return self.whole.question.row(self.place)

    @property
    def values(self) -> tuple[services.CentralityValue, ...]:
        """Its values."""
        return self.whole.values_at(self.place)


def _whole(read: Any) -> Any:
    """Make the function that asks the whole list behind a page."""
    return lambda page, _info: read(page.listing.whole)


def _count(description: str, read: Any) -> Any:
    return graphene.Int(required=True, description=description, resolver=_whole(read))


CentralityConnection = connection(
    "Centrality",
    OrganisationCentrality,
    "organisations with their values",
    {
        "measures": graphene.Field(
            graphene.List(graphene.NonNull(MeasureReport)),
            required=True,
            description="The measures, in the order asked for, with their definitions.",
            resolver=_whole(lambda whole: whole.asked),
        ),
        "as_of": graphene.Field(
            Date,
            required=True,
            description="The day that counts.",
            resolver=_whole(lambda whole: whole.question.date),
        ),
        "organisations": _count("n: how many organisations were measured.", lambda whole: whole.graph.n),
        "ties": _count("m: how many pairs of them are tied.", lambda whole: whole.graph.m),
        "isolates": _count("How many have no tie.", lambda whole: len(whole.graph.isolates)),
        "components": _count("Into how many parts the network falls, isolates too.", lambda whole: whole.n_components),
        "draws": _count("How often ties were dropped for the bands of ranks.", lambda whole: whole.options.draws),
        "seed": _count("What the draws start from: the same one gives the same bands.", lambda w: w.options.seed),
    },
)


def _listing(
    _root: None, context: Context, measures: Sequence[Measures], order_by: Measures | None = None, **given: Any
) -> Listing:
    asked = question(context, given)
    options = CentralityOptions(**known(given), within_request=context.deadline is not None)
    whole = services.find_centralities(asked, [*measures], options, order_by)
    by = whole.order_by
    keys, ids = by.keys, asked.landscape.ids
    return Listing(
        f"centrality by {by.name}",
        by.order,
        key=lambda place: [*keys(place), ids[place]],
        node=lambda place: _Node(whole, int(place)),
        whole=whole,
    )


CENTRALITY = listed(
    CentralityConnection,
    "Measures on all organisations of the map, institutions of power too, in order of one of them.",
    _listing,
    measures=graphene.List(graphene.NonNull(enums.Measure), required=True, description="Which measures."),
    order_by=enums.Measure(description="By which measure they come, the first rank first; default the first measure."),
    draws=graphene.Int(
        default_value=0,
        description=f"How often a tenth of the ties is dropped at random for bands of ranks, up to "
        f"{services.MOST_DRAWS}; 0 gives no bands.",
    ),
    seed=graphene.Int(default_value=services.DEFAULT_SEED, description="The seed of the draws."),
    **frame(),
)
