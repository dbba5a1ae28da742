"""One tree of errors: a class a reason, a message that names the value and the remedy.

None of them knows about HTTP, GraphQL or exit codes; each face has one table from class to its own code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AllianceMapError(Exception):
    """The root: whatever alliancemap refuses or cannot do, and says so."""


class UsageError(AllianceMapError):
    """The question itself is wrong: an argument out of range, an unknown name, a contradiction."""


class SettingsError(UsageError):
    """A setting has a value that cannot be used; the start stops with one line."""


class NotFoundError(UsageError):
    """Nothing of that id is there, or the asker may not see it: the two are never told apart."""


class OrganisationNotFoundError(NotFoundError):
    """No organisation of that id that the asker may see."""


class CauseNotFoundError(NotFoundError):
    """No cause of that id that the asker may see."""


class JobNotFoundError(NotFoundError):
    """No job of that id that the asker may see, or none with a result."""


class TimeLimitError(UsageError):
    """The question takes longer to answer than one question may."""


class InvalidNetworkError(AllianceMapError):
    """A network or matrix does not have the form that a measure needs."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that the data format does not allow: where, what stands there, and the remedy.

    `row` is the line in the file as an editor counts it, 0 where the file as a whole is meant; `column` and `value`
    are blank where none is meant.
    """

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else f"{self.value[:80]}…"
        parts = (
            self.file,
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
            f"value {value!r}" if self.value else "",
        )
        return f"{', '.join(filter(None, parts))}: {self.message}"


class ImportFormatError(AllianceMapError):
    """Files to be imported are not what the data format says; every problem is listed at once."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class StoreError(AllianceMapError):
    """The graph database did not do what it was asked; the driver's error is kept as the cause."""


class StoreUnavailableError(StoreError):
    """The graph database cannot be reached, or went away in the middle."""


class StoreConflictError(StoreError):
    """The database has changed since the question was asked, in a way that forbids the write."""


class JobUnreadableError(StoreError):
    """What is kept of a job lacks something, or says what nobody understands; the message says how to delete it."""


class JobLostError(StoreConflictError):
    """A worker does not hold its job any more: it was cancelled, or another took it. Whatever it did is dropped."""
