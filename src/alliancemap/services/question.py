"""The frame of every question: whose Network, which ties, which day, and whether institutions of power count."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.errors import UsageError
from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.rows import Row, find_row


@dataclass(frozen=True)
class Question:
    """What an analysis is asked about, apart from its own arguments.

    `as_of` None asks for the period ever: all that had begun by the data set's own date, ended or not.
    `check_time` is called in the course of long computations, and stops them by raising an error.
    """

    network: Network
    ties: TieSet = TieSet.TABLES
    as_of: datetime.date | None = None
    include_power: bool = False
    check_time: CheckTime = field(default=no_limit, repr=False, compare=False)

    @property
    def period(self) -> Period:
        """The period looked at."""
        return Period.of(self.network, self.as_of)

    @property
    def date(self) -> datetime.date:
        """The day that counts: the one asked for, else the data set's own."""
        return self.period.date

    @property
    def frame(self) -> tuple[object, ...]:
        """What every answer hangs on, besides the Network: the ties, the day, and whether power counts."""
        return self.ties, self.as_of, self.include_power

    @property
    def landscape(self) -> Landscape:
        """What the analyses are computed on."""
        return landscape(self.network, self.ties, self.as_of)

    def row(self, place: int) -> Row:
        """The organisation at a place of the landscape."""
        return find_row(self.network, "organisations", self.landscape.ids[place])

    def rows(self, places: Iterable[int]) -> tuple[Row, ...]:
        """The organisations at these places."""
        return tuple(map(self.row, places))

    def place(self, organisation: Row) -> int:
        """The place of an organisation in the landscape.

        Raises
        ------
        UsageError
            If it was dissolved before the date.
        """
        ids = self.landscape.ids
        place = bisect_left(ids, organisation.id)
        if place < len(ids) and ids[place] == organisation.id:
            return place
        dissolved = organisation.value("dissolved")
        raise UsageError(
            f"organisation {organisation.id!r} was dissolved in {dissolved}, before {self.date}; "
            "ask about an earlier day (as of)"
        )

    def causes(self, columns: Iterable[int]) -> tuple[Row, ...]:
        """The causes of these columns of the landscape."""
        return tuple(Row(self.network, "causes", int(column)) for column in columns)
