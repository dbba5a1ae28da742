"""Solidarity breadth on a landscape in a file: C6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliancemap.analysis.findings.breadth.dimensions import DimensionBreadth
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.composites.asked import POOL, words
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import landscape_of, rows_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import SEED, Kind, Parameter


@measure(
    name="solidarity_breadth",
    gives="an object with the dimensions, breadth, mean social distance and p of similarity",
    source="Blau 1977; this project",
    takes=Takes.LANDSCAPE,
    parameters=(
        Parameter("members", Kind.LIST, "The organisations of the set.", required=True),
        *words("pool"),
        SEED,
        POOL,
    ),
)
def breadth_of_a_set(given: Given) -> Outcome:
    """Solidarity breadth (C6).

    Blau's index of kinds, places, constituencies and generations against the pool's, min(1, ratio) each; breadth
    is their geometric mean; p says how often sets of that size are as alike. Fewer than two members: null.
    """
    landscape, params = landscape_of(given), given.params
    rows = rows_of(landscape, params["members"]).tolist()
    found = solidarity_breadth(landscape, rows, params["seed"], include_power=params["include_power"])
    if found is None:
        return Outcome(None)
    value = {
        "dimensions": {one.name: _dimension(one) for one in found.dimensions},
        "breadth": found.breadth,
        "mean_social_distance": found.mean_social_distance,
        "pool_mean_social_distance": found.pool_mean_social_distance,
        "p_similar": found.p_similar,
        "stranger_share": found.strangers,
        "built_only_on_similarity": found.built_only_on_similarity,
    }
    return Outcome(value)


def _dimension(one: DimensionBreadth) -> Mapping[str, Any]:
    names = ("blau", "effective_number", "shannon", "blau_pool", "ratio")
    return {**{name: getattr(one, name) for name in names}, "blau_expected_random": one.blau_expected}
