"""The orders in which organisations are listed, each with the keys that its cursors hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.api.cursors import Key
from alliancemap.api.enums import OrganisationOrders
from alliancemap.network.columns import NO_INTEGER
from alliancemap.network.network import Network
from alliancemap.services.search import folded

_NUMBERS = {
    OrganisationOrders.OLDEST: ("founded", 1),
    OrganisationOrders.NEWEST: ("founded", -1),
    OrganisationOrders.LARGEST: ("size", -1),
}


def order_key(network: Network, table: str, order: OrganisationOrders) -> Callable[[Any], Key]:
    """Give the function from a row to what it is ordered by."""
    ids = network[table].ids
    if order is OrganisationOrders.NAME:
        names = network[table]["name"]
        return lambda row: [folded(names[row]), ids[row]]
    if order in _NUMBERS:
        column, sign = _NUMBERS[order]
        numbers = network[table][column]
        return lambda row: [int(numbers[row] == NO_INTEGER), sign * int(numbers[row]), ids[row]]
    return lambda row: [ids[row]]


def ordered(network: Network, table: str, order: OrganisationOrders) -> NDArray[np.int64]:
    """All rows of a table in an order; made once for a Network."""

    def make() -> NDArray[np.int64]:
        key = order_key(network, table, order)
        return np.array(sorted(range(len(network[table])), key=lambda row: list(key(row))), np.int64)

    return network.remember("listing order", (table, order), make)
