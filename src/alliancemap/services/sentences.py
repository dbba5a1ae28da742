"""Plain English for what was found: the same on every face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 3
"""How many names a sentence lists before it counts the rest."""


@dataclass(frozen=True)
class Warning:  # noqa: A001 - the contract's word
    """Something a reader should know before acting: a stable code and a sentence."""

    code: str
    message: str


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Join names: `A`, `A and B`, `A, B and C`, `A, B, C and 2 more`."""
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def paired(one: str, other: str) -> str:
    """Join two names, with a comma where one of them has an `and` of its own."""
    return f"{one}{',' if ' and ' in one + other else ''} and {other}"


def counted(number: int, one: str, many: str = "") -> str:
    """Count things: `1 source`, `3 sources`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(parts: Sequence[str]) -> str:
    """Join clauses into one sentence that begins with a capital and ends with a full stop."""
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + "." if text else ""


def percent(share: float) -> str:
    """A share as a whole percentage, never rounded up to all or down to nothing."""
    return f"{min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)} %"


def not_recorded(sources: int) -> str:
    """Say that no tie is recorded, and how much was searched: not recorded is not absent."""
    touching = f"{counted(sources, 'source')} that {'touches' if sources == 1 else 'touch'} either"
    return f"no tie recorded in the {touching}" if sources else "no tie recorded"
