"""Tie sets: the records of a Network as the alliance graph of a period.

`recorded` counts what sources state: ties that show cooperation, and that a coalition's members are tied to the
organisation that embodies it. `tables` adds pairs that sit at the same table, for those are no strangers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.model import TieSet, TieType
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.period_records import period_records
from alliancemap.network.seats import same_table


@dataclass(frozen=True, eq=False)
class AllianceGraph:
    """The alliance graph of a period.

    Attributes
    ----------
    rows : int64, length n
        The organisations of the period, as rows of the Network, ascending; rows of the matrices stand for these.
    ties : csr_array, n × n
        Weights > 0, symmetric, empty diagonal.
    conflicts, related : csr_array, n × n
        Binary and symmetric: conflict ties of the period; records of founding or succession of any time.
    n_records, n_loops : int
        How many records entered `ties`, and how many of an organisation with itself were dropped.
    """

    rows: NDArray[np.int64]
    ties: csr_array
    conflicts: csr_array
    related: csr_array
    n_records: int
    n_loops: int


def alliance_graph(network: Network, tie_set: TieSet, period: Period) -> AllianceGraph:
    """Build the alliance graph of a period.

    recorded: w[i, j] = Σ strength (1 where not recorded) over ties of a type that shows cooperation, whose state is
    neither declined nor unknown, in either direction; plus 1 for each coalition that i joined and j embodies, unless a
    member_of record of i to j is counted already.
    tables: w[i, j] += Σ 1/(m − 1) over the bodies of 2 ≤ m ≤ 50 members that i and j were members of at the same time.

    Time O(ties + memberships + Σ m² over bodies counted).
    """
    records = period_records(network, period)
    links = [records.cooperation, records.embodied()]
    if tie_set is TieSet.TABLES:
        links.append(same_table(records.bodies()))
    source, target, weight = (np.concatenate(parts) for parts in zip(*links, strict=True))
    n_records = len(links[0][0]) + len(links[1][0])
    return AllianceGraph(
        records.rows,
        _symmetric(source, target, weight, len(records.rows)),
        _binary(*records.ends(records.mask(TieType.CONFLICTS_WITH)), len(records.rows)),
        _binary(*records.ends(records.recorded(TieType.FOUNDED, TieType.SUCCEEDED_BY)), len(records.rows)),
        n_records,
        int((source == target).sum()),
    )


def _symmetric(
    source: NDArray[np.int64], target: NDArray[np.int64], weight: NDArray[np.float64], size: int
) -> csr_array:
    """Sum links either way into a matrix without diagonal; each pair is summed in one order, so that w = wᵀ exactly."""
    apart = source != target
    low, high = np.minimum(source, target)[apart], np.maximum(source, target)[apart]
    order = np.lexsort((weight[apart], high, low))
    upper = csr_array(coo_array((weight[apart][order], (low[order], high[order])), shape=(size, size)))
    matrix = csr_array(upper + upper.T)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _binary(source: NDArray[np.int64], target: NDArray[np.int64], size: int) -> csr_array:
    matrix = _symmetric(source, target, np.ones(len(source)), size)
    matrix.data[:] = 1
    return matrix
