"""The composite findings; no library has them, so that only their growth is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, hstack

from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.allies.closest_by_causes import closest_by_causes
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.analysis.findings.bridges.bridge_pairs import bridge_pairs
from alliancemap.analysis.findings.capital.volumes import volumes
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import greedy
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from alliancemap.analysis.findings.plans.bridging_plan import greedy_steps
from alliancemap.analysis.games.communication import communication_cost
from alliancemap.analysis.graphs.graph import lengths
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from benchmarks.contest import OURS, SMALL, Contender, Contest, Floor
from benchmarks.data import Data

FOCAL = range(0, 1_000, 100)
TEAM = np.arange(0, 1_000, 100)
DRAWS = 99
CLOSEST = 20


def _allies(landscape: Landscape) -> list[float]:
    return [float(len(ally_scores(landscape, focal).in_order.score)) for focal in FOCAL]


def _shared_weights(data: Data) -> tuple[Any, Any]:
    """A matrix, and its transpose, whose product holds the weight that every two share."""
    land = data.landscape()
    weights = diags_array(np.sqrt(land.idf / 2))
    matrix = csr_matrix(hstack([land.lineage @ weights, land.causes @ weights]))
    return matrix, csr_matrix(matrix.T)


def _closest_by_topn(matrices: tuple[Any, Any]) -> None:
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - only the child that needs it

    sp_matmul_topn(*matrices, top_n=CLOSEST, sort=True, n_threads=2)


def _gaps(landscape: Landscape) -> list[float]:
    return [float(gap.observed) for gap in bridging_gaps(landscape, groups_by_kind(landscape), DRAWS, 1).gaps]


def _bridges(landscape: Landscape) -> list[float]:
    groups = groups_by_kind(landscape)
    return [pair.score for pair in bridge_pairs(landscape, groups.rows_of(0), groups.rows_of(1))]


def _coalition(landscape: Landscape) -> list[float]:
    question = CoalitionQuestion({0: 1.0, 1: 1.0, 2: 1.0}, 8)
    objective = Objective.of(landscape, question)
    members = greedy(objective, np.flatnonzero(objective.required))
    return [] if members is None else [objective.value(members)]


def _breadth(landscape: Landscape) -> list[float]:
    found = solidarity_breadth(landscape, TEAM.tolist(), seed=1)
    return [] if found is None or found.breadth is None else [found.breadth]


def _plan(landscape: Landscape) -> list[float]:
    return [step.value for step in greedy_steps(landscape, groups_by_kind(landscape), 1)]


def _most_tied(data: Data) -> NDArray[np.int64]:
    """Ten organisations that can reach each other."""
    return np.argsort(-np.diff(data.ties.indptr), kind="stable")[: len(TEAM)]


def _team(data: Data) -> list[float]:
    return [communication_cost(lengths(data.ties), _most_tied(data)).mean]


def _team_by_networkx(given: tuple[Any, list[int]]) -> list[float]:
    import networkx as nx  # noqa: PLC0415 - only the child that needs it

    graph, members = given
    found = [nx.single_source_dijkstra_path_length(graph, one, weight="length") for one in members]
    return [sum(row[other] for row in found for other in members) / (len(members) * (len(members) - 1))]


def _with_lengths(data: Data) -> tuple[Any, list[int]]:
    graph = data.networkx()
    for _, _, tie in graph.edges(data=True):
        tie["length"] = 1 / tie["weight"]
    return graph, _most_tied(data).tolist()


CONTESTS = [
    Contest(
        "allies of ten organisations",
        (Contender(OURS, Data.landscape, _allies),),
        covers=("ally_score",),
    ),
    Contest(
        "closest by causes, 20 of each",
        (
            Contender(OURS, Data.landscape, lambda landscape: closest_by_causes(landscape, CLOSEST).affinity[:, 0]),
            Contender("sparse_dot_topn", _shared_weights, _closest_by_topn),
        ),
        tolerance=None,
        gathers=(
            "Ours leaves out whom an organisation knows and ranks by the share of the weight of both that they share; "
            "sparse_dot_topn ranks everybody by that weight."
        ),
        covers=("closest_by_causes",),
        floor=Floor(times={"sparse_dot_topn": 1.4}),
    ),
    Contest(
        "bonding, bridging and linking",
        (Contender(OURS, Data.landscape, lambda landscape: volumes(landscape).shares),),
        covers=("social_capital",),
    ),
    Contest(
        "bridging gaps between kinds, 99 draws",
        (Contender(OURS, Data.landscape, _gaps),),
        covers=("bridging_gap",),
    ),
    Contest(
        "pairs that might bridge two kinds",
        (Contender(OURS, Data.landscape, _bridges),),
        covers=("bridge_pairs",),
    ),
    Contest(
        "candidate coalition of 8, greedy",
        (Contender(OURS, Data.landscape, _coalition),),
        covers=("coalition_greedy",),
    ),
    Contest(
        "breadth of a coalition of ten",
        (Contender(OURS, Data.landscape, _breadth),),
        covers=("solidarity_breadth",),
    ),
    Contest(
        "bridging plan of one tie",
        (Contender(OURS, Data.landscape, _plan, sizes=(SMALL,)),),
        covers=("bridging_plan_greedy",),
        gathers="Holds the distances between all pairs, and is meant for maps that a meeting can look at.",
    ),
    Contest(
        "communication cost of a team of ten",
        (Contender(OURS, lambda data: data, _team), Contender("NetworkX", _with_lengths, _team_by_networkx)),
        covers=("team_communication_cost",),
    ),
]
