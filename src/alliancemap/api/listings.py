"""What each list holds and in what order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.api.choices import OrganisationOrder, TieDirection
from alliancemap.api.context import Context
from alliancemap.api.indexes import referring, stances_of, tie_at, ties_of, weights
from alliancemap.api.orders import order_key, ordered
from alliancemap.api.paging import Listing
from alliancemap.dates import PartialDate
from alliancemap.errors import UsageError
from alliancemap.model import StanceSide, TieState
from alliancemap.network.network import Network
from alliancemap.network.period import Period, in_period
from alliancemap.network.rows import Row
from alliancemap.services.search import search_causes, search_organisations

Mask = NDArray[np.bool_]


def records(network: Network, table: str, mask: Mask | None = None, order: str = "name") -> Listing:
    """List the records of a table that a mask keeps."""
    by = OrganisationOrder(order)
    rows = ordered(network, table, by)
    kept = rows if mask is None else rows[mask[rows]]
    return Listing(f"{table} by {by}", kept, order_key(network, table, by), lambda row: Row(network, table, int(row)))


def found(network: Network, table: str, text: str, mask: Mask | None) -> Listing:
    """List what a search finds among the records that a mask keeps, the best first."""
    search = {"organisations": search_organisations, "causes": search_causes}[table]
    rows = [row for row in search(network, text) if mask is None or mask[row]]
    ids = network[table].ids
    return Listing(f"{table} found", rows, lambda row: [ids[row]], lambda row: Row(network, table, row), ranked=True)


def organisations(network: Network, mask: Mask | None, text: str | None, order: OrganisationOrder | None) -> Listing:
    """List organisations, searched or not.

    Raises
    ------
    UsageError
        If they shall come by relevance, but to nothing.
    """
    if order is OrganisationOrder.RELEVANCE and text is None:
        raise UsageError("orderBy is RELEVANCE, but there is no search text; give search, or another order")
    if text is None:
        return records(network, "organisations", mask, order or OrganisationOrder.NAME)
    result = found(network, "organisations", text, mask)
    if order in (None, OrganisationOrder.RELEVANCE):
        return result
    chosen = np.zeros(len(network["organisations"]), np.bool_)
    chosen[result.items] = True
    return records(network, "organisations", chosen, str(order))


def stances(context: Context, row: Row, end: str, side: StanceSide | None) -> Listing:
    """List the stances of an organisation (end `organisation_id`) or on a cause (`cause_id`), most central first."""
    network, table = context.network, context.network["stances"]
    rows = stances_of(network, end)[row.index]
    if side is not None:
        rows = rows[table.choice("stance", side)[rows]]
    weight, ids = weights(network), table.ids
    other = "cause_id" if end == "organisation_id" else "organisation_id"
    node = context.reader("stances", other)
    return Listing(f"stances by {end}", rows, lambda item: [-float(weight[item]), ids[item]], node)


def ties(context: Context, row: Row, mask: Mask | None, direction: TieDirection | None) -> Listing:
    """List the ties of an organisation that a mask keeps, in order of their ids; nodes are the other organisations."""
    items, ids = ties_of(context.network)[row.index], context.network["ties"].ids
    if direction is not None:
        items = items[(items >= 0) == (direction is TieDirection.OUTGOING)]
    if mask is not None:
        items = items[mask[np.where(items >= 0, items, ~items)]]
    source, target = context.reader("ties", "source_id"), context.reader("ties", "target_id")
    return Listing(
        "ties",
        items,
        lambda item: [ids[tie_at(item)], int(item < 0)],
        lambda item: target(item) if item >= 0 else source(~item),
    )


def referrers(
    network: Network, table: str, end: str, row: Row, node: Callable[[int], Any], mask: Mask | None = None
) -> Listing:
    """List the records of a table that refer to a row and that a mask keeps, in order of their ids."""
    items, ids = referring(network, table, end, row.table)[row.index], network[table].ids
    kept = items if mask is None else items[mask[items]]
    return Listing(f"{table} by {end}", kept, lambda item: [ids[item]], node)


def chosen(network: Network, table: str, name: str, values: list[Any]) -> Mask:
    """Mask of the records whose field has one of these choices."""
    mask = np.zeros(len(network[table]), np.bool_)
    for value in set(values):
        mask |= network[table].choice(name, value)
    return mask


def tie_mask(
    network: Network, types: list[Any] | None, states: list[Any] | None, day: PartialDate | None
) -> Mask | None:
    """Mask of the ties of these types, in these states (one without a state is claimed), in force on a day."""
    if types is None and states is None and day is None:
        return None
    mask = np.ones(len(network["ties"]), np.bool_)
    if types is not None:
        mask &= chosen(network, "ties", "type", types)
    if states is not None:
        unsaid = (network["ties"]["state"] < 0) & (TieState.CLAIMED in states)
        mask &= chosen(network, "ties", "state", states) | unsaid
    return mask & in_force(network, "ties", day) if day else mask


def in_force(network: Network, table: str, day: PartialDate | None) -> Mask:
    """Mask of the ties or memberships in force on a day; a year or month stands for its last day."""
    return in_period(network[table], Period.of(network, day.last_day if day else None))
