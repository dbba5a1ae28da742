"""Coalitions for a goal on a landscape in a file: C4."""

from __future__ import annotations

import numpy as np

from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import bound_at, greedy, search
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.composites.asked import POOL, SIZE, words
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import causes_of, landscape_of, rows_of
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import Kind, Parameter

GOAL = Parameter("goal", Kind.OBJECT, "The goals and their weights: {cause: weight}.", required=True)
COALITION = (
    GOAL,
    SIZE,
    Parameter("must", Kind.LIST, "Organisations that must be in."),
    Parameter("bar", Kind.LIST, "Organisations that must not."),
    *words("pool"),
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
