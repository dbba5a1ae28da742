"""One walk over all triangles of an undirected graph, and all that is summed on the way.

Nodes are renamed by degree, the largest first, and each keeps its ties to earlier names only. Then no row is long, not
even a hub's, every triangle a > b > c is met once, from a, and what is read most lies together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths
from alliancemap.analysis.compute.kernels import kernel

Names = NDArray[np.uint32]
Nodes = NDArray[np.float64]
"""By new name: 1/s_i, 1/(strongest tie of i), Σ over triangles of what effective size loses × s_i, triangles."""


@kernel
def by_degree(degrees: Names) -> tuple[Names, Names]:
    """Name nodes anew, by degree from the largest, equal ones by row: the row of each name, the name of each row."""
    n, most = len(degrees), np.max(degrees)
    free = np.zeros(most + 2, np.uint32)
    for row in range(n):
        free[most - degrees[row] + 1] += 1
    for place in range(1, len(free)):
        free[place] += free[place - 1]
    row_of, name_of = np.empty_like(degrees), np.empty_like(degrees)
    for row in range(n):
        name = free[most - degrees[row]]
        name_of[row], row_of[name] = name, row
        free[most - degrees[row]] += 1
    return row_of, name_of


@kernel
def earlier_ties(
    starts: Starts, columns: Columns, strengths: Strengths, row_of: Names, name_of: Names
) -> tuple[Starts, Columns, Strengths, Nodes]:
    """Each node's ties to earlier names, as rows; and what each node has to itself."""
    n, ties = len(row_of), len(columns) // 2
    begins, ends, weights = np.zeros(n + 1, np.uint32), np.empty(ties + 1, np.uint32), np.empty(ties + 1)
    nodes = np.zeros((n, 4))
    kept = 0
    for name in range(n):
        total = strongest = 0.0
        for entry in range(starts[row_of[name]], starts[row_of[name] + 1]):
            # Written in any case, and overwritten by the next if the tie is not kept: no branch to guess wrong.
            ends[kept], weights[kept] = name_of[columns[entry]], strengths[entry]
            total += weights[kept]
            strongest = max(strongest, weights[kept])
            kept += ends[kept] < name
        begins[name + 1] = kept
        nodes[name, 0], nodes[name, 1] = 1.0 / total, 1.0 / strongest
    return begins, ends, weights, nodes


@kernel
def walk(begins: Starts, ends: Columns, weights: Strengths, nodes: Nodes) -> Strengths:
    """Meet every triangle; give w_ij + Σ_q w_iq w_qj / s_q for each tie, and add to the nodes what they sum."""
    n = len(begins) - 1
    reach = weights.copy()
    ahead, tied = 0, np.zeros(n, np.uint32)
    """One past the tie from `a`, if the node has one."""
    for a in range(n):
        first = begins[a]
        if begins[a + 1] < first + 2:
            continue
        for ab in range(first, begins[a + 1]):
            tied[ends[ab]] = ab + 1
            # The rows to come are asked for all at once: memory answers many requests in the time of one.
            ahead += ends[begins[ends[ab]]]
        for ab in range(first, begins[a + 1]):
            b, w_ab, through, lost_a, lost_b, met = ends[ab], weights[ab], 0.0, 0.0, 0.0, 0
            for bc in range(begins[b], begins[b + 1]):
                c = ends[bc]
                # What earlier rows left points to earlier ties, so it need not be wiped out.
                if tied[c] > first:
                    ac = np.uint32(tied[c] - 1)
                    w_ac, w_bc = weights[ac], weights[bc]
                    # Shares first: a product of strengths might be larger than numbers go.
                    through += w_ac * (w_bc * nodes[c, 0])
                    reach[ac] += w_ab * (w_bc * nodes[b, 0])
                    reach[bc] += w_ac * (w_ab * nodes[a, 0])
                    lost_a += w_ac * (w_bc * nodes[b, 1]) + w_ab * (w_bc * nodes[c, 1])
                    lost_b += w_bc * (w_ac * nodes[a, 1]) + w_ab * (w_ac * nodes[c, 1])
                    nodes[c, 2] += w_ac * (w_ab * nodes[b, 1]) + w_bc * (w_ab * nodes[a, 1])
                    nodes[c, 3] += 1
                    met += 1
            reach[ab] += through
            nodes[a, 2] += lost_a
            nodes[b, 2] += lost_b
            nodes[a, 3] += met
            nodes[b, 3] += met
    # The place past the last tie is spare. What is kept nowhere would not be asked for.
    reach[-1] = ahead
    return reach


@kernel
def _add(sums: NDArray[np.float64], node: int, share: float, logarithm: float) -> None:
    sums[node, 0] += share * share
    sums[node, 1] += share * share * logarithm


@kernel
def dyads(begins: Starts, ends: Columns, reach: Strengths, nodes: Nodes) -> NDArray[np.float64]:
    """Sum c_ij and c_ij ln reach_ij over the contacts j of each node i, where c_ij = (reach_ij/s_i)²."""
    n = len(begins) - 1
    sums = np.zeros((n, 2))
    for a in range(n):
        for ab in range(begins[a], begins[a + 1]):
            logarithm = np.log(reach[ab])
            _add(sums, a, reach[ab] * nodes[a, 0], logarithm)
            _add(sums, ends[ab], reach[ab] * nodes[ends[ab], 0], logarithm)
    return sums


@kernel
def measured(degrees: Names, row_of: Names, nodes: Nodes, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Constraint, effective size, hierarchy and number of triangles, a row each, by original row."""
    found = np.full((4, len(row_of)), np.nan)
    for name in range(len(row_of)):
        row = row_of[name]
        degree = float(degrees[row])
        found[3, row] = nodes[name, 3]
        if degree > 0:
            found[0, row] = sums[name, 0]
            found[1, row] = degree - nodes[name, 2] * nodes[name, 0]
            found[2, row] = 1.0
        if degree > 1:
            # Σ r ln r / k, with ln c_ij = 2 (ln reach_ij + ln 1/s_i).
            logarithm = 2.0 * (sums[name, 1] / sums[name, 0] + np.log(nodes[name, 0]))
            hierarchy = (logarithm - np.log(sums[name, 0] / degree)) / np.log(degree)
            found[2, row] = hierarchy if hierarchy > 1e-12 else 0.0
    return found
