"""The composite findings on a landscape that is written in a file: C1 to C6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliancemap.analysis.findings.allies import ally_scores
from alliancemap.analysis.findings.breadth import DimensionBreadth, solidarity_breadth
from alliancemap.analysis.findings.bridge_pairs import PairLimits, bridge_pairs
from alliancemap.analysis.findings.bridging_plan import greedy_steps, optimal_plans
from alliancemap.analysis.findings.candidates import COMPONENTS
from alliancemap.analysis.findings.coalition_objective import CoalitionQuestion, Objective
from alliancemap.analysis.findings.coalition_search import BoundBy, bound_at, greedy, search
from alliancemap.analysis.findings.gap import Gap
from alliancemap.analysis.findings.gaps import bridging_gaps
from alliancemap.analysis.findings.map_connectivity import connectivity
from alliancemap.analysis.findings.plan_candidates import plan_candidates
from alliancemap.analysis.findings.social_capital import closure, linking_reach, opportunity, volumes
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import causes_of, groups_of, landscape_of, rows_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, flag, integer

POOL = flag("include_power", "Let institutions of power take part.", default=False)
WORDS = (
    Parameter("pool", Kind.TEXT, "In words, who takes part; `include_power` decides."),
    Parameter("eligible", Kind.TEXT, "In words, who takes part; `include_power` decides."),
    Parameter("affinity", Kind.TEXT, "In words, how strata are made: by causes in common, at most 3."),
    Parameter("candidates", Kind.TEXT, "In words, which ties may be added."),
)
GOAL = Parameter("goal", Kind.OBJECT, "The goals and their weights: {cause: weight}.", required=True)
SIZE = integer("k", "How many.", required=True, least=1)


def _words(*names: str) -> tuple[Parameter, ...]:
    return tuple(parameter for parameter in WORDS if parameter.name in names)


@measure(
    gives="an object from organisation to its volumes, shares, baseline, closure and linking reach",
    source="Putnam 2000; Szreter & Woolcock 2004 doi:10.1093/ije/dyh013",
    takes=Takes.LANDSCAPE,
)
def social_capital(given: Given) -> Outcome:
    """Bonding, bridging and linking (C1).

    linking = Σ vertical w, bonding = Σ horizontal w(1−δ), bridging = Σ horizontal wδ (δ: social distance; a tie
    is vertical if exactly one end is an institution of power), with the bridging expected if the same weights
    went to anybody on the same side, its z, the closure among allies and the institutions within two steps. No
    tie: shares null.
    """
    landscape = landscape_of(given)
    found, shares = volumes(landscape), volumes(landscape).shares
    return Outcome({id: _capital(landscape, found, shares, row) for row, id in enumerate(landscape.ids)})


def _capital(landscape: Landscape, found: Any, shares: Any, row: int) -> dict[str, Any]:
    chance = opportunity(landscape, row)
    names = ("bonding", "bridging", "linking")
    known = not np.isnan(shares[0, row])
    return {
        **{name: float(getattr(found, name)[row]) for name in (*names, "unclassified")},
        "shares": dict(zip(names, shares[:, row].tolist(), strict=True)) if known else None,
        "bridging_expected": chance.expected,
        "bridging_z": chance.z,
        "closure": closure(landscape, row),
        "linking_reach": linking_reach(landscape, row),
    }


@measure(
    gives="an object from two groups, `a|b`, to observed and expected ties, both p, q, label and strata",
    source="stratified Fisher test; Besag & Clifford 1991; Benjamini & Hochberg 1995",
    takes=Takes.LANDSCAPE,
    parameters=(
        GROUPS,
        *_words("eligible", "affinity"),
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


@measure(
    gives="an object with base, weights, median social distance and the ranking with contributions",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(
        Parameter("focal", Kind.TEXT, "The organisation that looks for allies.", required=True),
        *_words("pool"),
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

    parts, added, columns = scores.values, scores.contributions, (scores.score, scores.coverage, scores.social_distance)
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
            zip(scores.candidates, scores.bridging, *columns, strict=True)
        )
    ]
    value = {
        "median_social_distance": scores.median_social_distance,
        "base": scores.base,
        "weights": named(scores.weights),
        "ranking": ranking,
    }
    return Outcome(value)


COALITION = (
    GOAL,
    SIZE,
    Parameter("must", Kind.LIST, "Organisations that must be in."),
    Parameter("bar", Kind.LIST, "Organisations that must not."),
    *_words("pool"),
    POOL,
)


def _objective(given: Given, landscape: Landscape) -> Objective:
    params = given.params
    must, bar = (frozenset(rows_of(landscape, params[name] or ()).tolist()) for name in ("must", "bar"))
    goal = causes_of(landscape, params["goal"])
    question = CoalitionQuestion(goal, params["k"], must, bar, params["include_power"])
    return Objective.of(landscape, question)


@measure(
    gives="an object with members in order, what each added, the parts of the value and an upper bound",
    source="Nemhauser, Wolsey & Fisher 1978 doi:10.1007/BF01588971",
    takes=Takes.LANDSCAPE,
    parameters=COALITION,
)
def coalition_greedy(given: Given) -> Outcome:
    """A coalition built greedily (C4).

    F(S) = .5·coverage + .3·diversity + .2·reach, built by adding whoever gains most; before any exchange.
    """
    landscape = landscape_of(given)
    objective = _objective(given, landscape)
    members = greedy(objective, np.flatnonzero(objective.required))
    if members is None:
        raise UsageError(f"no coalition of {objective.size} without a conflict was found; lower k")
    order, gains = objective.in_order(members)
    names = [landscape.ids[objective.pool[one]] for one in order]
    parts = dict(zip(("coverage", "diversity", "reach"), objective.parts(members), strict=True))
    value = {
        "members": names,
        "trace": [[name, gain] for name, gain in zip(names, gains, strict=True)],
        "value": {"total": objective.value(members), **parts},
        "upper_bound": bound_at(objective, members),
    }
    return Outcome(value, "heuristic")


@measure(
    gives="an object with the best value and the best set",
    source="exhaustive search",
    takes=Takes.LANDSCAPE,
    parameters=COALITION,
)
def coalition_optimum(given: Given) -> Outcome:
    """The best coalition (C4).

    The set of k organisations with the largest F; all are tried where they are at most 200 000.
    """
    landscape = landscape_of(given)
    objective = _objective(given, landscape)
    found = search(objective, 1)
    members = found.sets[0]
    names = sorted(landscape.ids[objective.pool[one]] for one in members)
    return Outcome(
        {"value": objective.value(members), "sets": [names], "bound": found.bound},
        "exact" if found.bound_by is BoundBy.EVERY_COALITION else "heuristic: greedy choice and exchange",
    )


@measure(
    gives="an object with Φ before, and the steps with tie, gain and Φ",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(SIZE, GROUPS, *_words("candidates")),
)
def bridging_plan_greedy(given: Given) -> Outcome:
    """A bridging plan (C5).

    k introductions that raise Φ, the mean of 1/d over pairs in different groups, the best each time; no
    guarantee, for Φ is not submodular in added ties.
    """
    landscape = landscape_of(given)
    groups = groups_of(given, landscape)
    graph = connectivity(landscape, groups)
    steps = [
        {"tie": _as_written(given, landscape, (step.a, step.b)), "value": step.value, "gain": step.gain}
        for step in greedy_steps(landscape, groups, given.params["k"])
    ]
    candidates = len(plan_candidates(landscape, graph.across)[0])
    return Outcome({"before": graph.value, "steps": steps, "candidates": candidates}, "heuristic")


@measure(
    gives="an object with the best Φ and every set of ties that reaches it",
    source="exhaustive search",
    takes=Takes.LANDSCAPE,
    parameters=(SIZE, GROUPS, *_words("candidates")),
)
def bridging_plan_optimum(given: Given) -> Outcome:
    """The best bridging plan (C5).

    The best k introductions, k at most 2, by trying all choices where they are at most 10 000.
    """
    landscape = landscape_of(given)
    value, choices = optimal_plans(landscape, groups_of(given, landscape), given.params["k"])
    sets = [[_as_written(given, landscape, tie) for tie in choice] for choice in choices]
    return Outcome({"value": value, "sets": sets, "n_optimal": len(sets)})


def _as_written(given: Given, landscape: Landscape, tie: tuple[int, int]) -> list[str]:
    """The ends of a tie in the order in which the file has them."""
    return sorted((landscape.ids[row] for row in tie), key=given.file().nodes.index)


@measure(
    name="solidarity_breadth",
    gives="an object with the dimensions, breadth, mean social distance and p of similarity",
    source="Blau 1977; this project",
    takes=Takes.LANDSCAPE,
    parameters=(
        Parameter("members", Kind.LIST, "The organisations of the set.", required=True),
        *_words("pool"),
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
