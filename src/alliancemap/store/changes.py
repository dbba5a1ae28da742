"""What is written, and where the history stands: change sets and stamps."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from alliancemap.errors import InvalidNetworkError
from alliancemap.model import Audience, RecordChange


class ChangeKind(StrEnum):
    """How a change set came about."""

    IMPORT = "import"
    UNDO = "undo"
    EDIT = "edit"


@dataclass(frozen=True)
class Stamp:
    """Where the history of a database stands.

    Parameters
    ----------
    sequence : int
        How many change sets were published; never shown to anybody.
    revisions : mapping
        How often each audience saw its Network change.
    dates : mapping
        The data set's own date, as each audience knows it.
    origin : str
        Which database it is: stamps of two databases cannot be compared.
    """

    sequence: int
    revisions: Mapping[Audience, int]
    dates: Mapping[Audience, datetime.date]
    origin: str = ""

    def after(self, raised: frozenset[Audience], date: datetime.date) -> Stamp:
        """Give the stamp after one more change set, which these audiences see and which gave them this date."""
        revisions = {audience: revision + (audience in raised) for audience, revision in self.revisions.items()}
        dates = {audience: date if audience in raised else known for audience, known in self.dates.items()}
        return replace(self, sequence=self.sequence + 1, revisions=revisions, dates=dates)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class ChangeSet:
    """What is written at once, or not at all.

    Parameters
    ----------
    changes : tuple of RecordChange
        Each record once; those that change nothing are ignored.
    kind, author, reason
        How it came about, who did it and why.
    date : datetime.date or None
        The date that the data set has afterwards, for every audience; None: the day of the write, and only for those
        whose Network changes.
    undoes : int or None
        The sequence of the change set that it undoes.
    at : datetime.datetime
        When it was made.
    """

    changes: tuple[RecordChange, ...]
    kind: ChangeKind
    author: str
    reason: str
    date: datetime.date | None = None
    undoes: int | None = None
    at: datetime.datetime = field(default_factory=_now)

    @property
    def data_date(self) -> datetime.date:
        """The date that the Networks which it changes have afterwards."""
        return self.date or self.at.date()

    def effective(self) -> ChangeSet:
        """Leave out what changes nothing.

        Raises
        ------
        InvalidNetworkError
            If it changes a record twice.
        """
        changes = tuple(change for change in self.changes if change.before != change.after)
        if len({(change.table, change.id) for change in changes}) < len(changes):
            raise InvalidNetworkError("a change set changes the same record twice; join the two changes")
        return replace(self, changes=changes)
