from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.coalitions import search as coalition_search
from alliancemap.analysis.findings.coalitions.alternatives import Constraints, Effort, candidate_coalitions
from alliancemap.analysis.findings.coalitions.candidate_coalition import CandidateCoalition
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import bound_at, exchange, greedy
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import CAUSES, few, worlds

CHECKS = {check["measure"]: check for check in oracle("composite_greenvale")["checks"]}
NOBODY = np.zeros(0, dtype=np.int64)


def goal_of(landscape: Landscape, goal: dict[str, float]) -> dict[int, float]:
    return {landscape.cause_ids.index(cause): weight for cause, weight in goal.items()}


def names(landscape: Landscape, coalition: CandidateCoalition) -> list[str]:
    return [landscape.ids[member.row] for member in coalition.members]


def test_greedy_agrees_with_greenvale() -> None:
    check = CHECKS["coalition_greedy"]
    landscape = greenvale().landscape()
    question = CoalitionQuestion(goal_of(landscape, check["params"]["goal"]), check["params"]["k"])
    objective = Objective.of(landscape, question)
    members = greedy(objective, NOBODY)
    assert members is not None
    expected = check["expected"]
    order, gains = objective.in_order(members)
    assert [landscape.ids[objective.pool[one]] for one in members] == expected["members"]
    assert order == members.tolist()
    assert gains == pytest.approx([gain for _, gain in expected["trace"]], abs=1e-9)
    value = expected["value"]
    assert objective.value(members) == pytest.approx(value["total"], abs=1e-9)
    parts = (value["coverage"], value["diversity"], value["reach"])
    assert objective.parts(members) == pytest.approx(parts, abs=1e-9)
    assert bound_at(objective, members) == pytest.approx(expected["upper_bound"], abs=1e-9)


def test_optimum_agrees_with_greenvale() -> None:
    check = CHECKS["coalition_optimum"]
    landscape = greenvale().landscape()
    report = candidate_coalitions(landscape, goal_of(landscape, check["params"]["goal"]), check["params"]["k"])
    best = report.alternatives[0]
    assert sorted(names(landscape, best)) == check["expected"]["sets"][0]
    assert best.value == best.bound == pytest.approx(check["expected"]["value"], abs=1e-9)
    assert report.exhaustive
    assert best.proven
    assert best.share_of_bound == 1
    assert not report.alternatives[1].proven


def three_backers() -> World:
    bodies = [Body(name, causes=["x"], backing={"x": weight}) for name, weight in (("a", 1.0), ("b", 0.25), ("c", 0.5))]
    return World([*bodies, Body("d", causes=["y"])], [("a", "d", 1.0)])


def test_worked_by_hand() -> None:
    """k = 2 of a (1), b (1/4), c (1/2) for one goal; one kind, so Div = √2/√2; a reaches d, so Reach is 3/4."""
    landscape = three_backers().landscape()
    best = candidate_coalitions(landscape, {0: 2.0}, 2).alternatives[0]
    assert names(landscape, best) == ["a", "c"]
    assert best.coverage == pytest.approx(0.75**0.5)
    assert best.diversity == pytest.approx(1)
    assert best.reach == pytest.approx(0.75)
    assert best.value == pytest.approx(0.5 * 0.75**0.5 + 0.3 + 0.15)
    a, c = best.members
    assert a.gain == pytest.approx(0.5 * 0.5**0.5 + 0.3 / 2**0.5 + 0.1)
    assert a.gain + c.gain == pytest.approx(best.value)
    assert c.gain_if_left_out == pytest.approx(c.gain)
    assert a.gain_if_left_out == pytest.approx(best.value - (0.5 * 0.25**0.5 + 0.3 / 2**0.5 + 0.05))
    assert (a.backs, c.backs) == (((0, 1.0),), ((0, 0.5),))
    assert best.goals[0].backers == ((0, 1.0), (2, 0.5))
    # Neither has the other within two steps, and nobody can introduce them.
    assert [(one.member, one.to, one.introduction) for one in best.needed_introductions] == [
        (0, None, None),
        (2, None, None),
    ]


def test_included_excluded_and_conflicts() -> None:
    world = three_backers()
    landscape = World(world.bodies, [*world.ties, ("a", "c", -1.0)]).landscape()
    assert names(landscape, candidate_coalitions(landscape, {0: 1.0}, 2).alternatives[0]) == ["a", "b"]
    with_d = candidate_coalitions(landscape, {0: 1.0}, 2, Constraints(include=(3,), exclude=(0,))).alternatives[0]
    assert sorted(names(landscape, with_d)) == ["c", "d"]
    assert with_d.conflicts_avoided == 1
    everybody = candidate_coalitions(landscape, {0: 1.0}, 3, Constraints(everybody=True), effort=Effort(alternatives=1))
    assert len(everybody.alternatives) == 1
    assert everybody.pool == 4


def test_goal_that_nobody_backs() -> None:
    landscape = three_backers().landscape()
    best = candidate_coalitions(landscape, {0: 1.0, 1: 3.0}, 1, Constraints(include=(0,))).alternatives[0]
    assert best.goals[1].backers == ()
    assert best.coverage == pytest.approx(0.25)
    assert best.breadth is None


def test_introduction_needed_is_the_best_there_is() -> None:
    """a–h–g–b: three steps apart, so both need to meet, and one introduction serves both."""
    bodies = [Body(name, causes=["x"] if name in "ab" else []) for name in "abgh"]
    landscape = World(bodies, [("a", "h", 1.0), ("h", "g", 1.0), ("g", "b", 1.0)]).landscape()
    needed = candidate_coalitions(landscape, {0: 1.0}, 2).alternatives[0].needed_introductions
    assert [(one.member, one.to) for one in needed] == [(0, 1)]
    assert needed[0].introduction is not None
    assert needed[0].introduction.path == (0, 3, 2, 1)
    near = World(bodies, [("a", "h", 1.0), ("h", "b", 1.0)]).landscape()
    assert candidate_coalitions(near, {0: 1.0}, 2).alternatives[0].needed_introductions == ()


def test_introductions_come_in_order_and_those_nobody_can_introduce_last() -> None:
    """Strong ways first: c–h–g–a beats b–k–l–a; d has no tie at all."""
    bodies = [Body(name, causes=["x"] if name in "abcd" else []) for name in "abcdghkl"]
    strong = [("c", "h", 9.0), ("h", "g", 9.0), ("g", "a", 9.0)]
    weak = [("b", "k", 1.0), ("k", "l", 1.0), ("l", "a", 1.0)]
    landscape = World(bodies, [*strong, *weak]).landscape()
    needed = candidate_coalitions(landscape, {0: 1.0}, 4).alternatives[0].needed_introductions
    pairs = [(landscape.ids[one.member], one.to if one.to is None else landscape.ids[one.to]) for one in needed]
    assert pairs == [("a", "c"), ("b", "a"), ("d", None)]


@few
@given(worlds(least=6), st.integers(2, 4))
def test_whoever_is_asked_instead_adds_the_most(world: World, size: int) -> None:
    landscape, plain = world.landscape(), Plain(world)
    goal = {cause: 1.0 for cause in CAUSES if cause in landscape.cause_ids} or {"society": 1.0}
    if not plain.coalitions(goal, size):
        return
    pool = plain.coalition_pool(goal)
    for found in candidate_coalitions(landscape, goal_of(landscape, goal), size).alternatives:
        for member in found.members:
            rest = [id for id in names(landscape, found) if id != landscape.ids[member.row]]
            fits = [
                id
                for id in pool
                if id not in rest
                and id != landscape.ids[member.row]
                and not any(id in plain.conflicts[other] for other in rest)
            ]
            values = [plain.coalition_value([*rest, id], goal, size, pool) for id in fits]
            if member.if_declines is None:
                assert not fits
                continue
            assert landscape.ids[member.if_declines.row] in fits
            assert member.if_declines.value == pytest.approx(max(values), abs=1e-12)


@pytest.mark.parametrize(
    ("goal", "size", "constraints", "message"),
    [
        ({}, 2, Constraints(), "no goal"),
        ({0: 0.0}, 2, Constraints(), "goal weight"),
        ({0: float("nan")}, 2, Constraints(), "goal weight"),
        ({0: 1.0}, 0, Constraints(), "size is 0"),
        ({0: 1.0}, 1, Constraints(include=(0, 1)), "size is 1 with 2"),
        ({0: 1.0}, 2, Constraints(include=(0,), exclude=(0,)), "both"),
        ({0: 1.0}, 4, Constraints(), "only 3 organisations fit"),
        ({0: 1.0}, 2, Constraints(include=(2, 3)), "conflict tie"),
    ],
)
def test_what_cannot_be_is_refused(goal: dict[int, float], size: int, constraints: Constraints, message: str) -> None:
    world = three_backers()
    landscape = World(world.bodies, [*world.ties, ("c", "d", -1.0)]).landscape()
    with pytest.raises(UsageError, match=message):
        candidate_coalitions(landscape, goal, size, constraints)


def test_no_alternative_or_only_conflicts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    world = three_backers()
    hostile = [("a", "b", -1.0), ("a", "c", -1.0), ("b", "c", -1.0)]
    landscape = World(world.bodies, hostile).landscape()
    with pytest.raises(UsageError, match="alternatives is 0"):
        candidate_coalitions(landscape, {0: 1.0}, 2, effort=Effort(alternatives=0))
    with pytest.raises(UsageError, match="conflict"):
        candidate_coalitions(landscape, {0: 1.0}, 2)
    monkeypatch.setattr(coalition_search, "EXHAUSTIVE", 0)
    with pytest.raises(UsageError, match="conflict"):
        candidate_coalitions(landscape, {0: 1.0}, 2)


def test_search_finds_a_way_round_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """a gains most but is in conflict with all others, so greedy choice ends with it; the pair b, c is left."""
    monkeypatch.setattr(coalition_search, "EXHAUSTIVE", 0)
    bodies = [Body("a", causes=["x", "y"]), Body("b", causes=["x"]), Body("c", causes=["x"])]
    landscape = World(bodies, [("a", "b", -1.0), ("a", "c", -1.0)]).landscape()
    report = candidate_coalitions(landscape, {0: 1.0, 1: 1.0}, 2)
    assert [names(landscape, one) for one in report.alternatives] == [["b", "c"]]
    assert not report.exhaustive


def test_seat_by_seat_alternatives_differ_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coalition_search, "EXHAUSTIVE", 0)
    landscape = greenvale().landscape()
    goal = goal_of(landscape, CHECKS["coalition_greedy"]["params"]["goal"])
    report = candidate_coalitions(landscape, goal, 4)
    sets = [set(names(landscape, one)) for one in report.alternatives]
    assert len(sets) == 3
    assert all(len(one - other) >= 2 for one, other in combinations(sets, 2))
    best = CHECKS["coalition_optimum"]["expected"]["value"]
    assert report.alternatives[0].value == pytest.approx(best)
    assert all(one.bound >= best for one in report.alternatives)


goals = st.dictionaries(st.sampled_from(CAUSES), st.sampled_from((1.0, 2.0)), min_size=1, max_size=3)


@few
@given(worlds(least=6), goals, st.integers(1, 4))
def test_agrees_with_every_coalition_looked_at(world: World, goal: dict[str, float], size: int) -> None:
    landscape, plain = world.landscape(), Plain(world)
    goal = {cause: weight for cause, weight in goal.items() if cause in landscape.cause_ids} or {"society": 1.0}
    expected = plain.coalitions(goal, size)
    if not expected:
        with pytest.raises(UsageError):
            candidate_coalitions(landscape, goal_of(landscape, goal), size)
        return
    report = candidate_coalitions(landscape, goal_of(landscape, goal), size)
    best = report.alternatives[0]
    assert best.value == pytest.approx(expected[0][0], abs=1e-12)
    assert sorted(names(landscape, best)) == expected[0][1]
    assert best.proven
    assert sum(member.gain for member in best.members) == pytest.approx(best.value, abs=1e-12)
    assert best.breadth is None or best.breadth.breadth == pytest.approx(plain.breadth(names(landscape, best)))
    assert_seat_by_seat(landscape, plain, goal, size, expected[0][0])


def assert_seat_by_seat(landscape: Landscape, plain: Plain, goal: dict[str, float], size: int, optimum: float) -> None:
    """Greedy choice and exchange keep every condition, never lose by it, and their bound holds."""
    objective = Objective.of(landscape, CoalitionQuestion(goal_of(landscape, goal), size))
    start = greedy(objective, NOBODY)
    if start is None:
        return
    members = exchange(objective, start)
    ids = sorted(landscape.ids[row] for row in objective.pool[members])
    assert len(set(ids)) == size
    assert set(ids) <= set(plain.suggestible)
    assert not any(j in plain.conflicts[i] for i, j in combinations(ids, 2))
    value = plain.coalition_value(ids, goal, size, plain.coalition_pool(goal))
    assert objective.value(members) == pytest.approx(value, abs=1e-12)
    assert objective.value(start) - 1e-12 <= value <= optimum + 1e-12
    assert bound_at(objective, start) >= optimum - 1e-12
    assert bound_at(objective, members) >= optimum - 1e-12
