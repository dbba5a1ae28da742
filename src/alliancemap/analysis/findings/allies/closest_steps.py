"""Who is closest to each organisation by causes, in compiled loops that look at few of the others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns, Starts
from alliancemap.analysis.compute.kernels import kernel

Reals = NDArray[np.float64]
TOLERANCE = 1e-12
"""Affinities that are closer are equal."""
MARGIN = 1e-9
"""A bound that is so much too low rules somebody out, whatever rounding does."""


class Standing(NamedTuple):
    """What organisations stand for, row by row, and who may be found.

    Lineage: what each stands for with broader causes, once ascending and once (`rarest`) by falling worth. Own causes;
    contested ones. Candidates who stand for each cause. Whom each knows already. Worth of each cause on one side (half
    its idf), and total weight of what each stands for.
    """

    lineage_starts: Starts
    lineage: Columns
    rarest: Columns
    cause_starts: Starts
    causes: Columns
    contested_starts: Starts
    contested: Columns
    holder_starts: Starts
    holders: Columns
    known_starts: Starts
    known: Columns
    worth: Reals
    totals: Reals


class _Own(NamedTuple):
    """What is noted of the one whose closest are looked for.

    By cause the worth of its lineage, of its own causes and of its contested ones, 0 elsewhere; by row the turn in
    which somebody was looked at last.
    """

    lineage: Reals
    causes: Reals
    contested: Reals
    seen: NDArray[np.int64]


@kernel
def closest(standing: Standing, first: int, rows: NDArray[np.int64], affinity: Reals) -> None:
    """Fill in, for one organisation a line from the row `first` on, the closest candidates and their affinity."""
    causes, everybody = len(standing.worth), len(standing.totals)
    own = _Own(np.zeros(causes), np.zeros(causes), np.zeros(causes), np.full(everybody, -1))
    for line in range(len(rows)):
        _note(standing, first + line, own, 1.0)
        _leave_out_known(standing, first + line, own)
        _find(standing, first + line, own, rows[line], affinity[line])
        _note(standing, first + line, own, 0.0)


@kernel
def _note(standing: Standing, focal: int, own: _Own, times: float) -> None:
    """Note what one organisation stands for, once or no more."""
    for entry in range(standing.lineage_starts[focal], standing.lineage_starts[focal + 1]):
        own.lineage[standing.lineage[entry]] = times * standing.worth[standing.lineage[entry]]
    for entry in range(standing.cause_starts[focal], standing.cause_starts[focal + 1]):
        own.causes[standing.causes[entry]] = times * standing.worth[standing.causes[entry]]
    for entry in range(standing.contested_starts[focal], standing.contested_starts[focal + 1]):
        own.contested[standing.contested[entry]] = times * standing.worth[standing.contested[entry]]


@kernel
def _leave_out_known(standing: Standing, focal: int, own: _Own) -> None:
    """Take itself, and whom it knows, as looked at."""
    own.seen[focal] = focal
    for entry in range(standing.known_starts[focal], standing.known_starts[focal + 1]):
        own.seen[standing.known[entry]] = focal


@kernel
def _find(standing: Standing, focal: int, own: _Own, rows: NDArray[np.int64], affinity: Reals) -> None:
    """Look at those who stand for its causes, the rarest cause first, as long as somebody new may be among the closest.

    Who stands for none of the causes before shares at most the weight that is left.
    """
    found, left = 0, standing.totals[focal]
    for entry in range(standing.lineage_starts[focal], standing.lineage_starts[focal + 1]):
        least = affinity[-1] - MARGIN if found == len(rows) else 0.0
        if left < least * standing.totals[focal]:
            break
        cause = standing.rarest[entry]
        for place in range(standing.holder_starts[cause], standing.holder_starts[cause + 1]):
            other = standing.holders[place]
            if own.seen[other] != focal:
                own.seen[other] = focal
                if _bound(standing.totals[focal], standing.totals[other], left) >= least:
                    found = _enter(other, _affinity(standing, focal, other, own), found, rows, affinity)
                    least = affinity[-1] - MARGIN if found == len(rows) else 0.0
        left -= own.lineage[cause] + own.causes[cause]


@kernel
def _bound(total: float, other: float, left: float) -> float:
    """The most that affinity can be: what is shared is no more than is left, nor than either stands for."""
    return min(total, other, left) / max(total, other)


@kernel
def _affinity(standing: Standing, focal: int, other: int, own: _Own) -> float:
    """Affinity of two."""
    shared, against = 0.0, 0.0
    for entry in range(standing.lineage_starts[other], standing.lineage_starts[other + 1]):
        shared += own.lineage[standing.lineage[entry]]
    for entry in range(standing.cause_starts[other], standing.cause_starts[other + 1]):
        shared += own.causes[standing.causes[entry]]
        against += own.contested[standing.causes[entry]]
    for entry in range(standing.contested_starts[other], standing.contested_starts[other + 1]):
        against += own.causes[standing.contested[entry]]
    affinity: float = (shared - against) / (standing.totals[focal] + standing.totals[other] - shared)
    return affinity


@kernel
def _enter(other: int, value: float, found: int, rows: NDArray[np.int64], affinity: Reals) -> int:
    """Enter somebody among the closest so far if there is room or the last is less close; gives how many there are."""
    if value <= TOLERANCE or (found == len(rows) and not _before(value, other, affinity[-1], rows[-1])):
        return found
    place = min(found, len(rows) - 1)
    while place and _before(value, other, affinity[place - 1], rows[place - 1]):
        affinity[place], rows[place] = affinity[place - 1], rows[place - 1]
        place -= 1
    affinity[place], rows[place] = value, other
    return min(found + 1, len(rows))


@kernel
def _before(value: float, row: int, other: float, other_row: int) -> bool:
    """Whether somebody comes before another: closer, or as close and of a lower row."""
    return value > other + TOLERANCE or (value >= other - TOLERANCE and row < other_row)
