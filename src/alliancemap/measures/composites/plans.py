"""Bridging plans on a landscape in a file: C5."""

from __future__ import annotations

from alliancemap.analysis.findings.plans.bridging_plan import greedy_steps, optimal_plans
from alliancemap.analysis.findings.plans.candidates import plan_candidates
from alliancemap.analysis.findings.plans.map_connectivity import connectivity
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.composites.asked import SIZE, words
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import groups_of, landscape_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import GROUPS


@measure(
    gives="an object with Φ before, and the steps with tie, gain and Φ",
    source="this project",
    takes=Takes.LANDSCAPE,
    parameters=(SIZE, GROUPS, *words("candidates")),
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
    parameters=(SIZE, GROUPS, *words("candidates")),
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
