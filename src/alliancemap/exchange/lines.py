"""From a line of a CSV file to its fields, more strictly than RFC 4180: a record is one line, and quotes must close."""

from __future__ import annotations

import re
from functools import cache

SEPARATORS = (",", ";")


class LineError(ValueError):
    """A line cannot be cut into fields; `place` is the number of the field, from 0, `rest` what stands there."""

    def __init__(self, place: int, rest: str, message: str) -> None:
        super().__init__(message)
        self.place = place
        self.rest = rest


@cache
def _field(separator: str) -> re.Pattern[str]:
    # Possessive throughout, so that no line costs more than its length.
    return re.compile(rf'[ \t]*+(?:"([^"]*+(?:""[^"]*+)*+)"[ \t]*+|([^"{separator}]*+))(?:({separator})|\Z)')


def fields(line: str, separator: str) -> list[str]:
    """Cut a line into its fields, without the quotation marks and the spaces around them.

    Raises
    ------
    LineError
        If a quotation mark is not closed on the line, or stands inside a field.
    """
    if '"' not in line:
        return [field.strip() for field in line.split(separator)]
    found: list[str] = []
    place: int | None = 0
    while place is not None:
        match = _field(separator).match(line, place)
        if match is None:
            raise _error(line[place:], len(found))
        quoted, plain, more = match.groups()
        found.append((plain if quoted is None else quoted.replace('""', '"')).strip())
        place = match.end() if more else None
    return found


def separator_of(header: str) -> str:
    """Comma or semicolon, whichever there is more of in a header."""
    return max(SEPARATORS, key=header.count)


def _error(rest: str, place: int) -> LineError:
    text = rest.lstrip(" \t")
    if not text.startswith('"'):
        message = "has a quotation mark inside; put the whole text in quotation marks and double those inside it"
    elif re.match(r'"[^"]*+(?:""[^"]*+)*+"', text):
        message = "goes on after its closing quotation mark; double the quotation marks inside a text"
    else:
        message = "opens a quotation mark that is not closed on this line; close it, and write the text on one line"
    return LineError(place, rest.strip()[:200], message)
