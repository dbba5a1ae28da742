"""Which introductions would connect the groups of a map most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.plans.candidates import NO_LIMITS, PlanLimits, plan_candidates
from alliancemap.analysis.findings.plans.choices import EXHAUSTIVE, best_choices, can_try_all, greedy, with_ties
from alliancemap.analysis.findings.plans.connectivity import Connectivity, Pairs
from alliancemap.analysis.findings.plans.map_connectivity import connectivity
from alliancemap.analysis.findings.plans.steps import PlanStep, steps_of, with_relief
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError

MOST_ORGANISATIONS = 11_000
"""Distances between every two of more, as they are, with the last tie and with the next, would take a gigabyte."""
RANDOM_PLANS = 100


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
    optimal = size <= len(pairs[0]) and can_try_all(len(pairs[0]), size) and limits.per_organisation != 1
    chosen = (
        best_choices(graph, pairs, size, check_time)[1][0]
        if optimal
        else greedy(graph, pairs, size, limits.per_organisation, check_time)
    )
    steps = with_relief(landscape.ties, steps_of(graph, chosen))
    mean = _random_mean(graph, pairs, len(steps), seed, check_time) if steps else None
    return BridgingPlan(graph.value, steps, len(pairs[0]), optimal, mean, RANDOM_PLANS if steps else 0)


def greedy_steps(landscape: Landscape, groups: Groups, size: int) -> tuple[PlanStep, ...]:
    """Give the plan that adds the best tie each time, whether or not all choices could be tried."""
    graph = connectivity(landscape, groups)
    return steps_of(graph, greedy(graph, plan_candidates(landscape, graph.across), size, None, no_limit), in_order=True)


def optimal_plans(landscape: Landscape, groups: Groups, size: int) -> tuple[float, list[list[tuple[int, int]]]]:
    """Give the best Φ that k introductions reach, and every choice of candidates that reaches it.

    Raises
    ------
    UsageError
        If there are too many choices to try them all, or fewer candidates than k.
    """
    graph = connectivity(landscape, groups)
    pairs = plan_candidates(landscape, graph.across)
    if not 1 <= size <= len(pairs[0]) or not can_try_all(len(pairs[0]), size):
        raise UsageError(
            f"all choices of {size} out of {len(pairs[0])} candidates cannot be tried: ask for 1 or 2 introductions "
            f"with at most {EXHAUSTIVE} choices"
        )
    return best_choices(graph, pairs, size, no_limit)


def _random_mean(graph: Connectivity, pairs: Pairs, size: int, seed: int, check_time: CheckTime) -> float:
    """Mean of Φ over plans of as many candidates drawn without replacement."""
    values = []
    for draw in range(RANDOM_PLANS):
        check_time()
        picked = np.random.default_rng([seed, draw]).choice(len(pairs[0]), size, replace=False)
        values.append(with_ties(graph, [(int(pairs[0][k]), int(pairs[1][k])) for k in picked]).value)
    return float(np.mean(values))
