from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation import pair_classes as pairing
from alliancemap.analysis.affiliation.backbone import backbone, pair_tests, repeated_q
from alliancemap.analysis.affiliation.null_models import NullModel, Sampling
from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

Dense = NDArray[np.int64]
few = settings(max_examples=25, deadline=None)
EXACT = [NullModel.SDSM, NullModel.FIXED_ROW, NullModel.FIXED_FILL]


def camps(size: int = 8, causes: int = 10) -> Dense:
    """Two camps that each back all of their own causes and none of the other's, and one row that backs one of each."""
    dense = np.zeros((2 * size + 1, 2 * causes), np.int64)
    dense[:size, :causes] = dense[size : 2 * size, causes:] = 1
    dense[2 * size, [0, causes]] = 1
    return dense


def measured(name: str, **params: Any) -> dict[str, Any]:
    return answer(name, Given([], params))


@pytest.mark.parametrize("model", EXACT)
def test_camps_keep_their_own_and_avoid_the_other(model: NullModel) -> None:
    found = backbone(pair_tests(csr_array(camps()), model))
    side = np.repeat([0, 1, 2], [8, 8, 1])
    kept = set(zip(found.kept.first.tolist(), found.kept.second.tolist(), strict=True))
    avoiding = set(zip(found.avoiding.first.tolist(), found.avoiding.second.tolist(), strict=True))
    assert kept == {(i, j) for i, j in combinations(range(17), 2) if side[i] == side[j]}
    assert avoiding == {(i, j) for i, j in combinations(range(17), 2) if {side[i], side[j]} == {0, 1}}
    assert found.kept.shared.tolist() == [10] * len(kept)
    assert not found.avoiding.shared.any()


def test_camps_by_draws() -> None:
    found = backbone(pair_tests(csr_array(camps()), NullModel.FDSM, Sampling(draws=500)))
    assert len(found.kept.p) == 2 * 28
    assert len(found.avoiding.p) == 64


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 4)), max_size=12))
@few
def test_q_as_if_every_test_were_written_out(cells: list[tuple[int, int]]) -> None:
    p = np.array([tenth / 20 for tenth, _ in cells], np.float64)
    times = np.array([number for _, number in cells], np.int64)
    q = repeated_q(p, times)
    assert np.repeat(q, times) == pytest.approx(benjamini_hochberg(np.repeat(p, times)))
    assert (np.isnan(q) == (times == 0)).all()


@given(arrays(np.int64, st.tuples(st.integers(2, 9), st.integers(1, 7)), elements=st.integers(0, 1)))
@few
def test_all_pairs_are_tested_and_listed_once(dense: Dense) -> None:
    for model in EXACT:
        tests = pair_tests(csr_array(dense), model)
        found = tests.listed(0, tests.observed > 0)
        pairs = list(combinations(range(len(dense)), 2))
        assert list(zip(found.first.tolist(), found.second.tolist(), strict=True)) == pairs
        assert tests.observed.sum() == tests.n_pairs == len(pairs)
        assert found.shared.tolist() == [int(dense[i] @ dense[j]) for i, j in pairs]
        assert found.q == pytest.approx(benjamini_hochberg(found.p))
        sharing = tests.listed(0, (tests.observed > 0) & (tests.pairs.shared() > 0))
        assert sharing.shared.tolist() == [x for x in found.shared.tolist() if x]


@pytest.mark.parametrize("model", EXACT)
def test_room_for_what_occurs_gives_the_same_as_room_for_all(model: NullModel, monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = csr_array((np.random.default_rng(1).random((40, 12)) < 0.4).astype(np.int64))
    found = []
    for room in (0.0, 1e9):
        monkeypatch.setattr(pairing, "ROOM", room)
        tests = pair_tests(matrix, model)
        found.append(tests.listed(0, tests.observed > 0))
    assert len(found[0].p) == len(found[1].p)
    assert found[0].p == pytest.approx(found[1].p, rel=1e-12)


@pytest.mark.parametrize("shape", [(0, 0), (1, 3), (0, 3), (3, 0), (4, 2)])
@pytest.mark.parametrize("model", list(NullModel))
def test_networks_without_affiliations_have_no_backbone(shape: tuple[int, int], model: NullModel) -> None:
    tests = pair_tests(csr_array(shape, dtype=np.float64), model, Sampling(draws=3))
    found = backbone(tests)
    assert len(found.kept.p) == len(found.avoiding.p) == 0
    assert np.isnan(tests.smallest_q(0)) == (shape[0] < 2)
    listed = tests.listed(0, tests.observed > 0)
    assert listed.p.tolist() == [1.0] * (shape[0] * (shape[0] - 1) // 2)


@pytest.mark.parametrize("model", list(NullModel))
def test_complete_networks_have_no_backbone(model: NullModel) -> None:
    found = backbone(pair_tests(csr_array(np.ones((5, 4))), model, Sampling(draws=3)))
    assert len(found.kept.p) == len(found.avoiding.p) == 0
    assert found.tests.p[:, found.tests.observed > 0].tolist() == [[1.0], [1.0]]


def test_more_pairs_than_can_be_listed_are_an_error() -> None:
    tests = pair_tests(csr_array(camps()))
    with pytest.raises(UsageError, match="136 pairs are more than the 100"):
        tests.listed(0, tests.observed > 0, 100)


def test_strengths_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match=r"not 0\.5"):
        pair_tests(csr_array(np.array([[0.5, 1], [1, 1]])))


def test_measure_of_the_backbone() -> None:
    matrix = camps().tolist()
    given = measured("backbone", matrix=matrix)
    assert [row[:3] for row in given["value"]["kept"]] == [
        [one, other, 10] for camp in ("abcdefgh", "ijklmnop") for one, other in combinations(camp, 2)
    ]
    assert given["value"]["avoiding"][0][:3] == ["a", "i", 0]
    assert given["notes"]["pairs_tested"] == 17 * 16 / 2
    assert given["notes"]["smallest_q"]["kept"] == min(row[4] for row in given["value"]["kept"])
    assert given["notes"]["pairs_sharing_something"] == 28 + 28 + 16
    assert given["notes"]["columns_of_one_or_two"] == 0
    assert given["method"] == "exact"


def test_backbone_by_draws_at_other_levels() -> None:
    matrix = camps(3, 6).tolist()
    drawn = measured("backbone", matrix=matrix, model="fdsm", draws=200)
    assert drawn["method"].startswith("Monte Carlo: 200 matrices")
    assert measured("backbone", matrix=matrix, alpha=0)["value"] == {"kept": [], "avoiding": []}
    lenient = measured("backbone", matrix=matrix, alpha=1, correction="none")["value"]
    assert len(lenient["kept"]) == len(lenient["avoiding"]) == 21


def test_measures_of_either_mode_and_of_pairs_that_share_something() -> None:
    matrix = [[1, 1, 0], [0, 1, 1]]
    assert measured("projection_count", matrix=matrix, of="columns")["value"] == [
        ["1", "2", 1],
        ["1", "3", 0],
        ["2", "3", 1],
    ]
    assert measured("projection_newman", matrix=matrix, of="columns", pairs="sharing")["value"] == [
        ["1", "2", 1.0],
        ["2", "3", 1.0],
    ]
    assert measured("fixedrow_upper_p", matrix=matrix, pairs="sharing")["value"] == [["a", "b", 1.0]]
    assert measured("sdsm_upper_p", matrix=matrix, of="columns", pairs="sharing")["notes"]["pairs"].startswith("those")
    exact = measured("fdsm_upper_p", matrix=matrix, exact=True)
    assert exact["method"].startswith("exact")
    assert measured("twomode_density", matrix=matrix)["value"] == pytest.approx(4 / 6)


def test_closeness_is_harmonic_where_not_all_are_connected() -> None:
    apart = measured("twomode_closeness", matrix=[[1, 0], [0, 1]])
    assert apart["method"].startswith("exact; harmonic")
    assert apart["value"] == pytest.approx({"a": 0.4, "b": 0.4, "1": 0.4, "2": 0.4})
    assert measured("twomode_closeness", matrix=[[1, 1]])["method"] == "exact"
