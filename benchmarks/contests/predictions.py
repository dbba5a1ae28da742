"""Likely ties, and how well ties are foretold."""

from __future__ import annotations

from itertools import islice
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, triu

from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.affiliation_evaluation import affiliation_evaluation, split_affiliations
from alliancemap.analysis.prediction.evaluation import evaluation, random_ties, split_ties
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import AffiliationIndex, top_affiliations, top_pairs
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
K = 15
PAIRS = 20_000
SHARE = 0.1


def _plain(data: Data) -> csr_array:
    return data.plain


def _causes(data: Data) -> csr_array:
    return data.causes


def _highest(scores: Values) -> Values:
    return np.sort(np.partition(scores, -K)[-K:])[::-1]


def _allocated(ties: csr_array) -> csr_array:
    """Resource allocation of all pairs with a common neighbour."""
    degree = np.diff(ties.indptr)
    return csr_array(ties @ diags_array(1 / np.maximum(degree, 1)) @ ties)


def _top_by_scipy(ties: csr_array) -> Values:
    scores = triu(_allocated(ties), k=1, format="csr")
    return _highest((scores - scores.multiply(ties)).data)


def _top_by_networkx(graph: Any) -> Values | None:
    pairs = nx.non_edges(graph)
    if len(graph) <= SMALL:
        return _highest(np.array([score for _, _, score in nx.resource_allocation_index(graph, pairs)]))
    for _ in nx.resource_allocation_index(graph, islice(pairs, PAIRS)):
        pass
    return None


def _share_of_pairs(n: int) -> float:
    return 1.0 if n <= SMALL else PAIRS / (n * (n - 1) / 2)


def _split(data: Data) -> Any:
    count = data.plain.nnz // 2
    return split_ties(data.plain, random_ties(count, SHARE, np.random.default_rng(1)))


def _evaluated_by_scipy(split: Any) -> list[float]:
    """AUC of resource allocation by ranking every pair: one index of five, one of two sets of pairs."""
    from scipy.stats import rankdata  # noqa: PLC0415 - only the child that needs it

    n = split.ties.shape[0]
    first, second = np.triu_indices(n, 1)
    candidate = split.ties.toarray()[first, second] == 0
    scores = np.round(_allocated(split.ties).toarray()[first, second][candidate], 12)
    positive = np.zeros((n, n), bool)
    positive[split.first, split.second] = True
    return [_auc(rankdata(scores), positive[first, second][candidate])]


def _auc(ranks: Values, positive: NDArray[np.bool_]) -> float:
    ones = int(positive.sum())
    return float((ranks[positive].sum() - ones * (ones + 1) / 2) / (ones * (len(ranks) - ones)))


def _reached(matrix: csr_array) -> Values:
    """Scores of all organisations and causes; what is already so has -1."""
    sizes = np.maximum(np.bincount(matrix.indices, minlength=matrix.shape[1]), 1)
    scores = np.asarray(matrix @ (diags_array(1 / sizes) @ (matrix.T @ matrix)).toarray())
    scores[matrix.nonzero()] = -1
    return scores


def _split_causes(data: Data) -> Any:
    marks = random_ties(data.causes.nnz, SHARE, np.random.default_rng(1))
    return split_affiliations(data.causes, marks)


def _evaluated_affiliations_by_scipy(split: Any) -> list[float]:
    from scipy.stats import rankdata  # noqa: PLC0415 - only the child that needs it

    scores = _reached(split.known)
    candidate = scores.ravel() >= 0
    positive = np.zeros(scores.shape, bool)
    positive[split.first, split.second] = True
    return [_auc(rankdata(np.round(scores.ravel()[candidate], 12)), positive.ravel()[candidate])]


def _scored(data: Data) -> tuple[Values, NDArray[np.bool_]]:
    rng = np.random.default_rng(1)
    return np.round(rng.random(data.n), 3), rng.random(data.n) < SHARE


def _auc_by_scipy(given: tuple[Values, NDArray[np.bool_]]) -> list[float]:
    from scipy.stats import mannwhitneyu  # noqa: PLC0415 - only the child that needs it

    scores, positive = given
    found = mannwhitneyu(scores[positive], scores[~positive], method="asymptotic").statistic
    return [float(found / (positive.sum() * (~positive).sum()))]


CONTESTS = [
    Contest(
        "likeliest ties, 15 by resource allocation",
        (
            Contender(OURS, _plain, lambda ties: top_pairs(ties, Index.RESOURCE_ALLOCATION, K).score),
            Contender("scipy", _plain, _top_by_scipy),
            Contender("NetworkX", lambda data: data.networkx(plain=True), _top_by_networkx, _share_of_pairs),
        ),
        gathers="NetworkX: from the first 20 000 pairs on larger maps.",
        covers=("link_prediction_top",),
    ),
    Contest(
        "evaluation of link prediction",
        (
            Contender(OURS, _split, lambda split: [evaluation(split).all_pairs[Index.RESOURCE_ALLOCATION].auc]),
            Contender("scipy", _split, _evaluated_by_scipy, sizes=(SMALL,)),
        ),
        gathers="Every pair without a tie ranked by five indices; scipy: by one. What is compared is its AUC.",
        covers=("link_prediction_evaluation",),
    ),
    Contest(
        "likeliest affiliations, 15 by shared causes",
        (
            Contender(OURS, _causes, lambda matrix: top_affiliations(matrix, AffiliationIndex.RA_NEIGHBOUR, K).score),
            Contender("scipy", _causes, lambda matrix: _highest(_reached(matrix).ravel())),
        ),
        covers=("bipartite_link_prediction_top",),
    ),
    Contest(
        "evaluation of predicted affiliations",
        (
            Contender(
                OURS,
                _split_causes,
                lambda split: [affiliation_evaluation(split).all_pairs[AffiliationIndex.RA_NEIGHBOUR].auc],
            ),
            Contender("scipy", _split_causes, _evaluated_affiliations_by_scipy),
        ),
        gathers="Every organisation and cause ranked by four indices; scipy: by one. What is compared is its AUC.",
        covers=("bipartite_link_prediction_evaluation",),
    ),
    Contest(
        "AUC and average precision, one score an organisation",
        (
            Contender(OURS, _scored, lambda given: [Tally.of(*given).auc]),
            Contender("scipy", _scored, _auc_by_scipy),
        ),
        covers=("link_prediction_metrics",),
    ),
]
