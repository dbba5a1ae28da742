"""What one more member adds to a coalition, in a compiled loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths
from alliancemap.analysis.compute.kernels import kernel

Reals = NDArray[np.float64]
Positions = NDArray[np.int64]

MARGIN = 2e-12
"""Twice what counts as equal."""


class Weighed(NamedTuple):
    """Rows of a matrix: where each begins, and the column and value of every entry."""

    starts: Starts
    columns: Columns
    values: Strengths


class Terms(NamedTuple):
    """The parts of F as entries of the positions in a pool.

    Attributes
    ----------
    weights : length u
        Of the goals.
    size : float
        k.
    backing : Weighed, p × u
    masses : Weighed, (dimensions · p) × values
        Row d · p + i: the mass of position i in dimension d; the values of all dimensions are numbered through.
    most : length dimensions
        The largest spread of each.
    starts, reached : p × n
        Oneself and everyone tied.
    worth : length 3
        What coverage, a dimension of diversity, and one organisation reached are worth in F.
    values, everybody : int
        How many values the dimensions have together, and n.
    """

    weights: Reals
    size: float
    backing: Weighed
    masses: Weighed
    most: Reals
    starts: Starts
    reached: Columns
    worth: Reals
    values: int
    everybody: int


def one_under_another(matrices: Sequence[csr_array]) -> Weighed:
    """Take the rows of several matrices, the columns numbered through."""
    entries = np.cumsum([0, *(matrix.nnz for matrix in matrices)])
    columns = np.cumsum([0, *(matrix.shape[1] for matrix in matrices)])
    starts = [matrix.indptr[1:] + before for matrix, before in zip(matrices, entries, strict=False)]
    indices = [matrix.indices + before for matrix, before in zip(matrices, columns, strict=False)]
    return Weighed(
        np.concatenate([[0], *starts]).astype(np.uint32),
        np.concatenate([np.empty(0), *indices]).astype(np.uint32),
        np.concatenate([np.empty(0), *(matrix.data for matrix in matrices)]),
    )


class State(NamedTuple):
    """How much a set of positions S backs each goal, its mass on each value, and whom it reaches."""

    load: Reals
    held: Reals
    covered: NDArray[np.bool_]


@kernel
def state(terms: Terms, members: Positions) -> State:
    """Add up what the members bring, in their order."""
    pool = len(terms.starts) - 1
    load, held = np.zeros(len(terms.weights)), np.zeros(terms.values)
    covered = np.zeros(terms.everybody, np.bool_)
    for i in members:
        for entry in range(terms.backing.starts[i], terms.backing.starts[i + 1]):
            load[terms.backing.columns[entry]] += terms.backing.values[entry]
        for d in range(len(terms.most)):
            for entry in range(terms.masses.starts[d * pool + i], terms.masses.starts[d * pool + i + 1]):
                held[terms.masses.columns[entry]] += terms.masses.values[entry]
        for entry in range(terms.starts[i], terms.starts[i + 1]):
            covered[terms.reached[entry]] = True
    return State(load, held, covered)


@kernel
def added(terms: Terms, members: State, asked: Positions) -> Reals:
    """F(S with i) − F(S) of the positions asked for, none of them in S."""
    rooted_load, rooted_held = np.sqrt(members.load / terms.size), np.sqrt(members.held)
    gains = np.empty(len(asked))
    for k in range(len(asked)):
        gain = _without_reach(terms, members, rooted_load, rooted_held, asked[k])
        gains[k] = gain + terms.worth[2] * _new(terms, members, asked[k])
    return gains


@kernel
def largest(
    terms: Terms, members: State, order: Positions, at_most: Reals, allowed: NDArray[np.bool_], count: int
) -> tuple[Positions, Reals]:
    """Go through the positions allowed in order, until `count` gains are above what those further on add at most."""
    rooted_load, rooted_held = np.sqrt(members.load / terms.size), np.sqrt(members.held)
    looked, gains, found = np.empty(len(order), np.int64), np.empty(len(order)), 0
    best = np.full(count, -np.inf)
    for k in range(len(order)):
        if at_most[k] < best[0] - MARGIN:
            break
        i = order[k]
        if allowed[i]:
            gain = _without_reach(terms, members, rooted_load, rooted_held, i)
            everybody = np.int64(terms.starts[i + 1]) - np.int64(terms.starts[i])
            if gain + terms.worth[2] * everybody >= best[0] - MARGIN:
                gain += terms.worth[2] * _new(terms, members, i)
                looked[found], gains[found] = i, gain
                found += 1
                if gain > best[0]:
                    best[0] = gain
                    best.sort()
    return looked[:found], gains[:found]


@kernel
def _without_reach(terms: Terms, members: State, rooted_load: Reals, rooted_held: Reals, i: int) -> float:
    pool = len(terms.starts) - 1
    goals = 0.0
    for entry in range(terms.backing.starts[i], terms.backing.starts[i + 1]):
        goal = terms.backing.columns[entry]
        root = np.sqrt((members.load[goal] + terms.backing.values[entry]) / terms.size)
        goals += (root - rooted_load[goal]) * terms.weights[goal]
    gain = terms.worth[0] * goals
    for d in range(len(terms.most)):
        spread = 0.0
        for entry in range(terms.masses.starts[d * pool + i], terms.masses.starts[d * pool + i + 1]):
            value = terms.masses.columns[entry]
            spread += np.sqrt(members.held[value] + terms.masses.values[entry]) - rooted_held[value]
        gain += terms.worth[1] * (spread / terms.most[d])
    return float(gain)


@kernel
def _new(terms: Terms, members: State, i: int) -> int:
    """How many it reaches whom the members do not."""
    new = 0
    for entry in range(terms.starts[i], terms.starts[i + 1]):
        if not members.covered[terms.reached[entry]]:
            new += 1
    return new
