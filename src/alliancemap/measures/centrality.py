"""Measures of how central each organisation is, from its own ties and from those they lead to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality import degree as counted
from alliancemap.analysis.centrality.cores import k_core as core_numbers
from alliancemap.analysis.centrality.eigenvector import eigenvector as perron_vector
from alliancemap.analysis.centrality.eigenvector import leading_eigenvalue as largest_eigenvalue
from alliancemap.analysis.centrality.katz import checked_alpha
from alliancemap.analysis.centrality.katz import katz as walks_received
from alliancemap.analysis.centrality.pagerank import pagerank as visits
from alliancemap.analysis.centrality.spectral_radius import spectral_radius
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import InvalidNetworkError
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import choice, flag, number, weight

PER_NODE = "a number for each node"
SHARE = flag("normalized", "Divide by n − 1, the number of others.", default=False)


@measure(gives=PER_NODE, source="Freeman 1978, doi:10.1016/0378-8733(78)90021-7", parameters=(SHARE,))
def degree(given: Given) -> Outcome:
    """k_i, the number of nodes that a node is tied to, directions dropped; isolate: 0.

    With `normalized` k_i/(n − 1), with a single node: null.
    """
    return _counted(given, given.graph(directed=False))


@measure(gives=PER_NODE, source="Freeman 1978, doi:10.1016/0378-8733(78)90021-7", parameters=(SHARE,))
def out_degree(given: Given) -> Outcome:
    """The number of nodes that a node directs a tie to; none: 0.

    With `normalized` divided by n − 1, with a single node: null.
    """
    return _counted(given, given.graph(directed=True))


@measure(gives=PER_NODE, source="Freeman 1978, doi:10.1016/0378-8733(78)90021-7", parameters=(SHARE,))
def in_degree(given: Given) -> Outcome:
    """The number of nodes that direct a tie to a node; none: 0.

    With `normalized` divided by n − 1, with a single node: null.
    """
    return _counted(given, _reversed(given.graph(directed=True)))


@measure(
    gives=PER_NODE,
    source="Barrat et al. 2004, doi:10.1073/pnas.0400087101",
    parameters=(weight("weight"),),
)
def strength(given: Given) -> Outcome:
    """s_i = Σ_j w_ij, the strengths of a node's ties added up, directed ones in and out; isolate: 0."""
    return _by_node(given, counted.strength(_undirected(given).ties))


@measure(
    gives=PER_NODE,
    source="Barrat et al. 2004, doi:10.1073/pnas.0400087101",
    parameters=(weight("weight"),),
)
def out_strength(given: Given) -> Outcome:
    """Σ_j w_ij, the strengths of the ties that a node directs to others, added up; none: 0."""
    return _by_node(given, counted.strength(given.graph(given.params["weight"], directed=True).ties))


@measure(
    gives=PER_NODE,
    source="Barrat et al. 2004, doi:10.1073/pnas.0400087101",
    parameters=(weight("weight"),),
)
def in_strength(given: Given) -> Outcome:
    """Σ_j w_ji, the strengths of the ties that others direct to a node, added up; none: 0."""
    return _by_node(given, counted.strength(_reversed(given.graph(given.params["weight"], directed=True)).ties))


@measure(
    gives=PER_NODE,
    source="Opsahl, Agneessens & Skvoretz 2010, doi:10.1016/j.socnet.2010.03.006",
    parameters=(weight("weight"), number("alpha", "0 counts ties, 1 adds their strengths.", 0.5, least=0)),
)
def degree_tuned(given: Given) -> Outcome:
    """k_i^(1 − α) s_i^α, between the degree (α = 0) and the strength (α = 1); isolate: 0. Directed ties in and out."""
    return _by_node(given, counted.tuned_degree(_undirected(given).ties, given.params["alpha"]))


@measure(
    gives=PER_NODE,
    source="Bonacich 1972, doi:10.1080/0022250X.1972.9989806",
    parameters=(
        weight(),
        choice("norm", "How it is scaled: squares sum to 1.", ["l2"], "l2"),
        choice("scope", "Where it is computed.", ["largest component, others 0"], "largest component, others 0"),
    ),
)
def eigenvector(given: Given) -> Outcome:
    """W x = λ₁ x, x ≥ 0, ‖x‖₂ = 1 on the component with the most nodes, 0 elsewhere; two such: all null.

    For undirected ties; of directed ones it says nothing where they lead to no circle, and PageRank takes its place.
    """
    graph = _without_directions(given, "eigenvector centrality")
    return _by_node(given, perron_vector(graph.ties))


@measure(gives="a number", source="Bonacich 1972, doi:10.1080/0022250X.1972.9989806", parameters=(weight(),))
def leading_eigenvalue(given: Given) -> Outcome:
    """λ₁, the largest eigenvalue of the matrix of ties (directed: the largest real one).

    No ties: 0; no nodes: null.
    """
    graph = given.graph(given.params["weight"])
    return Outcome(_leading(given, graph))


@measure(
    gives=PER_NODE,
    source="Katz 1953, doi:10.1007/BF02289026",
    parameters=(
        weight(),
        number("alpha", "What a walk counts less for each step, below 1/λ₁; ½/λ₁ unless told."),
        number("beta", "What each node starts with.", 1.0),
        flag("normalized", "Scale the values so that their squares sum to 1.", default=False),
    ),
)
def katz(given: Given) -> Outcome:
    """(I − αWᵀ)⁻¹ β1: all walks that reach a node, each step counting α; isolate: β. α ≥ 1/λ₁ is an error.

    Credit flows along directed ties. Where λ₁ is 0 (no walk returns), α is ½ unless told.
    """
    graph = given.graph(given.params["weight"])
    leading = _leading(given, graph)
    alpha = checked_alpha(given.params["alpha"], leading)
    scores = given.params["beta"] * walks_received(graph.ties, alpha, directed=graph.directed, leading=leading)
    if given.params["normalized"]:
        scores = scores / (np.linalg.norm(scores) or np.nan)
    return Outcome(given.by_node(scores), notes={"alpha": alpha, "leading_eigenvalue": leading})


@measure(
    gives=PER_NODE,
    source="Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X",
    parameters=(weight(), number("damping", "The probability d to follow a tie, from 0 to below 1.", 0.85)),
)
def pagerank(given: Given) -> Outcome:
    """The x with x = (1 − d)/n + d Pᵀx, P being the ties with rows summing to 1.

    A node without (outgoing) ties passes on evenly to all. Sums to 1; no ties: 1/n each.
    """
    graph = given.graph(given.params["weight"])
    return _by_node(given, visits(graph.ties, given.params["damping"], directed=graph.directed))


@measure(gives=PER_NODE, source="Seidman 1983, doi:10.1016/0378-8733(83)90028-X")
def k_core(given: Given) -> Outcome:
    """The largest k such that a node lies in a subgraph of minimum degree k, directions dropped; isolate: 0."""
    return _by_node(given, core_numbers(given.graph(directed=False).ties))


def _by_node(given: Given, values: NDArray[Any]) -> Outcome:
    return Outcome(given.by_node(values))


def _counted(given: Given, graph: Graph) -> Outcome:
    counts = counted.degree(graph.ties)
    return _by_node(given, counted.share_of_others(counts) if given.params["normalized"] else counts)


def _undirected(given: Given) -> Graph:
    """The ties without directions, strengths of both ways added."""
    return given.graph(given.params["weight"]).undirected(mutual=bool(given.params["mutual"]))


def _reversed(graph: Graph) -> Graph:
    return Graph(graph.ids, graph.ties.T.tocsr(), directed=True)


def _without_directions(given: Given, what: str) -> Graph:
    graph = given.graph(given.params["weight"])
    if graph.directed:
        raise InvalidNetworkError(
            f"{what} is for undirected ties, and those of this network have directions: use pagerank, or drop the "
            'directions with {"directed": false}'
        )
    return graph


def _leading(given: Given, graph: Graph) -> float:
    key = ("leading eigenvalue", given.params["weight"], graph.directed, given.params["mutual"])
    return given.once(key, lambda: spectral_radius(graph.ties) if graph.directed else largest_eigenvalue(graph.ties))
