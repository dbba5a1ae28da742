"""Answers as plain values: what services give, in the names of GraphQL, to 12 significant digits.

So few digits, because the last ones may differ from machine to machine, and the same answer shall have the same hash.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np

from alliancemap.network.rows import Row
from alliancemap.services.bridging_gap import BridgingGap
from alliancemap.services.gaps import BridgingGapReport
from alliancemap.services.groupings import Group

SHOWN: Mapping[type, tuple[str, ...]] = {
    Group: ("id", "name", "size"),
    BridgingGapReport: ("groups", "gaps", "total_count", "unranked", "eligible", "draws", "warnings"),
    BridgingGap: (
        *("rank", "a", "b", "observed", "expected", "variance", "missing", "relative_gap", "at_least", "z"),
        *("p", "q", "p_exact", "p_shuffle", "p_min", "dispersion", "draws", "label", "too_small", "strata", "reason"),
    ),
}
"""What is written of a class, where that is not each of its fields."""
FRAME = ("question",)
"""Fields that say what was asked, not what was found."""


def plain(value: Any) -> Any:
    """Write an answer as objects, lists, texts and numbers; None where something is not defined."""
    return _writer(value.__class__)(value)


def camel(name: str) -> str:
    """Write a name as GraphQL does."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    """How values of a class are written: found once, for a large answer holds millions."""
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        names = tuple(map(camel, kind._fields))
        return lambda value: dict(zip(names, _list(value), strict=True))
    for family, write in _WRITERS.items():
        if issubclass(kind, family):
            return write
    readers = _readers(kind)
    return lambda value: {name: plain(read(value)) for name, read in readers}


def _number(value: float) -> float | None:
    return float(f"{value:.12g}") + 0.0 if math.isfinite(value) else None


def _row(row: Row) -> dict[str, str]:
    if "name" in row.network[row.table].type.columns:
        return {"id": row.id, "name": row.value("name")}
    return {"id": row.id}


def _list(values: Iterable[Any]) -> list[Any]:
    return [_writer(value.__class__)(value) for value in values]


def _readers(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The names under which a class is written, and how each is read."""
    names = SHOWN.get(kind) or tuple(field.name for field in dataclasses.fields(kind) if field.name not in FRAME)
    return tuple((camel(name), attrgetter(name)) for name in names)


_WRITERS: Mapping[type, Callable[[Any], Any]] = {
    Enum: lambda value: value.name,
    type(None): lambda _: None,
    bool: bool,
    int: int,
    str: str,
    np.generic: lambda value: plain(value.item()),
    float: _number,
    datetime.date: lambda value: value.isoformat(),
    Row: _row,
    Mapping: lambda value: {str(key): plain(item) for key, item in value.items()},
    tuple: _list,
    list: _list,
    np.ndarray: _list,
}
"""In this order: a choice may be a text, a day of NumPy a number."""
