from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from alliancemap.analysis.findings.allies.ally_scores import DEFAULT_WEIGHTS, ally_scores
from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.errors import UsageError
from benchmarks import large
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds

CHECKS = [check for check in oracle("composite_greenvale")["checks"] if check["measure"] == "ally_score"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["params"]["focal"])
def test_agrees_with_greenvale(check: dict[str, Any]) -> None:
    landscape = greenvale().landscape()
    scores = ally_scores(landscape, landscape.ids.index(str(check["params"]["focal"])))
    expected = check["expected"]
    assert scores.base == pytest.approx(expected["base"], abs=1e-9)
    assert scores.median_social_distance == pytest.approx(expected["median_social_distance"], abs=1e-9)
    assert dict(zip(COMPONENTS, scores.weights, strict=True)) == pytest.approx(expected["weights"], abs=1e-9)
    ranking = expected["ranking"]
    assert [landscape.ids[row] for row in scores.candidates] == [one["candidate"] for one in ranking]
    rated = scores.in_order
    for k, one in enumerate(ranking):
        assert rated.score[k] == pytest.approx(one["score"], abs=1e-9)
        assert rated.coverage[k] == pytest.approx(one["coverage"], abs=1e-9)
        assert rated.social_distance[k] == pytest.approx(one["social_distance"], abs=1e-9)
        assert rated.bridging[k] == one["bridging"]
        assert dict(zip(COMPONENTS, rated.values[:, k], strict=True)) == pytest.approx(one["components"], abs=1e-9)
        added = dict(zip(COMPONENTS, rated.contributions[:, k], strict=True))
        assert added == pytest.approx(one["contributions"], abs=1e-9)


@few
@given(worlds())
def test_agrees_with_loops_and_adds_up(world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    for index, focal in enumerate(landscape.ids):
        scores = ally_scores(landscape, index)
        expected = plain.allies(focal, list(DEFAULT_WEIGHTS.values()))
        assert sorted(landscape.ids[row] for row in scores.candidates) == sorted(expected)
        rated = scores.in_order
        for k, row in enumerate(scores.candidates):
            score, base, components = expected[landscape.ids[row]]
            assert rated.score[k] == pytest.approx(score, abs=1e-12)
            assert scores.base == pytest.approx(base, abs=1e-12)
            for value, component in zip(rated.values[:, k], components, strict=True):
                assert isnan(value) if component is None else value == pytest.approx(component, abs=1e-12)
            assert rated.contributions[:, k].sum() == pytest.approx(rated.score[k] - scores.base, abs=1e-12)
        assert (np.diff(rated.score) <= 1e-12).all()


@few
@given(worlds())
def test_an_unrelated_institution_changes_no_rank_and_is_no_candidate(world: World) -> None:
    """It has no cause and no tie; all idf rise a little, so scores may move, but nobody enters or leaves."""
    more = replace(world, bodies=[*world.bodies, Body("z", power=True)])
    for index in range(len(world.bodies)):
        one, other = (ally_scores(each.landscape(), index) for each in (world, more))
        assert sorted(one.candidates) == sorted(other.candidates)


def test_the_first_are_those_of_the_whole_order() -> None:
    """On a map large enough that most candidates are never looked at."""
    land = landscape(large.network(0.02))
    rows = [0, 7, *np.argsort(-land.degree)[:3].tolist(), *np.flatnonzero(land.degree == 0)[:3].tolist()]
    for include_power in (False, True):
        for row in rows:
            found = ally_scores(land, row, include_power=include_power)
            assert found.first(100).tolist() == found.candidates[:100].tolist()
            assert found.first(100, bridging=True).tolist() == found.candidates[found.in_order.bridging][:100].tolist()
            assert (len(found), found.bridging_count) == (len(found.candidates), found.in_order.bridging.sum())
            median = np.median(found.in_order.social_distance[~np.isnan(found.in_order.social_distance)])
            assert found.median_social_distance == median
            known = found.in_order.values
            for mean, values in zip(found.means, known, strict=True):
                expected = values[~np.isnan(values)]
                assert mean == pytest.approx(expected.mean()) if len(expected) else isnan(mean)


def test_nobody_left_to_suggest() -> None:
    scores = ally_scores(World([Body("a", causes=["x"]), Body("b", power=True)]).landscape(), 0)
    assert len(scores.candidates) == 0
    assert (scores.base, scores.median_social_distance, scores.similar_only) == (0, None, False)
    asked = ally_scores(World([Body("a", causes=["x"]), Body("b", power=True)]).landscape(), 0, include_power=True)
    assert asked.candidates.tolist() == [1]


def test_component_that_nobody_has_is_dropped() -> None:
    """Only cause (null without causes) and introduction (0) are left of c: no challenges, no places, no allies."""
    world = World([Body("a", causes=["x"]), Body("b", causes=["x"]), Body("c")])
    scores = ally_scores(world.landscape(), 0)
    assert scores.weights.tolist() == pytest.approx([0.5 / 0.65, 0, 0, 0.15 / 0.65, 0])
    assert scores.in_order.coverage.tolist() == pytest.approx([1, 0.15 / 0.65])
    assert scores.in_order.thin_evidence.tolist() == [False, True]
    assert np.isnan(scores.means[[1, 2, 4]]).all()


def test_equal_scores_keep_the_order_of_ids() -> None:
    scores = ally_scores(World([Body(name, causes=["x"]) for name in "edcba"]).landscape(), 2)
    assert scores.candidates.tolist() == [0, 1, 3, 4]


def test_warns_when_all_are_alike() -> None:
    """Eleven of the same kind share the cause; the one that is unlike shares nothing, so it comes last."""
    bodies = [Body(f"a{number:02}", "union", causes=["x"]) for number in range(12)]
    scores = ally_scores(World([*bodies, Body("z", "ngo", causes=["y"])]).landscape(), 0)
    assert scores.in_order.bridging.all()
    assert not scores.similar_only
    halves = [replace(body, kind="ngo", causes=["y"]) for body in bodies[:12]]
    scores = ally_scores(World([*bodies, *(replace(b, id=f"z{b.id}") for b in halves)]).landscape(), 0)
    assert scores.median_social_distance == 1
    assert scores.similar_only
    assert scores.in_order.bridging.sum() == 12
    assert len(scores) == 23


@pytest.mark.parametrize("weights", [{"cause": -1.0}, {"fame": 1.0}, {"cause": 0.0}, {"cause": float("nan")}, {}])
def test_weights_that_make_no_sense_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        ally_scores(World([Body("a")]).landscape(), 0, weights)


def test_weights_are_rescaled() -> None:
    landscape = greenvale().landscape()
    one, other = (ally_scores(landscape, 0, {"cause": w, "introduction": w}) for w in (1.0, 3.0))
    assert one.in_order.score == pytest.approx(other.in_order.score)
    assert one.weights.tolist() == pytest.approx([0.5, 0, 0, 0.5, 0])
