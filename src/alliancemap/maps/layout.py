"""Where organisations stand on a map: tied ones near each other, the same places every time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from alliancemap.maps.forces import Plane, PushOnGrid, pull_of_ties, push_pairwise

PAIRWISE_LIMIT = 1_000
"""Up to this many nodes forces between all pairs are exact; above it repulsion is worked out on a grid."""

STEPS = 250
GRAVITY = 8.0
ROOM = 120.0
"""Pixels of map for one node, along each side."""


def layout(ties: csr_array, seed: int = 1) -> NDArray[np.float64]:
    """Place the nodes of a graph by forces, in the manner of ForceAtlas2 with logarithmic attraction.

    Nodes with ties are laid out together; nodes without any stand in rows beneath them, in order. Up to 1 000 tied
    nodes repulsion is exact, time O(n²) a step; above it is worked out on a grid of 128 × 128 cells, from 4 000 on of
    256 × 256. The same graph and
    seed give the same places on the same machine, to the pixel.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric; only where entries stand counts.
    seed : int
        Of the places from which it begins.

    Returns
    -------
    float64, shape (n, 2)
        Whole pixels, x to the right and y down, around (0, 0); empty for an empty graph.

    References
    ----------
    Jacomy et al., PLoS ONE 9, e98679 (2014). doi:10.1371/journal.pone.0098679
    Noack, J. Graph Algorithms Appl. 11, 453 (2007), on logarithmic attraction.
    """
    tied = np.diff(ties.indptr) > 0
    places = np.zeros(ties.shape[0], np.complex128)
    places[tied] = _to_scale(_settled(csr_array(ties[tied][:, tied]), seed))
    bottom = float(places.imag[tied].max(initial=-ROOM)) + 2 * ROOM
    places[~tied] = _rows_of(int((~tied).sum()), int(tied.sum())) + 1j * bottom
    return np.round(places.view(np.float64).reshape(-1, 2))


def spread(places: NDArray[np.float64], width: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push boxes apart until none overlap by a pixel, or 600 rounds are over; time O(n log n + neighbours) a round.

    Parameters
    ----------
    places : float64, shape (n, 2)
        Centres.
    width, height : float64, shape (n,)
        Of the boxes.

    Returns
    -------
    float64, shape (n, 2)
        Whole pixels.
    """
    places = places.astype(float)
    places[:, 1] += np.arange(len(places)) * 1e-3  # two in one place have to part in some direction
    sizes = np.stack([width, height], axis=1)
    for _ in range(600 if len(places) > 1 else 0):
        one, other = _neighbours(places, float(np.hypot(width.max(), height.max())))
        apart = places[one] - places[other]
        overlap = (sizes[one] + sizes[other]) / 2 - np.abs(apart)
        overlap[(overlap <= 0).any(axis=1)] = 0
        if overlap.min(axis=1).max(initial=0) < 1:
            break
        overlap[np.arange(len(overlap)), overlap.argmax(axis=1)] = 0
        step = 0.6 * overlap * np.sign(apart)
        np.add.at(places, one, step)
        np.subtract.at(places, other, step)
    return np.round(places)


def _neighbours(places: NDArray[np.float64], reach: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs nearer than `reach`, in order."""
    pairs = KDTree(places).query_pairs(reach, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return pairs[:, 0], pairs[:, 1]


def _settled(ties: csr_array, seed: int) -> Plane:
    """Let forces move the nodes; the speed adapts to how much they swing."""
    size = ties.shape[0]
    source, target = (np.asarray(ends, np.int64) for ends in ties.nonzero())
    source, target = source[source < target], target[source < target]
    mass = np.diff(ties.indptr) + 1.0
    push: Callable[[Plane, NDArray[np.float64]], Plane] = (
        push_pairwise if size <= PAIRWISE_LIMIT else PushOnGrid.of(size)
    )
    random = np.random.default_rng(seed)
    points: Plane = (random.normal(size=size) + 1j * random.normal(size=size)) * np.sqrt(size)
    before, speed = np.zeros(size, np.complex128), 1.0
    for _ in range(STEPS if size > 1 else 0):
        inward = points / np.maximum(np.abs(points), 1e-9)
        force = 2 * push(points, mass) + pull_of_ties(points, source, target) * 2 - GRAVITY * mass * inward
        swing, drive = np.abs(force - before), np.abs(force + before) / 2
        target_speed = (mass * drive).sum() / max((mass * swing).sum(), 1e-12)
        speed = min(target_speed, 1.5 * speed)
        points = points + force * (speed / (1 + speed * np.sqrt(swing)))
        before = force
    return points


def _to_scale(points: Plane) -> Plane:
    """Centre the points and give each one room."""
    if len(points) < 2:
        return points * 0
    points = points - (points.real.max() + points.real.min()) / 2 - 1j * (points.imag.max() + points.imag.min()) / 2
    reach = np.sqrt(np.median(np.abs(points) ** 2))
    scaled: Plane = points * (ROOM * np.sqrt(len(points) / np.pi) / max(float(reach), 1e-9) / np.sqrt(2))
    return scaled


def _rows_of(size: int, above: int) -> Plane:
    """Places in rows that are about as wide as what stands above them."""
    across = max(5, round(2 * np.sqrt(above)))
    column, row = np.arange(size) % across, np.arange(size) // across
    rows: Plane = (column - (min(size, across) - 1) / 2) * ROOM + 1j * row * ROOM
    return rows
