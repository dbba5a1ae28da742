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
    there = present(network, period)
    rows = np.flatnonzero(there)
    place = np.where(there, np.cumsum(there) - 1, -1)
    records = _Records.of(network, period, place)
    links = [records.cooperation, records.embodied()]
    if tie_set is TieSet.TABLES:
        links.append(_same_table(records.bodies()))
    source, target, weight = (np.concatenate(parts) for parts in zip(*links, strict=True))
    n_records = len(links[0][0]) + len(links[1][0])
    return AllianceGraph(
        rows,
        _symmetric(source, target, weight, len(rows)),
        _binary(*records.of_types(TieType.CONFLICTS_WITH), len(rows)),
        _binary(*_ends(network, place, (TieType.FOUNDED, TieType.SUCCEEDED_BY)), len(rows)),
        n_records,
        int((source == target).sum()),
    )


Links = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Sources, targets and weights."""


@dataclass(frozen=True, eq=False)
class _Spans:
    """Who was a member of what, from which day to which."""

    body: NDArray[np.int64]
    member: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    def where(self, mask: NDArray[np.bool_]) -> _Spans:
        return _Spans(self.body[mask], self.member[mask], self.first[mask], self.last[mask])

    def followed_by(self, others: _Spans) -> _Spans:
        pairs = zip(vars(self).values(), vars(others).values(), strict=True)
        return _Spans(*(np.concatenate(pair) for pair in pairs))


@dataclass(frozen=True, eq=False)
class _Records:
    """Ties and memberships of a period between organisations that are there, by their place in the graph."""

    network: Network
    counted: NDArray[np.bool_]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    joined: _Spans
    embodying: NDArray[np.int64]

    @classmethod
    def of(cls, network: Network, period: Period, place: NDArray[np.int64]) -> _Records:
        ties, memberships, coalitions = network["ties"], network["memberships"], network["coalitions"]
        source, target = place[ties["source_id"]], place[ties["target_id"]]
        doubtful = ties.choice("state", "declined") | ties.choice("state", "unknown")
        counted = in_period(ties, period) & ~doubtful & (source >= 0) & (target >= 0)
        joined = _Spans(
            memberships["coalition_id"].astype(np.int64),
            place[memberships["organisation_id"]],
            first_days(memberships["since"]),
            last_days(memberships["until"]),
        ).where(in_period(memberships, period))
        embodying = np.append(place, -1)[coalitions["organisation_id"]]
        return cls(network, counted, source, target, joined.where(joined.member >= 0), embodying)

    def mask(self, *types: TieType) -> NDArray[np.bool_]:
        """Which ties of the table are counted and of these types."""
        ties = self.network["ties"]
        mask: NDArray[np.bool_] = self.counted & np.logical_or.reduce([ties.choice("type", type) for type in types])
        return mask

    def of_types(self, *types: TieType) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        mask = self.mask(*types)
        return self.source[mask], self.target[mask]

    @property
    def cooperation(self) -> Links:
        mask = self.mask(*COOPERATION)
        strength = self.network["ties"]["strength"][mask]
        return self.source[mask], self.target[mask], np.where(np.isnan(strength), 1.0, strength)

    def embodied(self) -> Links:
        """Each joined organisation with the one that embodies the coalition, where no member_of record says so."""
        pairs = np.unique(np.stack([self.joined.body, self.joined.member]), axis=1)
        member, body = pairs[1], self.embodying[pairs[0]]
        size = len(self.network["organisations"])
        source, target = self.of_types(TieType.MEMBER_OF)
        new = (body >= 0) & (body != member) & ~np.isin(member * size + body, source * size + target)
        return member[new], body[new], np.ones(int(new.sum()))

    def bodies(self) -> _Spans:
        """All memberships in bodies: coalitions are numbered from 0, organisations with members behind them."""
        ties, mask = self.network["ties"], self.mask(TieType.MEMBER_OF)
        members = _Spans(
            self.target[mask], self.source[mask], first_days(ties["since"][mask]), last_days(ties["until"][mask])
        )
        own = members.where(~np.isin(members.body, self.embodying))
        own = _Spans(own.body + len(self.embodying), own.member, own.first, own.last)
        bodies = self.joined.followed_by(_lent(members, self.embodying)).followed_by(own)
        hosts = np.append(self.embodying, np.arange(bodies.body.max(initial=0) + 1))[bodies.body]
        return bodies.where(bodies.member != hosts)


def _lent(members: _Spans, embodying: NDArray[np.int64]) -> _Spans:
    """The members of each organisation as members of every coalition that it embodies."""
    order = np.argsort(members.body, kind="stable")
    starts = np.searchsorted(members.body[order], embodying)
    counts = np.searchsorted(members.body[order], embodying, side="right") - starts
    coalition = np.repeat(np.arange(len(embodying)), counts)
    pick = order[np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())]
    return _Spans(coalition, members.member[pick], members.first[pick], members.last[pick])


def _same_table(spans: _Spans) -> Links:
    """Every two members of a body whose times in it overlap, weight 1 / (members − 1)."""
    body = np.unique(np.stack([spans.body, spans.member]), axis=1)[0]
    size = np.bincount(body, minlength=int(spans.body.max(initial=-1)) + 1)
    spans = spans.where((size[spans.body] >= 2) & (size[spans.body] <= LARGEST_TABLE))
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


def _ends(
    network: Network, place: NDArray[np.int64], types: tuple[TieType, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ties = network["ties"]
    source, target = place[ties["source_id"]], place[ties["target_id"]]
    mask = np.logical_or.reduce([ties.choice("type", type) for type in types]) & (source >= 0) & (target >= 0)
    return source[mask], target[mask]


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
