"""Whether a result would stand if part of the record were missing, or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.uncertainty.bands import RankBands, rank_bands
from alliancemap.analysis.uncertainty.comparison import Original
from alliancemap.analysis.uncertainty.disturbance import Disturbance
from alliancemap.analysis.uncertainty.ranks import Ranking
from alliancemap.analysis.uncertainty.record import Disturbed, Record
from alliancemap.errors import UsageError

ENOUGH, SURELY = 0.7, 0.95
BANDS_AT = 10.0

NodeMeasure = Callable[[csr_array], NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class MissingTies:
    """How the values of a measure on L levels × R draws compare with those on the full network.

    Attributes
    ----------
    full : float64, shape (n,)
        The values on the full network.
    levels : tuple of float, length L
        Per cent dropped or added.
    pearson, spearman : float64, shape (L, R)
        Correlation with the full result over the nodes that have a finite value in both; NaN where one does not vary.
    overlap : float64, shape (L, R, 3)
        Share of the highest 1, 3 and 10 % (rounded up) that are the same nodes; equal values by row.
    bands : RankBands
        Between which ranks each node was in 90 % of the draws, at the level of `bands_at`.
    bands_at : float
        That level.
    """

    full: NDArray[np.float64]
    levels: tuple[float, ...]
    pearson: NDArray[np.float64]
    spearman: NDArray[np.float64]
    overlap: NDArray[np.float64]
    bands: RankBands
    bands_at: float

    @property
    def stability(self) -> float:
        """The stability coefficient by Spearman's correlation, see `stability`."""
        return stability(self.levels, self.spearman)


@dataclass(frozen=True, eq=False)
class _Draw:
    """By measure: a row a level of pearson, spearman, overlaps; and the ranks at the level of the bands (0: none)."""

    figures: dict[str, list[tuple[float, ...]]]
    ranks: dict[str, NDArray[np.int32]]


def missing_ties(
    ties: csr_array,
    measures: Mapping[str, NodeMeasure],
    disturbance: Disturbance | None = None,
    *,
    bands_at: float | None = None,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> dict[str, MissingTies]:
    """Compare measures on the full network with the same on networks that lost (or gained) ties or nodes at random.

    All measures see the same draws, and each changed network is made once. Time R · L times that of the measures, and
    O(n log n + m) for each comparison; memory 4 n R bytes a measure.

    Parameters
    ----------
    ties : csr_array, n × n
        Canonical, empty diagonal; symmetric unless the disturbance says directed.
    measures : mapping of name to callable
        Each takes a network and gives a number for each of its nodes, NaN where undefined. Called by several threads.
    disturbance : Disturbance, optional
        What is dropped or added, at which levels, how often, from which seed; 1 to 50 % of ties, 200 draws unless told.
    bands_at : float, optional
        The level at which bands of ranks are made: 10 % unless told, or the level next to it.
    workers : int, optional
        Threads; the result is the same with any number.
    check_time : callable
        Called after each draw; may raise to stop.

    Returns
    -------
    dict of str to MissingTies
        By the measure's name.

    Raises
    ------
    InvalidNetworkError
        If the ties are not symmetric though not directed.
    UsageError
        If `bands_at` is no level.

    References
    ----------
    Borgatti, Carley & Krackhardt, Social Networks 28, 124 (2006). doi:10.1016/j.socnet.2005.05.001
    Costenbader & Valente, Social Networks 25, 283 (2003). doi:10.1016/S0378-8733(03)00012-1
    """
    disturbance = disturbance or Disturbance()
    at = _level(disturbance.levels, bands_at)
    record = Record(ties, disturbance)
    full = {name: np.asarray(measure(ties), np.float64) for name, measure in measures.items()}
    originals = {name: Original(values) for name, values in full.items()}

    def compared(number: int) -> _Draw:
        return _draw(record.drawn(number), measures, originals, at)

    draws = []
    for draw in each(compared, range(disturbance.draws), workers):
        draws.append(draw)
        check_time()
    return {name: _gathered(name, full[name], disturbance.levels, at, draws) for name in measures}


def stability(levels: tuple[float, ...], correlations: NDArray[np.float64]) -> float:
    """The stability coefficient: the most that may be missing while the result still stands.

    The largest level at which, and at every smaller one, at least 95 % of the draws have a correlation of at least 0.7
    with the full result; 0 if the smallest fails. A correlation that is not defined counts as lower.

    Parameters
    ----------
    levels : tuple of float, length L
    correlations : float64, shape (L, R)

    Returns
    -------
    float
        One of the levels, or 0: the largest one means "at least this".

    References
    ----------
    Epskamp, Borsboom & Fried, Behavior Research Methods 50, 195 (2018). doi:10.3758/s13428-017-0862-1
    """
    best = 0.0
    for row in np.argsort(levels, kind="stable"):
        # Whole draws are compared, for 0.95 R is not exact in binary.
        if (correlations[row] >= ENOUGH).sum() < SURELY * correlations.shape[1] - 1e-9:
            break
        best = levels[row]
    return best


def _draw(
    levels: Iterable[Disturbed], measures: Mapping[str, NodeMeasure], originals: Mapping[str, Original], at: int
) -> _Draw:
    made = _Draw({name: [] for name in measures}, {})
    for level, disturbed in enumerate(levels):
        for name, measure in measures.items():
            no_limit()
            values = np.asarray(measure(disturbed.ties), np.float64)[: len(disturbed.rows)]
            made.figures[name].append(originals[name].figures(values, disturbed.rows))
            if level == at:
                made.ranks[name] = _ranks(values, disturbed.rows, len(originals[name].values))
    return made


def _ranks(values: NDArray[np.float64], rows: NDArray[np.int64], n: int) -> NDArray[np.int32]:
    known = np.isfinite(values)
    ranks = np.zeros(n, np.int32)
    ranks[rows[known]] = Ranking.of(values[known]).places
    return ranks


def _gathered(
    name: str, full: NDArray[np.float64], levels: tuple[float, ...], at: int, draws: Sequence[_Draw]
) -> MissingTies:
    figures = np.array([draw.figures[name] for draw in draws]).transpose(1, 0, 2)
    bands = rank_bands(full, np.stack([draw.ranks[name] for draw in draws]))
    return MissingTies(full, levels, figures[:, :, 0], figures[:, :, 1], figures[:, :, 2:], bands, levels[at])


def _level(levels: tuple[float, ...], asked: float | None) -> int:
    """Which level the bands are made at."""
    if asked is None:
        return int(np.argmin(np.abs(np.array(levels) - BANDS_AT)))
    if asked not in levels:
        raise UsageError(f"bands are asked for at {asked:g} %, which is none of the levels {list(levels)}")
    return levels.index(asked)
