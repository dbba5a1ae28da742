"""Columns: how the values of a field stand in arrays, and how they come out again.

| form | array | nothing |
|---|---|---|
| id, text, texts (joined by a bar) | object, strings | '' |
| choice | int8, the place in its enumeration | -1 |
| flag | int8, 0 or 1 | -1 |
| integer | int32 | the smallest int32 |
| number | float64 | NaN |
| date | int32, yyyymmdd, zeros where unknown | 0 |
| reference | int32, row in the other table | -1 |
| references | `Lists` of int32 rows | an empty list |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.dates import PartialDate
from alliancemap.errors import InvalidNetworkError
from alliancemap.model import Column, Form

NO_INTEGER = int(np.iinfo(np.int32).min)
Rows = NDArray[np.int32]


class RowsById(Protocol):
    """What finds the row of an id, and raises KeyError where there is none."""

    def __getitem__(self, id: str, /) -> int: ...


@dataclass(frozen=True, eq=False)
class Lists:
    """One list of rows for each record: list i is `rows[offsets[i]:offsets[i + 1]]`."""

    offsets: NDArray[np.int64]
    rows: Rows

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Lists:
        """Put lists one after the other."""
        lists = list(lists)
        rows = np.fromiter(chain.from_iterable(lists), np.int32)
        return cls.of_lengths(np.fromiter(map(len, lists), np.int64, len(lists)), rows)

    @classmethod
    def of_lengths(cls, lengths: NDArray[np.int64], rows: Rows) -> Lists:
        """Cut `rows` into lists of these lengths."""
        return cls(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), rows)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> Rows:
        return self.rows[self.offsets[index] : self.offsets[index + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How long each list is."""
        return np.diff(self.offsets)

    @property
    def owners(self) -> NDArray[np.int64]:
        """For each entry of `rows`, which list it stands in."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, order: NDArray[Any]) -> Lists:
        """Take the lists at these places, in this order."""
        begins = self.offsets[:-1][order]
        lengths = self.offsets[1:][order] - begins
        starts = np.repeat(begins - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        return self.of_lengths(lengths, self.rows[starts + np.arange(lengths.sum())])

    def translate(self, new_rows: Rows) -> Lists:
        """Replace each row r by new_rows[r], and drop it where that is -1."""
        rows = new_rows[self.rows]
        kept = rows >= 0
        return self.of_lengths(np.bincount(self.owners[kept], minlength=len(self)), rows[kept])

    def followed_by(self, others: Lists) -> Lists:
        """Put the lists of others behind these."""
        return self.of_lengths(np.concatenate([self.lengths, others.lengths]), np.concatenate([self.rows, others.rows]))

    def with_inserted(self, places: NDArray[np.int64], fresh: Lists) -> Lists:
        """Put fresh lists in before the lists at these places, ascending."""
        starts = np.repeat(self.offsets[places], fresh.lengths)
        lengths = np.insert(self.lengths, places, fresh.lengths)
        return self.of_lengths(lengths, np.insert(self.rows, starts, fresh.rows))

    def matrix(self, n_columns: int) -> csr_array:
        """Write them as a binary matrix, shape (number of lists, n_columns)."""
        matrix = csr_array((np.ones(len(self.rows)), self.rows, self.offsets), shape=(len(self), n_columns))
        matrix.sum_duplicates()
        matrix.data[:] = 1
        return matrix


Array = NDArray[Any] | Lists


def encode(column: Column, values: Sequence[Any], rows_of: Mapping[str, RowsById]) -> Array:
    """Turn the values of a field into its array.

    Parameters
    ----------
    column : Column
        The field.
    values : sequence
        One a record, as in the dataclass or as in the database (dates and choices as text).
    rows_of : mapping
        For each table that references may point to, the row of each id.

    Raises
    ------
    InvalidNetworkError
        If a value is not among the choices, or a reference points to nothing.
    """
    match column.form:
        case Form.ID | Form.TEXT:
            return _objects([value or "" for value in values])
        case Form.TEXTS:
            return _objects(["|".join(value or ()) for value in values])
        case Form.INTEGER:
            return np.array([NO_INTEGER if value is None else value for value in values], np.int32)
        case Form.NUMBER:
            return np.array([np.nan if value is None else value for value in values], np.float64)
        case Form.REFERENCE:
            return _rows(column, values, rows_of[column.table])
        case Form.REFERENCES:
            lengths = np.fromiter((len(value or ()) for value in values), np.int64, len(values))
            items = [item for value in values for item in value or ()]
            return Lists.of_lengths(lengths, _rows(column, items, rows_of[column.table]))
        case Form.DATE:
            return _mapped(column, values, {value: _packed(column, value) for value in set(values)}, np.int32)
        case Form.FLAG:
            return _mapped(column, values, {None: -1, False: 0, True: 1}, np.int8)
        case Form.CHOICE:
            codes = {str(choice): place for place, choice in enumerate(column.choices or ())}
            return _mapped(column, values, {None: -1, "": -1, **codes}, np.int8)


def _objects(values: list[str]) -> NDArray[Any]:
    array = np.empty(len(values), object)
    array[:] = values
    return array


def _mapped(column: Column, values: Sequence[Any], codes: Mapping[Any, int], width: Any) -> NDArray[Any]:
    try:
        return np.fromiter(map(codes.__getitem__, values), width, len(values))
    except KeyError as error:
        raise InvalidNetworkError(f"{column.name} cannot be {error.args[0]!r}") from None


def _rows(column: Column, ids: Sequence[Any], rows: RowsById) -> Rows:
    try:
        return np.fromiter((rows[id] if id else -1 for id in ids), np.int32, len(ids))
    except KeyError as error:
        raise InvalidNetworkError(f"{column.name} points to {error.args[0]!r}, which is not there") from None


def _packed(column: Column, value: Any) -> int:
    if not value:
        return 0
    try:
        return (value if isinstance(value, PartialDate) else PartialDate.parse(value)).packed
    except ValueError as error:
        raise InvalidNetworkError(f"{column.name}: {error}") from None


def decoder(column: Column, ids_of: Mapping[str, NDArray[Any]]) -> Callable[[Any], Any]:
    """Make the function that turns an entry of a column's array into a value."""
    match column.form:
        case Form.ID | Form.TEXT:
            return str
        case Form.TEXTS:
            return lambda entry: tuple(entry.split("|")) if entry else ()
        case Form.INTEGER:
            return lambda entry: None if entry == NO_INTEGER else int(entry)
        case Form.NUMBER:
            return lambda entry: None if entry != entry else float(entry)  # noqa: PLR0124 - NaN
        case Form.DATE:
            return lambda entry: PartialDate.unpack(int(entry))
        case Form.FLAG:
            return lambda entry: None if entry < 0 else bool(entry)
        case Form.CHOICE:
            choices = tuple(column.choices or ())
            return lambda entry: None if entry < 0 else choices[entry]
        case Form.REFERENCE:
            ids = ids_of[column.table]
            return lambda entry: None if entry < 0 else ids[entry]
        case Form.REFERENCES:
            ids = ids_of[column.table]
            return lambda entry: tuple(ids[entry])


def translate(array: Array, new_rows: Rows) -> Array:
    """Point references at the rows where their targets now stand; -1 in `new_rows` makes them none."""
    if isinstance(array, Lists):
        return array.translate(new_rows)
    return np.append(new_rows, np.int32(-1))[array]
