from __future__ import annotations

from itertools import combinations
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from alliancemap.analysis.findings.capital.volumes import closure, linking_reach, opportunity, volumes
from alliancemap.analysis.inputs.landscape import Landscape
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, renamed, worlds

CHECK = next(check for check in oracle("composite_greenvale")["checks"] if check["measure"] == "social_capital")


def measured(landscape: Landscape, id: str) -> dict[str, Any]:
    index = landscape.ids.index(id)
    found, chance = volumes(landscape), opportunity(landscape, index)
    shares = found.shares[:, index]
    return {
        **{name: getattr(found, name)[index] for name in ("bonding", "bridging", "linking", "unclassified")},
        "shares": None
        if np.isnan(shares[0])
        else dict(zip(("bonding", "bridging", "linking"), shares.tolist(), strict=True)),
        "bridging_expected": chance.expected,
        "bridging_z": chance.z,
        "closure": closure(landscape, index),
        "linking_reach": linking_reach(landscape, index),
    }


@pytest.mark.parametrize("id", CHECK["expected"])
def test_agrees_with_greenvale(id: str) -> None:
    found, expected = measured(greenvale().landscape(), id), CHECK["expected"][id]
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=1e-9), name


def plainly(world: World, id: str) -> dict[str, Any]:
    """By dictionaries and loops, from the definitions."""
    plain = Plain(world)
    me, others = plain.bodies[id], [body for body in plain.bodies if body != id]
    sums = dict.fromkeys(("bonding", "bridging", "linking", "unclassified"), 0.0)
    for other, weight in plain.ties[id].items():
        distance = plain.distance(id, other)
        if plain.bodies[other].power != me.power:
            sums["linking"] += weight
        elif distance is None:
            sums["unclassified"] += weight
        else:
            sums["bonding"] += weight * (1 - distance)
            sums["bridging"] += weight * distance
    known = [
        (plain.ties[id].get(other, 0.0), plain.distance(id, other))
        for other in others
        if plain.bodies[other].power == me.power
    ]
    pairs = [(a, b) for a, b in known if b is not None]
    expected = z = None
    if pairs:
        mean_a, mean_b = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
        expected = sum(a for a, _ in pairs) * mean_b
        spread = sum((a - mean_a) ** 2 for a, _ in pairs) * sum((b - mean_b) ** 2 for _, b in pairs)
        if len(pairs) >= 3 and spread > 1e-20:
            z = (sums["bridging"] - expected) / (spread / (len(pairs) - 1)) ** 0.5
    near = [other for other in plain.ties[id] if plain.bodies[other].power == me.power]
    tied = [b in plain.ties[a] for a, b in combinations(near, 2)]
    within = set(plain.ties[id]) | {far for other in plain.ties[id] for far in plain.ties[other]}
    return {
        **sums,
        "bridging_expected": expected,
        "bridging_z": z,
        "closure": fmean(tied) if tied else None,
        "linking_reach": sum(plain.bodies[far].power != me.power for far in within - {id}),
    }


@few
@given(worlds())
def test_agrees_with_the_plain_definition(world: World) -> None:
    landscape = world.landscape()
    for id in landscape.ids:
        found = measured(landscape, id)
        for name, value in plainly(world, id).items():
            assert found[name] == pytest.approx(value, abs=1e-7), (id, name)


@few
@given(worlds())
def test_names_do_not_matter(world: World) -> None:
    one, other = world.landscape(), renamed(world).landscape()
    assert sorted(volumes(one).bridging) == pytest.approx(sorted(volumes(other).bridging))


def test_weights_scale_the_volumes_and_leave_the_shares() -> None:
    world = greenvale()
    doubled = World(world.bodies, [(u, v, 2 * w if w > 0 else w) for u, v, w in world.ties])
    one, two = volumes(world.landscape()), volumes(doubled.landscape())
    assert two.bonding == pytest.approx(2 * one.bonding)
    assert two.shares == pytest.approx(one.shares, nan_ok=True)


def test_an_organisation_without_ties_has_nothing_to_share() -> None:
    landscape = World([Body("a"), Body("b")]).landscape()
    found = measured(landscape, "a")
    assert found["shares"] is None
    assert (found["bonding"], found["bridging_expected"], found["bridging_z"], found["closure"]) == (0, 0, None, None)


def test_a_tie_across_the_power_line_links() -> None:
    """a–p is vertical; p reaches a, and through a also b."""
    landscape = World([Body("a"), Body("b"), Body("p", power=True)], [("a", "p", 2.0), ("a", "b", 1.0)]).landscape()
    assert volumes(landscape).linking.tolist() == [2, 0, 2]
    assert [linking_reach(landscape, index) for index in range(3)] == [1, 1, 2]
