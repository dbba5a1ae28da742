"""The bipartite configuration model: affiliations drawn one by one so that all degrees are kept on average."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

from alliancemap.analysis.affiliation.margins import affiliations, degrees
from alliancemap.errors import InvalidNetworkError

PRECISION = 1e-12
"""How near the expected degrees must come to the given ones, relative to the largest."""

ROUNDS = 200
"""Newton steps before the search is given up; a few dozen are enough for margins near the possible extremes."""

Values = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Configuration:
    """Probability of an affiliation for each degree of its row and of its column.

    Attributes
    ----------
    row_classes : int array, length n₁
        Which row of `probability` each organisation has: its degree's place among the different degrees, ascending.
    column_classes : int array, length n₂
        Likewise for the columns.
    probability : float64, different row degrees × different column degrees
        π, in [0, 1].
    column_sizes : int array
        How many columns are of each class.
    """

    row_classes: Integers
    column_classes: Integers
    probability: Values
    column_sizes: Integers

    def matrix(self) -> Values:
        """π of each row and column, n₁ × n₂."""
        return np.asarray(self.probability[self.row_classes][:, self.column_classes])


def configuration_model(matrix: csr_array) -> Configuration:
    """Most random independent affiliations with the expected degrees of a network (BiCM).

        π_ik = x_i y_k/(1 + x_i y_k)  with  Σ_k π_ik = r_i,  Σ_i π_ik = c_k
    Where the degrees leave no choice, as in empty and full rows and columns and wherever a set of rows has all it can
    have (Gale and Ryser's bound is met), π is 0 or 1, the limit of the formula; the rest falls apart into blocks with
    a solution each, found by Newton's method on the convex likelihood. Rows of equal degree share their x, so that
    time and memory depend on the number A of different row degrees and B of different column degrees: O((A + B)³) a
    step, besides O(m).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    Configuration

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1, or the degrees could not be met to 1e-12 of the largest.

    References
    ----------
    F. Saracco et al., Sci. Rep. 5, 10595 (2015). doi:10.1038/srep10595
    """
    rows, columns = degrees(affiliations(matrix))
    row_degrees, row_classes, row_sizes = np.unique(rows, return_inverse=True, return_counts=True)
    column_degrees, column_classes, column_sizes = np.unique(columns, return_inverse=True, return_counts=True)
    probability = _probability((row_degrees, row_sizes), (column_degrees, column_sizes))
    return Configuration(row_classes, column_classes, probability, column_sizes)


def _probability(rows: tuple[Integers, Integers], columns: tuple[Integers, Integers]) -> Values:
    """π by class, from (degrees, sizes) of the row classes and of the column classes, both ascending.

    The rows are cut where the p of largest degree have all that columns allow them, Σ r = Σ_k min(c_k, p). Between two
    cuts p < q, columns with c ≥ q are full, those with c ≤ p empty, and the others have p of their entries above.
    """
    (row_degrees, row_sizes), (column_degrees, column_sizes) = rows, columns
    above = np.concatenate([[0], np.cumsum(row_sizes[::-1])])
    has = np.concatenate([[0], np.cumsum((row_sizes * row_degrees)[::-1])])
    could = np.array([(np.minimum(column_degrees, p) * column_sizes).sum() for p in above])
    cuts = np.flatnonzero(has == could)
    probability = np.zeros((len(row_degrees), len(column_degrees)))
    for first, end in pairwise(cuts):
        block = slice(len(row_degrees) - end, len(row_degrees) - first)
        full, free = column_degrees >= above[end], (column_degrees > above[first]) & (column_degrees < above[end])
        probability[block, full] = 1.0
        if free.any():
            left = row_degrees[block] - column_sizes[full].sum()
            probability[block, free] = _interior(
                (left, row_sizes[block]), (column_degrees[free] - above[first], column_sizes[free])
            )
    return probability


def _interior(rows: tuple[Integers, Integers], columns: tuple[Integers, Integers]) -> Values:
    """π of a block whose degrees can be met with all probabilities strictly between 0 and 1.

    Newton's method on L(θ, φ) = Σ log(1 + e^(θ+φ)) − Σ θ r − Σ φ c with x = e^θ, y = e^φ, steps halved until L falls.
    """
    target, sizes = (np.concatenate([a, b]).astype(np.float64) for a, b in zip(rows, columns, strict=True))
    split = len(rows[0])
    place = np.log(target / np.sqrt((rows[0] * rows[1]).sum()))
    enough = PRECISION * max(1.0, target.max())
    for _ in range(ROUNDS):
        probability, gap = _gap(place, target, sizes, split)
        if np.abs(gap).max() <= enough:
            return probability
        place = _stepped(place, _step(probability, gap, sizes, split), (target, sizes), split)
    raise InvalidNetworkError(
        f"the bipartite configuration model of these degrees was not found: after {ROUNDS} steps they are missed by "
        f"{np.abs(gap).max():.2g}; use the null model fdsm or fixedrow"
    )


def _gap(place: Values, target: Values, sizes: Values, split: int) -> tuple[Values, Values]:
    """Probabilities, and by how much the expected degree of each class is above its target."""
    odds = place[:split, None] + place[None, split:]
    probability = expit(odds)
    expected = np.concatenate([probability @ sizes[split:], sizes[:split] @ probability])
    return probability, expected - target


def _step(probability: Values, gap: Values, sizes: Values, split: int) -> Values:
    """Newton's step; the direction in which L is flat (θ up, φ down) is held fast."""
    varying = sizes[:split, None] * (probability * (1 - probability)) * sizes[None, split:]
    curvature = np.zeros((len(sizes), len(sizes)))
    curvature[:split, split:], curvature[split:, :split] = varying, varying.T
    np.fill_diagonal(curvature, np.concatenate([varying.sum(axis=1), varying.sum(axis=0)]))
    scale = np.sqrt(curvature.diagonal())
    flat = scale * np.where(np.arange(len(sizes)) < split, 1.0, -1.0)
    flat /= np.linalg.norm(flat)
    scaled = curvature / np.outer(scale, scale) + np.outer(flat, flat)
    step: Values = -np.linalg.solve(scaled, gap * sizes / scale) / scale
    return step


def _stepped(place: Values, step: Values, margins: tuple[Values, Values], split: int) -> Values:
    """Go so much of the step that L falls by a fair part of what its slope promises."""
    target, sizes = margins
    slope = float((_gap(place, target, sizes, split)[1] * sizes * step).sum())
    before = _likelihood(place, target, sizes, split)
    length = 1.0
    while length > 1e-9 and _likelihood(
        place + length * step, target, sizes, split
    ) > before + 1e-4 * length * slope + 1e-13 * abs(before):
        length /= 2
    return place + length * step


def _likelihood(place: Values, target: Values, sizes: Values, split: int) -> float:
    odds = place[:split, None] + place[None, split:]
    return float(sizes[:split] @ np.logaddexp(0, odds) @ sizes[split:] - (place * target * sizes).sum())
