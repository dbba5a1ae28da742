"""Seats: who was a member of which body and when, and who sat at the same table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LARGEST_TABLE = 50
"""Bodies with more members make nobody acquainted."""

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


def lent(members: Spans, embodying: NDArray[np.int64]) -> Spans:
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


def seated(spans: Spans) -> Spans:
    """Those in bodies of 2 to LARGEST_TABLE members, who make each other acquainted."""
    size = table_sizes(spans)[spans.body]
    return spans.where((size >= 2) & (size <= LARGEST_TABLE))


def same_table(spans: Spans) -> Links:
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
