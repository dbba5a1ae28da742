"""What one organisation has in common with every candidate, in compiled loops: one to find it, one to score it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.compiled import Everyone, Holders

Reals = NDArray[np.float64]
Counts = NDArray[np.int32]


class Common(NamedTuple):
    """What everyone has in common with one organisation.

    `near` marks who has anything; `shared` is the weight of what both stand for, `disputed` that of it on which they
    disagree; `held` how many of its challenges, places, constituencies and generations each holds, and how many of its
    adversaries each is tied to (5 × n).
    """

    near: NDArray[np.bool_]
    shared: Reals
    disputed: Reals
    held: Counts


class Described(NamedTuple):
    """The components of some candidates (5 × c) and their social distances; NaN for null."""

    parts: Reals
    distances: Reals


@kernel
def add_worth(holders: Holders, values: Columns, worth: Reals, sums: Reals, near: NDArray[np.bool_]) -> None:
    """Add to everyone the worth of each of some values that they hold, and mark who holds any."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            sums[holders.rows[entry]] += worth[value]
            near[holders.rows[entry]] = True


@kernel
def add_one(holders: Holders, values: Columns, counts: Counts, near: NDArray[np.bool_]) -> None:
    """Count for everyone how many of some values they hold, and mark who holds any."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            counts[holders.rows[entry]] += 1
            near[holders.rows[entry]] = True


@kernel
def describe_far(
    everyone: Everyone, near: NDArray[np.bool_], focal: int, rows: NDArray[np.int64], plain: Reals, out: Described
) -> NDArray[np.int64]:
    """Fill in the candidates that have nothing in common, out of a table by what is known of them; count each use."""
    used, half = np.zeros(len(plain), np.int64), len(plain) // 2
    for k in range(len(rows)):
        j = rows[k]
        if not near[j]:
            way = everyone.known[j] + half * (everyone.kind[j] == everyone.kind[focal])
            used[way] += 1
            for part in range(len(out.parts)):
                out.parts[part, k] = plain[way, part]
            out.distances[k] = plain[way, len(out.parts)]
    return used


@kernel
def describe_near(
    everyone: Everyone, common: Common, focal: int, rows: NDArray[np.int64], places: NDArray[np.int64], out: Described
) -> None:
    """Fill in the candidates at some places among the rows.

    Numbers are handed on, not arrays, whose owners would be counted every time.
    """
    kind, standing, sizes, contacts, _ = everyone
    _, shared, disputed, held = common
    for k in places:
        j = rows[k]
        out.parts[0, k] = _affinity(standing[focal], standing[j], shared[j], disputed[j])
        out.parts[1, k] = _likeness(sizes[0, focal], sizes[0, j], held[0, j])
        out.parts[2, k] = _likeness(sizes[1, focal], sizes[1, j], held[1, j])
        out.parts[4, k] = _compatibility(contacts[j], held[4, j])
        constituencies = _likeness(sizes[2, focal], sizes[2, j], held[2, j])
        generations = _likeness(sizes[3, focal], sizes[3, j], held[3, j])
        out.distances[k] = _social_distance(kind[focal], kind[j], constituencies, generations)


@kernel
def known_sums(parts: Reals, places: NDArray[np.int64]) -> tuple[Reals, NDArray[np.int64]]:
    """Sum of what is known in some columns of each row, and how many that are."""
    sums, counts = np.zeros(len(parts)), np.zeros(len(parts), np.int64)
    for part in range(len(parts)):
        for k in places:
            value = parts[part, k]
            if not np.isnan(value):
                sums[part] += value
                counts[part] += 1
    return sums, counts


@kernel
def _affinity(own: float, theirs: float, shared: float, disputed: float) -> float:
    """Affinity of two by what each stands for, what both do and what they disagree on; NaN where either has nothing."""
    value = 0.0
    if own <= 0 or theirs <= 0:
        value = np.nan
    elif shared > 0:
        value = (shared - disputed) / (own + theirs - shared)
    return value


@kernel
def _likeness(own: int, theirs: int, held: int) -> float:
    """Jaccard index of two sets by their sizes and how many values are in both; NaN where either is empty."""
    value = 0.0
    if own == 0 or theirs == 0:
        value = np.nan
    elif held > 0:
        value = held / (own + theirs - held)
    return value


@kernel
def _compatibility(contacts: int, hostile: int) -> float:
    """1 − share of a candidate's contacts that are in conflict with the focal organisation; NaN without contacts."""
    value = 1.0
    if contacts == 0:
        value = np.nan
    elif hostile > 0:
        value = (contacts - hostile) / contacts
    return value


@kernel
def _social_distance(own: int, theirs: int, constituencies: float, generations: float) -> float:
    """Mean over what is known of: kinds differ, 1 − likeness of constituencies, of generations; NaN: nothing is."""
    total, known = 0.0, 0
    if own >= 0 and theirs >= 0:
        total, known = 1.0 if own != theirs else 0.0, 1
    if not np.isnan(constituencies):
        total, known = total + (1.0 - constituencies), known + 1
    if not np.isnan(generations):
        total, known = total + (1.0 - generations), known + 1
    return total / known if known > 0 else np.nan


@kernel
def scored(parts: Reals, means: Reals, weights: Reals, base: float, scores: Reals) -> None:
    """Fill in the scores: base + Σ weight · (component − mean), a null adding nothing."""
    for k in range(len(scores)):
        score = 0.0
        for part in range(len(weights)):
            added = weights[part] * (parts[part, k] - means[part])
            score += 0.0 if np.isnan(added) else added
        scores[k] = score + base
