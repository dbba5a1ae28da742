"""When links began, as far as records tell: before a year, in the window after it, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alliancemap.dates import PartialDate
from alliancemap.model import Membership, Tie
from alliancemap.network.network import Network


class Status(StrEnum):
    """When a link began: by the year, in the window after it, behind the window, or nobody can tell."""

    KNOWN = "known"
    LATER = "later"
    BEYOND = "beyond"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Window:
    """Train on what was known at the end of `year`; test on what began after it and by the end of `until`."""

    year: int
    until: int

    def status(self, low: int, high: int) -> Status:
        """When something began of which only the first and the last possible year are known."""
        if high <= self.year:
            return Status.KNOWN
        if low > self.until:
            return Status.BEYOND
        return Status.LATER if low > self.year and high <= self.until else Status.UNKNOWN


@dataclass(frozen=True, eq=False)
class History:
    """The records of a Network, and when each of its links can have begun.

    Attributes
    ----------
    tables : mapping of str to list
        Records by table.
    sources : mapping of str to int or None
        The year of each source.
    last : int
        The year of the data set.
    """

    tables: Mapping[str, list[Any]]
    coalitions: Mapping[str, Any]
    founded: Mapping[str, int | None]
    sources: Mapping[str, int | None]
    last: int

    @classmethod
    def of(cls, network: Network) -> History:
        """Decode a Network once."""
        tables: dict[str, list[Any]] = {name: list(network.records(name)) for name in network.tables}
        return cls(
            tables,
            {one.id: one for one in tables["coalitions"]},
            {one.id: one.founded for one in tables["organisations"]},
            {one.id: one.date.year if one.date else None for one in tables["sources"]},
            network.date.year,
        )

    def tie_years(self, tie: Tie) -> tuple[int, int]:
        """The first and the last year in which a tie can have begun."""
        ends = self.founded[tie.source_id], self.founded[tie.target_id]
        return self._years(tie.since, ends, (tie.as_of, tie.until))

    def membership_years(self, membership: Membership) -> tuple[int, int]:
        """The first and the last year in which an organisation can have joined: no earlier than the coalition began."""
        coalition = self.coalitions[membership.coalition_id]
        began = coalition.start.year if coalition.start else None
        lows = (self.founded[membership.organisation_id], began)
        return self._years(membership.since, lows, (membership.as_of, membership.until, coalition.end))

    def _years(
        self, since: PartialDate | None, lows: Iterable[int | None], highs: Iterable[PartialDate | None]
    ) -> tuple[int, int]:
        if since:
            return since.year, since.year
        low = max((year for year in lows if year), default=0)
        return low, max(low, min((date.year for date in highs if date), default=self.last))
