"""Records of signed ties: those of a year, with values that are refused where they have no sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.dates import PartialDate
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile

Records = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Ends as rows, and the value: above 0 positive, below 0 negative."""
MUST = "which must be above 0 or below 0"


def signed_records(file: NetworkFile, chosen: NDArray[np.bool_], year: int | None) -> Records:
    """Give those of a year: by `periods`, whose end no longer counts, else by the ties' since and until.

    Raises
    ------
    InvalidNetworkError
        If a value has no sign, or a date is none: names the record.
    UsageError
        If the file says nothing of years.
    """
    if year is not None and "periods" in file.extra:
        return _of_periods(file, year)
    _refuse_unsigned(file, chosen)
    if year is None:
        return file.source[chosen], file.target[chosen], file.weight[chosen]
    since, until = file.tie_attributes.get("since"), file.tie_attributes.get("until")
    if since is None and until is None:
        raise UsageError(f"{file.name} does not say when its ties began or ended (periods, or since and until)")
    empty = [None] * len(file.source)
    begun = [(_year(file, at, date) or 0) <= year for at, date in enumerate(since or empty)]
    lasting = [(_year(file, at, date) or 9999) >= year for at, date in enumerate(until or empty)]
    there = chosen & np.array(begun, bool) & np.array(lasting, bool)
    return file.source[there], file.target[there], file.weight[there]


def _year(file: NetworkFile, at: int, date: Any) -> int | None:
    if date in (None, ""):
        return None
    try:
        return PartialDate.parse(str(date)).year
    except ValueError as error:
        raise InvalidNetworkError(f"{file.name}, {file.where[at]}: {error}") from None


def _of_periods(file: NetworkFile, year: int) -> Records:
    at = {node: row for row, node in enumerate(file.nodes)}
    found = []
    for number, row in enumerate(file.extra["periods"], 1):
        match row:
            case [first, second, (int() | float()) as sign, int() as begin, (int() | None) as end] if (
                str(first) in at and str(second) in at
            ):
                if not np.isfinite(sign) or sign == 0:
                    raise InvalidNetworkError(f"{file.name}, period {number} has the sign {sign:g}, {MUST}")
                if begin <= year and (end is None or year < end):
                    found.append((at[str(first)], at[str(second)], float(sign)))
            case _:
                form = "[organisation, organisation, sign, first year, year after the last]"
                raise InvalidNetworkError(f"{file.name}, period {number} is {row!r}, but must be {form}")
    columns = np.array(found, np.float64).reshape(-1, 3)
    return columns[:, 0].astype(np.int64), columns[:, 1].astype(np.int64), columns[:, 2]


def _refuse_unsigned(file: NetworkFile, chosen: NDArray[np.bool_]) -> None:
    wrong = np.flatnonzero(chosen & ~(np.isfinite(file.weight) & (file.weight != 0)))
    if len(wrong):
        at = int(wrong[0])
        ends = f"{file.nodes[file.source[at]]!r} to {file.nodes[file.target[at]]!r}"
        raise InvalidNetworkError(
            f"{file.name}, {file.where[at]}: the tie from {ends} has the value {file.weight[at]:g}, {MUST}"
        )


def pair_keys(file: NetworkFile, pairs: Sequence[Any]) -> list[int]:
    """The pairs as keys: smaller row times n, plus larger row."""
    at = {node: row for row, node in enumerate(file.nodes)}
    keys = []
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2 or not all(str(end) in at for end in pair):
            raise UsageError(f"parameter ambiguous_pairs_dropped holds {pair!r}, but a pair is two ids of the network")
        rows = sorted(at[str(end)] for end in pair)
        keys.append(rows[0] * len(file.nodes) + rows[1])
    return keys
