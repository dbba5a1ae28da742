"""From what stands in a cell to the value of a field, by the form that the column has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from alliancemap.dates import PartialDate
from alliancemap.exchange.near import did_you_mean, listed, slug
from alliancemap.model import Column, Form

MAX_TEXT = 10_000
"""How many characters one cell may have."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_DERIVED = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def parse_cells(column: Column, cells: Sequence[str], report: Callable[[int, str], None]) -> list[Any]:
    """Turn the cells of a column into values; `report(place, message)` hears of those that are wrong.

    Each cell that stands there several times is read once.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for cell in set(cells):
        try:
            values[cell] = parse_cell(column, cell)
        except ValueError as error:
            wrong[cell] = str(error)
            values[cell] = column.default
    if wrong:
        for place, cell in enumerate(cells):
            if cell in wrong:
                report(place, wrong[cell])
    return list(map(values.__getitem__, cells))


def parse_cell(column: Column, cell: str) -> Any:
    """Turn a cell into a value; a blank one takes the column's default.

    Raises
    ------
    ValueError
        If the cell does not have the form of the column, with the remedy.
    """
    if not cell:
        if column.required:
            raise ValueError(f"must not be blank; give {_an_example(column)}")
        return column.default
    if len(cell) > MAX_TEXT:
        raise ValueError(f"has {len(cell)} characters; {MAX_TEXT} are allowed")
    if "\t" in cell:
        raise ValueError("holds a tab; write a space")
    return _READERS[column.form](column, cell)


def _an_example(column: Column) -> str:
    if column.choices is not None:
        return f"one of {listed(column.choices)}"
    return f"an id of {column.table}" if column.table else f"its {column.header}"


def _id(column: Column, cell: str) -> str:
    if (_SLUG if column.required else _DERIVED).fullmatch(cell):
        return cell
    example = f", such as {slug(cell)!r}" if slug(cell) else ""
    raise ValueError(f"is no id: write small letters, digits and single hyphens between them{example}")


def _text(column: Column, cell: str) -> str:  # noqa: ARG001 - one signature for all forms
    return cell


def _texts(column: Column, cell: str) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all forms
    items = tuple(item.strip() for item in cell.split("|"))
    if "" in items:
        raise ValueError("has a blank between bars; write items as in a|b, with no bar at either end")
    if len(set(items)) < len(items):
        twice = next(item for item in items if items.count(item) > 1)
        raise ValueError(f"names {twice!r} twice; name it once")
    return items


def _choice(column: Column, cell: str) -> Any:
    assert column.choices is not None, column.name
    try:
        return column.choices(cell)
    except ValueError:
        hint = did_you_mean(cell.lower().replace(" ", "_"), tuple(column.choices))
        raise ValueError(f"is none of {listed(column.choices)}{hint}") from None


def _flag(column: Column, cell: str) -> bool:  # noqa: ARG001 - one signature for all forms
    try:
        return _FLAGS[cell.lower()]
    except KeyError:
        raise ValueError("is neither yes nor no; write true or false") from None


def _integer(column: Column, cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError("is no whole number; write it in digits only, such as 1986")
    return int(_within(column, int(cell)))


def _number(column: Column, cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise ValueError("is no number; write it with a point, such as 0.5")
    return float(_within(column, float(cell))) + 0.0  # no -0.0, which would print and compare unlike 0


def _within(column: Column, number: float) -> float:
    low, high = column.low, column.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise ValueError(f"is out of range; write a number from {low:.12g} to {high:.12g}")
    return number


def _date(column: Column, cell: str) -> PartialDate:  # noqa: ARG001 - one signature for all forms
    try:
        return PartialDate.parse(cell)
    except ValueError as error:
        raise ValueError(str(error).removeprefix(f"{cell!r} ")) from None


_READERS: Mapping[Form, Callable[[Column, str], Any]] = {
    Form.ID: _id,
    Form.TEXT: _text,
    Form.TEXTS: _texts,
    Form.CHOICE: _choice,
    Form.FLAG: _flag,
    Form.INTEGER: _integer,
    Form.NUMBER: _number,
    Form.DATE: _date,
    Form.REFERENCE: _text,
    Form.REFERENCES: _texts,
}
