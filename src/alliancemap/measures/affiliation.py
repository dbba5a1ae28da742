"""Measures of affiliation networks: their two modes, and their projections."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.affiliation import centrality
from alliancemap.analysis.affiliation.clustering import robins_alexander_clustering as clustering
from alliancemap.analysis.affiliation.eigenvector import two_mode_eigenvector
from alliancemap.analysis.affiliation.margins import n_pairs
from alliancemap.analysis.affiliation.projection import newman_weights, projection_work, shared_counts
from alliancemap.analysis.paths.betweenness import betweenness
from alliancemap.analysis.paths.distances import distance_sums
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import choice
from alliancemap.measures.two_modes import (
    OF,
    PAIRS,
    all_pairs_asked,
    matrix_of,
    pair_notes,
    paired_names,
    refuse_too_many,
    sided,
    triples,
)

BORGATTI = "Borgatti & Everett 1997, doi:10.1016/S0378-8733(96)00301-2"


@measure(gives="a number", source="Wasserman & Faust 1994", takes=Takes.TWO_MODE)
def twomode_density(given: Given) -> Outcome:
    """Share of the possible affiliations that there are, m/(n₁n₂); one mode without nodes: null."""
    return Outcome(centrality.two_mode_density(matrix_of(given)))


@measure(gives="a number for each node of both modes", source=BORGATTI, takes=Takes.TWO_MODE)
def twomode_degree(given: Given) -> Outcome:
    """Share of the other mode that a node is tied to: r_i/n₂ and c_k/n₁; isolate 0; other mode empty: null."""
    return _by_node(given, centrality.two_mode_degree(matrix_of(given)))


@measure(gives="a number for each node of both modes", source=BORGATTI, takes=Takes.TWO_MODE)
def twomode_closeness(given: Given) -> Outcome:
    """How near a node is to all others: (n₂ + 2n₁ − 2)/Σ_j d(i, j) for a row, (n₁ + 2n₂ − 2)/Σ_j d(k, j) for a column.

    If not all are connected, harmonic instead: Σ_j 1/d(i, j) divided by n₂ + (n₁ − 1)/2 or n₁ + (n₂ − 1)/2; isolate 0.
    """
    matrix = matrix_of(given)
    sums = given.once("two-mode distances", lambda: distance_sums(centrality.two_mode_graph(matrix)))
    if (sums.reached == len(sums.reached)).all():
        return _by_node(given, centrality.two_mode_closeness(sums.total, matrix.shape))
    harmonic = _by_node(given, centrality.two_mode_harmonic(sums.harmonic, matrix.shape))
    return Outcome(harmonic.value, "exact; harmonic, because not all nodes are connected")


@measure(gives="a number for each node of both modes", source=BORGATTI, takes=Takes.TWO_MODE)
def twomode_betweenness(given: Given) -> Outcome:
    """Betweenness divided by ½[n₂²(s+1)² + n₂(s+1)(2t−s−1) − t(2s−t+3)], s = (n₁−1) div n₂, t = (n₁−1) mod n₂.

    For columns with n₁ and n₂ exchanged; isolate 0; null where no node of the mode can lie between two others.
    """
    matrix = matrix_of(given)
    raw = betweenness(centrality.two_mode_graph(matrix), directed=False)
    return _by_node(given, centrality.two_mode_betweenness(raw, matrix.shape))


@measure(
    gives="a number for each node of both modes",
    source=BORGATTI,
    takes=Takes.TWO_MODE,
    parameters=(choice("norm", "The norm of the values.", ("l2 over both modes",), "l2 over both modes"),),
)
def twomode_eigenvector(given: Given) -> Outcome:
    """First singular vectors of the affiliation matrix, each divided by √2.

    Nodes outside the component with the largest singular value have 0; null if two components share it, or if there is
    no affiliation.
    """
    return _by_node(given, two_mode_eigenvector(matrix_of(given)))


@measure(
    gives="a number", source="Robins & Alexander 2004, doi:10.1023/B:CMOT.0000032580.12184.c0", takes=Takes.TWO_MODE
)
def robins_alexander_clustering(given: Given) -> Outcome:
    """4·C₄/L₃, circles of four over paths of three steps: how often two that meet in one cause meet in another as well.

    No path of three steps: null.
    """
    return Outcome(clustering(matrix_of(given)))


@measure(
    gives="a list of [one, other, number shared]", source="Breiger 1974", takes=Takes.TWO_MODE, parameters=(OF, PAIRS)
)
def projection_count(given: Given) -> Outcome:
    """How many affiliations two organisations share, BBᵀ.

    A raw projection is dense by construction, so a conclusion about it needs a backbone.
    """
    return _projected(given, shared_counts(_projectable(given)).astype(np.int64))


@measure(
    gives="a list of [one, other, weight]",
    source="Newman 2001, doi:10.1103/PhysRevE.64.016132",
    takes=Takes.TWO_MODE,
    parameters=(OF, PAIRS),
)
def projection_newman(given: Given) -> Outcome:
    """Σ_k b_ik b_jk/(c_k − 1): what two organisations share, each cause divided among the others it has.

    A cause of one organisation gives 0.
    """
    return _projected(given, newman_weights(_projectable(given)))


def _by_node(given: Given, values: NDArray[np.float64]) -> Outcome:
    network = given.affiliation()
    return Outcome(NodeValues((*network.rows, *network.columns), values))


def _projectable(given: Given) -> csr_array:
    matrix = sided(given)
    refuse_too_many(projection_work(matrix), "pairs that meet in a cause")
    return matrix


def _projected(given: Given, ties: csr_array) -> Outcome:
    names = paired_names(given)
    if all_pairs_asked(given):
        refuse_too_many(n_pairs(len(names)), "pairs")
        ends = np.triu_indices(len(names), 1)
        return Outcome(triples(names, ends, ties.toarray()[ends]), notes=pair_notes(given))
    upper = triu(ties, k=1).tocsr().tocoo()
    return Outcome(triples(names, (upper.row, upper.col), upper.data), notes=pair_notes(given))
