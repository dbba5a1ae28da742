"""Partners of the past: organisations that worked together once, and no longer do as far as the records say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.dates import PartialDate
from alliancemap.model import TieSet, TieType
from alliancemap.network.evidence import Evidence, evidence
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.rows import Row, referrers
from alliancemap.network.tie_sets import AllianceGraph, alliance_graph


@dataclass(frozen=True)
class PastLink:
    """Two organisations whose every link had ended by the date.

    Attributes
    ----------
    other : int
        The other one's place in the graph of the period.
    until : PartialDate or None
        When the last of the links ended, as precisely as recorded; None where an end is stated without its time.
    evidence : Evidence
        The links, ended all.
    """

    other: int
    until: PartialDate | None
    evidence: Evidence


def past_links(network: Network, tie_set: TieSet, period: Period, place: int) -> tuple[PastLink, ...]:
    """Find with whom an organisation worked at some time before the date, but not on it; by place.

    A blank end means that the link still holds. Time O(links of the organisation + their members) once the graphs of
    both periods are made.
    """
    begun = period.begun
    rows = _graph(network, tie_set, begun).rows
    return tuple(
        _link(network, tie_set, begun, (int(rows[place]), int(rows[other])), int(other))
        for other in _ended(network, tie_set, begun, place).tolist()
    )


def _graph(network: Network, tie_set: TieSet, period: Period) -> AllianceGraph:
    return network.remember("past", (tie_set, period), lambda: alliance_graph(network, tie_set, period), keep=4)


def _ended(network: Network, tie_set: TieSet, begun: Period, place: int) -> NDArray[np.int64]:
    ever, now = (_graph(network, tie_set, period).ties for period in (begun, Period(begun.date, ever=False)))
    near = [ties.indices[ties.indptr[place] : ties.indptr[place + 1]] for ties in (ever, now)]
    return np.setdiff1d(near[0], near[1]).astype(np.int64)


def _link(network: Network, tie_set: TieSet, begun: Period, pair: tuple[int, int], other: int) -> PastLink:
    found = evidence(network, tie_set, begun, *pair)
    direct = [row.value("until") for row in (*found.ties, *found.memberships)]
    met = [_parted(network, table, pair) for table in found.tables]
    ends = [end for end in (*direct, *met) if end is not None]
    return PastLink(other, max(ends, key=lambda end: end.last_day, default=None), found)


def _parted(network: Network, table: Row, pair: tuple[int, int]) -> PartialDate | None:
    """When the first of two left a table, for the last time."""
    left = [max(_ends(network, table, one), key=lambda end: end.last_day, default=None) for one in pair]
    return min((end for end in left if end is not None), key=lambda end: end.last_day, default=None)


def _ends(network: Network, table: Row, organisation: int) -> Iterator[PartialDate]:
    """When the memberships of an organisation in a coalition, or in an organisation with members, ended."""
    host = table if table.table == "organisations" else table.one("organisation_id")
    records = [("memberships", "coalition_id", table)] if table.table == "coalitions" else []
    records += [("ties", "target_id", host)] if host else []
    for name, target, body in records:
        source = "organisation_id" if name == "memberships" else "source_id"
        for index in referrers(network, name, source, organisation).tolist():
            record = Row(network, name, index)
            fits = name == "memberships" or record.value("type") == TieType.MEMBER_OF
            if fits and record.one(target) == body and (end := record.value("until")):
                yield end
