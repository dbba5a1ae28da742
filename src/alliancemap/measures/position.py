"""Measures of bridging position: between hubs, between groups, and where the network would fall apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.paths.betweenness import betweenness, normalised
from alliancemap.analysis.paths.sampled_betweenness import sampled_betweenness
from alliancemap.analysis.position import bridging, groups_spanned
from alliancemap.analysis.position import cuts as cutting
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import GROUPS, SEED, choice, weight
from alliancemap.measures.paths.asked import DELTA, EPSILON
from alliancemap.measures.paths.betweenness import EXACT_UP_TO

PER_NODE = "a number for each node, null where it is not defined"
HWANG = "Hwang et al. 2008, doi:10.1145/1401890.1401934"
GUIMERA = "Guimerà & Amaral 2005, doi:10.1038/nature03288"
TARJAN = "Tarjan 1972, doi:10.1137/0201010"


@measure(gives=PER_NODE, source=HWANG)
def bridging_coefficient(given: Given) -> Outcome:
    """ψ_i = (1/k_i)/Σ_j 1/k_j over the contacts j, directions dropped; isolate: 0.

    High for a node of few ties between nodes of many, highest at the end of a hub's spoke: never read it alone.
    """
    return Outcome(given.by_node(bridging.bridging_coefficient(given.graph(directed=False).ties)))


@measure(
    gives=PER_NODE,
    source=HWANG,
    parameters=(
        choice("betweenness", "Which betweenness: divided by (n − 1)(n − 2)/2.", ["normalized"], "normalized"),
        choice(
            "method",
            "How betweenness is found: exact, sampled within epsilon, or auto: exact if n·m is at most 10⁹.",
            ["auto", "exact", "sampled"],
            "auto",
        ),
        EPSILON,
        DELTA,
        SEED,
    ),
)
def bridging_centrality(given: Given) -> Outcome:
    """ψ_i times the betweenness of the node divided by (n − 1)(n − 2)/2, directions dropped; isolate and n < 3: 0."""
    graph = given.graph(directed=False)
    between, method = _betweenness(given, graph)
    return Outcome(given.by_node(bridging.bridging_centrality(graph.ties, between)), method)


@measure(gives=PER_NODE, source=GUIMERA, parameters=(weight(), GROUPS))
def participation(given: Given) -> Outcome:
    """P_i = 1 − Σ_g (κ_ig/k_i)², κ_ig being i's ties to group g: 0 all to one, up to 1 − 1/groups; isolate: null.

    Nodes without a group are left out, with the ties to them.
    """
    groups, notes = _groups(given)
    graph = given.graph(given.params["weight"], directed=False)
    return Outcome(given.by_node(groups_spanned.participation(graph.ties, groups)), notes=notes)


@measure(gives=PER_NODE, source=GUIMERA, parameters=(weight(), GROUPS))
def within_module_z(given: Given) -> Outcome:
    """z_i = (κ_i − mean)/sd, κ_i being i's ties inside its group, mean and population sd over the group; sd 0: 0.

    Nodes without a group: null.
    """
    groups, notes = _groups(given)
    graph = given.graph(given.params["weight"], directed=False)
    return Outcome(given.by_node(groups_spanned.within_module_z(graph.ties, groups)), notes=notes)


@measure(gives="a list of nodes", source=TARJAN)
def articulation_points(given: Given) -> Outcome:
    """The nodes whose removal leaves more components, directions dropped, in order of the nodes."""
    ids = given.graph().ids
    return Outcome([ids[row] for row in _cuts(given).articulation_points])


@measure(gives="a list of pairs of nodes", source=TARJAN)
def bridges(given: Given) -> Outcome:
    """The ties whose removal leaves more components, directions dropped, in order of the nodes."""
    ids = given.graph().ids
    return Outcome([[ids[a], ids[b]] for a, b in _cuts(given).bridges])


def _cuts(given: Given) -> cutting.Cuts:
    graph = given.graph(directed=False)
    return given.once(("cuts", given.params["mutual"]), lambda: cutting.cuts(graph.ties))


def _betweenness(given: Given, graph: Graph) -> tuple[NDArray[np.float64], str]:
    """Normalised betweenness, and how it was found."""
    asked = given.params["method"]
    if asked == "exact" or (asked == "auto" and graph.n * graph.m <= EXACT_UP_TO):
        mutual = given.params["mutual"]
        pairs = given.once(("betweenness of pairs", mutual), lambda: betweenness(graph.ties, directed=False))
        return normalised(pairs, directed=False), EXACT
    bounds = float(given.params["epsilon"]), float(given.params["delta"]), int(given.params["seed"])
    key = ("sampled betweenness of pairs", given.params["mutual"], bounds)
    found = given.once(key, lambda: sampled_betweenness(graph.ties, *bounds, directed=False))
    return found.estimate, (
        f"approximate: with probability {1 - found.delta:.12g} no node's betweenness is off by more than "
        f"{found.epsilon:g}, so its value by no more than that times its bridging coefficient; {found.samples} sampled "
        f"paths, seed {found.seed}"
    )


def _groups(given: Given) -> tuple[NDArray[np.int64], dict[str, int]]:
    """Groups by number, in the order in which they appear, and how many nodes have none."""
    labels = given.groups()
    numbers: dict[object, int] = {None: groups_spanned.NO_GROUP}
    coded = [numbers.setdefault(label, len(numbers) - 1) for label in labels]
    return np.array(coded, np.int64), {"without_group": sum(code == groups_spanned.NO_GROUP for code in coded)}
