"""How near bridging plans come to the best pair of introductions, and how far they are from chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from alliancemap.analysis.findings.plans.bridging_plan import bridging_plan, greedy_steps, optimal_plans
from alliancemap.analysis.findings.plans.map_connectivity import connectivity
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.errors import UsageError
from alliancemap.network.network import Network
from benchmarks.validity.worlds import Map, Recipe, generated

MAPS = 60
ORGANISATIONS, DEGREE = 24, 2.5
TOLERANCE = 1e-9
SEED_STEPS = 5

Row = dict[str, Any]


def study(network: Network, *, quick: bool) -> Row:
    """Plans of one and two introductions on small maps against all choices; a longer one on the seed map."""
    count = 8 if quick else MAPS
    return {
        "exhaustive": [_against_all(bunched, size, count) for bunched in (False, True) for size in (1, 2)],
        "seed": _on_seed(network),
    }


def _against_all(bunched: bool, size: int, maps: int) -> Row:
    made = [generated(Recipe(ORGANISATIONS, bunched, unequal=True, degree=DEGREE), seed) for seed in range(maps)]
    rows = [row for one in made if (row := _gains(one, size)) is not None]
    ours, best, chance = np.array(rows).T
    return {
        "bunched": bunched,
        "introductions": size,
        "maps": len(rows),
        "best": int((ours >= best - TOLERANCE).sum()),
        "share of the best gain": [round(float(value), 4) for value in ((ours / best).min(), (ours / best).mean())],
        "random choices": round(float((chance / best).mean()), 4),
    }


def _gains(one: Map, size: int) -> tuple[float, float, float] | None:
    """What greedy choice, the best choice and chance add to Φ; None where all cannot be tried, or nothing be won."""
    try:
        best, _ = optimal_plans(one.landscape, one.groups, size)
    except UsageError:
        return None
    before = connectivity(one.landscape, one.groups).value
    steps = greedy_steps(one.landscape, one.groups, size)
    chance = bridging_plan(one.landscape, one.groups, size).random
    assert chance is not None
    return (steps[-1].value - before, best - before, chance - before) if best > before else None


def _on_seed(network: Network) -> Row:
    world = landscape(network)
    plan = bridging_plan(world, groups_by_kind(world), SEED_STEPS)
    gained = plan.after - plan.before
    assert plan.random is not None
    return {
        "introductions": SEED_STEPS,
        "candidates": plan.candidates,
        "before": round(plan.before, 5),
        "after": round(plan.after, 5),
        "random": round(plan.random, 5),
        "times chance": round(gained / (plan.random - plan.before), 2),
    }
