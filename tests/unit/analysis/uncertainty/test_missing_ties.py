from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import pearsonr, spearmanr

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.uncertainty.disturbance import Change, Disturbance
from alliancemap.analysis.uncertainty.missing_ties import missing_ties, stability
from alliancemap.analysis.uncertainty.record import Record
from alliancemap.errors import InvalidNetworkError, UsageError

few = settings(max_examples=30, deadline=None)


def drawn(n: int, share: float, seed: int = 0, *, directed: bool = False) -> Graph:
    rng = np.random.default_rng(seed)
    pairs = [(i, j) for i in range(n) for j in range(n) if (i != j if directed else i < j) and rng.random() < share]
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    strength = rng.integers(1, 9, len(ends)).astype(np.float64)
    return Graph.of_records(tuple(map(str, range(n))), (ends[:, 0], ends[:, 1]), strength, directed=directed)


def degree(ties: csr_array) -> NDArray[np.float64]:
    return np.diff(ties.indptr).astype(np.float64)


def strength(ties: csr_array) -> NDArray[np.float64]:
    return np.asarray(ties.sum(axis=1), np.float64)


def pairs(ties: csr_array) -> dict[tuple[int, int], float]:
    row, column = ties.nonzero()
    return {(i, j): w for i, j, w in zip(row.tolist(), column.tolist(), ties.data.tolist(), strict=True)}


@given(st.integers(0, 10**6), st.sampled_from(Change), st.booleans())
@few
def test_networks_that_might_have_been(seed: int, change: Change, directed: bool) -> None:
    full = drawn(12, 0.3, seed, directed=directed)
    record = Record(full.ties, Disturbance((10, 50), 1, seed, change, directed))
    before, nodes = pairs(full.ties), full.n
    for level, found in zip((10, 50), record.drawn(0), strict=True):
        Graph(tuple(map(str, range(found.ties.shape[0]))), found.ties, directed)
        after, moved = pairs(found.ties), int(np.floor(level * nodes / 100 + 0.5))
        ties = int(np.floor(level * full.m / 100 + 0.5)) * (1 if directed else 2)
        assert directed or after == {(j, i): w for (i, j), w in after.items()}
        assert found.ties.has_sorted_indices
        match change:
            case Change.DROP_TIES:
                assert after.items() <= before.items()
                assert len(after) == len(before) - ties
            case Change.ADD_TIES:
                assert before.items() <= after.items()
                assert len(after) == len(before) + ties
            case Change.DROP_NODES:
                assert len(found.rows) == nodes - moved
                assert (found.ties.toarray() == full.ties.toarray()[np.ix_(found.rows, found.rows)]).all()
            case Change.ADD_NODES:
                assert found.ties.shape[0] == nodes + moved
                assert {pair: w for pair, w in after.items() if max(pair) < nodes} == before
                assert all(min(pair) < nodes for pair in after)


def test_dropped_ties_are_any_with_equal_chance() -> None:
    full = drawn(6, 1)
    record = Record(full.ties, Disturbance((20,), 2000))
    lost = np.zeros((6, 6))
    for draw in range(2000):
        (found,) = record.drawn(draw)
        lost += (full.ties.toarray() > 0) & (found.ties.toarray() == 0)
    upper = lost[np.triu_indices(6, 1)]
    expected = 2000 * 0.2
    assert upper.sum() == expected * 15
    assert ((upper - expected) ** 2 / expected).sum() < 40


@pytest.mark.parametrize("n", [5, 40])
def test_added_ties_are_any_with_equal_chance(n: int) -> None:
    """A ring, to which one tie is added: in the small one by listing the pairs, in the large one by trying."""
    ring = Graph.of_records(tuple(map(str, range(n))), (np.arange(n), (np.arange(n) + 1) % n))
    record = Record(ring.ties, Disturbance((100 / n,), 1, change=Change.ADD_TIES))
    count, draws = np.zeros((n, n)), 1000
    for draw in range(draws):
        (found,) = record.drawn(draw)
        count += found.ties.toarray() > ring.ties.toarray()
    free = np.triu(ring.ties.toarray() == 0, 1)
    expected = draws / free.sum()
    chi2 = ((count[free] - expected) ** 2 / expected).sum()
    assert count[~free & np.triu(np.ones((n, n), bool))].sum() == 0
    assert abs(chi2 - free.sum()) < 5 * np.sqrt(2 * free.sum())


def test_least_sure_ties_go_first() -> None:
    full = drawn(10, 0.6, 3)
    row, column = full.ties.nonzero()
    sure = ((row + column) % 2).astype(np.float64)
    unsure = int((sure == 0).sum()) // 2
    disturbance = Disturbance((100 * unsure / full.m,), 3, confidence=sure)
    for draw in range(3):
        (found,) = Record(full.ties, disturbance).drawn(draw)
        assert set(pairs(found.ties)) == {pair for pair in pairs(full.ties) if sum(pair) % 2}


def test_figures_as_scipy() -> None:
    full = drawn(40, 0.2)
    disturbance = Disturbance((10, 30), 6, seed=5)
    found = missing_ties(full.ties, {"strength": strength}, disturbance, bands_at=30)["strength"]
    record = Record(full.ties, disturbance)
    for draw in range(6):
        for level, changed in enumerate(record.drawn(draw)):
            x, y = strength(full.ties), strength(changed.ties)
            assert found.pearson[level, draw] == pytest.approx(pearsonr(x, y).statistic)
            assert found.spearman[level, draw] == pytest.approx(spearmanr(x, y).statistic)
            heads = [set(np.lexsort((np.arange(40), -side))[:4].tolist()) for side in (x, y)]
            assert found.overlap[level, draw, 2] == len(heads[0] & heads[1]) / 4
    assert found.bands_at == 30


def test_dropping_all_ties_leaves_nothing_to_compare() -> None:
    found = missing_ties(drawn(10, 0.5).ties, {"degree": degree}, Disturbance((100,), 3))["degree"]
    assert np.isnan(found.pearson).all()
    assert found.stability == 0
    assert found.bands.low.tolist() == [1] * 10


def test_undefined_values_are_left_out() -> None:
    def mean_strength(ties: csr_array) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore"):
            return strength(ties) / degree(ties)

    full = drawn(15, 0.15, 2)
    found = missing_ties(full.ties, {"mean": mean_strength}, Disturbance((5, 50), 10))["mean"]
    assert np.isfinite(found.pearson).all()
    assert np.isnan(found.bands.rank[degree(full.ties) == 0]).all()


@pytest.mark.parametrize("change", Change)
@pytest.mark.parametrize("n", [0, 1, 3])
def test_hardly_any_network(n: int, change: Change) -> None:
    for share in (0, 1):
        found = missing_ties(drawn(n, share).ties, {"degree": degree}, Disturbance(draws=3, change=change))["degree"]
        assert np.isnan(found.pearson).all()
        assert found.overlap.shape == (5, 3, 3)


@pytest.mark.parametrize("change", Change)
def test_workers_and_company_do_not_matter(change: Change) -> None:
    full, disturbance = drawn(30, 0.2), Disturbance(draws=7, seed=1, change=change)
    alone = missing_ties(full.ties, {"degree": degree}, disturbance, workers=1)["degree"]
    other = missing_ties(full.ties, {"strength": strength, "degree": degree}, disturbance, workers=3)["degree"]
    for name in ("pearson", "spearman", "overlap"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(other, name))
    np.testing.assert_array_equal(alone.bands.high, other.bands.high)


def test_fewer_draws_are_the_first_of_more() -> None:
    full = drawn(20, 0.3)
    some, more = (missing_ties(full.ties, {"": degree}, Disturbance(draws=draws))[""] for draws in (3, 6))
    np.testing.assert_array_equal(more.spearman[:, :3], some.spearman)


@given(st.integers(0, 10**6), st.floats(0.1, 10))
@few
def test_scale_of_a_measure_does_not_matter(seed: int, scale: float) -> None:
    full = drawn(12, 0.4, seed)
    measures = {"one": strength, "other": lambda ties: scale * strength(ties)}
    found = missing_ties(full.ties, measures, Disturbance((25,), 3), workers=1)
    assert found["other"].pearson == pytest.approx(found["one"].pearson, nan_ok=True)
    np.testing.assert_array_equal(found["other"].spearman, found["one"].spearman)


def test_stability_by_hand() -> None:
    levels = (1.0, 5.0, 10.0, 25.0)
    good, fair, bad = [0.9] * 20, [0.9] * 19 + [0.1], [0.9] * 18 + [0.1, np.nan]
    assert stability(levels, np.array([good, fair, bad, good])) == 5
    assert stability(levels, np.array([good, good, good, fair])) == 25
    assert stability(levels, np.array([bad, good, good, good])) == 0
    assert stability((5.0, 1.0), np.array([bad, good])) == 1


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"levels": ()}, "levels are"),
        ({"levels": (0.0,)}, "above 0 and at most 100"),
        ({"levels": (101.0,)}, "above 0 and at most 100"),
        ({"draws": 0}, "draws is 0"),
        ({"change": Change.ADD_TIES, "confidence": np.ones(3)}, "confidence decides"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Disturbance(**asked)


def test_networks_that_do_not_fit_are_refused() -> None:
    full = drawn(5, 0.5, directed=True)
    with pytest.raises(InvalidNetworkError, match="not symmetric"):
        missing_ties(full.ties, {}, Disturbance())
    with pytest.raises(InvalidNetworkError, match="2 values of confidence"):
        missing_ties(drawn(5, 0.5).ties, {}, Disturbance(confidence=np.ones(2)))
    with pytest.raises(UsageError, match="none of the levels"):
        missing_ties(drawn(5, 0.5).ties, {}, Disturbance(), bands_at=3)


def test_stops_when_told() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        missing_ties(drawn(5, 0.5).ties, {"": degree}, check_time=stop)


def test_pairs_of_the_complete_network_are_all_there() -> None:
    full = drawn(5, 1)
    record = Record(full.ties, Disturbance((50,), 1, change=Change.ADD_TIES))
    assert [set(pairs(found.ties)) for found in record.drawn(0)] == [
        {pair for i, j in combinations(range(5), 2) for pair in ((i, j), (j, i))}
    ]
