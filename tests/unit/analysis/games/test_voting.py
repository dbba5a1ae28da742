"""Winning coalitions and power: by hand, against all subsets and all orders, at the edges."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.analysis.games import power
from alliancemap.analysis.games.minimal import minimal_winning_coalitions
from alliancemap.analysis.games.power import banzhaf, least_weight, shapley_shubik, swings
from alliancemap.analysis.games.voting import VotingGame
from alliancemap.errors import UsageError

THREE = VotingGame.of_numbers(3, [2, 1, 1])

games = st.builds(VotingGame.of_numbers, st.integers(1, 30), st.lists(st.integers(0, 9), min_size=1, max_size=7))


def test_by_hand() -> None:
    """The heavy one with either light one: it is needed in three of five swings and decisive in four of six orders."""
    assert minimal_winning_coalitions(THREE) == [(0, 1), (0, 2)]
    assert least_weight(THREE) == 3
    assert banzhaf(swings(THREE)) == pytest.approx([3 / 5, 1 / 5, 1 / 5])
    assert shapley_shubik(swings(THREE)) == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    assert THREE.critical([0, 1, 2]) == [0]
    assert THREE.critical([0, 1]) == [0, 1]
    assert THREE.critical([1, 2]) == []
    assert not THREE.wins([1, 2])


def test_can_lose_any_one_and_still_win() -> None:
    game = VotingGame.of_numbers(2, [1, 1, 1])
    assert game.wins([0, 1, 2])
    assert game.critical([0, 1, 2]) == []


def test_how_many_can_leave_whoever_they_are() -> None:
    """Of 5, 3, 2, 2 and 0 with a quota of 4, any two leave 4 at least; without the three heaviest 2 are left."""
    game = VotingGame.of_numbers(4, [2, 5, 0, 3, 2])
    assert game.dispensable(range(5)) == 2
    assert game.dispensable([0, 3, 4]) == 1
    assert game.dispensable([1, 2]) == 0
    assert game.dispensable([0, 2]) is None
    assert game.dispensable([]) is None


@given(games, st.data())
@settings(max_examples=40, deadline=None)
def test_dispensable_as_all_who_may_leave_say(game: VotingGame, data: st.DataObject) -> None:
    members = data.draw(st.lists(st.sampled_from(range(len(game.weights))), unique=True))
    safe = [
        number
        for number in range(len(members) + 1)
        if all(game.wins(sorted({*members} - {*left})) for left in itertools.combinations(members, number))
    ]
    assert game.dispensable(members) == (max(safe) if safe else None)
    assert (game.critical(members) == []) == (game.dispensable(members) != 0)


def test_luxembourg_had_no_power_in_1958() -> None:
    """The council of the six: weights 4, 4, 4, 2, 2, 1 and a quota of 12 (Brams and Affuso 1976)."""
    found = swings(VotingGame.of_numbers(12, [4, 4, 4, 2, 2, 1]))
    assert banzhaf(found) == pytest.approx([5 / 21] * 3 + [3 / 21] * 2 + [0])
    assert shapley_shubik(found) == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0])


def subsets(n: int) -> list[tuple[int, ...]]:
    return [chosen for size in range(n + 1) for chosen in itertools.combinations(range(n), size)]


@given(games)
@settings(max_examples=40, deadline=None)
def test_minimal_and_least_as_all_subsets_say(game: VotingGame) -> None:
    winning = [chosen for chosen in subsets(len(game.weights)) if game.wins(chosen)]
    minimal = [chosen for chosen in winning if len(game.critical(chosen)) == len(chosen)]
    assert minimal_winning_coalitions(game) == sorted(minimal)
    weights = [sum(game.weights[member] for member in chosen) for chosen in winning]
    assert least_weight(game) == (min(weights) if weights else None)


@given(games)
@settings(max_examples=25, deadline=None)
def test_power_as_all_subsets_and_orders_say(game: VotingGame) -> None:
    n = len(game.weights)
    needed = [sum(member in game.critical(chosen) for chosen in subsets(n)) for member in range(n)]
    decisive = [0] * n
    for order in itertools.permutations(range(n)):
        if game.wins(order):
            decisive[next(order[k] for k in range(n) if game.wins(order[: k + 1]))] += 1
    found = swings(game)
    assert found.sum(axis=1).tolist() == needed
    assert (banzhaf(found) or [0] * n) == pytest.approx([part / max(sum(needed), 1) for part in needed])
    assert (shapley_shubik(found) or [0] * n) == pytest.approx([part / math.factorial(n) for part in decisive])


@given(games)
@settings(max_examples=20, deadline=None)
def test_both_ways_of_counting_agree(game: VotingGame) -> None:
    one_by_one = power._one_by_one(np.array(game.weights, np.int64), game.quota)
    np.testing.assert_array_equal(swings(game), one_by_one)


@given(games, st.integers(2, 9))
@settings(max_examples=20, deadline=None)
def test_unit_does_not_matter(game: VotingGame, factor: int) -> None:
    larger = VotingGame.of_numbers(game.quota * factor, [weight * factor for weight in game.weights])
    assert minimal_winning_coalitions(larger) == minimal_winning_coalitions(game)
    np.testing.assert_array_equal(swings(larger), swings(game))


def test_decimals_are_taken_as_written() -> None:
    game = VotingGame.of_numbers(0.3, [0.1, 0.2])
    assert game.wins([0, 1])
    assert least_weight(game) == Fraction(3, 10)


def test_equal_members_with_weights_of_many_digits_have_equal_power() -> None:
    """Sums of such weights fit no table: coalitions are looked at one by one. All are needed; then too many."""
    assert shapley_shubik(swings(VotingGame.of_numbers(11.5 * 1.234567, [1.234567] * 12))) == pytest.approx(
        [1 / 12] * 12
    )
    assert swings(VotingGame.of_numbers(12.5 * 1.234567, [1.234567] * 12)).sum() == 0


@pytest.mark.parametrize(("quota", "weights"), [(5, [1, 1]), (1, [0, 0])])
def test_nobody_wins(quota: float, weights: Sequence[float]) -> None:
    game = VotingGame.of_numbers(quota, weights)
    assert minimal_winning_coalitions(game) == []
    assert least_weight(game) is None
    assert banzhaf(swings(game)) is None
    assert shapley_shubik(swings(game)) is None


def test_one_member_and_none() -> None:
    assert shapley_shubik(swings(VotingGame.of_numbers(1, [1]))) == [1.0]
    assert minimal_winning_coalitions(VotingGame.of_numbers(1, [])) == []
    assert least_weight(VotingGame.of_numbers(1, [])) is None


def test_listing_can_be_cut_short() -> None:
    assert len(minimal_winning_coalitions(VotingGame.of_numbers(20, [1] * 40), most=7)) == 7


@pytest.mark.parametrize(
    ("quota", "weights", "says"),
    [
        (0, [1], "quota is 0"),
        (1, [-1], "weight is -1"),
        (float("nan"), [1], "quota is nan"),
        (1, [float("inf")], "weight is inf"),
    ],
)
def test_impossible_games(quota: float, weights: Sequence[float], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        VotingGame.of_numbers(quota, weights)


def test_too_many_members_to_count() -> None:
    with pytest.raises(UsageError, match="cannot be counted exactly"):
        swings(VotingGame.of_numbers(1e9, [1e8 + 1] * 30))
