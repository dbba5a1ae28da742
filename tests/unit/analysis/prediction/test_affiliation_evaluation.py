from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.prediction import affiliation_evaluation as evaluating
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.affiliation_evaluation import (
    AffiliationSplit,
    affiliation_evaluation,
    split_affiliations,
)
from alliancemap.analysis.prediction.evaluation import RANDOM, random_ties
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import AffiliationIndex, top_affiliations
from alliancemap.errors import InvalidNetworkError


def split(shape: tuple[int, int], share: float, seed: int) -> AffiliationSplit:
    rng = np.random.default_rng(seed)
    matrix = csr_array((rng.random(shape) < share).astype(np.float64))
    return split_affiliations(matrix, random_ties(matrix.nnz, 0.3, rng))


def distances(known: csr_array) -> NDArray[np.float64]:
    """Steps between each row and column."""
    rows, columns = known.shape
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(rows + columns))
    graph.add_edges_from((i, rows + k) for i, k in zip(*map(np.ndarray.tolist, known.nonzero()), strict=True))
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    return np.array([[steps[i].get(rows + k, np.inf) for k in range(columns)] for i in range(rows)])


def same(tally: Tally, expected: Tally) -> None:
    found = (tally.auc, tally.average_precision, tally.hits(3))
    assert found == pytest.approx((expected.auc, expected.average_precision, expected.hits(3)), nan_ok=True)
    assert tally.candidates.sum() == expected.candidates.sum()


@pytest.mark.parametrize("shape", [(1, 1), (4, 9), (9, 4), (12, 12)])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 1.0])
def test_as_if_every_pair_were_listed(shape: tuple[int, int], share: float) -> None:
    for seed in range(3):
        known = split(shape, share, seed)
        found, steps = affiliation_evaluation(known, workers=1), distances(known.known)
        later = np.zeros(shape, bool)
        later[known.first, known.second] = True
        for index in AffiliationIndex:
            top = top_affiliations(known.known, index, 10_000)
            cells, far = (top.first, top.second), steps[top.first, top.second] > 3
            same(found.all_pairs[index], Tally.of(top.score.round(9), later[cells]))
            same(found.distant_pairs[index], Tally.of(top.score[far].round(9), later[cells][far]))
        products = known.degrees[0][top.first] * known.degrees[1][top.second]
        same(found.all_pairs[Index.PREFERENTIAL_ATTACHMENT], Tally.of(products, later[cells]))
        same(found.distant_pairs[Index.PREFERENTIAL_ATTACHMENT], Tally.of(products[far], later[cells][far]))
        same(found.all_pairs[RANDOM], Tally.of(np.zeros(len(far)), later[cells]))


def test_blocks_and_workers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    known = split((60, 20), 0.1, 1)
    whole = affiliation_evaluation(known, workers=1)
    monkeypatch.setattr(evaluating, "BLOCK", 7)
    other = affiliation_evaluation(known, workers=2)
    for index in AffiliationIndex:
        assert (other.all_pairs[index].candidates == whole.all_pairs[index].candidates).all()


def test_nobody_and_nothing() -> None:
    for shape in ((0, 0), (0, 3), (3, 0)):
        found = affiliation_evaluation(split(shape, 1, 0))
        assert np.isnan(found.all_pairs[AffiliationIndex.L3].auc)


def test_marks_of_another_network_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="3 marks for 1 affiliations"):
        split_affiliations(csr_array(np.ones((1, 1))), np.zeros(3, bool))
