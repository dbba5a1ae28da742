"""Global ids: base64 of `Type:slug`, unique over all types; wherever one is asked for, the slug does as well."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from alliancemap.errors import UsageError
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row

TYPES = {
    "Source": "sources",
    "Place": "places",
    "Constituency": "constituencies",
    "Cause": "causes",
    "Organisation": "organisations",
    "Coalition": "coalitions",
    "Tie": "ties",
    "Membership": "memberships",
}
"""The types that have a global id, and the tables where their records stand."""
NAMES = {table: name for name, table in TYPES.items()}


@lru_cache(maxsize=65_536)
def global_id(table: str, slug: str) -> str:
    """Write the global id of a record."""
    return base64.b64encode(f"{NAMES[table]}:{slug}".encode()).decode()


def find(network: Network, table: str, id: str) -> Row:
    """Find a record by its global id or its slug.

    Raises
    ------
    NotFoundError
        If there is none that the audience sees.
    UsageError
        If the id is that of another type.
    """
    name, slug = _read(id)
    if name and name != NAMES[table]:
        raise UsageError(f"{id!r} is the id of a record of type {name}; give one of type {NAMES[table]}")
    return find_row(network, table, slug)


def find_node(network: Network, id: str) -> Row:
    """Find a record of any type by its global id.

    Raises
    ------
    NotFoundError
        If there is none that the audience sees.
    UsageError
        If it is no global id.
    """
    name, slug = _read(id)
    if not name:
        raise UsageError(f"{id!r} is no global id; give the `id` of a record, or ask its own field by its slug")
    return find_row(network, TYPES[name], slug)


def _read(id: str) -> tuple[str, str]:
    """Split an id into type and slug; the type of a bare slug is blank."""
    try:
        name, colon, slug = base64.b64decode(id.encode(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeError):
        return "", id
    return (name, slug) if colon and name in TYPES else ("", id)
