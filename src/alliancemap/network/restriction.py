"""What an audience may see of a picture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from alliancemap.model import Audience
from alliancemap.network.columns import Rows
from alliancemap.network.table import Table


def visible(tables: Mapping[str, Table], audience: Audience) -> dict[str, NDArray[np.bool_]]:
    """For each table, which records an audience sees."""
    keep = {name: table["visibility"] <= audience.level for name, table in tables.items()}
    for name, table in tables.items():
        for end in table.type.ends:
            keep[name] = keep[name] & keep[end.table][table[end.name]]
    cited = np.zeros(len(tables["sources"]), bool)
    for name, table in tables.items():
        if "sources" in table.columns:
            sources = table.lists("sources")
            cited[sources.rows[keep[name][sources.owners]]] = True
    keep["sources"] = keep["sources"] & (cited | (audience is Audience.EDITOR))
    return keep


def moved_rows(mask: NDArray[np.bool_]) -> Rows:
    """Where each row stands among those that are kept; -1 for the others."""
    return np.where(mask, np.cumsum(mask) - 1, -1).astype(np.int32)


def blurred(organisations: Table, audience: Audience) -> Table:
    """Round what only editors may see exactly to a tenth of a degree."""
    blurred = organisations.choice("position", "blurred")
    if audience is Audience.EDITOR or not blurred.any():
        return organisations
    rounded = {
        name: np.where(blurred, np.round(organisations[name], 1) + 0.0, organisations[name])  # + 0.0: no sign of zero
        for name in ("latitude", "longitude")
    }
    return Table(organisations.type, organisations.ids, {**organisations.columns, **rounded})
