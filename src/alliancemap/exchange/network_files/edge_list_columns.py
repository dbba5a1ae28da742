"""Which column of a list of ties holds what: by the names in its header, or by place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliancemap.exchange.network_files.modes import two_mode_columns
from alliancemap.exchange.network_files.table import Table, word
from alliancemap.exchange.network_files.values import number, whole

ENDS = (
    ("source", "target"),
    ("from", "to"),
    ("fromnode", "tonode"),
    ("sender", "receiver"),
    ("ego", "alter"),
    ("tail", "head"),
    ("src", "dst"),
    ("funder", "grantee"),
    ("donor", "recipient"),
    ("origin", "destination"),
)
"""Names that the two ends of one-mode ties may have, an `id` after them or not."""
SURE = ("source", "target", "from", "to", "sender", "receiver")
"""Those that are hardly the names of nodes."""
_NUMBERED = re.compile(r"(node|vertex|v|id|organi[sz]ation|org|actor|person|name|group|member)(id)?(\d+|[a-z])")
_FIRST_TWO = (("1", "2"), ("a", "b"))
"""What the names of two ends may have after a word they share: `node1` and `node2`, `Organisation A` and `B`."""
WEIGHTS = ("weight", "strength", "value", "w")
"""Names of the column of weights, the first that is there."""
DIRECTIONS: Mapping[str, bool] = {"directed": True, "undirected": False}
_RELATIONS = ("relation", "layer")


@dataclass(frozen=True)
class EdgeListColumns:
    """Places of the columns; None where there is none. `named` says whether there is a header that tells."""

    source: int = 0
    target: int = 1
    weight: int | None = None
    direction: int | None = None
    relation: int | None = None
    two_mode: bool = False
    named: bool = False
    header: tuple[str, ...] = ()


def columns_of(table: Table) -> EdgeListColumns:
    """Find the columns of a list of ties.

    Without names that are known the first two columns are the ends, and the third is the weight if it holds only
    numbers. The first row then is a header if numbers stand below words in it.
    """
    words = [word(cell) for cell in table.rows[0]]
    ends = two_mode_columns(words)
    two_mode = ends is not None
    ends = ends or _one_mode_ends(words) or _numbered_ends(table, words)
    if ends is None:
        return _by_place(table)
    at = {name: place for place, name in reversed(list(enumerate(words))) if place not in ends}
    direction = next((at[name] for name in ("type", "directed", "direction") if name in at), None)
    if direction is not None and not _directions(table, direction):
        direction = None
    return EdgeListColumns(
        *ends,
        weight=next((at[name] for name in WEIGHTS if name in at and _says_something(table, at[name])), None),
        direction=direction,
        relation=next((at[name] for name in _RELATIONS if name in at), None),
        two_mode=two_mode,
        named=True,
        header=tuple(table.rows[0]),
    )


def direction_of(cell: str) -> bool | None:
    """Say whether a cell means directed or undirected; None if neither."""
    return DIRECTIONS.get(cell.casefold(), {"true": True, "false": False}.get(cell.casefold()))


def _says_something(table: Table, column: int) -> bool:
    return any(len(row) > column and row[column] for row in table.rows[1:])


def _one_mode_ends(words: Sequence[str]) -> tuple[int, int] | None:
    """Find two names of ends, rather both with an `id` after them or both without than one of each."""
    at = {name: place for place, name in reversed(list(enumerate(words)))}
    for first, second in (("", ""), ("id", "id"), ("", "id"), ("id", "")):
        for source, target in ENDS:
            if source + first in at and target + second in at:
                return at[source + first], at[target + second]
    return None


def _numbered_ends(table: Table, words: Sequence[str]) -> tuple[int, int] | None:
    """Find two names that differ in their number only, unless nodes are called like them: then they are nodes too."""
    at = {word: place for place, word in reversed(list(enumerate(words))) if _NUMBERED.fullmatch(word)}
    for name, place in at.items():
        for one, two in _FIRST_TWO:
            other = at.get(name.removesuffix(one) + two) if name.endswith(one) else None
            like = re.compile(name.removesuffix(one) + (r"\d+" if one.isdigit() else "[a-z]"))
            if other is not None and not _called(like, table, (place, other)):
                return place, other
    return None


def _called(like: re.Pattern[str], table: Table, ends: tuple[int, int]) -> bool:
    """Whether any node below the first row is called like this."""
    cells = (row[place] for row in table.rows[1:] for place in ends if len(row) > place)
    return any(like.fullmatch(word(cell)) for cell in cells)


def _directions(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.rows[1:] if len(row) > column and row[column]]
    return bool(cells) and all(direction_of(cell) is not None for cell in cells)


def _by_place(table: Table) -> EdgeListColumns:
    first, others = table.rows[0], table.rows[1:]
    third = [row[2] for row in others if len(row) > 2]
    weighted = bool(third) and all(number(cell) is not None for cell in third)
    headed = len(first) > 2 and weighted and number(first[2]) is None
    headed = headed or (bool(others) and _counted(others) and not _counted([first]))
    if not others and len(first) > 2:
        weighted = number(first[2]) is not None
    return EdgeListColumns(weight=2 if weighted else None, header=tuple(first) if headed else ())


def _counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all ends are whole numbers."""
    return all(whole(cell) is not None for row in rows for cell in row[:2] if cell)
