"""Between which ranks organisations are likely to be, and how rankings hold when ties are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.reports.columns import NodeColumn


@dataclass(frozen=True, eq=False)
class RankBand:
    """Between which ranks organisations are likely to be; 0 where undefined."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]


def error_band(column: NodeColumn) -> RankBand | None:
    """Between which ranks organisations are, as far as an approximation can tell; None where values are exact."""
    return None if (ranks := column.error_ranks) is None else RankBand(*ranks)


@dataclass(frozen=True, eq=False)
class MeasureRobustness:
    """How a measure's ranking holds when ties are missing: medians over the draws of each level."""

    name: str
    title: str
    spearman: tuple[float | None, ...]
    overlap: tuple[float | None, ...]
    stability: float
    band: RankBand


@dataclass(frozen=True, eq=False)
class Robustness:
    """Rankings under missing ties; `left_out` are measures that would have taken too long."""

    levels: tuple[float, ...]
    draws: int
    seed: int
    band_level: float
    measures: tuple[MeasureRobustness, ...]
    left_out: tuple[str, ...] = ()

    def band(self, name: str) -> RankBand | None:
        """The bands of a measure, if they were drawn."""
        return next((one.band for one in self.measures if one.name == name), None)
