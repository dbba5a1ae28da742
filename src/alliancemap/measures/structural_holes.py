"""Measures of structural holes: how far the contacts of an organisation are in contact without it."""

from __future__ import annotations

from alliancemap.analysis.structural_holes import holes
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import weight

PER_NODE = "a number for each node, null where it is not defined"
BURT = "Burt 1992, Structural Holes"


@measure(gives=PER_NODE, source=BURT, parameters=(weight(),))
def constraint(given: Given) -> Outcome:
    """C_i = Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij being j's share of i's ties, in and out; isolate: null.

    It falls with the number of contacts as such, so the degree belongs beside it; with few contacts it may exceed 1.
    """
    return Outcome(given.by_node(_found(given).constraint))


@measure(gives=PER_NODE, source=f"{BURT}; Borgatti 1997, Connections 20(1)", parameters=(weight(),))
def effective_size(given: Given) -> Outcome:
    """e_i = Σ_j [1 − Σ_q p_iq m_jq], the contacts j less how far each is tied to the others q; isolate: null.

    m_jq is the tie of j to q as a share of j's strongest. Undirected and without strengths it is k_i − 2t_i/k_i, t_i
    counting the ties among the contacts.
    """
    return Outcome(given.by_node(_found(given).effective_size))


@measure(gives=PER_NODE, source=BURT, parameters=(weight(),))
def efficiency(given: Given) -> Outcome:
    """e_i/k_i, the effective size as a share of the contacts; isolate: null."""
    return Outcome(given.by_node(_found(given).efficiency))


@measure(gives=PER_NODE, source=BURT, parameters=(weight(),))
def hierarchy(given: Given) -> Outcome:
    """H_i = Σ_j r_j ln r_j/(k_i ln k_i), r_j = c_ij/(C_i/k_i): how far constraint comes from one contact, 0 to 1.

    One contact: 1; isolate: null.
    """
    return Outcome(given.by_node(_found(given).hierarchy))


@measure(gives="a number for each node", source="Watts & Strogatz 1998, doi:10.1038/30918")
def clustering(given: Given) -> Outcome:
    """The share of pairs of a node's contacts that are tied, directions dropped; fewer than two contacts: 0."""
    return Outcome(given.by_node(_plain(given).clustering))


@measure(gives="a number", source="Wasserman & Faust 1994")
def transitivity(given: Given) -> Outcome:
    """The share of paths of two ties whose ends are tied, directions dropped; no such path: null."""
    return Outcome(_plain(given).transitivity)


@measure(gives="a whole number for each node", source="Wasserman & Faust 1994")
def triangles(given: Given) -> Outcome:
    """How many pairs of a node's contacts are tied, directions dropped."""
    return Outcome(given.by_node(_plain(given).triangles))


def _found(given: Given) -> holes.StructuralHoles:
    """Burt's measures, in one pass for all of them; directed ties enter as W + Wᵀ."""
    graph = given.graph(given.params["weight"])
    key = ("structural holes", given.params["weight"], graph.directed, given.params["mutual"])
    return given.once(key, lambda: holes.structural_holes(graph.undirected().ties))


def _plain(given: Given) -> holes.StructuralHoles:
    """The same without strengths and directions."""
    graph = given.graph(directed=False)
    key = ("structural holes", None, False, given.params["mutual"])
    return given.once(key, lambda: holes.structural_holes(graph.ties))
