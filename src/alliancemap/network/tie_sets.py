"""Tie sets: the records of a Network as the alliance graph of a period.

`recorded` counts what sources state: ties that show cooperation, and that a coalition's members are tied to the
organisation that embodies it. `tables` adds pairs that sit at the same table, for those are no strangers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.model import TieSet, TieType
from alliancemap.network.network import Network
from alliancemap.network.period import Period, first_days, in_period, last_days, present

COOPERATION = (
    TieType.MEMBER_OF,
    TieType.COALITION_WITH,
    TieType.JOINT_ACTION,
    TieType.PARTNER,
    TieType.SUPPORTS,
    TieType.FUNDS,
)
"""The types of tie that show cooperation; those of founding and succession do not, and conflicts are apart."""

LARGEST_TABLE = 50
"""Bodies with more members make nobody acquainted."""


@dataclass(frozen=True, eq=False)
class AllianceGraph:
    """The alliance graph of a period.

    Attributes
    ----------
    rows : int64, length n
        The organisations of the period, as rows of the Network, ascending; rows of the matrices stand for these.
    ties : csr_array, n × n
        Weights > 0, symmetric, empty diagonal.
    conflicts, related : csr_array, n × n
        Binary and symmetric: conflict ties of the period; records of founding or succession of any time.
    n_records, n_loops : int
        How many records entered `ties`, and how many of an organisation with itself were dropped.
    """

    rows: NDArray[np.int64]
    ties: csr_array
    conflicts: csr_array
    related: csr_array
    n_records: int
    n_loops: int


def alliance_graph(network: Network, tie_set: TieSet, period: Period) -> AllianceGraph:
    """Build the alliance graph of a period.

    recorded: w[i, j] = Σ strength (1 where not recorded) over ties of a type that shows cooperation, whose state is
    neither declined nor unknown, in either direction; plus 1 for each coalition that i joined and j embodies, unless a
    member_of record of i to j is counted already.
    tables: w[i, j] += Σ 1/(m − 1) over the bodies of 2 ≤ m ≤ 50 members that i and j were members of at the same time.

    Time O(ties + memberships + Σ m² over bodies counted).
    """
    records = period_records(network, period)
    links = [records.cooperation, records.embodied()]
    if tie_set is TieSet.TABLES:
        links.append(_same_table(records.bodies()))
    source, target, weight = (np.concatenate(parts) for parts in zip(*links, strict=True))
    n_records = len(links[0][0]) + len(links[1][0])
    return AllianceGraph(
        records.rows,
        _symmetric(source, target, weight, len(records.rows)),
        _binary(*records.ends(records.mask(TieType.CONFLICTS_WITH)), len(records.rows)),
        _binary(*records.ends(records.recorded(TieType.FOUNDED, TieType.SUCCEEDED_BY)), len(records.rows)),
        n_records,
        int((source == target).sum()),
    )


Links = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Sources, targets and weights."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Who was a member of what, from which day to which."""

    body: NDArray[np.int64]
    member: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    def where(self, mask: NDArray[np.bool_]) -> Spans:
        """Keep some."""
        return Spans(self.body[mask], self.member[mask], self.first[mask], self.last[mask])

    def followed_by(self, others: Spans) -> Spans:
        """Put others behind these."""
        pairs = zip(vars(self).values(), vars(others).values(), strict=True)
        return Spans(*(np.concatenate(pair) for pair in pairs))


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
        bodies = self.joined.followed_by(_lent(members, self.embodying)).followed_by(own)
        hosts = np.append(self.embodying, np.arange(len(self.rows)))[bodies.body]
        return _tables(bodies.where(bodies.member != hosts))


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


def _lent(members: Spans, embodying: NDArray[np.int64]) -> Spans:
    """The members of each organisation as members of every coalition that it embodies."""
    order = np.argsort(members.body, kind="stable")
    starts = np.searchsorted(members.body[order], embodying)
    counts = np.searchsorted(members.body[order], embodying, side="right") - starts
    coalition = np.repeat(np.arange(len(embodying)), counts)
    pick = order[np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())]
    return Spans(coalition, members.member[pick], members.first[pick], members.last[pick])


def table_sizes(spans: Spans) -> NDArray[np.int64]:
    """How many members each body has, however often they joined it."""
    body = np.unique(np.stack([spans.body, spans.member]), axis=1)[0]
    return np.bincount(body, minlength=int(spans.body.max(initial=-1)) + 1)


def _tables(spans: Spans) -> Spans:
    size = table_sizes(spans)[spans.body]
    return spans.where((size >= 2) & (size <= LARGEST_TABLE))


def _same_table(spans: Spans) -> Links:
    """Every two members of a body whose times in it overlap, weight 1 / (members - 1)."""
    size = table_sizes(spans)
    one, other = _pairs_within(spans.body)
    meet = (spans.first[one] <= spans.last[other]) & (spans.first[other] <= spans.last[one])
    low = np.minimum(spans.member[one], spans.member[other])[meet]
    high = np.maximum(spans.member[one], spans.member[other])[meet]
    body, low, high = np.unique(np.stack([spans.body[one][meet], low, high])[:, low != high], axis=1)
    return low, high, 1.0 / (size[body] - 1)


def _pairs_within(group: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of positions that hold the same group, each once."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    ends = np.searchsorted(ordered, ordered, side="right")
    counts = ends - np.arange(len(ordered)) - 1
    one = np.repeat(np.arange(len(ordered)), counts)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[one], order[other]


def _symmetric(
    source: NDArray[np.int64], target: NDArray[np.int64], weight: NDArray[np.float64], size: int
) -> csr_array:
    """Sum links either way into a matrix without diagonal; each pair is summed in one order, so that w = wᵀ exactly."""
    apart = source != target
    low, high = np.minimum(source, target)[apart], np.maximum(source, target)[apart]
    order = np.lexsort((weight[apart], high, low))
    upper = csr_array(coo_array((weight[apart][order], (low[order], high[order])), shape=(size, size)))
    matrix = csr_array(upper + upper.T)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _binary(source: NDArray[np.int64], target: NDArray[np.int64], size: int) -> csr_array:
    matrix = _symmetric(source, target, np.ones(len(source)), size)
    matrix.data[:] = 1
    return matrix
