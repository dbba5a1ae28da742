"""Null models: networks that keep something of the given one and leave the rest to chance, a draw at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import triu

from alliancemap.analysis.null_models.curveball import curveball_draws
from alliancemap.analysis.null_models.degree_sequences import check_uniformity
from alliancemap.analysis.null_models.labels import shuffled_labels as shuffled
from alliancemap.analysis.null_models.rewiring import configuration_expected as expected_ties
from alliancemap.analysis.null_models.rewiring import rewired as rewired_ties
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, choice, integer, weight

MOST_PAIRS = 2_000_000
DRAW = integer("draw", "Which of the networks that this seed gives.", 0, least=0)


@measure(
    gives="graphs, edge_probability as [[i, j, share of the draws], …], exact_probability, chi_square, p",
    source="Fosdick, Larremore, Nishimura & Ugander 2018",
    takes=Takes.PARAMETERS,
    parameters=(
        Parameter("degrees", Kind.LIST, "The degrees of up to 8 nodes.", required=True),
        choice("space", "What is drawn from.", ("simple labelled graphs",), "simple labelled graphs"),
        integer("draws", "How many networks are drawn.", 20_000, least=1),
        SEED,
    ),
)
def degree_preserving_uniform(given: Given) -> Outcome:
    """How often each tie is there in networks with these degrees drawn by double edge swaps, beside all such networks.

    A refused swap counts as a step, so that every network is as probable (tested by χ²); a single one: p is null.
    """
    degrees = given.params["degrees"]
    if any(not isinstance(degree, int) or isinstance(degree, bool) or degree < 0 for degree in degrees):
        raise UsageError(f"degrees is {degrees!r}, but must list whole numbers of 0 or more")
    found = check_uniformity(degrees, given.params["draws"], given.params["seed"])
    rows, columns = np.triu_indices(len(degrees), 1)
    return Outcome(
        {
            "graphs": found.graphs,
            "edge_probability": _triples(rows, columns, found.frequency[rows, columns]),
            "exact_probability": _triples(rows, columns, found.probability[rows, columns]),
            "chi_square": found.chi_square,
            "p": found.p,
        },
        f"{found.draws} draws of one chain beside complete enumeration",
    )


@measure(
    gives="ties as [[from, to, strength], …]",
    source="Fosdick, Larremore, Nishimura & Ugander 2018",
    parameters=(weight(), SEED, DRAW),
)
def rewired(given: Given) -> Outcome:
    """One network drawn alike from all simple networks with the same degrees (directed: in and out).

    At least 10 attempted swaps a tie, directed ones with reversals of triangles; strengths are then shuffled.
    """
    graph = given.graph(given.params["weight"])
    seed, draw = given.params["seed"], given.params["draw"]
    drawn = rewired_ties(graph.ties, seed, draw, directed=graph.directed).tocoo()
    source, target = drawn.coords
    shown = np.ones(len(source), bool) if graph.directed else source < target
    rows = zip(source[shown], target[shown], drawn.data[shown].tolist(), strict=True)
    weighted = "; strengths shuffled over the ties" if given.params["weight"] else ""
    return Outcome([[graph.ids[a], graph.ids[b], w] for a, b, w in rows], f"one draw by double edge swaps{weighted}")


@measure(
    gives="[[one, other, expected ties], …]",
    source="Newman 2018",
    parameters=(choice("pairs", "Which pairs: those that are tied, or all.", ("tied", "all"), "tied"),),
)
def configuration_expected(given: Given) -> Outcome:
    """Expected ties of a pair in the configuration model, k_i k_j/2m (directed k_i^out k_j^in/m).

    The model allows loops and parallel ties, so a value may exceed 1; no tie: null.
    """
    graph = given.graph()
    if given.params["pairs"] == "all":
        if graph.n * (graph.n - 1) > MOST_PAIRS:
            raise UsageError(f"pairs is 'all', but {graph.n} nodes have too many: ask for 'tied'")
        pairs = ~np.eye(graph.n, dtype=bool)
        rows, columns = np.nonzero(pairs if graph.directed else np.triu(pairs))
    else:
        tied = graph.ties if graph.directed else triu(graph.ties)
        rows, columns = (ends.astype(np.int64) for ends in tied.nonzero())
    values = expected_ties(graph.ties, rows, columns)
    above = int((values > 1).sum())
    named = [[graph.ids[a], graph.ids[b], value] for a, b, value in zip(rows, columns, values.tolist(), strict=True)]
    return Outcome(named, notes={"above_1": above} if above else {})


@measure(
    gives="affiliations as [[row, column], …]",
    source="Strona et al. 2014; Carstens 2015",
    takes=Takes.TWO_MODE,
    parameters=(SEED, integer("draw", "Which of the networks that this seed gives.", 0, least=0, most=100_000)),
)
def curveball(given: Given) -> Outcome:
    """One two-mode network drawn alike from all with the same row and column sums, by trades between two rows."""
    network = given.affiliation()
    draw = given.params["draw"]
    *_, drawn = curveball_draws(network.binary(), draw + 1, given.params["seed"])
    rows, columns = drawn.nonzero()
    pairs = [[network.rows[a], network.columns[b]] for a, b in zip(rows, columns, strict=True)]
    return Outcome(pairs, f"draw {draw} of curveball chains")


@measure(
    gives="a group for each node",
    source="Krackhardt 1988",
    parameters=(GROUPS, SEED, DRAW),
)
def shuffled_labels(given: Given) -> Outcome:
    """The groups dealt at random over the nodes that have one, as many of each as before; ties stay as they are."""
    groups = given.groups()
    known = np.array([group is not None for group in groups], bool)
    dealt = shuffled(groups, given.params["seed"], given.params["draw"], known)
    return Outcome(NodeValues(given.graph().ids, dealt), "one draw", {"without_group": int((~known).sum())})


def _triples(rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float64]) -> list[list[float]]:
    return [list(triple) for triple in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True)]
