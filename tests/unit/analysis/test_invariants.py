"""What must hold of every finding on whatever map."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.analysis.findings.bridges.bridge_pairs import bridge_pairs
from alliancemap.analysis.findings.capital.volumes import volumes
from alliancemap.analysis.findings.coalitions.alternatives import Constraints, candidate_coalitions
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from alliancemap.analysis.findings.introductions.ways import introductions
from alliancemap.analysis.findings.plans.bridging_plan import bridging_plan
from alliancemap.analysis.findings.plans.candidates import PlanLimits
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from networks import Body, World
from unit.analysis.worlds import renamed, worlds

often = settings(max_examples=15, deadline=None)


def numbers(landscape: Landscape) -> dict[str, list[float]]:
    """The numbers of all findings in an order that names do not change."""
    rows = range(landscape.size)
    allies = [ally_scores(landscape, row) for row in rows]
    gaps = bridging_gaps(landscape, groups_by_kind(landscape), draws=0)
    plan = bridging_plan(landscape, groups_by_kind(landscape), 1)
    capital = volumes(landscape)
    found = {
        "scores": [score for one in allies for score in one.in_order.score],
        "bases": [one.base for one in allies],
        "introductions": [way.strength for a, b in combinations(rows, 2) for way in introductions(landscape, a, b, 1)],
        "gaps": [value for gap in (*gaps.gaps, *gaps.unranked) for value in (gap.expected, gap.p, gap.q)],
        "plan": [plan.before, *(step.gain for step in plan.steps)],
        "capital": [*capital.bonding, *capital.bridging, *capital.linking, *capital.unclassified],
        "coalitions": coalition_values(landscape),
    }
    return {name: sorted(values) for name, values in found.items()}


def coalition_values(landscape: Landscape) -> list[float]:
    try:
        best = candidate_coalitions(landscape, dict.fromkeys(range(len(landscape.cause_ids)), 1.0), 2).alternatives[0]
    except UsageError:
        return []
    return [best.value, best.coverage, best.diversity, best.reach, best.bound]


def assert_alike(one: dict[str, list[float]], other: dict[str, list[float]]) -> None:
    for name, values in one.items():
        assert other[name] == pytest.approx(values, abs=1e-9), name


@often
@given(worlds(least=5))
def test_names_do_not_matter(world: World) -> None:
    one, other = numbers(world.landscape()), numbers(renamed(world).landscape())
    for found in (one, other):  # of two coalitions of one value the other parts may differ
        found["coalitions"] = found["coalitions"][-2:]
    assert_alike(one, other)


@often
@given(worlds(least=5), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(world: World, chance: random.Random) -> None:
    bodies, ties = (
        list(world.bodies),
        [tie if chance.random() < 0.5 else (tie[1], tie[0], tie[2]) for tie in world.ties],
    )
    chance.shuffle(bodies)
    chance.shuffle(ties)
    assert_alike(numbers(world.landscape()), numbers(replace(world, bodies=bodies, ties=ties).landscape()))


@often
@given(worlds(least=5))
def test_an_organisation_of_which_nothing_is_known_changes_nothing(world: World) -> None:
    """It has no cause, kind, place or tie: no gap, plan, volume or introduction is about it."""
    one = numbers(world.landscape())
    other = numbers(replace(world, bodies=[*world.bodies, Body("zz", kind=None)]).landscape())
    other["capital"] = other["capital"][4:]  # its own volumes, all of them 0, the least there are
    for name in ("introductions", "gaps", "plan", "capital"):
        assert other[name] == pytest.approx(one[name], abs=1e-12), name


@often
@given(worlds(least=5))
def test_contributions_add_up_to_the_score(world: World) -> None:
    landscape = world.landscape()
    for row in range(landscape.size):
        found = ally_scores(landscape, row)
        rated = found.in_order
        assert np.abs(found.base + rated.contributions.sum(axis=0) - rated.score).max(initial=0.0) <= 1e-12
        assert ((rated.score >= -1e-12) & (rated.score <= 1 + 1e-12)).all()


@often
@given(worlds(least=5), st.integers(1, 4), st.booleans())
def test_a_plan_gains_at_every_step_and_keeps_its_limits(world: World, size: int, introducible: bool) -> None:
    landscape = world.landscape()
    plan = bridging_plan(landscape, groups_by_kind(landscape), size, PlanLimits(introducible, 1, include_power=False))
    ends = [row for step in plan.steps for row in (step.a, step.b)]
    assert len(ends) == len(set(ends))
    assert all(step.gain >= -1e-15 for step in plan.steps)
    assert not landscape.power[ends].any()
    if introducible:
        assert all(introductions(landscape, step.a, step.b, 1) for step in plan.steps)


@often
@given(worlds(least=6), st.integers(2, 4), st.randoms(use_true_random=False))
def test_coalitions_keep_every_condition(world: World, size: int, chance: random.Random) -> None:
    landscape = world.landscape()
    rows = chance.sample(range(landscape.size), 3)
    conditions = Constraints(
        tuple(rows[: chance.randint(0, 2)]), (rows[2],), chance.random() < 0.5, chance.random() < 0.5
    )
    goal = dict.fromkeys(range(len(landscape.cause_ids)), 1.0) or {0: 1.0}
    try:
        report = candidate_coalitions(landscape, goal, size, conditions)
    except UsageError:
        return
    sets = [{member.row for member in one.members} for one in report.alternatives]
    for members in sets:
        assert len(members) == size
        assert set(conditions.include) <= members
        assert not members & set(conditions.exclude)
        chosen = members - set(conditions.include)
        assert landscape.candidates(conditions.include_power)[list(chosen)].all()
        assert not landscape.conflicts[list(members)][:, list(members)].nnz
    assert all(len(one - other) >= 2 for one, other in combinations(sets, 2))
    for one in report.alternatives:
        instead = {member.if_declines.row for member in one.members if member.if_declines}
        assert not instead & set(conditions.exclude)
        assert landscape.candidates(conditions.include_power)[list(instead - set(conditions.include))].all()


@often
@given(worlds(least=6))
def test_those_who_do_not_wish_to_be_suggested_are_never_named(world: World) -> None:
    landscape = world.landscape()
    for row in named(landscape):
        assert landscape.suggestible[row], landscape.ids[row]


def named(landscape: Landscape) -> Iterator[int]:
    """Everyone whom a finding proposes: candidates, introducers, ends of bridges, members, wideners."""
    groups = groups_by_kind(landscape)
    for row in range(landscape.size):
        yield from ally_scores(landscape, row).candidates.tolist()
    for a, b in combinations(range(landscape.size), 2):
        for way in introductions(landscape, a, b):
            yield from way.introducers
        breadth = solidarity_breadth(landscape, [a, b])
        yield from breadth.wideners if breadth else ()
    for a, b in combinations(range(len(groups.labels)), 2):
        for pair in bridge_pairs(landscape, groups.rows_of(a), groups.rows_of(b)):
            yield from (pair.a, pair.b)
    for step in bridging_plan(landscape, groups, 3).steps:
        yield from (step.a, step.b)
    try:
        report = candidate_coalitions(landscape, dict.fromkeys(range(len(landscape.cause_ids)), 1.0), 2)
    except UsageError:
        return
    for one in report.alternatives:
        yield from (member.row for member in one.members)
        yield from (member.if_declines.row for member in one.members if member.if_declines)
