"""Measures of ties: the simple network, returned ties, degrees at both ends, ties that stand out."""

from __future__ import annotations

from typing import Any

from scipy.sparse import triu

from alliancemap.analysis.tie_patterns import assortativity
from alliancemap.analysis.tie_patterns import disparity as uneven
from alliancemap.analysis.tie_patterns import reciprocity as returned
from alliancemap.errors import UsageError
from alliancemap.exchange.near import listed
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import Kind, Parameter, number, weight

SERRANO = "Serrano, Boguñá & Vespignani 2009, doi:10.1073/pnas.0808904106"
COLUMNS = ("u", "v", "alpha_u", "alpha_v", "min")


@measure(
    gives="an object: ties [[u, v, strength], …], loops_dropped, parallel_merged",
    source="Wasserman & Faust 1994",
    parameters=(weight("weight"),),
)
def simplify(given: Given) -> Outcome:
    """The network as measures see it: loops dropped, strengths of records between the same two nodes added up.

    Both are counted. Nodes keep their order; an undirected tie is listed once, from the earlier node.
    """
    graph = given.graph(given.params["weight"])
    ties = (graph.ties if graph.directed else triu(graph.ties, format="csr")).tocoo()
    rows = zip(ties.row.tolist(), ties.col.tolist(), ties.data.tolist(), strict=True)
    return Outcome(
        {
            "ties": [[graph.ids[a], graph.ids[b], strength] for a, b, strength in rows],
            "loops_dropped": graph.n_loops,
            "parallel_merged": graph.n_merged,
        }
    )


@measure(
    gives="an object: edgewise, and the numbers of pairs tied both ways (mutual) and one way (one_sided)",
    source="Wasserman & Faust 1994",
)
def reciprocity(given: Given) -> Outcome:
    """The share of directed ties that are returned; no ties: null. Undirected networks are refused."""
    found = returned.reciprocity(given.graph(directed=True).ties)
    return Outcome({"edgewise": found.edgewise, "mutual": found.mutual, "one_sided": found.one_sided})


@measure(gives="a number", source="Newman 2003, doi:10.1103/PhysRevE.67.026126")
def degree_assortativity(given: Given) -> Outcome:
    """The correlation of the degrees at the two ends of a tie, an undirected one counted both ways, −1 to 1.

    Of a directed tie, what its start sends and its end receives are counted. No ties, or one degree only: null.
    """
    return Outcome(assortativity.degree_assortativity(given.graph().ties))


@measure(
    gives="a list of rows with the columns asked for",
    source=SERRANO,
    parameters=(weight("weight"), Parameter("columns", Kind.LIST, "Which columns, in order.", list(COLUMNS))),
)
def disparity_alpha(given: Given) -> Outcome:
    """α_ij = (1 − w_ij/s_i)^(k_i − 1) at each end of a tie: the chance of so large a share if strength fell at random.

    A single tie gives 1. The smaller of the two decides whether the tie stands out. Directions are dropped.
    """
    columns = given.params["columns"]
    unknown = next((name for name in columns if name not in COLUMNS), None)
    if unknown is not None or not columns:
        raise UsageError(f"parameter columns names {unknown!r}, but the columns are {listed(map(repr, COLUMNS))}")
    found, ids = _disparity(given)
    ends = ([ids[row] for row in found.first.tolist()], [ids[row] for row in found.second.tolist()])
    values = (*ends, found.alpha_first.tolist(), found.alpha_second.tolist(), found.smaller.tolist())
    by_name: dict[str, list[Any]] = dict(zip(COLUMNS, values, strict=True))
    return Outcome([list(row) for row in zip(*(by_name[name] for name in columns), strict=True)])


@measure(
    gives="a list of ties [u, v, strength]",
    source=SERRANO,
    parameters=(weight("weight"), number("level", "Ties with a smaller α are kept.", 0.05, least=0, most=1)),
)
def disparity_backbone(given: Given) -> Outcome:
    """The ties that stand out: the smaller α of their two ends is below the level. Not for projections."""
    found, ids = _disparity(given)
    kept = found.smaller < given.params["level"]
    rows = zip(found.first[kept].tolist(), found.second[kept].tolist(), found.weight[kept].tolist(), strict=True)
    return Outcome([[ids[a], ids[b], strength] for a, b, strength in rows], notes={"ties_before": len(kept)})


def _disparity(given: Given) -> tuple[uneven.Disparity, tuple[str, ...]]:
    graph = given.graph(given.params["weight"], directed=False)
    return uneven.disparity(graph.ties), graph.ids
