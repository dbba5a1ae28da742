"""Parameters of measures made of shortest paths, and the distances that they share."""

from __future__ import annotations

from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph, lengths
from alliancemap.analysis.paths.distances import DistanceSums, distance_sums
from alliancemap.measures.given import Given
from alliancemap.measures.parameters import Kind, Parameter, choice, flag, number

LENGTH = Parameter(
    "weight",
    Kind.TEXT,
    "Which attribute of the tie records is their strength; a tie is then 1/strength long. Null makes every tie 1 long.",
)
DIRECTION = choice("direction", "Of directed ties: distances from a node (out) or to it (in).", ("out", "in"), "out")
NORMALISED = flag("normalized", "Divide by what is possible.", default=True)
EPSILON = number("epsilon", "Sampled: the largest error of normalised betweenness.", 0.005, least=1e-4, most=0.5)
DELTA = number("delta", "Sampled: the probability that a node's error is larger.", 0.1, least=1e-9, most=0.5)


def sums(given: Given) -> DistanceSums:
    """Distances from every node (or to it, if so asked), added up once for all measures that want them."""
    graph = given.graph(given.params["weight"])
    inward = graph.directed and given.params.get("direction") == "in"
    return given.once(("distance sums", graph_key(given), inward), lambda: _added_up(given, graph, inward=inward))


def _added_up(given: Given, graph: Graph, *, inward: bool) -> DistanceSums:
    along = lengths_of(given, graph)
    if not inward:
        return distance_sums(graph.ties, lengths=along)
    return distance_sums(csr_array(graph.ties.T), lengths=None if along is None else csr_array(along.T))


def lengths_of(given: Given, graph: Graph) -> csr_array | None:
    """How long ties are, if strengths are asked for."""
    return lengths(graph.ties) if given.params["weight"] else None


def graph_key(given: Given) -> tuple[object, ...]:
    """What tells apart the graphs that may be made of the same data."""
    return given.params["weight"], given.params.get("directed"), bool(given.params.get("mutual"))
