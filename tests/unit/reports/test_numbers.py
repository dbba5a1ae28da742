"""Numbers of reports: twelve digits in data, four for people, ranks that share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.reports.numbers import UNDEFINED, chance, exact_number, file_text, ranks, shown, significant


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (1234567.0, "1\u202f234\u202f567"),
        (0.123456, "0.1235"),
        (12.3456, "12.35"),
        (1234.56, "1\u202f235"),
        (-0.5, "−0.5000"),
        (0.0000123456, "1.235e−5"),
        (1.5e9, "1.500e9"),
        (float("nan"), UNDEFINED),
        (float("inf"), UNDEFINED),
        (None, UNDEFINED),
    ],
)
def test_numbers_for_people(value: float | None, text: str) -> None:
    assert shown(value) == text


def test_chances() -> None:
    assert [chance(p) for p in (None, 0.0004, 0.02, 1.0)] == [UNDEFINED, "< 0.001", "0.020", "1.000"]


def test_twelve_digits_and_no_sign_of_zero() -> None:
    rounded = significant(np.array([1 / 3, -0.0, np.inf, np.nan, 123456789012345.0]))
    assert rounded[0] == 0.333333333333
    assert np.copysign(1, rounded[1]) == 1
    assert np.isnan(rounded[2:4]).all()
    assert rounded[4] == 123456789012000.0
    assert (exact_number(2 / 3), exact_number(None), exact_number(float("nan"))) == (0.666666666667, None, None)
    assert (file_text(2 / 3), file_text(float("nan"))) == ("0.666666666667", "")


def test_ranks_by_hand() -> None:
    values = np.array([2.0, 5.0, np.nan, 5.0, 1.0])
    assert ranks(values).tolist() == [3, 1, 0, 1, 4]
    assert ranks(values, low_first=True).tolist() == [2, 3, 0, 3, 1]
    assert ranks(np.zeros(0)).tolist() == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(-5, 5).map(float), st.just(float("nan"))), max_size=30))
def test_rank_is_one_more_than_those_before(values: list[float]) -> None:
    array = np.array(values, np.float64)
    for value, rank, low in zip(values, ranks(array), ranks(array, low_first=True), strict=True):
        assert rank == (0 if np.isnan(value) else 1 + (array > value).sum())
        assert low == (0 if np.isnan(value) else 1 + (array < value).sum())
