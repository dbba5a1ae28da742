"""Cohesion: what single nodes hold together, key players, and robustness against removals."""

from __future__ import annotations

from typing import Any

import numpy as np

from alliancemap.analysis.cohesion.goals import GOALS
from alliancemap.analysis.cohesion.key_players import KeyPlayers, key_players
from alliancemap.analysis.cohesion.removal import distance_fragmentation_without_each, fragmentation_without_each
from alliancemap.analysis.cohesion.robustness import (
    adaptive_degree_order,
    random_robustness,
    robustness,
    static_degree_order,
)
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import SEED, Kind, Parameter, flag, integer


@measure(
    gives="F and DF for each node",
    source="Borgatti 2006",
    parameters=(flag("distances", "Whether DF too, which takes searches from all nodes for each.", default=True),),
)
def fragmentation_after_removal(given: Given) -> Outcome:
    """Fragmentation of the other nodes if a node leaves: F = 1 − Σ_c s_c(s_c−1)/((n−1)(n−2)) over their components c.

    DF = 1 − Σ_{i≠j} (1/d_ij)/((n−1)(n−2)), distances in ties, 1/∞ = 0. Directions are dropped; n < 3: null.
    """
    graph = given.graph(directed=False)
    columns = {"F": fragmentation_without_each(graph.ties)}
    if given.params["distances"]:
        columns["DF"] = distance_fragmentation_without_each(graph.ties)
    table = {name: {key: column[row] for key, column in columns.items()} for row, name in enumerate(graph.ids)}
    return Outcome(table)


@measure(
    gives="for each goal: value, optimal_sets, n_optimal",
    source="Borgatti 2006",
    parameters=(
        integer("k", "How many key players.", least=1, required=True),
        Parameter(
            "goals", Kind.LIST, f"Which of {', '.join(GOALS)}, or pos_m with another number of steps.", list(GOALS)
        ),
        SEED,
        integer("starts", "Where not all sets can be tried: how many searches.", 10, least=1),
    ),
)
def key_player_optimum(given: Given) -> Outcome:
    """The sets of k nodes whose removal fragments the others most (neg_F; neg_DF), or that reach most (pos_DR, pos_m).

    F = 1 − Σ_c s_c(s_c−1)/(n'(n'−1)) and DF = 1 − Σ_{i≠j} (1/d_ij)/(n'(n'−1)) of the n' = n−k others, equal DF told
    apart by F, n' < 2: null; pos_DR: (1/n) Σ_j 1/d(K,j), members counting 1; pos_m2: nodes within 2 steps, members too.
    All sets if at most 200 000, and every optimal one is listed; else greedy and exchange (n_optimal: null). Directions
    are dropped.
    """
    graph, params = given.graph(directed=False), given.params
    goals = params["goals"] or []
    if not all(isinstance(goal, str) for goal in goals):
        raise UsageError(f"parameter goals is {goals!r}, but lists names of goals: {', '.join(GOALS)}")
    found = {
        goal: key_players(graph.ties, params["k"], goal, seed=params["seed"], starts=params["starts"]) for goal in goals
    }
    every = all(best.exhaustive for best in found.values())
    method = EXACT if every else f"greedy and exchange from {params['starts']} starts: no guarantee of the best"
    return Outcome({goal: _best(graph, best) for goal, best in found.items()}, method)


@measure(
    name="robustness_R",
    gives="static_degree, adaptive_degree and, with draws, random: mean, deviation",
    source="Schneider et al. 2011",
    parameters=(integer("draws", "How many random orders (100 are usual); 0: none.", 0, least=0), SEED),
)
def robustness_r(given: Given) -> Outcome:
    """R = (1/n) Σ_{q=1..n} S(q), S(q) the share of all nodes in the largest component after q removals.

    Nodes are removed by degree, the largest first and ties in order of the nodes: degrees of the whole network
    (static_degree) or counted anew (adaptive_degree); random: the mean over random orders. Directions are dropped; no
    node: null.
    """
    ties, params = given.graph(directed=False).ties, given.params
    value: dict[str, Any] = {
        "static_degree": robustness(ties, static_degree_order(ties)),
        "adaptive_degree": robustness(ties, adaptive_degree_order(ties)),
    }
    if not params["draws"]:
        return Outcome(value)
    drawn = random_robustness(ties, params["draws"], seed=params["seed"])
    value["random"] = {"mean": np.mean(drawn), "deviation": np.std(drawn), "draws": params["draws"]}
    return Outcome(value, f"exact; random from {params['draws']} orders")


def _best(graph: Graph, found: KeyPlayers) -> dict[str, Any]:
    sets = [[graph.ids[row] for row in nodes] for nodes in found.sets]
    return {"value": found.value, "optimal_sets": sets, "n_optimal": len(sets) if found.exhaustive else None}
