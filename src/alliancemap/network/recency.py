"""Which organisations have worked together of late, by the dates that records carry."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.network.period import ALWAYS, Period, first_days, in_period
from alliancemap.network.period_records import COOPERATION, period_records

RECENT_YEARS = 2

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Recency:
    """Ties among some organisations by what is known of their time.

    Attributes
    ----------
    recent : bool, length s
        Whether an organisation has a tie to another of them that was begun or renewed in the two years before the date.
    dated : bool
        Whether any tie among them carries a date; without one nothing can be said.
    """

    recent: NDArray[np.bool_]
    dated: bool

    @property
    def share(self) -> float | None:
        """Which share of them has a recent tie; None where no tie among them carries a date."""
        return float(self.recent.mean()) if self.dated else None


def recency(network: Network, tie_set: TieSet, period: Period, places: NDArray[np.int64]) -> Recency:
    """Find who of some organisations worked together in the two years before the date of a period.

    Counted are ties that show cooperation, neither declined nor unknown, and members of a coalition with the
    organisation that embodies it; in tie set tables also two at the same table, from the day when the later of them
    joined. A record is begun on the first day of `since`, and renewed by a source that shows it (`as_of`) by the date.
    Time O(ties + memberships + pairs of places at one table).

    Parameters
    ----------
    places : int64
        Places in the graph of the period, each once.
    """
    day = period.date
    after = _years_before(day, RECENT_YEARS).toordinal()
    known = [_ties(network, period, places), _joined(network, period, places)]
    if tie_set is TieSet.TABLES:
        known.append(_met(network, period, places))
    recent, dated = np.zeros(len(places), bool), False
    for (a, b), last in known:
        inside = (a >= 0) & (b >= 0) & (a != b) & (last > ALWAYS[0])
        late = inside & (last > after)
        recent[a[late]] = recent[b[late]] = True
        dated = dated or bool(inside.any())
    return Recency(recent, dated)


def _years_before(day: datetime.date, years: int) -> datetime.date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _latest(since: NDArray[np.int32], as_of: NDArray[np.int32], period: Period) -> NDArray[np.int32]:
    """The last day by the date on which a record is known to be of force: begun, or shown by a source."""
    shown = first_days(as_of)
    return np.maximum(first_days(since), np.where(shown <= period.date.toordinal(), shown, ALWAYS[0]))


def _within(places: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """From a place in the graph to the position among `places`, -1 for others; the last is for nobody."""
    position = np.full(size + 1, -1)
    position[places] = np.arange(len(places))
    return position


def _ties(network: Network, period: Period, places: NDArray[np.int64]) -> tuple[Pairs, NDArray[np.int32]]:
    records, ties = period_records(network, period), network["ties"]
    mask = records.mask(*COOPERATION)
    position = _within(places, len(records.rows))
    source, target = records.ends(mask)
    return (position[source], position[target]), _latest(ties["since"][mask], ties["as_of"][mask], period)


def _joined(network: Network, period: Period, places: NDArray[np.int64]) -> tuple[Pairs, NDArray[np.int32]]:
    """Members of coalitions with the organisations that embody these."""
    records, table = period_records(network, period), network["memberships"]
    place_of = np.full(len(network["organisations"]) + 1, -1)
    place_of[records.rows] = np.arange(len(records.rows))
    kept = np.flatnonzero(in_period(table, period))
    position = _within(places, len(records.rows))
    member = position[place_of[table["organisation_id"][kept]]]
    host = position[records.embodying[table["coalition_id"][kept]]]
    return (member, host), _latest(table["since"][kept], table["as_of"][kept], period)


def _met(network: Network, period: Period, places: NDArray[np.int64]) -> tuple[Pairs, NDArray[np.int32]]:
    """Members of one table at the same time, from the day when the later of them joined."""
    records = period_records(network, period)
    position = _within(places, len(records.rows))
    spans = network.remember("tables", period, records.bodies, keep=3)
    spans = spans.where(position[spans.member] >= 0)
    one, other = np.triu_indices(len(spans.body), 1)
    together = (spans.body[one] == spans.body[other]) & (spans.first[one] <= spans.last[other])
    together &= spans.first[other] <= spans.last[one]
    one, other = one[together], other[together]
    first = np.stack([spans.first[one], spans.first[other]])
    since = np.where(first.min(axis=0) > ALWAYS[0], first.max(axis=0), ALWAYS[0]).astype(np.int32)
    return (position[spans.member[one]], position[spans.member[other]]), since
