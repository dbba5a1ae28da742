"""Measures of affiliation networks: their two modes, their projections, and the backbone of a projection."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.affiliation import centrality
from alliancemap.analysis.affiliation.backbone import MOST_LISTED, PairList, PairTests, pair_tests
from alliancemap.analysis.affiliation.backbone import backbone as kept_and_avoiding
from alliancemap.analysis.affiliation.clustering import robins_alexander_clustering as clustering
from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.eigenvector import two_mode_eigenvector
from alliancemap.analysis.affiliation.margins import n_pairs
from alliancemap.analysis.affiliation.null_models import NullModel, Sampling
from alliancemap.analysis.affiliation.projection import newman_weights, projection_work, shared_counts
from alliancemap.analysis.paths.betweenness import betweenness
from alliancemap.analysis.paths.distances import distance_sums
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import EXACT, NodeValues, Outcome
from alliancemap.measures.parameters import SEED, choice, flag, integer, number

ALL_PAIRS = 2_000
"""Up to so many rows, lists of pairs hold those that share nothing as well, unless told."""

ALL_MATRICES = 100_000
"""More matrices than this are gone through only if asked."""

BORGATTI = "Borgatti & Everett 1997, doi:10.1016/S0378-8733(96)00301-2"
NEAL = "Neal, Domagalski & Sagan 2021, doi:10.1038/s41598-021-03238-3"
OF = choice(
    "of",
    "Pairs of what: of the rows (organisations) or of the columns (what they are affiliated with).",
    ("rows", "columns"),
    "rows",
)
PAIRS = choice(
    "pairs",
    "Which pairs are listed: all, or those that share something (a pair that shares nothing has 0, or the upper p 1); "
    f"unless told, all up to {ALL_PAIRS:,} rows.",
    ("all", "sharing"),
)
TAIL = choice(
    "tail",
    "Which tail: that two share what they do or more, exact by convolution.",
    ("P(X>=observed), exact Poisson-binomial",),
    "P(X>=observed), exact Poisson-binomial",
)
DRAWS = integer("draws", "How many matrices are drawn (fdsm).", 10_000, least=1, most=10_000_000)
LISTED_PAIRS = "a list of [one, other, p]"


@measure(gives="a number", source="Wasserman & Faust 1994", takes=Takes.TWO_MODE)
def twomode_density(given: Given) -> Outcome:
    """Share of the possible affiliations that there are, m/(n₁n₂); one mode without nodes: null."""
    return Outcome(centrality.two_mode_density(_matrix(given)))


@measure(gives="a number for each node of both modes", source=BORGATTI, takes=Takes.TWO_MODE)
def twomode_degree(given: Given) -> Outcome:
    """Share of the other mode that a node is tied to: r_i/n₂ and c_k/n₁; isolate 0; other mode empty: null."""
    return _by_node(given, centrality.two_mode_degree(_matrix(given)))


@measure(gives="a number for each node of both modes", source=BORGATTI, takes=Takes.TWO_MODE)
def twomode_closeness(given: Given) -> Outcome:
    """How near a node is to all others: (n₂ + 2n₁ − 2)/Σ_j d(i, j) for a row, (n₁ + 2n₂ − 2)/Σ_j d(k, j) for a column.

    If not all are connected, harmonic instead: Σ_j 1/d(i, j) divided by n₂ + (n₁ − 1)/2 or n₁ + (n₂ − 1)/2; isolate 0.
    """
    matrix = _matrix(given)
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
    matrix = _matrix(given)
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
    return _by_node(given, two_mode_eigenvector(_matrix(given)))


@measure(
    gives="a number", source="Robins & Alexander 2004, doi:10.1023/B:CMOT.0000032580.12184.c0", takes=Takes.TWO_MODE
)
def robins_alexander_clustering(given: Given) -> Outcome:
    """4·C₄/L₃, circles of four over paths of three steps: how often two that meet in one cause meet in another as well.

    No path of three steps: null.
    """
    return Outcome(clustering(_matrix(given)))


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


@measure(
    gives="a list of [row, column, probability]; for the parameter matrix a matrix of its shape",
    source="Saracco et al. 2015, doi:10.1038/srep10595",
    takes=Takes.TWO_MODE,
)
def bicm_probability(given: Given) -> Outcome:
    """π_ik = x_i y_k/(1 + x_i y_k), whose expected degrees are those of the network (bipartite configuration model).

    0 or 1 where the degrees leave no choice.
    """
    network = given.affiliation()
    _listable(len(network.rows) * len(network.columns), "affiliations")
    probability = configuration_model(network.binary()).matrix()
    if not given.files and given.params.get("matrix") is not None:
        return Outcome(probability)
    return Outcome(
        [
            [row, column, value]
            for row, values in zip(network.rows, probability.tolist(), strict=True)
            for column, value in zip(network.columns, values, strict=True)
        ]
    )


@measure(gives=LISTED_PAIRS, source=NEAL, takes=Takes.TWO_MODE, parameters=(OF, PAIRS))
def fixedfill_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if as many affiliations lie anywhere at random."""
    return _upper_p(given, NullModel.FIXED_FILL)


@measure(gives=LISTED_PAIRS, source=NEAL, takes=Takes.TWO_MODE, parameters=(OF, PAIRS))
def fixedrow_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if each chooses as many causes at random.

    The upper tail of hypergeometric(n₂, r_i, r_j).
    """
    return _upper_p(given, NullModel.FIXED_ROW)


@measure(
    gives=LISTED_PAIRS,
    source="Neal 2014, doi:10.1016/j.socnet.2014.06.001",
    takes=Takes.TWO_MODE,
    parameters=(OF, PAIRS, TAIL),
)
def sdsm_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if all degrees are kept on average.

    Affiliations are independent with the probabilities of bicm_probability: the Poisson-binomial tail of π_ik π_jk,
    exact by convolution.
    """
    return _upper_p(given, NullModel.SDSM)


@measure(
    gives=LISTED_PAIRS,
    source=NEAL,
    takes=Takes.TWO_MODE,
    parameters=(
        OF,
        PAIRS,
        DRAWS,
        SEED,
        flag("exact", "Go through all matrices instead of drawing some; for small networks.", default=False),
        integer("matrices", "With exact: more matrices than this are an error.", ALL_MATRICES, least=1),
    ),
)
def fdsm_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if all degrees are kept exactly.

    Among R drawn matrices with the same row and column sums and the observed one, the share that has it so; pairs of
    the same two degrees are counted together.
    """
    exact = given.params["exact"]
    return _upper_p(given, NullModel.FDSM, _sampling(given, given.params["matrices"] if exact else None))


@measure(
    gives="`kept` and `avoiding`: lists of [one, other, number shared, p, q]",
    source=NEAL,
    takes=Takes.TWO_MODE,
    parameters=(
        OF,
        choice("model", "The null model.", tuple(map(str, NullModel)), str(NullModel.SDSM)),
        number("alpha", "A pair is kept if its q (uncorrected: its p) is at most this.", 0.05, least=0, most=1),
        choice(
            "correction",
            "For many tests: Benjamini and Hochberg over all pairs (bh), or none.",
            ("bh", "none"),
            "bh",
        ),
        DRAWS,
        SEED,
    ),
)
def backbone(given: Given) -> Outcome:
    """Pairs that share more than a null model would have them share, and pairs that share less.

    `kept` by the upper tail, P(X ≥ observed), `avoiding` by the lower one, P(X ≤ observed), each by itself at alpha; q
    after Benjamini and Hochberg over all pairs, those that share nothing too.
    """
    model = NullModel(given.params["model"])
    tests = _tests(given, model, _sampling(given))
    found = kept_and_avoiding(tests, given.params["alpha"], corrected=given.params["correction"] == "bh")
    names = _named(given)
    value = {"kept": _tested(found.kept, names), "avoiding": _tested(found.avoiding, names)}
    sharing = int(tests.observed[tests.pairs.shared() > 0].sum())
    notes = {
        "pairs_tested": tests.n_pairs,
        "pairs_sharing_something": sharing,
        "tails": "each tail is a family of tests of its own; pairs that share nothing count, with the upper p 1",
    }
    return Outcome(value, _method(given, model), notes)


def _matrix(given: Given) -> csr_array:
    return given.affiliation().binary()


def _by_node(given: Given, values: NDArray[np.float64]) -> Outcome:
    network = given.affiliation()
    return Outcome(NodeValues((*network.rows, *network.columns), values))


def _sided(given: Given) -> csr_array:
    """The matrix with what is to be paired as its rows."""
    matrix = _matrix(given)
    if given.params["of"] == "rows":
        return matrix
    turned = csr_array(matrix.T)
    turned.sort_indices()
    return turned


def _named(given: Given) -> Sequence[str]:
    network = given.affiliation()
    return network.rows if given.params["of"] == "rows" else network.columns


def _all_pairs(given: Given) -> bool:
    asked, size = given.params["pairs"], len(_named(given))
    return asked == "all" or (asked is None and size <= ALL_PAIRS)


def _listable(count: int, what: str) -> None:
    if count > MOST_LISTED:
        raise UsageError(
            f"{count:,} {what} are more than the {MOST_LISTED:,} that can be listed: choose a smaller network, or the "
            "measure backbone, which lists only what is more than chance"
        )


def _projectable(given: Given) -> csr_array:
    matrix = _sided(given)
    _listable(projection_work(matrix), "pairs that meet in a cause")
    return matrix


def _projected(given: Given, ties: csr_array) -> Outcome:
    names = _named(given)
    if _all_pairs(given):
        _listable(n_pairs(len(names)), "pairs")
        ends = np.triu_indices(len(names), 1)
        return Outcome(_triples(names, ends, ties.toarray()[ends]), notes=_pair_notes(given))
    upper = triu(ties, k=1).tocsr().tocoo()
    return Outcome(_triples(names, (upper.row, upper.col), upper.data), notes=_pair_notes(given))


def _triples(
    names: Sequence[str], ends: tuple[NDArray[np.integer], ...], values: NDArray[np.generic]
) -> list[list[object]]:
    first, second = (end.tolist() for end in ends)
    return [[names[a], names[b], value] for a, b, value in zip(first, second, values.tolist(), strict=True)]


def _pair_notes(given: Given) -> dict[str, object]:
    return {"pairs": "all" if _all_pairs(given) else "those that share something; every other has 0 in common"}


def _sampling(given: Given, all_at_most: int | None = None) -> Sampling:
    return Sampling(given.params["draws"], given.params["seed"], all_at_most)


def _tests(given: Given, model: NullModel, sampling: Sampling) -> PairTests:
    key = ("pair tests", given.params["of"], model, sampling if model is NullModel.FDSM else None)
    return given.once(key, lambda: pair_tests(_sided(given), model, sampling))


def _upper_p(given: Given, model: NullModel, sampling: Sampling | None = None) -> Outcome:
    tests = _tests(given, model, sampling or Sampling())
    wanted = tests.observed > 0
    if not _all_pairs(given):
        wanted &= tests.pairs.shared() > 0
    found = tests.listed(0, wanted)
    return Outcome(
        _triples(_named(given), (found.first, found.second), found.p), _method(given, model), _pair_notes(given)
    )


def _method(given: Given, model: NullModel) -> str:
    if model is not NullModel.FDSM:
        return EXACT
    if given.params.get("exact"):
        return "exact: all matrices with these row and column sums"
    return (
        f"Monte Carlo: {given.params['draws']} matrices drawn by Curveball with seed {given.params['seed']}, "
        "pairs of rows of equal degrees counted together"
    )


def _tested(pairs: PairList, names: Sequence[str]) -> list[list[object]]:
    columns = (pairs.first, pairs.second, pairs.shared, pairs.p, pairs.q)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [[names[first], names[second], *numbers] for first, second, *numbers in rows]
