"""What every finding is asked on the Large data set to see what it costs: mostly the same of many organisations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.analysis.findings.bridges.bridge_pairs import bridge_pairs
from alliancemap.analysis.findings.capital.ranks import capital_of_all, social_capital
from alliancemap.analysis.findings.coalitions.alternatives import candidate_coalitions
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from alliancemap.analysis.findings.introductions.ways import introductions
from alliancemap.analysis.findings.plans.bridging_plan import bridging_plan
from alliancemap.analysis.inputs.groups import Groups, groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from benchmarks import large

ALLIES, HUBS, FIRST = 1_000, 100, 20
COALITION, SETS, PAIRS = 8, 20, 200

Answer = Callable[[], object]


@dataclass(frozen=True)
class Finding:
    """A finding to measure: the answers asked for, one after another, and the floors in seconds (median, worst)."""

    answers: Callable[[Landscape], Iterator[Answer]]
    floor: tuple[float | None, float | None] = (None, None)
    small: bool = False


def allies(world: Landscape) -> Iterator[Answer]:
    """The first twenty natural and bridging allies of a thousand organisations, those with the most ties included."""
    for row in _some(world, ALLIES, HUBS):
        yield partial(first_allies, world, row)


def first_allies(world: Landscape, row: int) -> object:
    """Both lists, and nothing of those further down."""
    found = ally_scores(world, row)
    return found.first(FIRST), found.first(FIRST, bridging=True)


def gaps_by_kind(world: Landscape) -> Iterator[Answer]:
    """Both tests with 999 draws."""
    yield partial(bridging_gaps, world, groups_by_kind(world))


def gaps_by_community(world: Landscape) -> Iterator[Answer]:
    """Both tests with 999 draws, between the 400 communities that were planted."""
    yield partial(bridging_gaps, world, _planted(world))


def pairs_of_kinds(world: Landscape) -> Iterator[Answer]:
    """Ten pairs between each two of the first kinds."""
    groups = groups_by_kind(world)
    for other in range(1, 6):
        yield partial(bridge_pairs, world, groups.rows_of(0), groups.rows_of(other))


def pairs_of_communities(world: Landscape) -> Iterator[Answer]:
    """Ten pairs between the largest communities."""
    groups = _planted(world)
    first, *others = np.argsort(-np.bincount(groups.members.indices), kind="stable")[:6].tolist()
    for other in others:
        yield partial(bridge_pairs, world, groups.rows_of(first), groups.rows_of(other))


def coalitions(world: Landscape) -> Iterator[Answer]:
    """Three alternatives of eight out of some 12 000 who back one of five causes."""
    causes = np.argsort(-np.bincount(world.backing.indices), kind="stable").tolist()
    for start in range(1, 12, 2):
        goal = dict.fromkeys(causes[start : start + 5], 1.0)
        yield partial(candidate_coalitions, world, goal, COALITION)


def plan(world: Landscape) -> Iterator[Answer]:
    """Three introductions between kinds, on a small map."""
    yield partial(bridging_plan, world, groups_by_kind(world), 3)


def capital(world: Landscape) -> Iterator[Answer]:
    """That of everybody, then that of many."""
    everyone = capital_of_all(world)
    for row in _some(world, PAIRS, SETS):
        yield partial(social_capital, world, row, everyone)


def capital_of_everybody(world: Landscape) -> Iterator[Answer]:
    """What all profiles are compared with."""
    yield partial(capital_of_all, world)


def breadth(world: Landscape) -> Iterator[Answer]:
    """Breadth of sets of eight."""
    for rows in np.random.default_rng(1).integers(world.size, size=(SETS, COALITION)):
        yield partial(solidarity_breadth, world, rows.tolist())


def ways(world: Landscape) -> Iterator[Answer]:
    """Three introductions each from hubs and others to organisations all over the map."""
    targets = np.random.default_rng(2).integers(world.size, size=PAIRS).tolist()
    for row, target in zip(_some(world, PAIRS, SETS), targets, strict=True):
        yield partial(introductions, world, row, target)


FINDINGS: Mapping[str, Finding] = {
    "allies of one": Finding(allies, (0.003, 0.020)),
    "gaps by kind": Finding(gaps_by_kind, (60.0, None)),
    "gaps by 400 communities": Finding(gaps_by_community, (60.0, None)),
    "bridge pairs of two kinds": Finding(pairs_of_kinds),
    "bridge pairs of two communities": Finding(pairs_of_communities),
    "coalition of 8, three alternatives": Finding(coalitions, (0.5, None)),
    "plan of 3, 300 organisations": Finding(plan, small=True),
    "social capital of one": Finding(capital),
    "social capital of all": Finding(capital_of_everybody),
    "breadth of 8": Finding(breadth),
    "introductions": Finding(ways),
}


def _some(world: Landscape, count: int, hubs: int) -> list[int]:
    """Rows spread evenly, and those with the most ties."""
    most = np.argsort(-world.degree, kind="stable")[:hubs]
    return [*np.linspace(0, world.size - 1, count - hubs).astype(int).tolist(), *most.tolist()]


def _planted(world: Landscape) -> Groups:
    labels = tuple(map(str, range(large.COMMUNITIES)))
    return Groups.of_codes(large.communities(world.size / large.ORGANISATIONS), labels)
