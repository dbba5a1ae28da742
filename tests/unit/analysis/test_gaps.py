from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array

from alliancemap.analysis.findings.gaps.gap import Gap, GapLabel, GapReport
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from alliancemap.analysis.inputs.groups import Groups, groups_by_kind
from alliancemap.errors import TimeLimitError, UsageError
from networks import Body, World, greenvale, oracle
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, renamed, worlds

EXTRA = os.environ.get("ALLIANCEMAP_EXTRA_ORACLES")


def grouped(ids: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Groups:
    members = [[float(id in group) for group in groups.values()] for id in ids]
    return Groups(tuple(groups), csr_array(np.array(members).reshape(len(ids), len(groups))))


def by_name(report: GapReport) -> dict[str, Gap]:
    return {f"{report.labels[gap.a]}|{report.labels[gap.b]}": gap for gap in (*report.gaps, *report.unranked)}


def assert_agrees(report: GapReport, expected: Mapping[str, Any]) -> None:
    gaps = by_name(report)
    assert len(gaps) == len(expected)
    for name, numbers in expected.items():
        gap = gaps.get(name) or gaps["|".join(reversed(name.split("|")))]
        assert gap.observed == numbers["observed"]
        for field, key in (
            ("expected", "expected"),
            ("variance", "variance"),
            ("z", "z"),
            ("p_exact", "p_lower"),
            ("p", "p_lower"),
            ("q", "q"),
            ("missing", "deficit"),
            ("relative_gap", "relative_gap"),
        ):
            assert getattr(gap, field) == pytest.approx(numbers[key], abs=1e-9), (name, field)
        assert gap.p_min == pytest.approx(numbers.get("p_min", gap.p_min), abs=1e-9)
        for stratum in gap.strata:
            told = {"dyads": stratum.pairs, "ties": stratum.tied, "between": stratum.between}
            assert told == numbers["strata"][str(stratum.shared)]


def test_agrees_with_greenvale() -> None:
    content = oracle("composite_greenvale")
    (check,) = (check for check in content["checks"] if check["measure"] == "bridging_gap")
    landscape = greenvale().landscape()
    report = bridging_gaps(landscape, grouped(landscape.ids, content["graph"]["groups"]), draws=0)
    assert_agrees(report, check["expected"])
    assert report.eligible == 12


@pytest.mark.skipif(not EXTRA, reason="ALLIANCEMAP_EXTRA_ORACLES names no folder")
def test_agrees_with_policy_organisations() -> None:
    folder = Path(EXTRA or "")
    ties, committees = (oracle(name, folder)["graph"] for name in ("chemnet_pol_mutual", "chemnet_committee"))
    joined: dict[str, list[str]] = {node["id"]: [] for node in ties["nodes"]}
    for organisation, committee, *_ in committees["edges"]:
        joined[organisation].append(committee)
    bodies = [Body(node["id"], node["kind"], causes=joined[node["id"]]) for node in ties["nodes"]]
    landscape = World(bodies, [(u, v, 1.0) for u, v, *_ in ties["edges"]]).landscape()
    (check,) = oracle("chemnet_gap", folder)["checks"]
    assert_agrees(bridging_gaps(landscape, groups_by_kind(landscape), draws=0), check["expected"])


def six() -> World:
    """Everyone shares one cause: one stratum of 15 pairs, 4 tied, 9 of them between a and b, none of the tied."""
    ties = [("a1", "a2", 1.0), ("a1", "a3", 1.0), ("b1", "b2", 1.0), ("b1", "b3", 1.0)]
    return World([Body(name, name[0], causes=["x"]) for name in ("a1", "a2", "a3", "b1", "b2", "b3")], ties)


def test_worked_by_hand() -> None:
    """E = 9·4/15 = 2.4; Var = 9·(4/15)(11/15)(6/14); P(X = 0) = C(6, 4)/C(15, 4) = 15/1365."""
    landscape = six().landscape()
    (gap,) = bridging_gaps(landscape, groups_by_kind(landscape), draws=0).gaps
    assert gap.observed == 0
    assert gap.expected == pytest.approx(2.4)
    assert gap.variance == pytest.approx(9 * 4 / 15 * 11 / 15 * 6 / 14)
    assert gap.z == pytest.approx(-2.4 / sqrt(gap.variance))
    assert gap.p == gap.q == gap.p_min == pytest.approx(15 / 1365)
    assert gap.missing == gap.expected
    assert gap.relative_gap == 1
    # U = χ²₀.₉₇₅(2)/2 = -ln 0.025 = 3.689 is more than is expected
    assert gap.at_least == 0
    assert (gap.label, gap.too_small, gap.dispersion, gap.p_shuffle) == (GapLabel.SUPPORTED, False, 1.0, None)


def test_at_least_by_hand() -> None:
    """Eight against eight with no tie between: U = -ln 0.025, E = 64·12/120 = 6.4, so at least 1 - 3.6889/6.4."""
    names = [f"{side}{number}" for side in "ab" for number in range(8)]
    ties = [(f"{side}0", f"{side}{number}", 1.0) for side in "ab" for number in range(1, 7)]
    landscape = World([Body(name, name[0], causes=["x"]) for name in names], ties).landscape()
    (gap,) = bridging_gaps(landscape, groups_by_kind(landscape), draws=0).gaps
    assert gap.expected == pytest.approx(6.4)
    assert gap.at_least == pytest.approx(1 - 3.6888794541139363 / 6.4)


def test_shuffle_is_repeatable_and_never_helps() -> None:
    landscape = greenvale().landscape()
    groups = grouped(landscape.ids, oracle("composite_greenvale")["graph"]["groups"])
    one, same = (bridging_gaps(landscape, groups, draws=99, seed=7) for _ in range(2))
    assert one == same
    for gap in by_name(one).values():
        assert gap.p_shuffle is not None
        assert gap.p == max(gap.p_exact, gap.p_shuffle)
        assert gap.dispersion >= 1
        assert 0 < gap.draws <= 99
    assert bridging_gaps(landscape, groups, draws=99, seed=8) != one


def test_gap_of_a_group_with_few_ties_to_anyone_is_called_that() -> None:
    """Nobody in b has a tie, so b lacks ties to a, but so does any group of organisations without ties."""
    names = [f"{side}{number:02}" for side in "abc" for number in range(12)]
    ties = [(u, v, 1.0) for u, v in combinations(names, 2) if u[0] == v[0] != "b" and (int(u[1:]) + int(v[1:])) % 3]
    ties += [(f"a{number:02}", f"c{number:02}", 1.0) for number in range(12)]
    landscape = World([Body(name, name[0], causes=["x"]) for name in names], ties).landscape()
    gap = by_name(bridging_gaps(landscape, groups_by_kind(landscape)))["a|b"]
    assert gap.p_exact < 0.05
    assert gap.p_shuffle is not None
    assert gap.p_shuffle > 0.1
    assert gap.label == GapLabel.FEW_TIES_OVERALL


def test_few_expected_ties_are_not_ranked_but_count_in_q() -> None:
    landscape = greenvale().landscape()
    report = bridging_gaps(landscape, groups_by_kind(landscape), draws=0)
    assert all(gap.expected >= 1 for gap in report.gaps)
    assert all(gap.expected < 1 for gap in report.unranked)
    assert report.expecting(1) == report.gaps
    assert set(report.expecting(0)) == {*report.gaps, *report.unranked}


def test_ranked_by_label_then_at_least_then_missing() -> None:
    landscape = greenvale().landscape()
    gaps = bridging_gaps(landscape, groups_by_kind(landscape), draws=0).expecting(0)
    keys = [(list(GapLabel).index(gap.label), -(gap.at_least or 0), -gap.missing) for gap in gaps]
    assert keys == sorted(keys)


def test_nothing_to_compare() -> None:
    empty = World([Body("a", "union"), Body("b", "ngo")]).landscape()
    assert bridging_gaps(empty, groups_by_kind(empty)).gaps == ()
    alone = World([Body("a", "union", causes=["x"])]).landscape()
    assert by_name(bridging_gaps(alone, groups_by_kind(alone))) == {}
    untied = World([Body("a", "union", causes=["x"]), Body("b", "ngo", causes=["x"])]).landscape()
    (gap,) = bridging_gaps(untied, groups_by_kind(untied)).unranked
    assert (gap.expected, gap.z, gap.p, gap.p_shuffle, gap.at_least, gap.relative_gap) == (0, None, 1, None, None, None)
    assert gap.too_small
    nobody = World([]).landscape()
    assert bridging_gaps(nobody, groups_by_kind(nobody)).eligible == 0


def test_negative_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="draws is -1"):
        bridging_gaps(six().landscape(), groups_by_kind(six().landscape()), draws=-1)


@pytest.mark.parametrize("calls", [0, 1, 2, 5])
def test_can_be_stopped_at_any_pause(calls: int) -> None:
    """While counting, between draws, between exact tests: whatever is raised ends it."""
    landscape = six().landscape()
    left = iter(range(calls))

    def stop() -> None:
        if next(left, None) is None:
            raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError, match="enough"):
        bridging_gaps(landscape, groups_by_kind(landscape), draws=99, check_time=stop)


@few
@given(worlds())
def test_agrees_with_loops_and_overlapping_groups(world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    people = ("migrants", "tenants", "workers")
    groups = {who: [body.id for body in world.bodies if who in body.constituencies] for who in people}
    report = bridging_gaps(landscape, grouped(landscape.ids, groups), draws=3)
    for name, gap in by_name(report).items():
        a, b = name.split("|")
        expected = plain.gap(groups[a], groups[b])
        for field, value in expected.items():
            assert getattr(gap, field) == pytest.approx(value, abs=1e-9), field


@few
@given(worlds())
def test_names_and_institutions_of_power_do_not_matter(world: World) -> None:
    """The exact part is the same under other names, and with one more institution tied to everyone."""
    more = World(
        [*world.bodies, Body("z", "council", causes=["care"], power=True)],
        [*world.ties, *((body.id, "z", 1.0) for body in world.bodies)],
        world.broader,
    )
    seen = []
    for each in (world, renamed(world), more):
        landscape = each.landscape()
        report = bridging_gaps(landscape, groups_by_kind(landscape), draws=0)
        seen.append({name: (gap.observed, round(gap.p, 9)) for name, gap in by_name(report).items()})
    assert seen[0] == seen[1] == seen[2]
