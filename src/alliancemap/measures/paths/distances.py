"""Closeness, efficiency, fragmentation and diameter."""

from __future__ import annotations

from alliancemap.analysis.paths import distances
from alliancemap.analysis.paths.fragmentation import distance_fragmentation, fragmentation_of
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import choice
from alliancemap.measures.paths.asked import DIRECTION, LENGTH, NORMALISED, sums


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
    return Outcome(given.by_node(distances.closeness(sums(given))))


@measure(
    gives="an object from node to number",
    source="Boldi & Vigna 2014 doi:10.1080/15427951.2013.865686",
    parameters=(NORMALISED, DIRECTION, LENGTH),
)
def harmonic(given: Given) -> Outcome:
    """Σ_{j≠i} 1/d(i,j), 1/∞ = 0, divided by n−1 if normalised; an isolate has 0, normalised for n = 1 null.

    Directed: by distances from i unless told otherwise.
    """
    return Outcome(given.by_node(distances.harmonic(sums(given), normalise=bool(given.params["normalized"]))))


@measure(
    gives="a number",
    source="Latora & Marchiori 2001 doi:10.1103/PhysRevLett.87.198701",
    parameters=(LENGTH,),
)
def global_efficiency(given: Given) -> Outcome:
    """The mean of 1/d(i,j) over ordered pairs, 1/∞ = 0; fewer than two nodes: null."""
    return Outcome(distances.global_efficiency(sums(given)))


@measure(
    gives="an object with F and DF",
    source="Borgatti 2006 doi:10.1007/s10588-006-7084-x",
    parameters=(LENGTH,),
)
def fragmentation(given: Given) -> Outcome:
    """F = 1 − Σ_c s_c(s_c−1)/(n(n−1)) over components of size s_c; DF = 1 − Σ_{i≠j} (1/d_ij)/(n(n−1)), 1/∞ = 0.

    Directed: F by components that ignore directions, DF by distances along them. Fewer than two nodes: null.
    """
    return Outcome({"F": fragmentation_of(given.graph().components()), "DF": distance_fragmentation(sums(given))})


@measure(gives="a number", source="Wasserman & Faust 1994", parameters=(LENGTH,))
def mean_distance(given: Given) -> Outcome:
    """The mean of d(i,j) over ordered pairs that a path connects; no such pair: null."""
    return Outcome(distances.mean_distance(sums(given)))


@measure(gives="a number", source="Wasserman & Faust 1994", parameters=(LENGTH,))
def diameter(given: Given) -> Outcome:
    """The largest d(i,j) over pairs that a path connects; no such pair: null."""
    return Outcome(distances.diameter(sums(given)))
