from __future__ import annotations

import multiprocessing
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.coalitions import proof as coalition_proof
from alliancemap.analysis.findings.coalitions.alternatives import Effort, candidate_coalitions
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.proof import Proof, prove
from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.search import bound_at, greedy, search
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.errors import TimeLimitError
from networks import World, greenvale
from seed import seed_for_public
from unit.analysis.worlds import few, worlds

NOBODY = np.zeros(0, np.int64)


def optimum(objective: Objective) -> float:
    """By trying every set."""
    conflicts = objective.conflicts.toarray()
    values = [
        objective.value(np.array(one))
        for one in combinations(range(len(objective.pool)), objective.size)
        if not conflicts[np.ix_(one, one)].any()
    ]
    return max(values, default=-np.inf)


class Told:
    """The other end of the process: what it sends is kept."""

    def __init__(self) -> None:
        self.proofs: list[Proof] = []

    def send(self, proof: Any) -> None:
        self.proofs.append(proof)

    def close(self) -> None:
        pass


@few
@given(worlds(least=6), st.integers(2, 3))
def test_no_bound_is_below_the_optimum_and_the_last_is_near_it(world: World, size: int) -> None:
    scene = world.landscape()
    goals = {column: 1.0 + column for column in np.flatnonzero(scene.backing.sum(axis=0)).tolist()[:3]}
    if not goals:
        return
    objective = Objective.of(scene, CoalitionQuestion(goals, size, everybody=True, include_power=True))
    start = greedy(objective, NOBODY) if len(objective.pool) >= size else None
    if start is None:
        return
    told = Told()
    coalition_proof._work(told, objective, Proof(bound_at(objective, start), start, finished=False))  # type: ignore[arg-type]  # the pipe
    best = optimum(objective)
    for proof in told.proofs:
        assert proof.bound >= best - 1e-6
        assert objective.value(proof.members) <= best + 1e-12
    if told.proofs:
        assert objective.value(told.proofs[-1].members) == pytest.approx(best, rel=2e-3)


def test_proves_a_coalition_of_the_seed_map() -> None:
    scene = landscape(seed_for_public())
    backers = np.asarray(scene.causes.sum(axis=0)).ravel()
    goals = {int(column): 1.0 for column in np.argsort(-backers, kind="stable")[:2]}
    plain = candidate_coalitions(scene, goals, 6)
    proven = candidate_coalitions(scene, goals, 6, effort=Effort(proof=60))
    assert not plain.exhaustive
    assert proven.alternatives[0].share_of_bound >= 0.999
    assert proven.alternatives[0].bound < plain.alternatives[0].bound
    assert proven.alternatives[0].value >= plain.alternatives[0].value
    members = [{member.row for member in one.members} for one in proven.alternatives]
    assert all(len(a - b) >= 2 for a, b in combinations(members, 2))


def test_no_time_changes_nothing() -> None:
    scene = greenvale().landscape()
    objective = Objective.of(scene, CoalitionQuestion({0: 1.0}, 2, everybody=True))
    start = greedy(objective, NOBODY)
    assert start is not None
    proof = prove(objective, start, 9.0, 0)
    assert (proof.bound, proof.finished) == (9.0, False)
    assert proof.members is start


def test_a_process_that_takes_too_long_is_killed() -> None:
    scene = landscape(seed_for_public())
    objective = Objective.of(scene, CoalitionQuestion({0: 1.0, 1: 2.0}, 9, everybody=True))
    found = search(objective, 1)
    proof = prove(objective, found.sets[0], found.bound, 0.001)  # one step of the program takes longer anywhere
    assert proof.bound == found.bound
    assert multiprocessing.active_children() == []


def test_a_proof_is_stopped_with_who_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coalition_proof, "LOOK_SECONDS", 0.05)
    scene = landscape(seed_for_public())
    objective = Objective.of(scene, CoalitionQuestion({0: 1.0, 1: 2.0}, 9, everybody=True))
    found, left = search(objective, 1), iter(range(3))

    def stop() -> None:
        if next(left, None) is None:
            raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError, match="enough"):
        prove(objective, found.sets[0], found.bound, 60, stop)
    assert multiprocessing.active_children() == []
