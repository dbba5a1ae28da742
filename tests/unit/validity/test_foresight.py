"""How well scores foretold, on cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from alliancemap.analysis.prediction.accuracy import Tally
from benchmarks.validity.bridging_list import bridging_list
from benchmarks.validity.foresight import Trial, foresight, percentiles
from benchmarks.validity.history import History, Window
from benchmarks.validity.rivals import OURS, contenders
from benchmarks.validity.splitting import Protocol, Rule, split
from benchmarks.validity.weights import STEPS, chosen_across, default_weights, grid, success
from records import cause, coalition, joined, network, organisation, stance, tie, when


@pytest.fixture(scope="module")
def trial() -> Trial:
    """Ten organisations; 0 to 3 stand for rivers, and of these 0, 1 and 2 meet in 2015; 8 and 9 meet in 2016."""
    ids = [f"o{number}" for number in range(10)]
    made = network(
        organisations=[organisation(id) for id in ids],
        causes=[cause("rivers"), cause("roads")],
        stances=[stance(id, "rivers" if number < 4 else "roads") for number, id in enumerate(ids)],
        coalitions=[coalition("meeting")],
        memberships=[joined("meeting", id, since=when("2015")) for id in ids[:3]],
        ties=[tie("o8", "o9", since=when("2016")), tie("o0", "o4", since=when("2000"))],
    )
    return Trial.of(split(History.of(made), Protocol(Window(2010, 2026), Rule.ALL)))


def test_percentiles_count_equal_scores_half() -> None:
    values, later = np.array([3.0, 2.0, 2.0, 1.0]), np.array([False, True, False, False])
    assert percentiles(values, later).tolist() == [pytest.approx(0.5)]


def test_mean_percentile_is_the_auc(trial: Trial) -> None:
    rng = np.random.default_rng(1)
    for case in trial.cases:
        values = rng.integers(0, 4, len(case.later)).astype(float)
        assert percentiles(values, case.later).mean() == pytest.approx(Tally.of(values, case.later).auc)


def test_cases_are_those_who_met(trial: Trial) -> None:
    met = {trial.landscape.ids[case.allies.focal] for case in trial.cases}
    assert met == {"o0", "o1", "o2", "o8", "o9"}
    assert trial.members.toarray().sum(axis=0).tolist() == [3, 2]


def test_shared_causes_foretell_as_worked_by_hand(trial: Trial) -> None:
    """o1 and o2: before seven others, level with o3. o0 knows o4 already. o8 and o9: level with four, before four."""
    scores = contenders(trial)["shared causes alone"]
    found, draws = foresight(trial, scores)
    o0, rivers, roads = (0.5 + 5) / 6, (0.5 + 6) / 7, (4 / 2 + 4) / 8
    assert found.auc.value == pytest.approx((o0 + 2 * rivers + 2 * roads) / 5)
    assert found.auc.low <= found.auc.value <= found.auc.high
    assert draws.std() > 0


def test_chance_is_chance(trial: Trial) -> None:
    found, draws = foresight(trial, contenders(trial)["random"])
    assert found.auc.row() == [0.5, 0.5, 0.5]
    assert np.allclose(draws, 0.5)


def test_random_bridging_lists_meet_as_often_as_drawn(trial: Trial) -> None:
    found = bridging_list(trial, contenders(trial)["random"])
    assert found.hits == pytest.approx(found.expected)
    assert found.ratio.value == pytest.approx(1)


def test_default_weights_do_as_the_score_does(trial: Trial) -> None:
    by_score = foresight(trial, contenders(trial)[OURS])[0].auc.value
    assert success(trial, default_weights()[None, :])[0] == pytest.approx(by_score)


def test_grid_divides_one_among_the_components() -> None:
    weights = grid()
    assert len(weights) == len(np.unique(weights[:-1], axis=0)) + 1 == 1002
    assert np.allclose(weights.sum(axis=1), 1)
    assert np.allclose(weights[:-1] * STEPS, np.rint(weights[:-1] * STEPS))


def test_a_window_is_judged_by_what_the_others_chose() -> None:
    weights = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    successes = [np.array([0.9, 0.6, 0.7]), np.array([0.5, 0.9, 0.6]), np.array([0.6, 0.7, 0.65])]
    found = chosen_across(successes, weights)
    assert [choice.weights for choice in found] == [(0.0, 1.0), (1.0, 0.0), (0.0, 1.0)]
    assert [choice.here for choice in found] == [0.6, 0.5, 0.7]
    assert [choice.default for choice in found] == [0.7, 0.6, 0.65]
