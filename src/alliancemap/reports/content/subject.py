"""The network that a report is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """The network that a report is about.

    `data_hash` is the SHA-256 of what was measured: organisations, kinds, ties and causes. `records` tie records were
    merged into m ties, `loops` of an organisation with itself dropped; `dissolved` organisations were left out.
    `types` counts the records by type, those that tie members to the body that embodies their coalition as such;
    `undated` of the `tie_records` and `undated_memberships` of the `memberships` have no first day, so they count as
    begun at all times; `low_confidence` tie records have it low.
    `by_tables` of the m ties stand on tables alone, and `conflicts` pairs are in conflict, which is no tie.
    """

    audience: str
    revision: int
    data_date: str
    as_of: str | None
    period: str
    tie_set: str
    tie_set_words: str
    n: int
    m: int
    isolates: int
    components: int
    largest_component: int
    density: float | None
    kinds: Mapping[str, int]
    records: int
    types: Mapping[str, int]
    tie_records: int
    undated: int
    low_confidence: int
    memberships: int
    undated_memberships: int
    by_tables: int
    conflicts: int
    loops: int
    dissolved: int
    data_hash: str
