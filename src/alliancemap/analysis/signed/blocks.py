"""A signed network in parts that can be divided into camps one by one: its blocks."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.graphs.components import component_labels

Rows = NDArray[np.int64]
Camps = NDArray[np.int8]
"""The camp of each node, 1 or -1."""


def components(signs: csr_array) -> Iterator[Rows]:
    """Rows of each connected component, in order of its first row."""
    labels = component_labels(signs)
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.cumsum(np.bincount(labels))[:-1]) if len(order) else ()


def blocks(signs: csr_array) -> list[Rows]:
    """Rows of each block (biconnected component) of a connected network.

    After the first, each shares exactly one node with those before it: camps found for each block alone fit together
    when one of them is turned over. So the fewest ties to change add up over blocks. Time O(n + m).
    """
    found = [
        np.array(sorted(block), np.int64) for block in nx.biconnected_components(nx.from_scipy_sparse_array(signs))
    ]
    found.sort(key=lambda rows: (int(rows[0]), len(rows), rows.tolist()))
    return _in_reach(found)


def _in_reach(found: list[Rows]) -> list[Rows]:
    """The same blocks in an order in which each touches one before."""
    of_node: dict[int, list[int]] = {}
    for number, rows in enumerate(found):
        for row in rows.tolist():
            of_node.setdefault(row, []).append(number)
    order = [0] if found else []
    taken = set(order)
    for number in order:
        for row in found[number].tolist():
            fresh = [other for other in of_node[row] if other not in taken]
            taken.update(fresh)
            order.extend(fresh)
    return [found[number] for number in order]


def coloured(signs: csr_array) -> Camps:
    """Camps of a connected network that fit the ties of a spanning tree: if any fit all ties, these do. O(n + m)."""
    return _coloured(signs.indptr.astype(np.int64), signs.indices.astype(np.int64), signs.data.astype(np.int8))


@kernel
def _coloured(starts: NDArray[np.int64], columns: NDArray[np.int64], signs: NDArray[np.int8]) -> Camps:
    """Go out from the first node; each node that is met takes the camp that its tie asks for."""
    camps = np.zeros(len(starts) - 1, np.int8)
    queue = np.zeros(len(camps), np.int64)
    camps[0], end = 1, 1
    for place in range(len(camps)):
        for entry in range(starts[queue[place]], starts[queue[place] + 1]):
            if camps[columns[entry]] == 0:
                camps[columns[entry]] = camps[queue[place]] * signs[entry]
                queue[end] = columns[entry]
                end += 1
    return camps


def frustrated(signs: csr_array, camps: Camps) -> int:
    """How many ties do not fit these camps: positive ones between them, negative ones within."""
    row = np.repeat(np.arange(signs.shape[0]), np.diff(signs.indptr))
    return int((signs.data * camps[row] * camps[signs.indices] < 0).sum()) // 2
