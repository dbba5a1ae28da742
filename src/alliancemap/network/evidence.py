"""Evidence: the records on which the link between two organisations rests, and the sources that touch them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.network.period import Period, in_period
from alliancemap.network.period_records import COOPERATION, PeriodRecords, period_records
from alliancemap.network.rows import Row, referrers
from alliancemap.network.seats import Spans

_TOUCHING = (
    ("ties", "source_id"),
    ("ties", "target_id"),
    ("stances", "organisation_id"),
    ("memberships", "organisation_id"),
)


@dataclass(frozen=True)
class Evidence:
    """What links two organisations in a tie set and period.

    Attributes
    ----------
    ties : tuple of Row
        The ties that show cooperation, in either direction.
    memberships : tuple of Row
        Records by which one joined a coalition that the other embodies.
    tables : tuple of Row
        Coalitions, and organisations with members, in which the two were at the same time; empty in tie set recorded.
    """

    ties: tuple[Row, ...]
    memberships: tuple[Row, ...]
    tables: tuple[Row, ...]


def evidence(network: Network, tie_set: TieSet, period: Period, a: int, b: int) -> Evidence:
    """Find the records behind the weight between two organisations, given as rows of the Network."""
    records = period_records(network, period)
    tables = _shared_tables(network, records, period, a, b) if tie_set is TieSet.TABLES else ()
    return Evidence(_ties(network, records, a, b), _embodied(network, period, a, b), tables)


def sources_touching(network: Network, *organisations: int) -> int:
    """How many sources the records of these organisations, their ties, stances and memberships cite."""
    found = [network["organisations"].lists("sources")[index] for index in organisations]
    for table, name in _TOUCHING:
        rows = np.concatenate([referrers(network, table, name, index) for index in organisations])
        found.append(network[table].lists("sources").take(rows).rows)
    return len(np.unique(np.concatenate(found)))


def _ties(network: Network, records: PeriodRecords, a: int, b: int) -> tuple[Row, ...]:
    table = network["ties"]
    both = [
        row
        for source, target in ((a, b), (b, a))
        for row in referrers(network, "ties", "source_id", source)
        if table["target_id"][row] == target and records.counted[row]
    ]
    counted = {list(table.type.columns["type"].choices or ()).index(type) for type in COOPERATION}
    return tuple(Row(network, "ties", int(row)) for row in both if table["type"][row] in counted)


def _embodied(network: Network, period: Period, a: int, b: int) -> tuple[Row, ...]:
    table, body = network["memberships"], network["coalitions"]["organisation_id"]
    rows = np.concatenate(
        [
            joined[body[table["coalition_id"][joined]] == host]
            for member, host in ((a, b), (b, a))
            for joined in [referrers(network, "memberships", "organisation_id", member)]
        ]
    )
    return tuple(Row(network, "memberships", int(row)) for row in rows[in_period(table.take(rows), period)])


def _shared_tables(network: Network, records: PeriodRecords, period: Period, a: int, b: int) -> tuple[Row, ...]:
    spans = network.remember("tables", period, records.bodies, keep=3)
    places = (int(np.searchsorted(records.rows, row)) for row in (a, b))
    one, other = (_of_member(network, period, spans, place) for place in places)
    meet = (spans.first[one][:, None] <= spans.last[other]) & (spans.first[other] <= spans.last[one][:, None])
    meet &= spans.body[one][:, None] == spans.body[other]
    coalitions = len(records.embodying)
    return tuple(
        Row(network, "coalitions", int(body))
        if body < coalitions
        else Row(network, "organisations", int(records.rows[body - coalitions]))
        for body in np.unique(spans.body[one][meet.any(axis=1)])
    )


def _of_member(network: Network, period: Period, spans: Spans, member: int) -> NDArray[np.int64]:
    """Where the memberships of one stand, ascending; looked up in an order that is made once."""
    order, members = network.remember("tables by member", period, lambda: _by_member(spans), keep=3)
    return order[slice(*np.searchsorted(members, [member, member + 1]))]


def _by_member(spans: Spans) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(spans.member, kind="stable")
    return order, spans.member[order]
