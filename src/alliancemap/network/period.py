"""Time: which organisations are there, and which ties and memberships count, in a period."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.dates import PartialDate
from alliancemap.network.network import Network
from alliancemap.network.table import Table

Days = NDArray[np.int32]
ALWAYS = (np.iinfo(np.int32).min, np.iinfo(np.int32).max)
"""The days from which and to which something counts whose dates are not known."""


@dataclass(frozen=True)
class Period:
    """What is looked at: all that had begun by a date, ended or not (`ever`), or what was in force on it."""

    date: datetime.date
    ever: bool

    @classmethod
    def of(cls, network: Network, as_of: datetime.date | None = None) -> Period:
        """Take the day asked for, else everything up to the data set's own date."""
        return cls(as_of or network.date, as_of is None)

    @property
    def begun(self) -> Period:
        """All that had begun by the same date."""
        return Period(self.date, ever=True)


def first_days(dates: NDArray[np.int32]) -> Days:
    """The first day of each packed date, as an ordinal; long ago where there is none."""
    return _ordinals(dates, end=False)


def last_days(dates: NDArray[np.int32]) -> Days:
    """The last day of each packed date, as an ordinal; in the far future where there is none."""
    return _ordinals(dates, end=True)


def present(network: Network, period: Period) -> NDArray[np.bool_]:
    """Mask of the organisations that were not dissolved before the date; a year of dissolution counts to its end."""
    return last_days(network["organisations"]["dissolved"]) >= period.date.toordinal()


def in_period(table: Table, period: Period) -> NDArray[np.bool_]:
    """Mask of the ties or memberships of a period, whether or not their organisations are still there.

    Ever: those that began by the date. As of a day: those in force on it; a tie in state `ended` whose end is not known
    is in force on no day.
    """
    day = period.date.toordinal()
    mask: NDArray[np.bool_] = first_days(table["since"]) <= day
    if not period.ever:
        mask &= last_days(table["until"]) >= day
        if "state" in table.columns:
            mask &= ~(table.choice("state", "ended") & (table["until"] == 0))
    return mask


def _ordinals(dates: NDArray[np.int32], *, end: bool) -> Days:
    distinct, place = np.unique(dates, return_inverse=True)
    days = [_ordinal(PartialDate.unpack(int(packed)), end=end) for packed in distinct]
    return np.array(days, np.int32)[place]


def _ordinal(date: PartialDate | None, *, end: bool) -> int:
    if date is None:
        return ALWAYS[end]
    return (date.last_day if end else date.first_day).toordinal()
