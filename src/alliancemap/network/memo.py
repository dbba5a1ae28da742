"""What is derived from a Network: made once, by the first thread that asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")


class _Making:
    """A value that the first thread to ask makes; after an error the next one tries again."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._made: list[Any] = []

    def value(self, make: Callable[[], T]) -> T:
        with self._lock:
            if not self._made:
                self._made.append(make())
            value: T = self._made[0]
            return value


class Memo:
    """A small cache that threads may share: one of them makes a value while only those who want the same one wait."""

    _numbers = count()

    def __init__(self) -> None:
        self.number = next(self._numbers)
        self._lock = threading.Lock()
        self._families: dict[str, OrderedDict[Hashable, _Making]] = {}

    def get(self, family: str, key: Hashable, make: Callable[[], T], keep: int) -> T:
        """Give what was made for a key of a family, or make it; a family keeps its `keep` newest."""
        with self._lock:
            made = self._families.setdefault(family, OrderedDict())
            making = made.setdefault(key, _Making())
            made.move_to_end(key)
            while len(made) > keep:
                made.popitem(last=False)
        value: T = making.value(make)
        return value

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        return Memo, ()  # a copy in another process starts with nothing made
