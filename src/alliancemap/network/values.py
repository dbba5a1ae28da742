"""Whole columns of a Network as values: as in the records, or plain, as every file format can hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from alliancemap.model import TABLES, Column, Form
from alliancemap.network.columns import decoder
from alliancemap.network.network import Network

PLAIN_TYPES = {Form.FLAG: bool, Form.INTEGER: int, Form.NUMBER: float}
"""Forms that stay what they are among plain values; all others become text."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no text may hold, besides tabs and line ends, which only part it."""


def field_values(network: Network, table: str, name: str, rows: Sequence[int] | None = None) -> list[Any]:
    """Give one field of these rows (default: all) as in the records; a value that stands there often is made once."""
    column = TABLES[table].columns.get(name)
    chosen = np.arange(len(network[table])) if rows is None else np.array(rows, np.int64)
    if name == "id" or column is None:
        return list(network[table].ids[chosen])
    if column.form is Form.REFERENCES:
        return _lists(network, table, name, chosen.tolist())
    entries: list[Any] = network[table][name][chosen].tolist()
    if column.form is Form.TEXT:
        return entries
    if column.form is Form.REFERENCE:
        ids = [*network[column.table].ids.tolist(), None]  # row -1, which stands for none, is the last
        return [ids[entry] for entry in entries]
    if column.form is Form.NUMBER:
        return [None if entry != entry else entry for entry in entries]  # noqa: PLR0124 - NaN
    give = decoder(column, network.ids_of)
    made = {entry: give(entry) for entry in set(entries)}
    return [made[entry] for entry in entries]


def plain_values(network: Network, table: str) -> dict[str, list[Any]]:
    """Give every column of a table as plain values: text, numbers, booleans, None."""
    return {
        name: [_value(column, value) for value in field_values(network, table, name)]
        for name, column in TABLES[table].columns.items()
    }


def printable(text: str) -> str:
    """Put a space for every character that no file of ours may hold, tabs and line ends among them."""
    return CONTROL.sub(" ", text).replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _value(column: Column, value: Any) -> Any:
    if value is None or column.form in PLAIN_TYPES:
        return value
    if column.form in (Form.TEXTS, Form.REFERENCES):
        return printable("|".join(value))
    return printable(str(value))


def _lists(network: Network, table: str, name: str, rows: list[int]) -> list[Any]:
    lists = network[table].lists(name)
    ids = network[TABLES[table].columns[name].table].ids.tolist()
    offsets, targets = lists.offsets.tolist(), [ids[row] for row in lists.rows.tolist()]
    return [tuple(targets[offsets[row] : offsets[row + 1]]) for row in rows]
