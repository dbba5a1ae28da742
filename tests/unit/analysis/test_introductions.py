from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.introductions.ways import introduction_strengths, introductions
from networks import Body, Tie, World
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, renamed, worlds


def world_of(ties: list[Tie], *shy: str, power: str = "") -> World:
    names = sorted({name for u, v, _ in ties for name in (u, v)})
    return World([Body(name, suggestible=name not in shy, power=name == power) for name in names], ties)


def test_trust_is_one_half_at_the_median_weight() -> None:
    """Weights 1, 1, 3: kappa 1, trust 1/2 and 3/4."""
    landscape = world_of([("a", "h", 1.0), ("h", "b", 3.0), ("h", "x", 1.0)]).landscape()
    (way,) = introductions(landscape, 0, 1)
    assert [landscape.ids[row] for row in way.path] == ["a", "h", "b"]
    assert way.strength == pytest.approx(0.5 * 0.75)
    assert way.weakest == pytest.approx(0.5)
    assert introduction_strengths(landscape, 0).tolist() == pytest.approx([0, 0.375, 0, 0.25])


def test_their_own_tie_does_not_introduce_them() -> None:
    landscape = world_of([("a", "b", 1.0), ("b", "h", 1.0)]).landscape()
    assert introductions(landscape, 0, 1) == ()
    assert introduction_strengths(landscape, 0).tolist() == [0, 0, 0.25]


def test_nobody_passes_through_the_one_to_be_met() -> None:
    """To b, who is tied to a, only a–h–g–b counts; a–b–g–b would pass through b itself."""
    landscape = world_of([("a", "b", 9.0), ("b", "g", 1.0), ("a", "h", 1.0), ("h", "g", 1.0)]).landscape()
    assert introduction_strengths(landscape, 0)[1] == pytest.approx(1 / 8)


def test_equal_ways_go_by_length_then_id() -> None:
    """Every tie has trust 1/2: two ways of two steps through h and k, then one of three through m."""
    ties = [("a", "h", 1.0), ("h", "z", 1.0), ("a", "k", 1.0), ("k", "z", 1.0), ("a", "m", 1.0), ("m", "k", 1.0)]
    landscape = world_of(ties).landscape()
    ways = introductions(landscape, 0, 4, 5)
    assert [[landscape.ids[row] for row in way.introducers] for way in ways] == [["h"], ["k"], ["m", "k"]]
    assert introductions(landscape, 0, 4, 1) == ways[:1]
    assert introductions(landscape, 0, 4, 0) == introductions(landscape, 4, 4) == ()


def test_who_does_not_wish_to_be_suggested_introduces_nobody() -> None:
    ties = [("a", "h", 1.0), ("h", "z", 1.0)]
    assert introductions(world_of(ties, "h").landscape(), 0, 2) == ()
    assert len(introductions(world_of(ties, "a", "z", power="h").landscape(), 0, 2)) == 1


def test_conflict_with_either_end_bars() -> None:
    ties = [("a", "h", 1.0), ("h", "z", 1.0), ("a", "k", 1.0), ("k", "g", 1.0), ("g", "z", 1.0)]
    for foes in (("h", "a", -1.0), ("h", "z", -1.0)):
        landscape = world_of([*ties, foes]).landscape()
        assert [way.introducers for way in introductions(landscape, 0, 4)] == [(3, 1)]
        assert introduction_strengths(landscape, 0)[4] == pytest.approx(1 / 8)


def test_no_ties_no_way() -> None:
    landscape = World([Body("a"), Body("b")]).landscape()
    assert introduction_strengths(landscape, 0).tolist() == [0, 0]


@few
@given(worlds(most=12), st.integers(0, 3))
def test_agrees_with_every_path_looked_at(world: World, torn: int) -> None:
    """Some of those who are tied are in conflict as well, as of those who sit at one table."""
    world = replace(world, ties=[*world.ties, *((u, v, -1.0) for u, v, weight in world.ties[:torn] if weight > 0)])
    landscape, plain = world.landscape(), Plain(world)
    for i, a in enumerate(landscape.ids):
        strengths = introduction_strengths(landscape, i)
        for j, b in enumerate(landscape.ids):
            ways = plain.ways(a, b) if i != j else []
            assert strengths[j] == pytest.approx(ways[0][0] if ways else 0, abs=1e-12)
            best = {path[1]: path for _, path in reversed(ways)}
            order = [path for _, path in ways if best[path[1]] == path]
            found = introductions(landscape, i, j, 99)
            assert [tuple(landscape.ids[row] for row in way.path) for way in found] == order


@few
@given(worlds())
def test_names_do_not_matter(world: World) -> None:
    one, other = world.landscape(), renamed(world).landscape()
    for index in range(one.size):
        assert np.allclose(
            introduction_strengths(one, index), introduction_strengths(other, one.size - 1 - index)[::-1]
        )
