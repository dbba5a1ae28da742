"""The ties and memberships of a period, from which tie sets are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.model import TieType
from alliancemap.network.network import Network
from alliancemap.network.period import Period, first_days, in_period, last_days, present
from alliancemap.network.seats import Links, Spans, lent, seated

COOPERATION = (
    TieType.MEMBER_OF,
    TieType.COALITION_WITH,
    TieType.JOINT_ACTION,
    TieType.PARTNER,
    TieType.SUPPORTS,
    TieType.FUNDS,
)
"""The types of tie that show cooperation; those of founding and succession do not, and conflicts are apart."""


@dataclass(frozen=True, eq=False)
class PeriodRecords:
    """Ties and memberships of a period between organisations that are there, by their place in the graph.

    Attributes
    ----------
    rows : int64, length n
        The organisations of the period, as rows of the Network.
    counted : bool, a value a tie of the Network
        Begun (or in force), neither declined nor unknown, both ends there.
    source, target : int64, a value a tie
        Places in the graph, -1 for an organisation that is not there.
    joined : Spans
        Who joined which coalition (row of the Network).
    embodying : int64, a value a coalition
        The place of the organisation that embodies it, or -1.
    """

    network: Network
    rows: NDArray[np.int64]
    counted: NDArray[np.bool_]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    joined: Spans
    embodying: NDArray[np.int64]

    def recorded(self, *types: TieType) -> NDArray[np.bool_]:
        """Which ties are of these types and have both ends there, of whatever time and state."""
        ties = self.network["ties"]
        mask: NDArray[np.bool_] = np.logical_or.reduce([ties.choice("type", type) for type in types])
        return mask & (self.source >= 0) & (self.target >= 0)

    def mask(self, *types: TieType) -> NDArray[np.bool_]:
        """Which ties are counted and of these types."""
        return self.counted & self.recorded(*types)

    def ends(self, mask: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Sources and targets of some ties."""
        return self.source[mask], self.target[mask]

    @property
    def cooperation(self) -> Links:
        """The ties that show cooperation, with their strengths."""
        mask = self.mask(*COOPERATION)
        strength = self.network["ties"]["strength"][mask]
        return *self.ends(mask), np.where(np.isnan(strength), 1.0, strength)

    def embodied(self) -> Links:
        """Each joined organisation with the one that embodies the coalition, where no member_of record says so."""
        pairs = np.unique(np.stack([self.joined.body, self.joined.member]), axis=1)
        member, body = pairs[1], self.embodying[pairs[0]]
        size = len(self.rows)
        source, target = self.ends(self.mask(TieType.MEMBER_OF))
        new = (body >= 0) & (body != member) & ~np.isin(member * size + body, source * size + target)
        return member[new], body[new], np.ones(int(new.sum()))

    def bodies(self) -> Spans:
        """All memberships in bodies of at most LARGEST_TABLE members, from which tables are made.

        Bodies 0 … coalitions - 1 are the coalitions by row, with the members of the organisation that embodies them;
        those behind are organisations with members, by place.
        """
        ties, mask = self.network["ties"], self.mask(TieType.MEMBER_OF)
        member, host = self.ends(mask)
        members = Spans(host, member, first_days(ties["since"][mask]), last_days(ties["until"][mask]))
        own = members.where(~np.isin(members.body, self.embodying))
        own = Spans(own.body + len(self.embodying), own.member, own.first, own.last)
        bodies = self.joined.followed_by(lent(members, self.embodying)).followed_by(own)
        hosts = np.append(self.embodying, np.arange(len(self.rows)))[bodies.body]
        return seated(bodies.where(bodies.member != hosts))


def period_records(network: Network, period: Period) -> PeriodRecords:
    """Choose the records of a period; made once for a Network and period."""
    return network.remember("period_records", period, lambda: _period_records(network, period), keep=3)


def _period_records(network: Network, period: Period) -> PeriodRecords:
    there = present(network, period)
    place = np.where(there, np.cumsum(there) - 1, -1)
    ties, memberships, coalitions = network["ties"], network["memberships"], network["coalitions"]
    source, target = place[ties["source_id"]], place[ties["target_id"]]
    doubtful = ties.choice("state", "declined") | ties.choice("state", "unknown")
    joined = Spans(
        memberships["coalition_id"].astype(np.int64),
        place[memberships["organisation_id"]],
        first_days(memberships["since"]),
        last_days(memberships["until"]),
    )
    return PeriodRecords(
        network,
        np.flatnonzero(there),
        in_period(ties, period) & ~doubtful & (source >= 0) & (target >= 0),
        source,
        target,
        joined.where(in_period(memberships, period) & (joined.member >= 0)),
        np.append(place, -1)[coalitions["organisation_id"]],
    )
