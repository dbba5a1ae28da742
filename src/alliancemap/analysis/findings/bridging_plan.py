"""Which introductions would connect the groups of a map most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.connectivity import Connectivity, Pairs, across_groups, distances
from alliancemap.analysis.findings.introductions import introduction_strengths
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.position.cuts import cuts
from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.errors import UsageError

MOST_ORGANISATIONS = 11_000
"""Distances between every two of more, as they are, with the last tie and with the next, would take a gigabyte."""

EXHAUSTIVE = 10_000
RANDOM_PLANS = 100


@dataclass(frozen=True)
class PlanStep:
    """One introduction.

    Attributes
    ----------
    a, b : int
        The rows of its two ends.
    gain, value : float
        What it adds to Φ, and Φ with it.
    relieved : tuple of int
        Rows without which the map fell apart before it (articulation points), and does not after it.
    """

    a: int
    b: int
    gain: float
    value: float
    relieved: tuple[int, ...] = ()


@dataclass(frozen=True)
class BridgingPlan:
    """Introductions in order.

    Attributes
    ----------
    before : float
        Φ of the map as it is.
    steps : tuple of PlanStep
        Fewer than asked for where there are no more candidates.
    candidates : int
        How many pairs could have been chosen.
    optimal : bool
        Whether every other choice of as many was tried and none is better; else the plan is a heuristic.
    random : float or None
        Mean of Φ over `draws` choices of as many candidates at random; None without candidates.
    draws : int
    """

    before: float
    steps: tuple[PlanStep, ...]
    candidates: int
    optimal: bool
    random: float | None
    draws: int

    @property
    def after(self) -> float:
        """Φ with all steps."""
        return self.steps[-1].value if self.steps else self.before


@dataclass(frozen=True)
class PlanLimits:
    """What a plan may hold.

    Attributes
    ----------
    introducible : bool
        Only pairs that somebody can introduce.
    per_organisation : int or None
        How many new ties an organisation may get.
    include_power : bool
        Whether institutions of power may be introduced; they count in Φ in any case.
    """

    introducible: bool = False
    per_organisation: int | None = None
    include_power: bool = True


NO_LIMITS = PlanLimits()


def bridging_plan(
    landscape: Landscape,
    groups: Groups,
    size: int,
    limits: PlanLimits = NO_LIMITS,
    seed: int = 0,
    check_time: CheckTime = no_limit,
) -> BridgingPlan:
    """Choose k introductions that raise cross-group connectivity.

        Φ = mean over pairs in different groups of 1/d(i, j) in the alliance graph, strengths ignored, 1/∞ = 0
    Institutions of power form a group of their own; two that share a group are not in different ones, and who is in no
    group does not count. Candidates are pairs in different groups without a tie at any time or a conflict, with at
    least one cause in common, both of whom may be suggested.

    The tie with the largest gain is added k times; gains closer than 1e-12 are equal, then the smaller rows go first. Φ
    is not submodular in added ties, so greedy has no guarantee: where k ≤ 2 and candidates^k ≤ 10 000 all choices are
    tried instead. Time O(k · candidates · n²) at worst, memory O(n²).

    Parameters
    ----------
    landscape : Landscape
    groups : Groups
    size : int
        k.
    limits : PlanLimits
    seed : int
        What the random plans to compare with are drawn from.
    check_time : CheckTime

    Raises
    ------
    UsageError
        If k is below 1, or there are too many organisations to hold all distances.
    """
    if size < 1:
        raise UsageError(f"a plan of {size} introductions is asked for; ask for 1 or more")
    if landscape.size > MOST_ORGANISATIONS:
        raise UsageError(
            f"a bridging plan compares every two organisations, and there are {landscape.size}; the most is "
            f"{MOST_ORGANISATIONS}: ask about a part of the map"
        )
    graph = connectivity(landscape, groups, check_time)
    pairs = plan_candidates(landscape, graph.across, limits)
    check_time()
    optimal = size <= len(pairs[0]) and _few(len(pairs[0]), size) and limits.per_organisation != 1
    chosen = (
        _best_choices(graph, pairs, size, check_time)[1][0]
        if optimal
        else _greedy(graph, pairs, size, limits.per_organisation, check_time)
    )
    steps = _with_relief(landscape.ties, _steps(graph, chosen))
    mean = _random_mean(graph, pairs, len(steps), seed, check_time) if steps else None
    return BridgingPlan(graph.value, steps, len(pairs[0]), optimal, mean, RANDOM_PLANS if steps else 0)


def greedy_steps(landscape: Landscape, groups: Groups, size: int) -> tuple[PlanStep, ...]:
    """Give the plan that adds the best tie each time, whether or not all choices could be tried."""
    graph = connectivity(landscape, groups)
    return _steps(graph, _greedy(graph, plan_candidates(landscape, graph.across), size, None, no_limit), in_order=True)


def optimal_plans(landscape: Landscape, groups: Groups, size: int) -> tuple[float, list[list[tuple[int, int]]]]:
    """Give the best Φ that k introductions reach, and every choice of candidates that reaches it.

    Raises
    ------
    UsageError
        If there are too many choices to try them all, or fewer candidates than k.
    """
    graph = connectivity(landscape, groups)
    pairs = plan_candidates(landscape, graph.across)
    if not 1 <= size <= len(pairs[0]) or not _few(len(pairs[0]), size):
        raise UsageError(
            f"all choices of {size} out of {len(pairs[0])} candidates cannot be tried: ask for 1 or 2 introductions "
            f"with at most {EXHAUSTIVE} choices"
        )
    return _best_choices(graph, pairs, size, no_limit)


def connectivity(landscape: Landscape, groups: Groups, check_time: CheckTime = no_limit) -> Connectivity:
    """Distances in the alliance graph, institutions of power being a group of their own."""
    return Connectivity(distances(landscape.ties, check_time), across_groups(with_power_apart(landscape, groups)))


def _few(candidates: int, size: int) -> bool:
    return size <= 2 and candidates**size <= EXHAUSTIVE


def with_power_apart(landscape: Landscape, groups: Groups) -> csr_array:
    """Members of each group that are no institutions of power, and these as a last group of their own."""
    kept = csr_array(groups.members.multiply((~landscape.power)[:, None].astype(np.float64)))
    members = csr_array(hstack([kept, csr_array(landscape.power[:, None].astype(np.float64))]))
    members.eliminate_zeros()
    members.sort_indices()
    return members


def plan_candidates(landscape: Landscape, across: NDArray[np.bool_], limits: PlanLimits = NO_LIMITS) -> Pairs:
    """Give the pairs that may be introduced, a < b, ascending."""
    open_to = landscape.candidates(limits.include_power)
    shared = csr_array(landscape.causes @ landscape.causes.T).tocoo()
    a, b = shared.row.astype(np.int64), shared.col.astype(np.int64)
    known = csr_array(landscape.tied_ever + landscape.ties + landscape.conflicts).tocoo()
    fit = (a < b) & across[a, b] & open_to[a] & open_to[b]
    a, b = a[fit], b[fit]
    free = ~np.isin(a * landscape.size + b, known.row.astype(np.int64) * landscape.size + known.col)
    a, b = a[free], b[free]
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    if limits.introducible:
        ways = {row: introduction_strengths(landscape, row) for row in np.unique(a).tolist()}
        met = np.array([ways[one][other] > 0 for one, other in zip(a.tolist(), b.tolist(), strict=True)], bool)
        a, b = a[met], b[met]
    return a, b


def _greedy(
    graph: Connectivity, pairs: Pairs, size: int, most: int | None, check_time: CheckTime
) -> list[tuple[int, int]]:
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


def _best_choices(
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
        reached = _with_ties(graph, first)
        values = reached.value + reached.gains((np.array([a for a, _ in rest]), np.array([b for _, b in rest])))
        if values.max() > best + TOLERANCE:
            best, found = float(values.max()), []
        found += [[*first, rest[place]] for place in np.flatnonzero(values > best - TOLERANCE).tolist()]
    return best, found


def _steps(graph: Connectivity, chosen: Iterable[tuple[int, int]], *, in_order: bool = False) -> tuple[PlanStep, ...]:
    """What each tie adds, the greater gain first unless the order is given."""
    steps: list[PlanStep] = []
    left = list(chosen)
    while left:
        gains = graph.gains((np.array([a for a, _ in left]), np.array([b for _, b in left])))
        tie = left.pop(0 if in_order else int(np.flatnonzero(gains > gains.max() - TOLERANCE)[0]))
        before, graph = graph.value, graph.with_tie(*tie)
        steps.append(PlanStep(*tie, graph.value - before, graph.value))
    return tuple(steps)


def _with_relief(ties: csr_array, steps: Iterable[PlanStep]) -> tuple[PlanStep, ...]:
    """Say of each step whom it relieves of holding the map together alone."""
    held, found = cuts(ties).articulation_points, []
    for step in steps:
        new = csr_array((np.ones(2), ([step.a, step.b], [step.b, step.a])), shape=ties.shape)
        ties = csr_array(ties + new)
        ties.sort_indices()
        after = cuts(ties).articulation_points
        found.append(replace(step, relieved=tuple(np.setdiff1d(held, after).tolist())))
        held = after
    return tuple(found)


def _random_mean(graph: Connectivity, pairs: Pairs, size: int, seed: int, check_time: CheckTime) -> float:
    """Mean of Φ over plans of as many candidates drawn without replacement."""
    values = []
    for draw in range(RANDOM_PLANS):
        check_time()
        picked = np.random.default_rng([seed, draw]).choice(len(pairs[0]), size, replace=False)
        values.append(_with_ties(graph, [(int(pairs[0][k]), int(pairs[1][k])) for k in picked]).value)
    return float(np.mean(values))


def _with_ties(graph: Connectivity, ties: Iterable[tuple[int, int]]) -> Connectivity:
    for tie in ties:
        graph = graph.with_tie(*tie)
    return graph
