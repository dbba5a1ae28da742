"""Brokerage between groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.brokerage.expectation import role_moments
from alliancemap.analysis.brokerage.permutation import role_permutation_p
from alliancemap.analysis.brokerage.roles import brokerage_roles
from benchmarks.contest import OURS, SMALL, Contender, Contest, Floor
from benchmarks.data import Data

PART = 0.02
DRAWS = 99


def _data(data: Data) -> Data:
    return data


def _lists(data: Data) -> tuple[Any, Any, list[int]]:
    """Who points at whom, as plain lists and sets."""
    after: list[list[int]] = [[] for _ in range(data.n)]
    before: list[list[int]] = [[] for _ in range(data.n)]
    for source, target in zip(*(end.tolist() for end in data.arcs.nonzero()), strict=True):
        after[source].append(target)
        before[target].append(source)
    return before, list(map(set, after)), data.kinds.tolist()


def _roles_by_loops(given: tuple[Any, Any, list[int]]) -> NDArray[np.float64] | None:
    """Every pair of a predecessor and a successor, from a part of the brokers where there are many."""
    before, after, kinds = given
    brokers = range(len(kinds) if len(kinds) <= SMALL else int(len(kinds) * PART))
    roles = np.zeros((len(brokers), 5))
    for v in brokers:
        for a in before[v]:
            for b in after[v]:
                if a != b and b not in after[a]:
                    roles[v, _role(kinds[a], kinds[v], kinds[b])] += 1
    return _with_total(roles) if len(brokers) == len(kinds) else None


def _role(a: int, v: int, b: int) -> int:
    if a == v == b:
        return 0
    if a == b:
        return 1
    if a == v:
        return 2
    return 3 if v == b else 4


def _with_total(roles: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack((roles, roles.sum(axis=1)))


CONTESTS = [
    Contest(
        "Gould-Fernandez roles",
        (
            Contender(OURS, _data, lambda data: brokerage_roles(data.arcs, data.kinds, directed=True)),
            Contender("plain Python", _lists, _roles_by_loops, lambda n: 1.0 if n <= SMALL else PART),
        ),
        gathers="Plain Python: from the first fiftieth of the organisations on larger maps.",
        covers=("gould_fernandez",),
        floor=Floor(times={"plain Python": 500}),
    ),
    Contest(
        "Gould-Fernandez roles, 99 permutations",
        (
            Contender(
                OURS,
                _data,
                lambda data: role_permutation_p(data.arcs, data.kinds, directed=True, draws=DRAWS, seed=1).upper,
            ),
            Contender("plain Python", _lists, _roles_by_loops, lambda n: (1.0 if n <= SMALL else PART) / DRAWS),
        ),
        gathers="Plain Python: from the time of one count.",
    ),
    Contest(
        "Gould-Fernandez roles by chance",
        (
            Contender(
                OURS,
                lambda data: (np.bincount(data.kinds), data.arcs.nnz / (data.n * (data.n - 1))),
                lambda given: role_moments(*given, directed=True).expected,
            ),
        ),
        gathers="Mean and standard deviation for each kind; by formula, so that the size of the map does not matter.",
        covers=("gould_fernandez_moments",),
    ),
]
