"""A measure on all organisations, with everything that belongs to the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.reports.numbers import ranks, ranks_within


@dataclass(frozen=True, eq=False)
class NodeColumn:
    """A value for each organisation.

    Attributes
    ----------
    name, title, meaning : str
        As programs call it, as people do, and what it says in a sentence.
    definition, source : str
        The definition with its formula, and where it was published.
    params : mapping
        How the measure was asked for.
    method : str
        `exact`, or what was drawn or approximated and how surely.
    notes : mapping
        What else belongs to the value.
    values : float64, length n
        In order of the organisations, to 12 significant digits; NaN where undefined.
    undefined : str
        Why a value may be undefined.
    half_width : float64, length n, or None
        Of approximate values, half the interval around each that holds the true one; None where values are exact.
    low_first, whole : bool
        Whether rank 1 is the lowest value; whether all values are whole numbers.
    """

    name: str
    title: str
    meaning: str
    definition: str
    source: str
    params: Mapping[str, Any]
    method: str
    values: NDArray[np.float64]
    undefined: str = ""
    low_first: bool = False
    whole: bool = False
    notes: Mapping[str, Any] = field(default_factory=dict)
    half_width: NDArray[np.float64] | None = None

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The rank of each value from 1, equal values sharing one; 0 where undefined."""
        return ranks(self.values, low_first=self.low_first)

    @cached_property
    def error_ranks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """The best and the worst rank that the intervals of approximate values leave open; None where they are exact.

        Before i for certain is whoever's interval lies beyond that of i; behind i for certain, whoever's lies short.
        """
        return None if self.half_width is None else ranks_within(self.values, self.half_width, low_first=self.low_first)

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The organisations in order of rank; equal ones by id, undefined ones last."""
        place = np.where(self.ranks > 0, self.ranks, len(self.ranks) + 1)
        return np.argsort(place, kind="stable")

    @cached_property
    def n_undefined(self) -> int:
        """How many organisations have no value."""
        return int(np.isnan(self.values).sum())

    @property
    def coverage(self) -> float | None:
        """The share of organisations that have a value; None where there are none."""
        return 1 - self.n_undefined / len(self.values) if len(self.values) else None

    @property
    def defined(self) -> NDArray[np.float64]:
        """The values that there are."""
        return self.values[~np.isnan(self.values)]

    def keys(self, place: int) -> tuple[int, float]:
        """What the organisation at a place is ordered by, ascending; equal ones have equal keys."""
        value = float(self.values[place])
        if np.isnan(value):
            return 1, 0.0
        return 0, (value if self.low_first else -value) + 0.0
