"""One tree of errors: a class a reason, a message that names the value and the remedy.

None of them knows about HTTP, GraphQL or exit codes; each face has one table from class to its own code.
"""

from __future__ import annotations


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


class InvalidNetworkError(AllianceMapError):
    """A network or matrix does not have the form that a measure needs."""


class ImportFormatError(AllianceMapError):
    """Files to be imported are not what the data format says; every problem is listed at once."""


class StoreError(AllianceMapError):
    """The graph database did not do what it was asked; the driver's error is kept as the cause."""


class StoreUnavailableError(StoreError):
    """The graph database cannot be reached, or went away in the middle."""


class StoreConflictError(StoreError):
    """The database has changed since the question was asked, in a way that forbids the write."""
