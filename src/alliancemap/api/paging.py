"""Pages: a part of an ordered list, found by the key of the item before it and not by counting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from alliancemap.api.cursors import Key, read_cursor, write_cursor
from alliancemap.errors import UsageError

PAGE_LIMIT = 1_000
"""The most items that one page holds."""
DEFAULT_FIRST = 100
"""How many items a list at the top gives that is asked for neither `first` nor `last`."""
NESTED_FIRST = 20
"""The same for a list inside a record."""


@dataclass(frozen=True)
class Listing:
    """An ordered list.

    Attributes
    ----------
    name : str
        What the cursors of this list, in this order, are marked with.
    items : sequence
        The items in order.
    key : callable
        What an item is ordered by, ending in something unique: ascending over the list. In a ranked list it only
        identifies the item.
    node : callable
        Gives what `nodes` holds for an item.
    ranked : bool
        Whether the order is a ranking that no key expresses: then a cursor finds its item by the key, and by its place
        where the item has gone.
    whole : optional
        What the list was made from, for fields on it as a whole.
    """

    name: str
    items: Sequence[Any] | NDArray[Any]
    key: Callable[[Any], Key]
    node: Callable[[Any], Any]
    ranked: bool = False
    whole: Any = None

    def cursor_key(self, place: int) -> Key:
        """Give what the cursor of the item at a place holds."""
        key = self.key(self.items[place])
        return [*key, place] if self.ranked else key

    def after(self, key: Key) -> int:
        """Find the place behind an item."""
        if self.ranked:
            place, found = self._ranked(key)
            return place + found
        return bisect_right(self.items, list(key), key=lambda item: list(self.key(item)))

    def before(self, key: Key) -> int:
        """Find the place of an item, or where it would stand."""
        if self.ranked:
            return self._ranked(key)[0]
        return bisect_left(self.items, list(key), key=lambda item: list(self.key(item)))

    def _ranked(self, key: Key) -> tuple[int, bool]:
        *wanted, hint = key
        place = int(hint)
        if 0 <= place < len(self.items) and list(self.key(self.items[place])) == wanted:
            return place, True
        keys = (list(self.key(item)) for item in self.items)
        found = next((at for at, key in enumerate(keys) if key == wanted), None)
        return (max(0, min(place, len(self.items))), False) if found is None else (found, True)


@dataclass(frozen=True)
class Slice:
    """Which part of a list is asked for, as in the arguments of a field."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True)
class Edge:
    """An item of a page: its node, what it says of it, and its cursor."""

    node: Any
    item: Any
    page: Page
    place: int

    @property
    def cursor(self) -> str:
        """The name of its place."""
        return self.page.cursor(self.place)


@dataclass(frozen=True)
class Page:
    """The items of a list from place `start` up to, not including, `stop`."""

    listing: Listing
    start: int
    stop: int
    revision: int

    @property
    def nodes(self) -> list[Any]:
        """What the items stand for."""
        return [self.listing.node(item) for item in self.listing.items[self.start : self.stop]]

    @property
    def edges(self) -> list[Edge]:
        """The items with their cursors."""
        places = range(self.start, self.stop)
        return [
            Edge(node, self.listing.items[place], self, place) for node, place in zip(self.nodes, places, strict=True)
        ]

    @property
    def total_count(self) -> int:
        """How many items the whole list holds."""
        return len(self.listing.items)

    @property
    def has_next_page(self) -> bool:
        """Whether items follow."""
        return self.stop < self.total_count

    @property
    def has_previous_page(self) -> bool:
        """Whether items come before."""
        return self.start > 0

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first item."""
        return self.cursor(self.start) if self.start < self.stop else None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last item."""
        return self.cursor(self.stop - 1) if self.start < self.stop else None

    def cursor(self, place: int) -> str:
        """Name a place of the list."""
        return write_cursor(self.listing.name, self.revision, self.listing.cursor_key(place))


def take_page(listing: Listing, part: Slice, revision: int, default: int) -> Page:
    """Cut the part of a list that is asked for.

    Time O(log n) for a list with keys, O(n) for a ranked one.

    Raises
    ------
    UsageError
        If `first` or `last` is not from 1 to 1 000, both are given, or a cursor is not of this list.
    """
    first, last = _count("first", part.first), _count("last", part.last)
    if first and last:
        raise UsageError("first and last are both given; give one of them")
    try:
        start = listing.after(read_cursor("after", part.after, listing.name)) if part.after is not None else 0
        stop = len(listing.items)
        if part.before is not None:
            stop = listing.before(read_cursor("before", part.before, listing.name))
    except (TypeError, ValueError):
        raise UsageError("the cursor holds the key of another order; ask with the same arguments as before") from None
    stop = max(start, stop)
    if last:
        start = max(start, stop - last)
    else:
        stop = min(stop, start + (first or default))
    return Page(listing, start, stop, revision)


def _count(name: str, value: int | None) -> int | None:
    if value is not None and not 1 <= value <= PAGE_LIMIT:
        raise UsageError(f"{name} is {value}; give a number from 1 to {PAGE_LIMIT}, and go on with a cursor")
    return value
