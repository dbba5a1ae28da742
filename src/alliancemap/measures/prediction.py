"""Link prediction: which ties are likely to be missing or to come, and how well that is foretold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alliancemap.analysis.prediction import top_pairs
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.best_cells import ScoredPairs
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import AffiliationIndex
from alliancemap.errors import UsageError
from alliancemap.exchange.network_files.values import finite
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.pairs import all_pairs
from alliancemap.measures.parameters import Kind, Parameter, choice, integer

K = integer("k", "How many pairs to list.", 15, least=0, most=1_000_000)
SIMILARITIES = {
    "resource_allocation": AffiliationIndex.RA_NEIGHBOUR,
    "adamic_adar": AffiliationIndex.AA_NEIGHBOUR,
}


@measure(
    gives="a list of [node, node, score], the highest first",
    source="Zhou, Lü & Zhang 2009",
    parameters=(choice("index", "How pairs are scored.", [*Index], "adamic_adar"), K),
)
def link_prediction_top(given: Given) -> Outcome:
    """The k pairs without a tie that score highest by their neighbours Γ, directions dropped.

    Common neighbours |Γu ∩ Γv|, Jaccard |Γu ∩ Γv|/|Γu ∪ Γv|, Adamic-Adar Σ 1/ln k_z and resource allocation Σ 1/k_z
    over common neighbours z (none: 0), preferential attachment k_u k_v. Equal scores stand in order of nodes.
    """
    graph = given.graph(directed=False)
    found = top_pairs.top_pairs(graph.ties, Index(given.params["index"]), given.params["k"])
    return Outcome(_named(found, graph.ids, graph.ids))


@measure(
    gives="a list of [organisation, what it might join, score], the highest first",
    source="Kovács et al. 2019; Zhou, Lü & Zhang 2009",
    takes=Takes.TWO_MODE,
    parameters=(choice("index", "How pairs are scored.", [*AffiliationIndex], "ra_neighbour"), K),
)
def bipartite_link_prediction_top(given: Given) -> Outcome:
    """The k pairs of organisation i and cause k, not affiliated, that score highest.

    ra_neighbour and aa_neighbour: Σ_{j: b_jk=1} Σ_l b_il b_jl/c_l, or 1/ln c_l in its place (c_l = 1 adds nothing);
    L3: Σ_{l≠k, j≠i} b_il b_jl b_jk/√(c_l r_j); r, c the row and column sums. Equal scores stand in order of nodes.
    """
    network = given.affiliation()
    found = top_pairs.top_affiliations(network.matrix, AffiliationIndex(given.params["index"]), given.params["k"])
    return Outcome(_named(found, network.rows, network.columns))


@measure(
    gives="a list of [organisation, organisation, value]",
    source="Zhou, Lü & Zhang 2009",
    takes=Takes.TWO_MODE,
    parameters=(choice("index", "What a shared cause adds.", [*SIMILARITIES], "resource_allocation"),),
)
def actor_similarity(given: Given) -> Outcome:
    """How alike every two organisations are by what they share: Σ_l b_il b_jl/c_l (resource allocation), or 1/ln c_l.

    c_l counts who is affiliated with l. Nothing shared: 0; of more than 2 000 organisations only other values are
    listed.
    """
    network = given.affiliation()
    return Outcome(all_pairs(network.rows, top_pairs.similarity(network.matrix, SIMILARITIES[given.params["index"]])))


@measure(
    gives="an object: auc, average_precision, hits_at_…",
    source="Yang, Lichtenwalter & Chawla 2015",
    takes=Takes.PARAMETERS,
    parameters=(
        Parameter("scores", Kind.LIST, "A number for each candidate.", required=True),
        Parameter("labels", Kind.LIST, "1 for each candidate that came true, else 0.", required=True),
        Parameter("ks", Kind.LIST, "For which numbers of candidates hits are told.", [1, 3, 5, 10]),
    ),
)
def link_prediction_metrics(given: Given) -> Outcome:
    """How well scores tell positives from negatives.

    AUC counts equal scores ½ (no positive or no negative: null); average precision steps over distinct thresholds (no
    positive: null); hits_at_k is the expected number of positives among the first k, equal scores in random order.
    """
    scores, labels = given.params["scores"], given.params["labels"]
    if len(scores) != len(labels):
        raise UsageError(f"there are {len(scores)} scores for {len(labels)} labels")
    for name, values, fit in (("scores", scores, finite), ("labels", labels, lambda value: value in (0, 1))):
        wrong = next((value for value in values if not fit(value)), None)
        if wrong is not None or None in values:
            raise UsageError(
                f"parameter {name} holds {wrong!r}, but takes {'0 or 1' if name == 'labels' else 'numbers'}"
            )
    tally = Tally.of(np.array(scores, np.float64), np.array(labels, bool))
    return Outcome(tally.figures(hit_counts(given.params["ks"])))


def hit_counts(ks: Sequence[Any]) -> list[int]:
    """Check for which numbers of candidates hits are asked for."""
    for k in ks:
        if not isinstance(k, int) or isinstance(k, bool) or k < 1:
            raise UsageError(f"parameter ks holds {k!r}, but takes whole numbers of at least 1")
    return list(ks)


def _named(found: ScoredPairs, rows: Sequence[str], columns: Sequence[str]) -> list[tuple[str, str, float]]:
    ends = zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True)
    return [(rows[first], columns[second], score) for first, second, score in ends]
