from __future__ import annotations

from itertools import combinations
from statistics import fmean
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.plans.bridging_plan import bridging_plan
from alliancemap.analysis.findings.plans.candidates import PlanLimits, plan_candidates
from alliancemap.analysis.findings.plans.connectivity import Connectivity, across_groups, distances
from alliancemap.analysis.findings.plans.map_connectivity import with_power_apart
from alliancemap.analysis.inputs.groups import Groups, groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds

CHECKS = [check for check in oracle("composite_greenvale")["checks"] if check["measure"].startswith("bridging_plan")]


def greenvale_groups(landscape: Landscape, named: dict[str, str]) -> Groups:
    labels = tuple(sorted(set(named.values())))
    return Groups.of_codes(np.array([labels.index(named[id]) for id in landscape.ids]), labels)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check['measure']}-{check['params']['k']}")
def test_agrees_with_greenvale(check: dict[str, Any]) -> None:
    landscape, expected = greenvale().landscape(), check["expected"]
    groups = greenvale_groups(landscape, check["params"]["groups"])
    plan = bridging_plan(landscape, groups, check["params"]["k"])
    if check["measure"] == "bridging_plan_optimum":
        assert plan.after == pytest.approx(expected["value"], abs=1e-9)
        assert {frozenset((landscape.ids[step.a], landscape.ids[step.b])) for step in plan.steps} == {
            frozenset(tie) for tie in expected["sets"][0]
        }
        assert plan.optimal
        return
    assert plan.before == pytest.approx(expected["before"], abs=1e-9)
    assert plan.candidates == expected["candidates"]
    for step, theirs in zip(plan.steps, expected["steps"], strict=True):
        assert {landscape.ids[step.a], landscape.ids[step.b]} == set(theirs["tie"])
        assert (step.gain, step.value) == pytest.approx((theirs["gain"], theirs["value"]), abs=1e-9)


def plain_value(graph: nx.Graph[str], group: dict[str, str]) -> float:
    """Φ by breadth-first search from every organisation."""
    length = dict(nx.all_pairs_shortest_path_length(graph))
    pairs = [(a, b) for a, b in combinations(sorted(graph), 2) if group[a] != group[b]]
    return fmean(1 / length[a][b] if b in length[a] else 0.0 for a, b in pairs) if pairs else 0.0


@few
@given(worlds(least=5), st.integers(1, 3))
def test_agrees_with_the_plain_definition(world: World, size: int) -> None:
    landscape, plain = world.landscape(), Plain(world)
    group = {id: "power" if body.power else body.kind or f"none {id}" for id, body in plain.bodies.items()}
    if any(body.kind is None and not body.power for body in plain.bodies.values()):
        return
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(plain.bodies)
    graph.add_edges_from((a, b) for a, near in plain.ties.items() for b in near)
    plan = bridging_plan(landscape, groups_by_kind(landscape), size)
    assert plan.before == pytest.approx(plain_value(graph, group))
    for step in plan.steps:
        a, b = landscape.ids[step.a], landscape.ids[step.b]
        assert group[a] != group[b]
        assert b not in plain.met[a]
        assert set(plain.bodies[a].causes) & set(plain.bodies[b].causes)
        assert plain.bodies[a].suggestible
        assert plain.bodies[b].suggestible
        graph.add_edge(a, b)
        assert step.value == pytest.approx(plain_value(graph, group))
        assert step.gain >= -1e-12


@few
@given(worlds(least=5))
def test_every_gain_is_what_the_tie_adds(world: World) -> None:
    landscape = world.landscape()
    members = with_power_apart(landscape, groups_by_kind(landscape))
    graph = Connectivity(distances(landscape.ties), across_groups(members))
    pairs = plan_candidates(landscape, graph.across)
    for a, b, gain in zip(*pairs, graph.gains(pairs), strict=True):
        assert graph.with_tie(int(a), int(b)).value - graph.value == pytest.approx(gain, abs=1e-12)


def star() -> World:
    """Four organisations of two kinds that share a cause; only a–b are tied."""
    bodies = [Body(id, kind, causes=("care",)) for id, kind in zip("abcd", ("x", "y", "x", "y"), strict=True)]
    return World(bodies, [("a", "b", 1.0)])


def test_worked_by_hand() -> None:
    """Φ counts ab, ad, bc, cd: 1/4 by a–b alone; a–d makes it 2/4, and so would c–d: the smaller rows go first."""
    landscape = star().landscape()
    plan = bridging_plan(landscape, groups_by_kind(landscape), 1)
    assert plan.before == 1 / 4
    assert [(step.a, step.b) for step in plan.steps] == [(0, 3)]
    assert plan.after == 2 / 4
    assert plan.candidates == 3


def test_no_more_ties_an_organisation_than_asked() -> None:
    landscape = star().landscape()
    plan = bridging_plan(landscape, groups_by_kind(landscape), 3, PlanLimits(per_organisation=1))
    assert [(step.a, step.b) for step in plan.steps] == [(0, 3), (1, 2)]


def test_only_those_whom_somebody_can_introduce() -> None:
    landscape = star().landscape()
    plan = bridging_plan(landscape, groups_by_kind(landscape), 3, PlanLimits(introducible=True))
    assert plan.candidates == 0
    assert (plan.steps, plan.random) == ((), None)


def test_a_plan_beats_random_ones() -> None:
    landscape = greenvale().landscape()
    plan = bridging_plan(landscape, greenvale_groups(landscape, CHECKS[0]["params"]["groups"]), 3)
    assert plan.random is not None
    assert plan.before < plan.random < plan.after


@pytest.mark.parametrize("size", [0, -1])
def test_refuses_a_plan_of_nothing(size: int) -> None:
    landscape = star().landscape()
    with pytest.raises(UsageError, match="ask for 1 or more"):
        bridging_plan(landscape, groups_by_kind(landscape), size)
