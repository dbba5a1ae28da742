"""Every coalition of a size looked at, where they are few."""

from __future__ import annotations

from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.findings.coalitions.found_coalitions import BoundBy, Found, Positions
from alliancemap.analysis.findings.coalitions.objective import COVERAGE, DIVERSITY, REACH, Objective
from alliancemap.analysis.statistics.ranking import ranked
from alliancemap.errors import UsageError

CHUNK = 2_000


def best_of_all(
    objective: Objective, required: Positions, open_to: Positions, alternatives: int, check_time: CheckTime
) -> Found:
    """Look at every set that holds the required and fills its seats with those it is open to.

    Raises
    ------
    UsageError
        If every one of them has a conflict inside.
    """
    seats = objective.size - len(required)
    every = combinations(open_to.tolist(), seats)
    values, kept = [], []
    while chunk := list(islice(every, CHUNK)):
        check_time()
        sets = np.array(chunk, dtype=np.int64).reshape(len(chunk), seats)
        sets = np.hstack((np.tile(required, (len(sets), 1)), sets))
        sets = sets[~_hostile(objective, sets)]
        kept.append(sets)
        values.append(_values(objective, sets))
    sets, value = np.concatenate(kept), np.concatenate(values)
    if not len(sets):
        raise UsageError("every coalition of that size has a conflict inside; lower the size")
    order = ranked(value)
    chosen: list[Positions] = []
    for position in order:
        if all(np.isin(sets[position], other).sum() <= objective.size - 2 for other in chosen):
            chosen.append(sets[position])
        if len(chosen) == alternatives:
            break
    return Found(tuple(chosen), float(value[order[0]]), BoundBy.EVERY_COALITION)


def _hostile(objective: Objective, sets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of many sets have a conflict inside."""
    conflicts, count = objective.conflicts, len(objective.pool)
    keys = np.repeat(np.arange(count), np.diff(conflicts.indptr)) * count + conflicts.indices
    left, right = np.triu_indices(sets.shape[1], 1)
    return np.asarray(np.isin(sets[:, left] * count + sets[:, right], keys).any(axis=1))


def _values(objective: Objective, sets: NDArray[np.int64]) -> NDArray[np.float64]:
    """F of many sets of the full size at once."""
    start = np.arange(len(sets) + 1) * objective.size
    members = csr_array((np.ones(sets.size), sets.ravel(), start), shape=(len(sets), len(objective.pool)))
    load = np.sqrt(np.asarray(members @ objective.backing) / objective.size)
    value = COVERAGE / objective.weights.sum() * (load @ objective.weights)
    for dimension in objective.dimensions:
        spread: NDArray[np.float64] = np.asarray(csr_array(members @ dimension.masses).sqrt().sum(axis=1))
        value += DIVERSITY / len(objective.dimensions) / dimension.most * spread
    reached = np.diff(csr_array(members @ objective.reached).indptr)
    return np.asarray(value + REACH / objective.reached.shape[1] * reached)
