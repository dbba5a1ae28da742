"""Measures made of shortest paths: closeness, betweenness, efficiency, fragmentation, diameters."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph, lengths
from alliancemap.analysis.paths import distances
from alliancemap.analysis.paths.betweenness import betweenness as pair_counts
from alliancemap.analysis.paths.betweenness import normalised
from alliancemap.analysis.paths.diameter import vertex_diameter as longest_path
from alliancemap.analysis.paths.distances import DistanceSums, distance_sums
from alliancemap.analysis.paths.fragmentation import distance_fragmentation, fragmentation_of
from alliancemap.analysis.paths.sample_size import riondato_kornaropoulos
from alliancemap.analysis.paths.sampled_betweenness import SampledBetweenness, sampled_betweenness
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import SEED, Kind, Parameter, choice, flag, number

EXACT_UP_TO = 1e9
"""n·m up to which betweenness is exact unless told otherwise."""

LENGTH = Parameter(
    "weight",
    Kind.TEXT,
    "Which attribute of the tie records is their strength; a tie is then 1/strength long. Null makes every tie 1 long.",
)
DIRECTION = choice("direction", "Of directed ties: distances from a node (out) or to it (in).", ("out", "in"), "out")
NORMALISED = flag("normalized", "Divide by what is possible.", default=True)
EPSILON = number("epsilon", "Sampled: the largest error of normalised betweenness.", 0.005, least=1e-4, most=0.5)
DELTA = number("delta", "Sampled: the probability that a node's error is larger.", 0.1, least=1e-9, most=0.5)


@measure(
    gives="an object from node to number",
    source="Wasserman & Faust 1994",
    parameters=(
        choice("variant", "How several components are treated.", ("wasserman_faust",), "wasserman_faust"),
        DIRECTION,
        LENGTH,
    ),
)
def closeness(given: Given) -> Outcome:
    """(r−1)/(n−1) · (r−1)/Σ_j d(i,j), where r nodes are reached from i, itself counted; an isolate has 0.

    Directed: by distances from i unless told otherwise.
    """
    return Outcome(given.by_node(distances.closeness(_sums(given))))


@measure(
    gives="an object from node to number",
    source="Boldi & Vigna 2014 doi:10.1080/15427951.2013.865686",
    parameters=(NORMALISED, DIRECTION, LENGTH),
)
def harmonic(given: Given) -> Outcome:
    """Σ_{j≠i} 1/d(i,j), 1/∞ = 0, divided by n−1 if normalised; an isolate has 0, normalised for n = 1 null.

    Directed: by distances from i unless told otherwise.
    """
    return Outcome(given.by_node(distances.harmonic(_sums(given), normalise=bool(given.params["normalized"]))))


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
    pairs = given.once(("betweenness", _asked(given)), lambda: _pairs(graph, _lengths(given, graph)))
    value = normalised(pairs, directed=graph.directed) if given.params["normalized"] else pairs
    return Outcome(NodeValues(graph.ids, value))


def _pairs(graph: Graph, along: csr_array | None) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return pair_counts(graph.ties, directed=graph.directed, lengths=along)


def _sampled(given: Given, graph: Graph) -> Outcome:
    asked = float(given.params["epsilon"]), float(given.params["delta"]), int(given.params["seed"])
    found = given.once(
        ("sampled betweenness", _asked(given), asked),
        lambda: sampled_betweenness(graph.ties, *asked, graph.directed, lengths=_lengths(given, graph)),
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


@measure(
    gives="a number",
    source="Latora & Marchiori 2001 doi:10.1103/PhysRevLett.87.198701",
    parameters=(LENGTH,),
)
def global_efficiency(given: Given) -> Outcome:
    """The mean of 1/d(i,j) over ordered pairs, 1/∞ = 0; fewer than two nodes: null."""
    return Outcome(distances.global_efficiency(_sums(given)))


@measure(
    gives="an object with F and DF",
    source="Borgatti 2006 doi:10.1007/s10588-006-7084-x",
    parameters=(LENGTH,),
)
def fragmentation(given: Given) -> Outcome:
    """F = 1 − Σ_c s_c(s_c−1)/(n(n−1)) over components of size s_c; DF = 1 − Σ_{i≠j} (1/d_ij)/(n(n−1)), 1/∞ = 0.

    Directed: F by components that ignore directions, DF by distances along them. Fewer than two nodes: null.
    """
    return Outcome({"F": fragmentation_of(given.graph().components()), "DF": distance_fragmentation(_sums(given))})


@measure(gives="a number", source="Wasserman & Faust 1994", parameters=(LENGTH,))
def mean_distance(given: Given) -> Outcome:
    """The mean of d(i,j) over ordered pairs that a path connects; no such pair: null."""
    return Outcome(distances.mean_distance(_sums(given)))


@measure(gives="a number", source="Wasserman & Faust 1994", parameters=(LENGTH,))
def diameter(given: Given) -> Outcome:
    """The largest d(i,j) over pairs that a path connects; no such pair: null."""
    return Outcome(distances.diameter(_sums(given)))


def _sums(given: Given) -> DistanceSums:
    """Distances from every node (or to it, if so asked), added up once for all measures that want them."""
    graph = given.graph(given.params["weight"])
    inward = graph.directed and given.params.get("direction") == "in"
    return given.once(("distance sums", _asked(given), inward), lambda: _added_up(given, graph, inward=inward))


def _added_up(given: Given, graph: Graph, *, inward: bool) -> DistanceSums:
    along = _lengths(given, graph)
    if not inward:
        return distance_sums(graph.ties, lengths=along)
    return distance_sums(csr_array(graph.ties.T), lengths=None if along is None else csr_array(along.T))


def _lengths(given: Given, graph: Graph) -> csr_array | None:
    return lengths(graph.ties) if given.params["weight"] else None


def _asked(given: Given) -> tuple[object, ...]:
    """What tells apart the graphs that may be made of the same data."""
    return given.params["weight"], given.params.get("directed"), bool(given.params.get("mutual"))
