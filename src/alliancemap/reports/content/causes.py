"""Organisations and the causes they support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TwoModeColumn:
    """A measure of the two-mode network of organisations and causes, with a value for each of both; NaN: undefined."""

    name: str
    title: str
    meaning: str
    definition: str
    source: str
    method: str
    organisations: NDArray[np.float64]
    causes: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CauseTable:
    """The causes that somebody supports, in order of id, with the numbers of their supporters."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    supporters: NDArray[np.int64]

    @property
    def order(self) -> NDArray[np.int64]:
        """Their places, most supporters first, equal ones by id."""
        return np.argsort(-self.supporters, kind="stable")


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Organisations and the causes they support; the backbone keeps pairs that share more than chance brings.

    `columns` are measures of both modes, `left_out` the titles of those that would have taken too long.
    """

    organisations: int
    causes: int
    affiliations: int
    without: int
    table: CauseTable
    columns: tuple[TwoModeColumn, ...]
    left_out: tuple[str, ...]
    pairs: int
    pairs_sharing: int | None
    backbone: int | None
    backbone_tied: int | None
    method: str
    alpha: float
