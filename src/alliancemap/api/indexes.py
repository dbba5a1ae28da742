"""Indexes: which stances, ties and memberships belong to a record, in the order in which they are listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.network.network import Network

Owners = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Index:
    """The items of each owner: those of owner i are `items[offsets[i]:offsets[i + 1]]`."""

    offsets: NDArray[np.int64]
    items: NDArray[np.int64]

    @classmethod
    def of(cls, owners: Owners, size: int, *priority: NDArray[np.generic]) -> Index:
        """Sort items by owner, then by each priority, then by place; owners below 0 own nothing."""
        order = np.lexsort((np.arange(len(owners)), *reversed(priority), owners)).astype(np.int64)
        return cls(np.searchsorted(owners[order], np.arange(size + 1)), order)

    def __getitem__(self, owner: int) -> NDArray[np.int64]:
        return self.items[self.offsets[owner] : self.offsets[owner + 1]]


def weights(network: Network) -> NDArray[np.float64]:
    """The weight of each stance; 1 where none is recorded."""

    def make() -> NDArray[np.float64]:
        given = network["stances"]["weight"]
        return np.where(np.isnan(given), 1.0, given)

    return network.remember("listing index", "weights", make)


def stances_of(network: Network, end: str) -> Index:
    """The stances of each organisation or on each cause, the most central first."""
    table = {"organisation_id": "organisations", "cause_id": "causes"}[end]

    def make() -> Index:
        return Index.of(network["stances"][end], len(network[table]), -weights(network))

    return network.remember("listing index", ("stances", end), make)


def ties_of(network: Network) -> Index:
    """The ties of each organisation, in both directions: t for tie t seen from its source, ~t from its target."""

    def make() -> Index:
        ties = network["ties"]
        rows = np.arange(len(ties))
        owners = np.concatenate([ties["source_id"], ties["target_id"]])
        index = Index.of(owners, len(network["organisations"]), np.tile(rows, 2))
        return Index(index.offsets, np.concatenate([rows, ~rows])[index.items])

    return network.remember("listing index", "ties", make)


def tie_at(item: int) -> int:
    """The tie that an item of `ties_of` stands for."""
    return int(item) if item >= 0 else ~int(item)


def referring(network: Network, table: str, end: str, to: str) -> Index:
    """The records of a table by the record of table `to` that they refer to in field `end`."""

    def make() -> Index:
        return Index.of(network[table][end], len(network[to]))

    return network.remember("listing index", (table, end), make)


def subtree(network: Network, table: str, parent: str, root: int) -> NDArray[np.bool_]:
    """Mask of a record and all that lie under it by the reference `parent`."""
    parents = network[table][parent]
    inside = np.zeros(len(parents), np.bool_)
    inside[root] = True
    while (wider := inside | (np.append(inside, False)[parents])).sum() > inside.sum():
        inside = wider
    return inside
