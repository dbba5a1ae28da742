"""Ties that have a direction, and whether they are returned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliancemap.model import TieType
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.period_records import period_records

DIRECTED = (TieType.MEMBER_OF, TieType.SUPPORTS, TieType.FUNDS)
"""The types of cooperation that go from one to the other; the rest hold of both alike."""


@dataclass(frozen=True)
class Returned:
    """To how many organisations one has a directed tie, and how many of these have one to it."""

    given: int
    returned: int

    @property
    def share(self) -> float | None:
        """How many are returned, as a share; None where none is given."""
        return self.returned / self.given if self.given else None


def returned_ties(network: Network, period: Period, place: int) -> Returned:
    """Count the directed ties of an organisation, named by its place in the graph of a period; O(ties)."""
    records = period_records(network, period)
    source, target = records.ends(records.mask(*DIRECTED))
    towards = np.setdiff1d(target[source == place], [place])
    back = np.intersect1d(towards, source[target == place])
    return Returned(len(towards), len(back))
