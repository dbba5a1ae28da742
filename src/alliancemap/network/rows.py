"""A row of a Network: one record, and the way on to those that it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import CauseNotFoundError, NotFoundError, OrganisationNotFoundError, UsageError
from alliancemap.model import Form, Organisation, Record
from alliancemap.network.columns import decoder
from alliancemap.network.network import Network

_MISSING: dict[str, type[NotFoundError]] = {"organisations": OrganisationNotFoundError, "causes": CauseNotFoundError}


@dataclass(frozen=True, slots=True)
class Row:
    """The record at a row of a table, in one Network."""

    network: Network
    table: str
    index: int

    @property
    def id(self) -> str:
        """Its id."""
        return cast(str, self.network[self.table].ids[self.index])

    @property
    def record(self) -> Record:
        """The whole record."""
        return self.network.record(self.table, self.index)

    def value(self, name: str) -> Any:
        """Give one field, as in the record."""
        column = self.network[self.table].type.columns[name]
        return decoder(column, self.network.ids_of)(self.network[self.table].columns[name][self.index])

    def one(self, name: str) -> Row | None:
        """Follow a reference; None where it is blank or leads to what the audience may not see."""
        column = self.network[self.table].type.columns[name]
        assert column.form is Form.REFERENCE, name
        target = int(self.network[self.table][name][self.index])
        return None if target < 0 else Row(self.network, column.table, target)

    def many(self, name: str) -> list[Row]:
        """Follow a list of references."""
        column = self.network[self.table].type.columns[name]
        targets = self.network[self.table].lists(name)[self.index]
        return [Row(self.network, column.table, int(target)) for target in targets]

    def pointing_here(self, table: str, name: str) -> list[Row]:
        """Find the records of a table whose reference `name` leads here, in order of id."""
        return [Row(self.network, table, int(row)) for row in referrers(self.network, table, name, self.index)]


def find_row(network: Network, table: str, id: str) -> Row:
    """Find a record by its id.

    Raises
    ------
    NotFoundError
        If there is none, or the audience may not see it; organisations and causes have classes of their own.
    """
    row = network[table].row(id)
    if row is None:
        kind = network[table].type.record.__name__.lower()
        raise _MISSING.get(table, NotFoundError)(f"there is no {kind} {id!r}; look its id up by name")
    return Row(network, table, row)


def find_organisations(network: Network, ids: Iterable[str]) -> list[Row]:
    """Find several organisations, each named once.

    Raises
    ------
    OrganisationNotFoundError
        If one is not there.
    UsageError
        If one is named twice.
    """
    rows = [find_row(network, "organisations", id) for id in ids]
    seen: set[int] = set()
    for row in rows:
        if row.index in seen:
            raise UsageError(f"organisation {row.id!r} is named twice; name it once")
        seen.add(row.index)
    return rows


def organisation(row: Row) -> Organisation:
    """Give the record of a row of organisations."""
    return cast(Organisation, row.record)


def referrers(network: Network, table: str, name: str, index: int) -> NDArray[np.int64]:
    """Rows of a table whose reference `name` leads to row `index` of its target, ascending."""
    order, offsets = network.remember("referrers", (table, name), lambda: _index(network, table, name), keep=32)
    return order[offsets[index] : offsets[index + 1]]


def _index(network: Network, table: str, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each target t, the rows that refer to it: order[offsets[t]:offsets[t + 1]]."""
    column = network[table].type.columns[name]
    if column.form is Form.REFERENCES:
        lists = network[table].lists(name)
        owners, targets = lists.owners, lists.rows
    else:
        owners, targets = np.arange(len(network[table])), network[table][name]
    order = np.argsort(targets, kind="stable")
    offsets = np.searchsorted(targets[order], np.arange(len(network[column.table]) + 1))
    return owners[order], offsets
