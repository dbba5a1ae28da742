"""How each parameter of a job is read: checked, and written in one way only."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from alliancemap.errors import UsageError

Reader = Callable[[str, Any], Any]
"""Takes the name of a parameter and what was given for it; UsageError if it cannot be that."""


def one_of(choices: type[StrEnum]) -> Reader:
    """Read one of an enumeration, in small or capital letters."""

    def read(name: str, value: Any) -> str:
        text = str(value).lower()
        if text not in list(choices):
            raise UsageError(f"{name} is {value!r}; give one of {', '.join(choices)}")
        return text

    return read


def some_of(choices: type[StrEnum]) -> Reader:
    """Read a list out of an enumeration, in its order; none stands for all."""
    one = one_of(choices)

    def read(name: str, value: Any) -> list[str]:
        named = {one(name, item) for item in _list(name, value)}
        return [str(choice) for choice in choices if choice in named or not named]

    return read


def count(least: int, most: int) -> Reader:
    """Read a whole number."""

    def read(name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise UsageError(f"{name} is {value!r}; give a whole number from {least} to {most:,}")
        return value

    return read


def within(least: float, most: float) -> Reader:
    """Read a number."""

    def read(name: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise UsageError(f"{name} is {value!r}; give a number from {least} to {most}")
        return float(value) + 0.0  # there is one nought

    return read


def flag(name: str, value: Any) -> bool:
    """Read yes or no."""
    if not isinstance(value, bool):
        raise UsageError(f"{name} is {value!r}; give true or false")
    return value


def day(name: str, value: Any) -> str:
    """Read a day."""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise UsageError(f"{name} is {value!r}; write year-month-day, such as 2020-06-30") from error


def ids(name: str, value: Any) -> list[str]:
    """Read ids: the order says nothing."""
    return sorted({_text(name, item) for item in _list(name, value)})


def goals(most: int) -> Reader:
    """Read causes with their weights, as an object or as a list of causes of weight 1."""
    weight = within(1e-6, 1e6)

    def read(name: str, value: Any) -> dict[str, float]:
        weights = value if isinstance(value, dict) else dict.fromkeys(ids(name, value), 1.0)
        if not 1 <= len(weights) <= most:
            raise UsageError(f"{name} are {len(weights)}; give from 1 to {most}")
        return {_text(name, id): weight(f"{name} {id}", number) for id, number in sorted(weights.items())}

    return read


def votes(most: int, largest: float) -> Reader:
    """Read how many votes organisations have, as an object; the order says nothing."""
    number = within(0, largest)

    def read(name: str, value: Any) -> dict[str, float]:
        if not isinstance(value, dict) or len(value) > most:
            raise UsageError(f'{name} are {str(value)[:80]!r}; give {most:,} organisations at most, as {{"ID": 12}}')
        return {_text(name, id): number(f"{name} of {id}", votes) for id, votes in sorted(value.items())}

    return read


def groups(name: str, value: Any) -> list[dict[str, Any]]:
    """Read lists of organisations, each an object with `id` and `members`: the order says nothing."""
    read = []
    for group in _list(name, value):
        if not isinstance(group, dict) or set(group) != {"id", "members"}:
            raise UsageError(f"{name} holds {group!r}; give objects with id and members")
        read.append({"id": _text(name, group["id"]), "members": ids(name, group["members"])})
    return sorted(read, key=lambda group: (group["id"], group["members"]))


def or_null(read: Reader) -> Reader:
    """Let null stand for the default."""
    return lambda name, value: None if value is None else read(name, value)


def _list(name: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise UsageError(f"{name} is {value!r}; give a list")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{name} holds {value!r}; give ids as text")
    return value
