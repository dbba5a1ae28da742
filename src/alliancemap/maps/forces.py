"""The forces of a layout: every node pushes every other away, ties pull, and a weak pull holds the whole together.

Positions and forces are complex numbers, x + iy, so that one operation serves both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft2, rfft2

Plane = NDArray[np.complexfloating[Any, Any]]
"""Points or forces: one complex number a node."""


def push_pairwise(points: Plane, mass: NDArray[np.float64]) -> Plane:
    """Repulsion of every node by every other, exactly: Σ_j m_i m_j / |d| along d; time and memory O(n²)."""
    x, y = points.real, points.imag
    square = np.subtract.outer(x, x)
    square *= square
    down = np.subtract.outer(y, y)
    down *= down
    square += down
    np.fill_diagonal(square, np.inf)
    np.maximum(square, 1e-12, out=square)
    strength = np.divide(mass, square, out=square)
    force: Plane = mass * (points * strength.sum(axis=1) - (strength @ x + 1j * (strength @ y)))
    return force


@dataclass(frozen=True)
class PushOnGrid:
    """The same repulsion with masses spread on a grid and convolved there; time O(n + side² · log side).

    It blurs what is nearer than a cell: the map's width divided by about `side`.
    """

    side: int

    @classmethod
    def of(cls, size: int) -> PushOnGrid:
        """A grid as fine as a number of nodes needs."""
        return cls(128 if size < 4_000 else 256)

    @cached_property
    def kernel(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """What a unit mass at the origin does along either axis, ready for convolution."""
        step = np.arange(2 * self.side)
        step = np.where(step < self.side, step, step - 2 * self.side).astype(float)
        square = step[:, None] ** 2 + step[None, :] ** 2 + 1.0
        return rfft2(step[:, None] / square), rfft2(step[None, :] / square)

    def __call__(self, points: Plane, mass: NDArray[np.float64]) -> Plane:
        """Give the force on each node."""
        cells, shares, width = _cells(points, self.side)
        density = np.zeros((2 * self.side) ** 2)
        for cell, share in zip(cells, shares, strict=True):
            density += np.bincount(cell, mass * share, len(density))
        spectrum = rfft2(density.reshape(2 * self.side, 2 * self.side))
        fields = [irfft2(spectrum * axis).ravel() for axis in self.kernel]
        x, y = (sum(share * field[cell] for cell, share in zip(cells, shares, strict=True)) for field in fields)
        force: Plane = mass * (x + 1j * y) / width
        return force


def pull_of_ties(points: Plane, source: NDArray[np.int64], target: NDArray[np.int64]) -> Plane:
    """Attraction along ties, log(1 + distance): long ties pull hardly more than short ones, so that groups show."""
    span = points[target] - points[source]
    length = np.abs(span) + 1e-9
    force = span * (np.log1p(length) / length)
    size = len(points)
    return _sum_at(source, force, size) - _sum_at(target, force, size)


def _sum_at(place: NDArray[np.int64], force: Plane, size: int) -> Plane:
    total: Plane = np.bincount(place, force.real, size) + 1j * np.bincount(place, force.imag, size)
    return total


def _cells(points: Plane, side: int) -> tuple[list[NDArray[np.int64]], list[NDArray[np.float64]], float]:
    """The four cells around each node, each one's share of it, and how wide a cell is."""
    corner = complex(points.real.min(), points.imag.min())
    spread = points - corner
    width = float(max(spread.real.max(), spread.imag.max()) / (side - 3)) + 1e-12
    x, y = spread.real / width + 0.5, spread.imag / width + 0.5
    column, row = x.astype(np.int64), y.astype(np.int64)
    right, down = x - column, y - row
    first = column * 2 * side + row
    cells = [first, first + 2 * side, first + 1, first + 2 * side + 1]
    shares = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down]
    return cells, shares, width
