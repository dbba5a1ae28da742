"""Two-mode networks with the same margins: uniform, and counted alike with any number of workers."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import chisquare

from alliancemap.analysis.null_models.curveball import curveball_draws, shared_tails
from alliancemap.errors import InvalidNetworkError, UsageError


def matrices_like(cells: NDArray[np.int64]) -> set[bytes]:
    """Every binary matrix with the same margins, by trying all."""
    found = set()
    for entries in product((0, 1), repeat=cells.size):
        other = np.array(entries).reshape(cells.shape)
        if (other.sum(0) == cells.sum(0)).all() and (other.sum(1) == cells.sum(1)).all():
            found.add(other.astype(np.int8).tobytes())
    return found


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1], [0, 0, 1, 0]],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 1, 1]],
        [[1, 1, 0], [0, 0, 0], [0, 1, 1], [1, 1, 1]],
    ],
)
def test_every_matrix_with_these_margins_is_as_probable(rows: list[list[int]]) -> None:
    space = matrices_like(np.array(rows))
    drawn = Counter(
        draw.toarray().astype(np.int8).tobytes() for draw in curveball_draws(csr_array(np.array(rows)), 8_000, 5)
    )
    assert set(drawn) == space
    assert chisquare([drawn[matrix] for matrix in space]).pvalue > 0.001


def test_only_one_matrix_has_the_margins_of_a_nested_one() -> None:
    """Row sums 3, 2, 1 and column sums 3, 2, 1: by hand, nothing can be dealt otherwise."""
    nested = csr_array(np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0]]))
    assert all((draw.toarray() == nested.toarray()).all() for draw in curveball_draws(nested, 20, 0))
    tails = shared_tails(nested, 20, 0)
    assert (tails.at_least == 20).all()
    assert (tails.at_most == 20).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 8), st.integers(0, 6), st.floats(0, 1), st.integers(0, 2**32))
def test_margins_stay(rows: int, columns: int, share: float, seed: int) -> None:
    cells = np.random.default_rng(seed).random((rows, columns)) < share
    for draw in curveball_draws(csr_array(cells), 3, seed):
        assert (draw.toarray().sum(0) == cells.sum(0)).all()
        assert (draw.toarray().sum(1) == cells.sum(1)).all()
        assert draw.has_canonical_format


def test_tails_are_those_of_the_draws_with_any_number_of_workers() -> None:
    cells = csr_array((np.random.default_rng(3).random((25, 12)) < 0.3).astype(float))
    observed = (cells @ cells.T).toarray()
    shared = [(draw @ draw.T).toarray() for draw in curveball_draws(cells, 600, 4)]
    for workers in (1, 2, 3):
        tails = shared_tails(cells, 600, 4, workers=workers)
        assert (tails.at_least == sum((found >= observed).astype(int) for found in shared)).all()
        assert (tails.at_most == sum((found <= observed).astype(int) for found in shared)).all()


def test_one_row_and_no_row_stay_as_they_are() -> None:
    for cells in (np.array([[1, 0, 1]]), np.zeros((0, 3), int), np.zeros((3, 0), int), np.zeros((2, 2), int)):
        assert all((draw.toarray() == cells).all() for draw in curveball_draws(csr_array(cells), 2, 0))
        assert shared_tails(csr_array(cells), 2, 0).at_least.shape == (len(cells), len(cells))


def test_stored_zeros_and_no_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="draws is 0"):
        shared_tails(csr_array(np.eye(2)), 0, 0)
    stored = csr_array((np.array([1.0, 0.0]), np.array([0, 1]), np.array([0, 2])), shape=(1, 2))
    with pytest.raises(InvalidNetworkError, match="canonical"):
        next(curveball_draws(stored, 1, 0))
