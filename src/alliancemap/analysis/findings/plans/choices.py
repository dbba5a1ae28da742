"""Which of the candidates to choose: the best one each time, or the best of all choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np

from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.findings.plans.connectivity import Connectivity, Pairs
from alliancemap.analysis.statistics.ranking import TOLERANCE

EXHAUSTIVE = 10_000
"""Choices that are all tried."""


def can_try_all(candidates: int, size: int) -> bool:
    """Whether there are few enough choices of so many candidates to try them all."""
    return size <= 2 and candidates**size <= EXHAUSTIVE


def greedy(
    graph: Connectivity, pairs: Pairs, size: int, most: int | None, check_time: CheckTime
) -> list[tuple[int, int]]:
    """Choose the tie that adds the most each time, ties by row; `most` is how many an organisation may get."""
    chosen: list[tuple[int, int]] = []
    seen: Counter[int] = Counter()
    a, b = pairs
    while len(chosen) < size and len(a):
        gains = graph.gains((a, b), check_time=check_time)
        best = int(np.flatnonzero(gains > gains.max() - TOLERANCE)[0])
        tie = int(a[best]), int(b[best])
        chosen.append(tie)
        seen.update(tie)
        graph = graph.with_tie(*tie)
        full = [row for row in tie if most is not None and seen[row] >= most]
        keep = ~np.isin(a, full) & ~np.isin(b, full)
        keep[best] = False
        a, b = a[keep], b[keep]
    return chosen


def best_choices(
    graph: Connectivity, pairs: Pairs, size: int, check_time: CheckTime
) -> tuple[float, list[list[tuple[int, int]]]]:
    """Try every choice; give the best Φ and all choices that reach it, those of smaller rows first."""
    ties = list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    best = -np.inf
    found: list[list[tuple[int, int]]] = []
    for first in combinations(ties, size - 1):
        check_time()
        rest = [tie for tie in ties if not first or tie > first[-1]]
        if not rest:
            continue
        reached = with_ties(graph, first)
        values = reached.value + reached.gains((np.array([a for a, _ in rest]), np.array([b for _, b in rest])))
        if values.max() > best + TOLERANCE:
            best, found = float(values.max()), []
        found += [[*first, rest[place]] for place in np.flatnonzero(values > best - TOLERANCE).tolist()]
    return best, found


def with_ties(graph: Connectivity, ties: Iterable[tuple[int, int]]) -> Connectivity:
    """The same with further ties."""
    for tie in ties:
        graph = graph.with_tie(*tie)
    return graph
