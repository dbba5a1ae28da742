"""Measures that are mere arithmetic: diversity, many tests at once, p of a permutation test."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy, false_discovery_control

from alliancemap.errors import UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

KINDS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=12)
PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def measured(name: str, **params: Any) -> Any:
    return answer(name, Given((), params))["value"]


def test_diversity_by_hand() -> None:
    """Two unions and two cooperatives are as diverse as two kinds can be."""
    found = measured("diversity", categories=["union", "co-op", "union", "co-op"])
    assert found == pytest.approx(
        {"blau": 0.5, "shannon": log(2), "effective_number_q1": 2, "effective_number_q2": 2, "iqv": 1}
    )


def test_a_member_of_two_kinds_counts_half_for_each() -> None:
    """Masses are 1½ and ½: shares ¾ and ¼."""
    found = measured("diversity", categories=[["a", "b"], "a", None, "", []])
    assert found["blau"] == pytest.approx(1 - 9 / 16 - 1 / 16)
    assert found == measured("diversity", counts={"a": 3, "b": 1})


@settings(max_examples=40, deadline=None)
@given(KINDS)
def test_diversity_as_scipy_has_it(kinds: list[str]) -> None:
    shares = np.unique(kinds, return_counts=True)[1] / len(kinds)
    found = measured("diversity", categories=kinds)
    assert found["shannon"] == pytest.approx(float(entropy(shares)), abs=1e-10)
    assert found["effective_number_q1"] == pytest.approx(exp(entropy(shares)))
    chance = np.mean([one != other for one in kinds for other in kinds])
    assert found["blau"] == pytest.approx(chance, abs=1e-10)
    assert found["iqv"] == (None if len(shares) == 1 else pytest.approx(chance / (1 - 1 / len(shares))))


@settings(max_examples=40, deadline=None)
@given(KINDS, st.integers(2, 9), st.randoms())
def test_diversity_is_of_shares_alone(kinds: list[str], times: int, random: Any) -> None:
    """Neither what kinds are called, nor the order of members, nor how often each is repeated counts."""
    renamed = [kind.upper() for kind in kinds] * times
    random.shuffle(renamed)
    assert measured("diversity", categories=renamed) == pytest.approx(
        measured("diversity", categories=kinds), abs=1e-10
    )


def test_one_kind_and_nobody() -> None:
    one = measured("diversity", categories=["a", "a"])
    assert (one["blau"], one["effective_number_q2"], one["iqv"]) == (0, 1, None)
    assert set(measured("diversity", categories=[]).values()) == {None}


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"categories": [{"a": 1}]}, "a category is {'a': 1}"),
        ({"counts": {"a": -1}}, "counts holds -1, but takes numbers of at least 0"),
        ({"counts": {"a": 10**400}}, "counts holds 1000"),
        ({"counts": {"a": "many"}}, "counts holds 'many'"),
    ],
)
def test_what_is_no_category_is_refused(params: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        measured("diversity", **params)


def test_q_by_hand() -> None:
    """m = 3: 0.01·3/1, 0.02·3/2, 0.5·3/3; a null is no test."""
    assert measured("benjamini_hochberg", p=[0.5, 0.01, None, 0.02]) == pytest.approx([0.5, 0.03, None, 0.03])
    assert measured("benjamini_hochberg", p=[]) == []


@settings(max_examples=40, deadline=None)
@given(PROBABILITIES)
def test_q_as_scipy_has_it(p: Sequence[float]) -> None:
    found = measured("benjamini_hochberg", p=p)
    assert found == pytest.approx(false_discovery_control(p).tolist(), abs=1e-10)
    assert all(q >= one - 1e-10 for q, one in zip(found, p, strict=True))
    assert measured("benjamini_hochberg", p=p[::-1]) == found[::-1]


@pytest.mark.parametrize("p", [[1.01], [-0.1], ["0.1"], [True]])
def test_what_is_no_p_is_refused(p: list[Any]) -> None:
    with pytest.raises(UsageError, match="parameter p holds"):
        measured("benjamini_hochberg", p=p)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10_000), st.floats(0, 1))
def test_p_is_the_place_among_all_draws_and_what_was_observed(draws: int, share: float) -> None:
    """What was observed is put among the draws: the share of these that are at least as extreme."""
    extreme = round(share * draws)
    among = [True] * extreme + [False] * (draws - extreme) + [True]
    assert measured("permutation_p", as_extreme=extreme, draws=draws) == pytest.approx(np.mean(among))


def test_p_is_never_0() -> None:
    assert measured("permutation_p", as_extreme=0, draws=9) == 0.1
    assert measured("permutation_p", as_extreme=9, draws=9) == 1
    with pytest.raises(UsageError, match="10 of 9 draws"):
        measured("permutation_p", as_extreme=10, draws=9)
