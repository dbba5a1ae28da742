"""Burt's measures of structural holes, and the clustering that comes with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.centrality.rows import weighted_rows
from alliancemap.analysis.structural_holes.triangles import by_degree, dyads, earlier_ties, measured, walk

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class StructuralHoles:
    """What one walk over the triangles says of every node; shapes (n,), NaN where a measure is not defined.

    Attributes
    ----------
    degree : int64
        k_i, the number of contacts.
    constraint : float64
        C_i: how far time and energy lead back to the same contacts. May exceed 1; isolate NaN.
    effective_size : float64
        e_i: contacts less their redundancy, 0 to k_i; isolate NaN.
    hierarchy : float64
        H_i: how far constraint comes from a single contact, 0 to 1; below 10⁻¹² it is 0; isolate NaN.
    triangles : int64
        Pairs of contacts that are tied.
    """

    degree: NDArray[np.int64]
    constraint: Values
    effective_size: Values
    hierarchy: Values
    triangles: NDArray[np.int64]

    @property
    def efficiency(self) -> Values:
        """Effective size as a share of the contacts: e_i/k_i; isolate NaN."""
        share: Values = self.effective_size / np.maximum(self.degree, 1)
        return share

    @property
    def clustering(self) -> Values:
        """Share of pairs of contacts that are tied: t_i/(k_i(k_i − 1)/2); with fewer than two contacts 0."""
        pairs = self.degree * (self.degree - 1) / 2
        return self.triangles / np.maximum(pairs, 1)

    @property
    def transitivity(self) -> float:
        """Share of paths of two ties whose ends are tied, in the whole network; NaN if there is no such path."""
        paths = int((self.degree * (self.degree - 1)).sum()) // 2
        return int(self.triangles.sum()) / paths if paths else float("nan")


def structural_holes(ties: csr_array) -> StructuralHoles:
    """Constraint, effective size, hierarchy and triangles of all nodes, in one walk over the triangles.

    With p_ij = w_ij/s_i and m_jq = w_jq/max_k w_jk:
        c_ij = (p_ij + Σ_{q≠i,j} p_iq p_qj)²                             C_i = Σ_j c_ij
        e_i = Σ_{j∈N(i)} [1 − Σ_{q≠i,j} p_iq m_jq]                       binary: k_i − 2t_i/k_i
        H_i = Σ_j r_ij ln r_ij / (k_i ln k_i), r_ij = c_ij/(C_i/k_i)     one contact: 1
    where t_i counts the ties among the contacts. Directed ties enter as W + Wᵀ, for Burt takes both ways together.
    Time O(Σ over ties of the smaller of the two degrees), memory O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0, symmetric, empty diagonal.

    References
    ----------
    R. S. Burt, Structural Holes, Harvard University Press (1992).
    S. P. Borgatti, Connections 20(1), 35 (1997).
    """
    arrays, count = weighted_rows(ties), degree(ties)
    if not len(count):
        return StructuralHoles(count, np.empty(0), np.empty(0), np.empty(0), count)
    row_of, name_of = by_degree(count.astype(np.uint32))
    begins, ends, weights, nodes = earlier_ties(*arrays, row_of, name_of)
    reach = walk(begins, ends, weights, nodes)
    sums = dyads(begins, ends, reach, nodes)
    constraint, effective_size, hierarchy, triangles = measured(count.astype(np.uint32), row_of, nodes, sums)
    return StructuralHoles(count, constraint, effective_size, hierarchy, triangles.astype(np.int64))


def constraint(ties: csr_array) -> Values:
    """Burt's constraint alone; see `structural_holes`, of whose cost it is most."""
    return structural_holes(ties).constraint
