"""From the text that stands in a network file to numbers and typed values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def number(text: str) -> float | None:
    """Give the number that a text writes (NaN and infinity among them); None if it writes none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return None if "_" in text else value


def finite(value: object) -> bool:
    """Whether a value is a number that a float can hold, neither truth value nor NaN nor infinity."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def weight_of(text: str) -> float:
    """Give the weight that a text writes.

    Raises
    ------
    ValueError
        If it is no number, with value and remedy.
    """
    value = number(text)
    if value is None:
        raise ValueError(f"the weight is {text.strip()!r}, which is no number; write one such as 2.5")
    return value


def whole(text: str) -> int | None:
    """Give the whole number that a text writes in decimal digits; None if it writes none."""
    digits = text[1:] if text[:1] in ("-", "+") else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None


def typed(kind: str, text: str) -> Any:
    """Give the value that a text writes, by the type that the file declares for it; unknown types stay text.

    Raises
    ------
    ValueError
        If the text does not write such a value.
    """
    read = _READERS.get(kind.lower())
    if read is None:
        return text
    value = read(text.strip())
    if value is None:
        raise ValueError(f"{text.strip()!r} is no {kind}, as which the file declares it")
    return value


def _flag(text: str) -> bool | None:
    return _FLAGS.get(text.lower())


_READERS: Mapping[str, Callable[[str], Any]] = {
    "boolean": _flag,
    "bool": _flag,
    **dict.fromkeys(("int", "integer", "long", "short", "byte"), whole),
    **dict.fromkeys(("float", "double", "real"), number),
}
