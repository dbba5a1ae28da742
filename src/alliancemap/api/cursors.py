"""Cursors: opaque names of a place in a list, which still hold when the list has changed.

A cursor holds the list it belongs to, the revision it was given at and the sort key of its item, followed by a
checksum, so that one that was cut, mangled or taken from another list is told apart from one that is merely old.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

import orjson

from alliancemap.errors import UsageError

Key = Sequence[str | int | float]


def write_cursor(listing: str, revision: int, key: Key) -> str:
    """Name the place of an item in a list."""
    text = orjson.dumps([listing, revision, *key])
    return base64.urlsafe_b64encode(text + zlib.crc32(text).to_bytes(4)).rstrip(b"=").decode()


def read_cursor(argument: str, cursor: str, listing: str) -> Key:
    """Give the sort key that a cursor of this list holds.

    Raises
    ------
    UsageError
        If it is no cursor, or one of another list.
    """
    try:
        raw = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        if zlib.crc32(raw[:-4]) != int.from_bytes(raw[-4:]):
            raise ValueError("the checksum differs")
        of, _, *key = orjson.loads(raw[:-4])
    except (binascii.Error, UnicodeError, ValueError, TypeError):
        message = (
            f"{argument} is {_shortened(cursor)!r}, which is no cursor; pass an endCursor or startCursor as it came"
        )
        raise UsageError(message) from None
    if of != listing:
        raise UsageError(f"{argument} is a cursor of {of!r}, but this list is {listing!r}; ask with the same arguments")
    return list(key)


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
