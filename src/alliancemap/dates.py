"""Dates as sources give them: a year, a month or a day, and no more precise than that."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision of its source: month and day are 0 where unknown.

    It counts from its first day where something begins, to the end of its last where something ends.
    """

    year: int
    month: int = 0
    day: int = 0

    @staticmethod
    @lru_cache(maxsize=65_536)
    def parse(text: str) -> PartialDate:
        """Read `2014`, `2014-03` or `2014-03-12`.

        Raises
        ------
        ValueError
            If the text has another form or names a day that no calendar has.
        """
        match = _FORM.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no date: write a year, year-month or year-month-day, such as 2014-03")
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            datetime.date(year, 1 if match[2] is None else month, 1 if match[3] is None else day)
        except ValueError as error:
            raise ValueError(f"{text!r} is no date: {error}") from None
        return PartialDate(year, month, day)

    @staticmethod
    def of(day: datetime.date) -> PartialDate:
        """Take a calendar day, to its full precision."""
        return PartialDate(day.year, day.month, day.day)

    @staticmethod
    def unpack(packed: int) -> PartialDate | None:
        """Undo `packed`; 0 is no date."""
        return PartialDate(packed // 10_000, packed // 100 % 100, packed % 100) if packed else None

    @property
    def packed(self) -> int:
        """One integer, yyyymmdd with zeros for what is unknown: as compact in columns, and in the same order."""
        return self.year * 10_000 + self.month * 100 + self.day

    @property
    def first_day(self) -> datetime.date:
        """The day from which something that began then counts."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The day to whose end something that ended then counts."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])
