"""What is written, and where the history stands: change sets and stamps."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
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

    def after(self, change_set: ChangeSet, raised: frozenset[Audience]) -> Stamp:
        """Give the stamp after one more change set, which these audiences see."""
        revisions = {audience: revision + (audience in raised) for audience, revision in self.revisions.items()}
        dates = {
            audience: change_set.date_for(audience) or change_set.data_date if audience in raised else known
            for audience, known in self.dates.items()
        }
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
        The date that the data set has afterwards, for the audiences that see a record which it names, or for every
        audience if it names none; None: the day of the write, and only for those whose Network changes.
    undoes : int or None
        The sequence of the change set that it undoes.
    at : datetime.datetime
        When it was made.
    dates : mapping
        Dates of single audiences, before `date`: what an undo gives back.
    former : mapping
        The dates that the audiences which it gave one had before; the store fills it in.
    named : mapping
        By table the ids of the records that it names, whether it changes them or not; `effective` fills in those of
        its changes if there are none.
    """

    changes: tuple[RecordChange, ...]
    kind: ChangeKind
    author: str
    reason: str
    date: datetime.date | None = None
    undoes: int | None = None
    at: datetime.datetime = field(default_factory=_now)
    dates: Mapping[Audience, datetime.date] = field(default_factory=dict)
    former: Mapping[Audience, datetime.date] = field(default_factory=dict)
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def date_for(self, audience: Audience) -> datetime.date | None:
        """The date that it has for an audience, if that sees what it names, whether or not its Network changes."""
        return self.dates.get(audience, self.date)

    def dates_differ(self, stamp: Stamp) -> frozenset[Audience]:
        """The audiences for whom it has another date than theirs."""
        return frozenset(
            audience for audience in Audience if self.date_for(audience) not in (None, stamp.dates[audience])
        )

    @property
    def data_date(self) -> datetime.date:
        """The date that the Networks which it changes have afterwards."""
        return self.date or self.at.date()

    def effective(self) -> ChangeSet:
        """Leave out what changes nothing, which stays named.

        Raises
        ------
        InvalidNetworkError
            If it changes a record twice.
        """
        changes = tuple(change for change in self.changes if change.before != change.after)
        if len({(change.table, change.id) for change in changes}) < len(changes):
            raise InvalidNetworkError("a change set changes the same record twice; join the two changes")
        return replace(self, changes=changes, named=self.named or _ids_by_table(self.changes))


def _ids_by_table(changes: Iterable[RecordChange]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for change in changes:
        ids.setdefault(change.table, []).append(change.id)
    return ids
