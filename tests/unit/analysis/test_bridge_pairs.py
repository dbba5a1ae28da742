from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from alliancemap.analysis.findings.bridges import bridge_pairs as module
from alliancemap.analysis.findings.bridges import open_pairs
from alliancemap.analysis.findings.bridges.bridge_pairs import BridgePair, PairLimits, bridge_pairs
from alliancemap.analysis.findings.bridges.standing import standings
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import TimeLimitError, UsageError
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds

CHECKS = [check for check in oracle("composite_greenvale")["checks"] if check["measure"] == "bridge_pairs"]
THREE_AND_FIVE = [Body(name, causes=["x"]) for name in ("a1", "a2", "a3", "b0", "b1", "b2", "b3", "b4")]
EVERY = PairLimits(None, None)


def rows(landscape: Landscape, ids: list[str]) -> NDArray[np.int64]:
    return np.array(sorted(landscape.ids.index(id) for id in ids), dtype=np.int64)


def named(landscape: Landscape, pairs: tuple[BridgePair, ...]) -> list[tuple[str, str]]:
    return [(landscape.ids[pair.a], landscape.ids[pair.b]) for pair in pairs]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: "-".join(check["params"]["groups"]))
def test_agrees_with_greenvale(check: dict[str, Any]) -> None:
    landscape = greenvale().landscape()
    groups = oracle("composite_greenvale")["graph"]["groups"]
    a, b = (rows(landscape, groups[name]) for name in check["params"]["groups"])
    found = bridge_pairs(landscape, a, b, PairLimits(None, 8))
    assert named(landscape, found) == [tuple(one["pair"]) for one in check["expected"]]
    for pair, one in zip(found, check["expected"], strict=True):
        assert pair.score == pytest.approx(one["score"], abs=1e-9)
        assert pair.affinity == pytest.approx(one["affinity"], abs=1e-9)
        assert [pair.standing_a, pair.standing_b] == pytest.approx(one["standing"], abs=1e-9)
        assert pair.introduction is not None
        assert pair.introduction.strength == pytest.approx(one["introduction"], abs=1e-9)
        assert [landscape.ids[row] for row in pair.introduction.introducers] == one["introducers"]


def test_worked_by_hand() -> None:
    """a1–a2–a3 is a path: a1 has standing (1 + 1 + 1/2)/3; b stands alone: 1. a2 introduces nobody to b: I = 0.

    a1 and b share x, which all of n = 4 but a2 support: the same sets, so affinity 1.
    """
    bodies = [Body("a1", causes=["x"]), Body("a2"), Body("a3", causes=["y"]), Body("b", causes=["x"])]
    landscape = World(bodies, [("a1", "a2", 1.0), ("a2", "a3", 1.0)]).landscape()
    (pair,) = bridge_pairs(landscape, np.arange(3), np.array([3]))
    assert (pair.a, pair.b, pair.introduction) == (0, 3, None)
    assert (pair.standing_a, pair.standing_b) == pytest.approx((2.5 / 3, 1))
    assert pair.score == pytest.approx(sqrt(2.5 / 3) / 2)
    assert [landscape.cause_ids[cause] for cause in pair.shared_causes] == ["x"]


def test_standing_of_one_without_ties_inside() -> None:
    landscape = World([Body("a"), Body("b"), Body("c")], [("a", "c", 1.0)]).landscape()
    assert standings(landscape, np.array([0, 1]), np.array([1, 0, 1])).tolist() == [0.5, 0.5, 0.5]
    assert standings(landscape, np.array([0, 1]), np.zeros(0, dtype=np.int64)).tolist() == []


def test_who_is_never_named() -> None:
    """Shy, of power, tied in the past only, in conflict, in both groups: none is left."""
    bodies = [
        Body(name, causes=["x"], suggestible=name != "b1", power=name == "b2")
        for name in ("a1", "a2", "b1", "b2", "b3", "b4")
    ]
    world = World(bodies, [("a1", "b4", -1.0)], past=[("a1", "b3")])
    landscape = world.landscape()
    a, b = rows(landscape, ["a1", "a2"]), rows(landscape, ["a2", "b1", "b2", "b3", "b4"])
    assert bridge_pairs(landscape, a, b) == ()
    assert named(landscape, bridge_pairs(landscape, a, b, PairLimits(include_power=True))) == [("a1", "b2")]


def test_nobody_fills_the_list_alone() -> None:
    landscape = World(THREE_AND_FIVE).landscape()
    found = bridge_pairs(landscape, np.arange(3), np.arange(3, 8), PairLimits(2, 10))
    counts = Counter(name for pair in named(landscape, found) for name in pair)
    assert max(counts.values()) == 2
    assert len(found) == 6
    assert named(landscape, found)[:3] == [("a1", "b0"), ("a1", "b1"), ("a2", "b0")]
    assert len(bridge_pairs(landscape, np.arange(3), np.arange(3, 8), EVERY)) == 15


@pytest.mark.parametrize("limits", [(0, 10), (2, 0), (2, -1)])
def test_limits_below_one_are_refused(limits: tuple[int, int]) -> None:
    with pytest.raises(UsageError):
        bridge_pairs(greenvale().landscape(), np.arange(3), np.arange(3, 8), PairLimits(*limits))


@pytest.mark.parametrize("calls", [0, 1, 5])
def test_can_be_stopped_at_any_pair(calls: int) -> None:
    left = iter(range(calls))

    def stop() -> None:
        if next(left, None) is None:
            raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError, match="enough"):
        bridge_pairs(World(THREE_AND_FIVE).landscape(), np.arange(3), np.arange(3, 8), EVERY, stop)


def test_empty_groups() -> None:
    assert bridge_pairs(greenvale().landscape(), np.zeros(0, dtype=np.int64), np.arange(3)) == ()


@few
@given(worlds(most=12))
def test_agrees_with_loops_and_the_first_are_the_first(world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    half = len(landscape.ids) // 2
    a, b = np.arange(half + 1), np.arange(half, len(landscape.ids))
    found = bridge_pairs(landscape, a, b, EVERY)
    expected = plain.bridge_pairs(landscape.ids[: half + 1], landscape.ids[half:])
    assert named(landscape, found) == [(i, j) for _, i, j in expected]
    assert [pair.score for pair in found] == pytest.approx([score for score, _, _ in expected], abs=1e-12)
    assert bridge_pairs(landscape, a, b, PairLimits(None, 2)) == found[:2]


@few
@given(worlds(most=12))
def test_the_list_does_not_depend_on_how_many_pairs_are_kept(world: World) -> None:
    """A pair and a block at a time; the list is what a walk down all pairs gives."""
    landscape = world.landscape()
    half = len(landscape.ids) // 2
    sides = np.arange(half), np.arange(half, len(landscape.ids))
    every = bridge_pairs(landscape, *sides, EVERY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LOOKED", 1)
        patch.setattr(open_pairs, "BLOCK", 1)
        for most, first in ((1, 3), (2, 5), (2, 100)):
            assert bridge_pairs(landscape, *sides, PairLimits(most, first)) == tuple(walked(every, most, first))


def walked(every: tuple[BridgePair, ...], most: int, first: int) -> list[BridgePair]:
    seen: Counter[int] = Counter()
    chosen: list[BridgePair] = []
    for pair in every:
        if len(chosen) < first and max(seen[pair.a], seen[pair.b]) < most:
            chosen.append(pair)
            seen.update((pair.a, pair.b))
    return chosen
