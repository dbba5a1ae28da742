from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.prediction import evaluation as evaluating
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.evaluation import RANDOM, Split, evaluation, random_ties, split_ties
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import top_pairs
from alliancemap.errors import InvalidNetworkError

few = settings(max_examples=30, deadline=None)


def drawn(n: int, share: float, seed: int) -> Graph:
    rng = np.random.default_rng(seed)
    ends = np.array([pair for pair in combinations(range(n), 2) if rng.random() < share], np.int64).reshape(-1, 2)
    return Graph.of_records(tuple(map(str, range(n))), (ends[:, 0], ends[:, 1]))


def split(n: int, share: float, seed: int) -> Split:
    network = drawn(n, share, seed)
    return split_ties(network.ties, random_ties(network.m, 0.3, np.random.default_rng(seed)))


def naive(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[float, float]:
    """AUC pair by pair; average precision threshold by threshold."""
    yes, no = scores[labels], scores[~labels]
    if not len(yes):
        return np.nan, np.nan
    auc = np.mean([(a > b) + (a == b) / 2 for a in yes for b in no]) if len(no) else np.nan
    precision, recall = 0.0, 0.0
    for threshold in sorted(set(scores), reverse=True):
        reached = (yes >= threshold).mean()
        precision += (reached - recall) * (yes >= threshold).sum() / (scores >= threshold).sum()
        recall = reached
    return float(auc), float(precision)


def test_worked_by_hand() -> None:
    """Scores 3 2 2 1, of which the first and the third came true."""
    tally = Tally.of(np.array([3.0, 2.0, 2.0, 1.0]), np.array([True, False, True, False]))
    assert tally.auc == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert tally.average_precision == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert [tally.hits(k) for k in (1, 2, 3, 9)] == [1, 1.5, 2, 2]


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=30))
@few
def test_metrics_as_one_by_one(rows: list[tuple[int, bool]]) -> None:
    scores, labels = np.array([score for score, _ in rows], np.float64), np.array([label for _, label in rows])
    tally = Tally.of(scores, labels)
    assert (tally.auc, tally.average_precision) == pytest.approx(naive(scores, labels), nan_ok=True)
    assert Tally.of(scores * 7 + 1, labels).auc == pytest.approx(tally.auc, nan_ok=True)
    assert tally.hits(len(rows)) == pytest.approx(labels.sum())


def test_hits_are_expectations() -> None:
    scores, labels = np.array([2.0, 1.0, 1.0, 1.0, 1.0, 0.0]), np.array([False, True, True, False, False, True])
    rng, hits = np.random.default_rng(0), []
    for _ in range(4000):
        order = np.lexsort((rng.random(6), -scores))
        hits.append(labels[order[:3]].sum())
    assert Tally.of(scores, labels).hits(3) == pytest.approx(np.mean(hits), abs=0.05)


@pytest.mark.parametrize(("n", "share"), [(0, 0), (1, 0), (5, 0), (6, 1), (12, 0.2), (16, 0.3), (16, 0.7)])
def test_as_if_every_pair_were_listed(n: int, share: float) -> None:
    for seed in range(4):
        known = split(n, share, seed)
        found = evaluation(known, workers=1)
        plain: nx.Graph[int] = nx.Graph()
        plain.add_nodes_from(range(n))
        plain.add_edges_from(zip(*map(np.ndarray.tolist, known.ties.nonzero()), strict=True))
        steps = dict(nx.all_pairs_shortest_path_length(plain))
        later = set(zip(known.first.tolist(), known.second.tolist(), strict=True))
        for index in Index:
            top = top_pairs(known.ties, index, n * n)
            pairs = list(zip(top.first.tolist(), top.second.tolist(), strict=True))
            labels = np.array([pair in later for pair in pairs], bool)
            far = np.array([steps[u].get(v, n) > 2 for u, v in pairs], bool)
            scores = top.score.round(9)
            for tally, chosen in ((found.all_pairs[index], slice(None)), (found.distant_pairs[index], far)):
                expected = naive(scores[chosen], labels[chosen])
                assert (tally.auc, tally.average_precision) == pytest.approx(expected, nan_ok=True)
                assert tally.candidates.sum() == len(scores[chosen])


def test_random_is_half_right() -> None:
    found = evaluation(split(30, 0.3, 1))
    assert found.all_pairs[RANDOM].auc == 0.5
    assert found.distant_pairs[Index.ADAMIC_ADAR].auc == 0.5


def test_blocks_and_workers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    known = split(60, 0.1, 2)
    whole = evaluation(known, workers=1)
    monkeypatch.setattr(evaluating, "BLOCK", 7)
    other = evaluation(known, workers=2)
    for index in Index:
        assert (other.all_pairs[index].candidates == whole.all_pairs[index].candidates).all()


@given(st.integers(0, 10**6))
@few
def test_numbering_does_not_matter(seed: int) -> None:
    network, order = drawn(14, 0.3, seed), np.random.default_rng(seed).permutation(14)
    later = random_ties(network.m, 0.3, np.random.default_rng(seed))
    known = split_ties(network.ties, later)
    place = np.argsort(order)
    moved = place[known.first], place[known.second]
    ties = known.ties[order][:, order]
    ties.sort_indices()
    other = evaluation(Split(ties, np.minimum(*moved), np.maximum(*moved)))
    for index, tally in evaluation(known).all_pairs.items():
        assert other.all_pairs[index].auc == pytest.approx(tally.auc, nan_ok=True)


def test_nodes_stay_and_known_and_later_ties_make_up_the_network() -> None:
    network = drawn(20, 0.2, 4)
    later = random_ties(network.m, 0.1, np.random.default_rng(0))
    known = split_ties(network.ties, later)
    assert later.sum() == round(0.1 * network.m)
    assert known.ties.shape == network.ties.shape
    together = known.ties.toarray()
    together[known.first, known.second] = together[known.second, known.first] = 1
    assert (together == network.ties.toarray()).all()


def test_marks_of_another_network_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="3 marks for"):
        split_ties(drawn(6, 1, 0).ties, np.zeros(3, bool))


def test_stops_when_told() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        evaluation(split(10, 0.5, 1), check_time=stop)
