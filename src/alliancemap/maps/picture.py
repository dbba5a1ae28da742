"""What a map shows, before it is drawn: organisations in their places, and the lines between them with the reasons."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from alliancemap.model import Audience, OrganisationKind, TieSet


class Look(StrEnum):
    """How a line is drawn: what it stands for."""

    RECORDED = "recorded"
    TABLE = "table"
    SUGGESTED = "suggested"


LOOKS = {
    Look.RECORDED: "recorded tie",
    Look.TABLE: "sat at the same table",
    Look.SUGGESTED: "no tie recorded: a potential ally",
}
"""What each look means, for the legend."""


@dataclass(frozen=True)
class Spot:
    """An organisation on the map; `n_ties` counts the organisations that it is tied to on the whole map."""

    id: str
    name: str
    kind: OrganisationKind
    x: int
    y: int
    n_ties: int
    focus: bool = False
    suggested: bool = False


@dataclass(frozen=True)
class Line:
    """A line between two spots, by their positions, and what the records say about it in plain sentences."""

    a: int
    b: int
    look: Look
    words: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """All that a map file says.

    `left_out` are sentences on what it does not show; `pages` is the address under which organisations have pages,
    empty for a file that stands alone; `close` if all names are to be read at once.
    """

    title: str
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    date: datetime.date
    as_of: datetime.date | None
    ties: TieSet
    audience: Audience
    left_out: tuple[str, ...] = ()
    pages: str = ""
    close: bool = False

    @property
    def n_ties(self) -> int:
        """How many of the lines are ties."""
        return sum(line.look is not Look.SUGGESTED for line in self.lines)

    @property
    def kinds(self) -> list[OrganisationKind]:
        """The kinds that are drawn, in the order of the model."""
        drawn = {spot.kind for spot in self.spots}
        return [kind for kind in OrganisationKind if kind in drawn]

    @property
    def looks(self) -> list[Look]:
        """The looks of lines that are drawn."""
        drawn = {line.look for line in self.lines}
        return [look for look in Look if look in drawn]
