"""How near candidate coalitions come to the best there is: all looked at, or a proven bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb
from typing import Any

import numpy as np

from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import EXHAUSTIVE, bound_at, exchange, greedy, search
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.network.network import Network
from benchmarks import large

GENERATED_SCALE = 0.01
PROOF = 30.0
"""Seconds a proof may take; those of the study end by themselves before it."""

SMALL_SIZES, LARGE_SIZES = (3, 4), (5, 10)
SMALL_QUESTIONS, LARGE_QUESTIONS = 12, 8
TOLERANCE = 1e-9

Row = dict[str, Any]


def study(network: Network, *, quick: bool) -> Row:
    """Ask questions of the seed map and of a generated one that has conflicts."""
    maps = {"seed": landscape(network), "generated": landscape(large.network(GENERATED_SCALE, 3))}
    small, great = (2, 1) if quick else (SMALL_QUESTIONS, LARGE_QUESTIONS)
    return {
        "exhaustive": [_exhaustive(name, one, size, small) for name, one in maps.items() for size in SMALL_SIZES],
        "proven": [_proven(name, one, size, great) for name, one in maps.items() for size in LARGE_SIZES],
    }


def questions(world: Landscape, size: int, count: int, *, small: bool) -> Iterator[Objective]:
    """Draw goals, one to three at a time from those backed by three or more: small enough to look at all, or too large.

    Questions whose pool is smaller than three times the size are left out, for there is little to choose.
    """
    rng = np.random.default_rng([size, count, small])
    backed = np.flatnonzero(np.bincount(world.backing.indices, minlength=world.backing.shape[1]) >= 3)
    given = 0
    for _ in range(100 * count):
        goals = rng.choice(backed, rng.integers(1, 4), replace=False)
        weights = {int(goal): float(weight) for goal, weight in zip(goals, rng.integers(1, 4, len(goals)), strict=True)}
        objective = Objective.of(world, CoalitionQuestion(weights, size))
        free = int(objective.free.sum())
        if free < 3 * size or (comb(free, size) <= EXHAUSTIVE) is not small or given == count:
            continue
        given += 1
        yield objective


def _exhaustive(name: str, world: Landscape, size: int, count: int) -> Row:
    asked = list(questions(world, size, count, small=True))
    best = np.array([search(objective, 1).bound for objective in asked])
    first, after, bound = np.array([_built(objective) for objective in asked]).T
    return {
        "map": name,
        "size": size,
        "questions": len(asked),
        "pools": _range([int(objective.free.sum()) for objective in asked]),
        "greedy": _shares(first / best),
        "with exchange": _shares(after / best),
        "best found": int((after >= best - TOLERANCE).sum()),
        "bound below the best": int((bound < best - TOLERANCE).sum()),
        "bound over the best": _shares(bound / best),
    }


def _built(objective: Objective) -> tuple[float, float, float]:
    """F of the greedy set and of the exchanged one, and the bound by marginal gains at the better."""
    first = greedy(objective, np.flatnonzero(objective.required))
    assert first is not None
    better = exchange(objective, first)
    bound = min(bound_at(objective, first[:count]) for count in range(len(first) + 1))
    return objective.value(first), objective.value(better), min(bound, bound_at(objective, better))


def _proven(name: str, world: Landscape, size: int, count: int) -> Row:
    asked = list(questions(world, size, count, small=False))
    built = np.array([_built(objective)[1] for objective in asked])
    found = [search(objective, 1, PROOF) for objective in asked]
    value = np.array([objective.value(one.sets[0]) for objective, one in zip(asked, found, strict=True)])
    bound = np.array([one.bound for one in found])
    return {
        "map": name,
        "size": size,
        "questions": len(asked),
        "pools": _range([int(objective.free.sum()) for objective in asked]),
        "without proof": _shares(built / bound),
        "with proof": _shares(value / bound),
        "finished": int((value >= bound * (1 - 1e-3)).sum()),
        "bettered by the proof": int((value > built + TOLERANCE).sum()),
    }


def _range(values: Sequence[int]) -> list[int]:
    return [min(values), max(values)] if values else []


def _shares(values: Any) -> Row:
    found = np.asarray(values, np.float64)
    return {"least": round(float(found.min()), 5), "mean": round(float(found.mean()), 5)} if len(found) else {}
