"""Which candidates may be among the first, in compiled loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.allies.steps import Mask, Met, Reals


class Scored(NamedTuple):
    """Candidates who are near: rows, ascending; scores; whether they are bridging."""

    rows: Columns
    scores: Reals
    bridging: Mask


class Listed(NamedTuple):
    """Rows and their scores, in no order."""

    rows: Columns
    scores: Reals


class _Lists(NamedTuple):
    """Two lists in the making: rows and scores, 2 × as many as there may be, and how many there are of each."""

    rows: NDArray[np.uint32]
    scores: Reals
    counts: NDArray[np.int64]


@kernel
def reaching(
    near: Scored, met: Met, totals: Reals, weight: float, bridging: Mask, least: tuple[float, float]
) -> tuple[Listed, Listed]:
    """List those whose score reaches the first of `least`, and the bridging who reach the second.

    Of those met, `totals` are scores without what an introduction adds, whose weight is given; they and `bridging` go
    by row of the table.
    """
    size = len(near.rows) + len(met.rows)
    lists = _Lists(np.empty((2, size), np.uint32), np.empty((2, size)), np.zeros(2, np.int64))
    for k in range(len(near.rows)):
        _list(near.rows[k], near.scores[k], near.bridging[k], least, lists)
    for k in range(len(met.rows)):
        way = met.ways[k]
        _list(met.rows[k], totals[way] + weight * met.introduction[k], bridging[way], least, lists)
    return _listed(lists, 0), _listed(lists, 1)


@kernel
def _list(row: int, score: float, bridging: bool, least: tuple[float, float], lists: _Lists) -> None:
    for one in range(2):
        if score >= least[one] and (one == 0 or bridging):
            lists.rows[one, lists.counts[one]], lists.scores[one, lists.counts[one]] = row, score
            lists.counts[one] += 1


@kernel
def _listed(lists: _Lists, one: int) -> Listed:
    count = lists.counts[one]
    return Listed(lists.rows[one, :count].copy(), lists.scores[one, :count].copy())
