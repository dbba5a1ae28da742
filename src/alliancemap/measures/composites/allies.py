"""Candidates for an alliance on a landscape in a file: C3."""

from __future__ import annotations

from typing import Any

from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from alliancemap.analysis.findings.allies.closest_by_causes import closest_by_causes as closest_candidates
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.composites.asked import POOL, words
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import landscape_of, rows_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import Kind, Parameter, integer


@measure(
    gives="an object with base, weights, median social distance and the ranking with contributions",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(
        Parameter("focal", Kind.TEXT, "The organisation that looks for allies.", required=True),
        *words("pool"),
        POOL,
    ),
)
def ally_score(given: Given) -> Outcome:
    """Candidates for an alliance (C3).

    Candidates (no tie, no conflict) by score = base + Σ φ_k, φ_k = ω_k(c_k − mean of c_k), over the causes,
    challenges and places in common, the best introduction, and the share of the candidate's allies in conflict.
    """
    landscape = landscape_of(given)
    focal = int(rows_of(landscape, [given.params["focal"]])[0])
    scores = ally_scores(landscape, focal, include_power=given.params["include_power"])

    def named(values: Any) -> dict[str, float]:
        return dict(zip(COMPONENTS, values.tolist(), strict=True))

    rated = scores.in_order
    parts, added, columns = rated.values, rated.contributions, (rated.score, rated.coverage, rated.social_distance)
    ranking = [
        {
            "candidate": landscape.ids[row],
            "score": score,
            "components": named(parts[:, place]),
            "contributions": named(added[:, place]),
            "coverage": coverage,
            "social_distance": distance,
            "bridging": bool(bridging),
        }
        for place, (row, bridging, score, coverage, distance) in enumerate(
            zip(rated.rows, rated.bridging, *columns, strict=True)
        )
    ]
    value = {
        "median_social_distance": scores.median_social_distance,
        "base": scores.base,
        "weights": named(scores.weights),
        "ranking": ranking,
    }
    return Outcome(value)


@measure(
    gives="for each organisation a list of [candidate, affinity]",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(integer("k", "How many for each.", 20, least=1), POOL),
)
def closest_by_causes(given: Given) -> Outcome:
    """For every organisation the k candidates that share most of its causes, with no tie to it recorded.

    Of the candidates of C3 those of the highest affinity above 0: Σ idf of what both stand for by Σ idf of what either
    does, broader causes counted half. Equal ones stand in order of organisations.
    """
    landscape, ids = landscape_of(given), landscape_of(given).ids
    found = closest_candidates(landscape, given.params["k"], given.params["include_power"])
    lines = zip(ids, found.rows.tolist(), found.affinity.tolist(), strict=True)
    return Outcome(
        {
            focal: [(ids[row], value) for row, value in zip(rows, values, strict=True) if row >= 0]
            for focal, rows, values in lines
        }
    )
