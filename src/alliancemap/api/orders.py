"""The orders in which organisations are listed, each with the keys that its cursors hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.api.choices import OrganisationOrder
from alliancemap.api.cursors import Key
from alliancemap.network.columns import NO_INTEGER
from alliancemap.network.network import Network
from alliancemap.services.search import folded

folded_name = lru_cache(maxsize=200_000)(folded)
"""`folded`, kept from one revision to the next: few names change."""
_NUMBERS = {
    OrganisationOrder.OLDEST: ("founded", 1),
    OrganisationOrder.NEWEST: ("founded", -1),
    OrganisationOrder.LARGEST: ("size", -1),
}


def order_key(network: Network, table: str, order: OrganisationOrder) -> Callable[[Any], Key]:
    """Give the function from a row to what it is ordered by."""
    ids = network[table].ids
    if order is OrganisationOrder.NAME:
        names = network[table]["name"]
        return lambda row: [folded_name(names[row]), ids[row]]
    if order in _NUMBERS:
        column, sign = _NUMBERS[order]
        numbers = network[table][column]
        return lambda row: [int(numbers[row] == NO_INTEGER), sign * int(numbers[row]), ids[row]]
    return lambda row: [ids[row]]


def ordered(network: Network, table: str, order: OrganisationOrder) -> NDArray[np.int64]:
    """All rows of a table in an order; made once for a Network."""

    def make() -> NDArray[np.int64]:
        key = order_key(network, table, order)
        return np.array(sorted(range(len(network[table])), key=lambda row: list(key(row))), np.int64)

    return network.remember("listing order", (table, order), make)
