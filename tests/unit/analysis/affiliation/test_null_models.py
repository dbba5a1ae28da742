from __future__ import annotations

from collections import Counter
from itertools import combinations, islice, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import hypergeom

from alliancemap.analysis.affiliation.backbone import PairTests, pair_tests
from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.enumeration import matrices_with_margins
from alliancemap.analysis.affiliation.null_models import NullModel, Sampling
from alliancemap.errors import UsageError

SMALL = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]])
"""Three organisations; there are eight matrices with these margins."""

Dense = NDArray[np.int64]
matrices = arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(1, 6)), elements=st.integers(0, 1))
few = settings(max_examples=25, deadline=None)


def random_matrix(seed: int, shape: tuple[int, int] = (12, 9), density: float = 0.4) -> Dense:
    return (np.random.default_rng(seed).random(shape) < density).astype(np.int64)


def p_of_pairs(tests: PairTests, tail: int) -> dict[tuple[int, int], float]:
    found = tests.listed(tail, tests.observed > 0)
    return dict(zip(zip(found.first.tolist(), found.second.tolist(), strict=True), found.p.tolist(), strict=True))


def p_under(dense: Dense, model: NullModel, sampling: Sampling | None = None) -> list[dict[tuple[int, int], float]]:
    tests = pair_tests(csr_array(dense), model, sampling)
    return [p_of_pairs(tests, tail) for tail in (0, 1)]


def tails(law: dict[int, float], shared: int) -> tuple[float, float]:
    return sum(p for x, p in law.items() if x >= shared), sum(p for x, p in law.items() if x <= shared)


def all_matrices(shape: tuple[int, int]) -> list[Dense]:
    return [np.array(cells).reshape(shape) for cells in product((0, 1), repeat=shape[0] * shape[1])]


def shared(dense: Dense, pair: tuple[int, int]) -> int:
    return int(dense[pair[0]] @ dense[pair[1]])


def test_hypergeometric_by_hand() -> None:
    """Rows of 3 and 2 among 4 columns share 2 in C(3, 2)/C(4, 2) = 1/2 of the choices, and at least 1 always."""
    upper, lower = p_under(SMALL, NullModel.FIXED_ROW)
    assert upper[0, 2] == pytest.approx(1 / 2)
    assert lower[0, 2] == 1.0
    assert upper[0, 1] == 1.0
    assert lower[0, 1] == pytest.approx(1 / 4)


def test_fixed_fill_by_counting_all_matrices() -> None:
    kept = [matrix for matrix in all_matrices((3, 4)) if matrix.sum() == SMALL.sum()]
    assert len(kept) == comb(12, 6)
    upper, lower = p_under(SMALL, NullModel.FIXED_FILL)
    for pair in combinations(range(3), 2):
        count = Counter(shared(matrix, pair) for matrix in kept)
        law = {x: times / len(kept) for x, times in count.items()}
        assert (upper[pair], lower[pair]) == pytest.approx(tails(law, shared(SMALL, pair)))


def test_fixed_degrees_by_counting_all_matrices() -> None:
    rows, columns = SMALL.sum(axis=1), SMALL.sum(axis=0)
    kept = [m for m in all_matrices((3, 4)) if (m.sum(axis=1) == rows).all() and (m.sum(axis=0) == columns).all()]
    assert len(kept) == 8
    found = list(matrices_with_margins(rows, columns, 8))
    assert sorted(m.toarray().astype(int).tolist() for m in found) == sorted(m.tolist() for m in kept)
    upper, lower = p_under(SMALL, NullModel.FDSM, Sampling(all_at_most=8))
    assert upper[0, 2] == 2 / 8
    drawn, _ = p_under(SMALL, NullModel.FDSM, Sampling(draws=4000, seed=1))
    for pair in combinations(range(3), 2):
        law = {x: times / 8 for x, times in Counter(shared(m, pair) for m in kept).items()}
        assert (upper[pair], lower[pair]) == pytest.approx(tails(law, shared(SMALL, pair)))
        assert drawn[pair] == pytest.approx(upper[pair], abs=0.03)


@pytest.mark.parametrize("seed", range(4))
def test_hypergeometric_as_scipy_has_it(seed: int) -> None:
    dense = random_matrix(seed)
    upper, lower = p_under(dense, NullModel.FIXED_ROW)
    degree = dense.sum(axis=1)
    for pair in combinations(range(len(dense)), 2):
        law = hypergeom(dense.shape[1], *degree[list(pair)])
        x = shared(dense, pair)
        assert (upper[pair], lower[pair]) == pytest.approx((law.sf(x - 1), law.cdf(x)))


@pytest.mark.parametrize("seed", range(4))
def test_independent_entries_as_a_plain_convolution_has_it(seed: int) -> None:
    dense = random_matrix(seed)
    probability = configuration_model(csr_array(dense)).matrix()
    upper, lower = p_under(dense, NullModel.SDSM)
    for pair in combinations(range(len(dense)), 2):
        law = np.ones(1)
        for both in probability[pair[0]] * probability[pair[1]]:
            law = np.convolve(law, [1 - both, both])
        assert (upper[pair], lower[pair]) == pytest.approx(tails(dict(enumerate(law)), shared(dense, pair)))


def test_independent_entries_as_draws_have_it() -> None:
    dense = random_matrix(5, (6, 8))
    probability = configuration_model(csr_array(dense)).matrix()
    draws = (np.random.default_rng(1).random((20_000, *dense.shape)) < probability).astype(np.int64)
    upper, lower = p_under(dense, NullModel.SDSM)
    for pair in combinations(range(6), 2):
        drawn = (draws[:, pair[0]] * draws[:, pair[1]]).sum(axis=1)
        assert upper[pair] == pytest.approx((drawn >= shared(dense, pair)).mean(), abs=0.02)
        assert lower[pair] == pytest.approx((drawn <= shared(dense, pair)).mean(), abs=0.02)


def test_fixed_fill_as_draws_have_it() -> None:
    dense = random_matrix(6, (5, 30), 0.3)
    rng = np.random.default_rng(2)
    draws = np.array([rng.permutation(dense.ravel()).reshape(dense.shape) for _ in range(10_000)])
    upper, _ = p_under(dense, NullModel.FIXED_FILL)
    for pair in combinations(range(5), 2):
        drawn = (draws[:, pair[0]] * draws[:, pair[1]]).sum(axis=1)
        assert upper[pair] == pytest.approx((drawn >= shared(dense, pair)).mean(), abs=0.02)


def test_fixed_degrees_as_swaps_have_it() -> None:
    """Against checkerboard swaps, another chain with the same limit."""
    dense = random_matrix(7, (5, 6))
    drawn, at_least = dense.copy(), Counter[tuple[int, int]]()
    rng = np.random.default_rng(3)
    draws = 3000
    for _ in range(draws):
        for i, j, k, m in zip(*rng.integers(0, 5, (2, 40)), *rng.integers(0, 6, (2, 40)), strict=True):
            if drawn[i, k] and drawn[j, m] and not drawn[i, m] and not drawn[j, k]:
                drawn[[i, j, i, j], [k, m, m, k]] = 0, 0, 1, 1
        at_least.update(pair for pair in combinations(range(5), 2) if shared(drawn, pair) >= shared(dense, pair))
    upper, _ = p_under(dense, NullModel.FDSM, Sampling(draws=3000, seed=4))
    for pair in combinations(range(5), 2):
        assert upper[pair] == pytest.approx(at_least[pair] / draws, abs=0.06)


@given(matrices)
@few
def test_expected_degrees_are_those_given(dense: Dense) -> None:
    probability = configuration_model(csr_array(dense)).matrix()
    assert probability.sum(axis=1) == pytest.approx(dense.sum(axis=1), abs=1e-8)
    assert probability.sum(axis=0) == pytest.approx(dense.sum(axis=0), abs=1e-8)
    assert ((probability >= 0) & (probability <= 1)).all()


@given(matrices)
@few
def test_no_choice_where_every_matrix_agrees(dense: Dense) -> None:
    """π is 0 or 1 exactly where all matrices with these margins agree."""
    found = matrices_with_margins(dense.sum(axis=1), dense.sum(axis=0), 10_000)
    kept = np.array([matrix.toarray() for matrix in islice(found, 2000)])
    probability = configuration_model(csr_array(dense)).matrix()
    always = kept.min(axis=0) == kept.max(axis=0)
    forced = (probability == 0) | (probability == 1)
    assert (forced <= always).all()
    assert len(kept) == 2000 or (forced == always).all()


def test_margins_that_only_one_matrix_has() -> None:
    nested = np.tril(np.ones((5, 5), np.int64))
    assert (configuration_model(csr_array(nested)).matrix() == nested).all()
    for model in NullModel:
        if model in (NullModel.SDSM, NullModel.FDSM):
            upper, lower = p_under(nested, model, Sampling(draws=10))
            assert set(upper.values()) == set(lower.values()) == {1.0}


def test_margins_near_the_possible_extremes() -> None:
    """A nested matrix with one swap undone: many probabilities are next to 0 or 1."""
    dense = np.tril(np.ones((40, 40), np.int64))
    dense[20, 20], dense[20, 21], dense[30, 21] = 0, 1, 0
    dense[30, 20] = 1
    probability = configuration_model(csr_array(dense)).matrix()
    assert probability.sum(axis=1) == pytest.approx(dense.sum(axis=1), abs=1e-8)
    assert probability.sum(axis=0) == pytest.approx(dense.sum(axis=0), abs=1e-8)


@given(matrices, st.sampled_from([NullModel.SDSM, NullModel.FIXED_ROW, NullModel.FIXED_FILL]))
@few
def test_p_follow_their_rows_and_what_shares_nothing_has_one(dense: Dense, model: NullModel) -> None:
    order = np.random.default_rng(int(dense.sum())).permutation(len(dense))
    upper, lower = p_under(dense, model)
    mixed = p_under(dense[order], model)
    for i, j in combinations(range(len(dense)), 2):
        pair = (min(order[i], order[j]), max(order[i], order[j]))
        assert mixed[0][i, j] == pytest.approx(upper[pair])
        assert mixed[1][i, j] == pytest.approx(lower[pair])
        assert shared(dense, pair) or upper[pair] == 1.0
        assert upper[pair] + lower[pair] >= 1 - 1e-12


@given(matrices)
@few
def test_empty_rows_change_nothing_where_rows_keep_their_degrees(dense: Dense) -> None:
    more = np.vstack([dense, np.zeros((1, dense.shape[1]), np.int64)])
    for model in (NullModel.SDSM, NullModel.FIXED_ROW):
        upper, lower = p_under(dense, model)
        with_isolate = p_under(more, model)
        assert {pair: with_isolate[0][pair] for pair in upper} == pytest.approx(upper)
        assert {pair: with_isolate[1][pair] for pair in lower} == pytest.approx(lower)


def test_p_of_draws_do_not_depend_on_threads_but_on_the_seed() -> None:
    matrix = csr_array(random_matrix(8))
    first, again, other = (pair_tests(matrix, NullModel.FDSM, Sampling(300, seed)).p for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_p_of_draws_is_never_zero() -> None:
    """Two rows with the same eight of forty columns, among others: no draw has it, but what was observed counts."""
    dense = np.zeros((20, 40), np.int64)
    dense[:2, :8] = 1
    dense[2:, 8:] = random_matrix(9, (18, 32), 0.25)
    tests = pair_tests(csr_array(dense), NullModel.FDSM, Sampling(draws=50))
    assert 0 < tests.listed(0, tests.observed > 0).p.min() <= 1 / 51


def test_more_matrices_than_asked_for_are_an_error() -> None:
    with pytest.raises(UsageError, match="more than 7 matrices"):
        p_under(SMALL, NullModel.FDSM, Sampling(all_at_most=7))


def test_small_tails_keep_their_digits() -> None:
    """Two rows of ten among 1000 columns that share all ten: 1/C(1000, 10), about 4 · 10⁻²⁴."""
    dense = np.zeros((2, 1000), np.int64)
    dense[:, :10] = 1
    upper, _ = p_under(dense, NullModel.FIXED_ROW)
    assert upper[0, 1] == pytest.approx(1 / comb(1000, 10), rel=1e-9)
    three = np.vstack([dense, dense[::-1, ::-1][:1]])
    probability = configuration_model(csr_array(three)).matrix()
    assert p_under(three, NullModel.SDSM)[0][0, 1] == pytest.approx(
        _tail(probability[0] * probability[1], 10), rel=1e-9
    )


def _tail(both: NDArray[np.float64], shared_columns: int) -> float:
    law = np.ones(1)
    for p in both:
        law = np.convolve(law, [1 - p, p])
    return float(law[shared_columns:].sum())
