"""Bridging gaps between groups, and who could close them, on a landscape in a file: C2."""

from __future__ import annotations

from typing import Any

from alliancemap.analysis.findings.bridges.bridge_pairs import PairLimits, bridge_pairs
from alliancemap.analysis.findings.gaps.gap import Gap
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.composites.asked import POOL, words
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import groups_of, landscape_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, integer


@measure(
    gives="an object from two groups, `a|b`, to observed and expected ties, both p, q, label and strata",
    source="stratified Fisher test; Besag & Clifford 1991; Benjamini & Hochberg 1995",
    takes=Takes.LANDSCAPE,
    parameters=(
        GROUPS,
        *words("eligible", "affinity"),
        integer("draws", "Shuffles of the groups; 0 leaves the shuffle test out.", 999, least=0),
        SEED,
        POOL,
    ),
)
def bridging_gap(given: Given) -> Outcome:
    """Bridging gaps between groups (C2).

    Ties between two groups against those of equally close organisations elsewhere: pairs are stratified by causes
    in common (0, 1, 2, 3 or more); E = Σ n_AB t/n, exact p = P(X ≤ O) by convolution, shuffle p by dealing the
    groups among organisations with as many ties; p is the larger, q over all pairs of groups.
    """
    landscape = landscape_of(given)
    params = given.params
    report = bridging_gaps(
        landscape, groups_of(given, landscape), params["draws"], params["seed"], include_power=params["include_power"]
    )
    gaps = {f"{report.labels[gap.a]}|{report.labels[gap.b]}": _gap(gap) for gap in (*report.gaps, *report.unranked)}
    method = f"exact and {params['draws']} shuffles from seed {params['seed']}" if params["draws"] else "exact"
    return Outcome(gaps, method, {"eligible": report.eligible})


def _gap(gap: Gap) -> dict[str, Any]:
    strata = {str(one.shared): {"dyads": one.pairs, "ties": one.tied, "between": one.between} for one in gap.strata}
    return {
        **{name: getattr(gap, name) for name in ("observed", "expected", "variance", "z", "relative_gap", "p_min")},
        **{name: getattr(gap, name) for name in ("p", "q", "p_shuffle", "dispersion", "at_least")},
        "p_lower": gap.p_exact,
        "deficit": gap.missing,
        "label": str(gap.label),
        "strata": strata,
    }


@measure(
    name="bridge_pairs",
    gives="a list of pairs with score, affinity, standings and introducers, the best first",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(
        Parameter("groups", Kind.LIST, "The two groups, by name.", required=True),
        integer("top", "How many pairs.", 10, least=1),
        integer("per_organisation", "How often one organisation may appear; null: as often as it comes.", least=1),
        POOL,
    ),
)
def pairs_for_bridges(given: Given) -> Outcome:
    """Who is best placed to build a bridge (C2).

    Pairs across two groups that share a cause and have no tie, by x·√(ρ_a ρ_b)·(½ + ½ I): affinity, standing in
    the own group, strength of the best introduction.
    """
    landscape, params = landscape_of(given), given.params
    groups = groups_of(given.asked({**params, "groups": None}), landscape)
    for name in params["groups"]:
        if name not in groups.labels:
            raise UsageError(f"there is no group {name!r}; there are {', '.join(groups.labels)}")
    if len(params["groups"]) != 2:
        raise UsageError(f"groups names {len(params['groups'])}; bridges are between two")
    a, b = (groups.rows_of(groups.labels.index(name)) for name in params["groups"])
    found = bridge_pairs(
        landscape, a, b, PairLimits(params["per_organisation"], params["top"], params["include_power"])
    )
    return Outcome(
        [
            {
                "pair": [landscape.ids[pair.a], landscape.ids[pair.b]],
                "score": pair.score,
                "affinity": pair.affinity,
                "standing": [pair.standing_a, pair.standing_b],
                "introduction": pair.introduction.strength if pair.introduction else 0.0,
                "introducers": [landscape.ids[row] for row in pair.introduction.introducers]
                if pair.introduction
                else [],
            }
            for pair in found
        ]
    )
