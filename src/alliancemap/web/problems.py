"""What goes wrong, as pages: one table from the class of an error to a status, and what to do about it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import ClassVar

from alliancemap.errors import AllianceMapError, NotFoundError, StoreError, TimeLimitError, UsageError
from alliancemap.web.page import Page

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProblemPage(Page):
    """What went wrong, and what to do."""

    template: ClassVar[str] = "problem.html"

    status: int
    message: str
    remedy: str


@dataclass(frozen=True)
class _Entry:
    status: int
    title: str
    remedy: str


_TABLE: dict[type[Exception], _Entry] = {
    NotFoundError: _Entry(404, "Nothing here", "Search for it by name, or begin at the first page."),
    TimeLimitError: _Entry(
        400, "That takes too long for a page", "What was asked is all right: only its answer is long."
    ),
    UsageError: _Entry(400, "That question cannot be answered", "Correct the address or the form and ask again."),
    StoreError: _Entry(503, "The data cannot be reached", "Nothing is lost. Try again in a minute."),
}
"""The first class that fits; whatever is not in it is our fault and reads 500."""

_OURS = _Entry(
    500, "Something went wrong here", "It is not your fault. Try again; if it stays, tell who runs this map."
)


def problem_page(error: Exception) -> ProblemPage:
    """Tell of an error; the words of our own errors are shown, those of others go to the log only."""
    entry = next((entry for kind, entry in _TABLE.items() if isinstance(error, kind)), _OURS)
    if entry.status >= 500:
        LOG.error("a page could not be made", exc_info=error)
    message = in_words(error) if isinstance(error, UsageError) else ""
    return ProblemPage(entry.title, None, entry.status, message, entry.remedy)


def status_page(status: int) -> ProblemPage:
    """Tell of an address or method that no page has."""
    if status == 405:
        remedy = "Pages are only read: follow a link, or send the form from its page."
        return ProblemPage("That cannot be done here", None, status, "", remedy)
    return ProblemPage("Nothing here", None, status, "There is no page at this address.", _TABLE[NotFoundError].remedy)


def in_words(error: AllianceMapError) -> str:
    """The error's own words as a sentence: it begins with a capital and ends with a full stop, unless it asks."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")
