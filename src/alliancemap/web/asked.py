"""What a request asks: its query, read with a clear word where it makes no sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import QueryParams

from alliancemap.errors import UsageError

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Asked:
    """The path's parts and the query of a request."""

    path: Mapping[str, str]
    query: QueryParams

    def text(self, name: str) -> str:
        """Give a text without stray spaces; empty if it is not there."""
        return str(self.query.get(name, "")).strip()

    def texts(self, name: str) -> list[str]:
        """Give every value of a name, in order, blank ones included."""
        return [value.strip() for value in self.query.getlist(name)]

    def number(self, name: str, default: int, most: int) -> int:
        """Give a whole number from 1 to `most`.

        Raises
        ------
        UsageError
            If it is none, or out of range.
        """
        text = self.text(name) or str(default)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
            raise UsageError(f"{name} is {text!r}; give a whole number from 1 to {most}")
        return int(text)

    def choice(self, name: str, choices: type[Choice], default: Choice) -> Choice:
        """Give one of the choices.

        Raises
        ------
        UsageError
            If it is none of them.
        """
        text = self.text(name)
        return one_of(name, text, choices) if text else default


def one_of(name: str, text: str, choices: type[Choice]) -> Choice:
    """Read a choice.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        return choices(text)
    except ValueError:
        raise UsageError(f"{name} cannot be {text!r}; choose one of {', '.join(choices)}") from None
