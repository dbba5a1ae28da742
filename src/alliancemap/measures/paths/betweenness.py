"""Betweenness, exact and sampled, and how many paths a sample takes."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.paths.betweenness import betweenness as pair_counts
from alliancemap.analysis.paths.betweenness import normalised
from alliancemap.analysis.paths.diameter import vertex_diameter as longest_path
from alliancemap.analysis.paths.sample_size import riondato_kornaropoulos
from alliancemap.analysis.paths.sampled_betweenness import SampledBetweenness, sampled_betweenness
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import SEED, choice, number
from alliancemap.measures.paths.asked import DELTA, EPSILON, LENGTH, NORMALISED, graph_key, lengths_of

EXACT_UP_TO = 1e9
"""n·m up to which betweenness is exact unless told otherwise."""


@measure(
    gives="an object from node to number",
    source="Brandes 2001 doi:10.1080/0022250X.2001.9990249; Riondato & Kornaropoulos 2016 "
    "doi:10.1007/s10618-015-0423-0; Borassi & Natale 2019 doi:10.1145/3284359",
    parameters=(
        NORMALISED,
        LENGTH,
        choice(
            "method",
            "exact; sampled, so that with probability 1 − delta no node's normalised value is further off than "
            "epsilon; or auto: exact if n·m is at most a thousand million.",
            ("auto", "exact", "sampled"),
            "auto",
        ),
        EPSILON,
        DELTA,
        SEED,
    ),
)
def betweenness(given: Given) -> Outcome:
    """Σ σ_st(i)/σ_st over pairs s, t ≠ i, σ_st counting shortest paths and σ_st(i) those through i.

    Pairs are unordered, of directed ties ordered; normalised by (n−1)(n−2)/2 pairs, directed (n−1)(n−2). Isolates,
    ends and n < 3: 0.
    """
    graph = given.graph(given.params["weight"])
    exact = graph.n * graph.m <= EXACT_UP_TO if given.params["method"] == "auto" else given.params["method"] == "exact"
    if not exact:
        return _sampled(given, graph)
    pairs = given.once(("betweenness", graph_key(given)), lambda: _pairs(graph, lengths_of(given, graph)))
    value = normalised(pairs, directed=graph.directed) if given.params["normalized"] else pairs
    return Outcome(NodeValues(graph.ids, value))


def _pairs(graph: Graph, along: csr_array | None) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return pair_counts(graph.ties, directed=graph.directed, lengths=along)


def _sampled(given: Given, graph: Graph) -> Outcome:
    asked = float(given.params["epsilon"]), float(given.params["delta"]), int(given.params["seed"])
    found = given.once(
        ("sampled betweenness", graph_key(given), asked),
        lambda: sampled_betweenness(graph.ties, *asked, graph.directed, lengths=lengths_of(given, graph)),
    )
    pairs = (graph.n - 1) * (graph.n - 2) / (1 if graph.directed else 2)
    scale = 1.0 if given.params["normalized"] else pairs
    return Outcome(NodeValues(graph.ids, found.estimate * scale), _how(found), _bounds(found, graph, scale))


def _how(found: SampledBetweenness) -> str:
    return (
        f"approximate: with probability {1 - found.delta:.12g} no node's normalised value is off by more than "
        f"{found.epsilon:g}; {found.samples} sampled paths, seed {found.seed}"
    )


def _bounds(found: SampledBetweenness, graph: Graph, scale: float) -> dict[str, object]:
    return {
        "epsilon": found.epsilon,
        "delta": found.delta,
        "samples": found.samples,
        "drawn": found.drawn,
        "not_separable_from_0": int((found.estimate < found.epsilon).sum()),
        "half_width": NodeValues(graph.ids, found.half_width * scale),
    }


@measure(
    gives="the vertex diameter and the sample size",
    source="Riondato & Kornaropoulos 2016 doi:10.1007/s10618-015-0423-0",
    parameters=(
        EPSILON,
        DELTA,
        number("c", "The constant of the bound.", 0.5, least=0.01, most=100),
    ),
)
def riondato_kornaropoulos_sample_size(given: Given) -> Outcome:
    """⌈(c/ε²)(⌊log₂(VD−2)⌋ + 1 + ln(1/δ))⌉ sampled shortest paths give betweenness within ε with probability 1−δ.

    VD counts the nodes on the longest shortest path, ties being 1 long; VD ≤ 2: 0 paths.
    """
    nodes = _vertex_diameter(given)
    epsilon, delta, c = (float(given.params[name]) for name in ("epsilon", "delta", "c"))
    return Outcome({"vertex_diameter": nodes, "sample_size": riondato_kornaropoulos(nodes, epsilon, delta, c)})


@measure(gives="a number", source="Riondato & Kornaropoulos 2016 doi:10.1007/s10618-015-0423-0")
def vertex_diameter(given: Given) -> Outcome:
    """The number of nodes on the longest of all shortest paths, ties being 1 long; the largest over components.

    A network without ties has 1, one without nodes 0.
    """
    return Outcome(_vertex_diameter(given))


def _vertex_diameter(given: Given) -> int:
    graph = given.graph()
    return given.once(
        ("vertex diameter", graph.directed, bool(given.params.get("mutual"))),
        lambda: longest_path(graph.ties, directed=graph.directed),
    )
