"""Eigenvector centrality in affiliation networks: important organisations stand for important causes."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

from alliancemap.analysis.affiliation.centrality import two_mode_graph
from alliancemap.analysis.affiliation.margins import affiliations
from alliancemap.analysis.graphs.components import component_labels

DENSE = 400
"""Up to this many nodes in its smaller mode, a component's Gram matrix is decomposed whole."""

EQUAL = 1e-9
"""Singular values nearer than this, relative to the larger one, count as equal."""

Values = NDArray[np.float64]


def two_mode_eigenvector(matrix: csr_array) -> Values:
    """First singular vectors of the affiliation matrix, both together of length 1.

        B v = σ₁ u,  Bᵀ u = σ₁ v,  u, v ≥ 0,  ‖u‖₂ = ‖v‖₂ = 1;  row i: u_i/√2, column k: v_k/√2
    Only the component with the largest σ₁ has values above 0. NaN for all where there is no affiliation, or where two
    components have the same largest σ₁ (no vector is then the first). Components are decomposed one by one, those
    left out whose bound σ₁² ≤ (largest row sum)(largest column sum) is below what was found.
    Time: Lanczos rounds of O(m).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    float64, shape (n₁ + n₂,)
        Not negative, the rows first.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.

    References
    ----------
    Borgatti & Everett, Soc. Netw. 19, 243 (1997). doi:10.1016/S0378-8733(96)00301-2
    """
    entries = affiliations(matrix)
    rows, columns = entries.shape
    values, largest = np.full(rows + columns, np.nan), 0.0
    for bound, nodes in _components(entries):
        if bound < largest * (1 - EQUAL if np.isfinite(values).all() else 1 + EQUAL):
            break
        part = csr_array(entries[nodes[nodes < rows]][:, nodes[nodes >= rows] - rows])
        sigma, vector = _first_singular(part)
        if sigma > largest * (1 + EQUAL):
            largest, values = sigma, np.zeros(rows + columns)
            values[nodes] = vector
        elif sigma > largest * (1 - EQUAL):
            values = np.full(rows + columns, np.nan)
    return values


def _components(entries: csr_array) -> Iterator[tuple[float, NDArray[np.int64]]]:
    """Components with an affiliation, as (upper bound of σ₁, nodes), the largest bound first."""
    graph = two_mode_graph(entries)
    labels = component_labels(graph)
    degree = np.diff(graph.indptr)
    most = np.zeros((2, labels.max(initial=-1) + 1))
    for mode, span in enumerate((slice(0, entries.shape[0]), slice(entries.shape[0], None))):
        np.maximum.at(most[mode], labels[span], degree[span])
    bounds = np.sqrt(most[0] * most[1])
    nodes = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[:-1])
    for label in np.argsort(-bounds, kind="stable"):
        if bounds[label] > 0:
            yield float(bounds[label]), nodes[label]


def _first_singular(part: csr_array) -> tuple[float, Values]:
    """Largest singular value of a connected part, with u/√2 and v/√2 one after the other."""
    wide = part.shape[0] <= part.shape[1]
    narrow = csr_array(part if wide else part.T)
    short = _first_of_gram(narrow)
    long = narrow.T @ short
    sigma = float(np.linalg.norm(long))
    long = long / sigma
    halves = (short, long) if wide else (long, short)
    return sigma, np.concatenate(halves) / math.sqrt(2)


def _first_of_gram(narrow: csr_array) -> Values:
    """First eigenvector of N Nᵀ, not negative, of length 1."""
    size = narrow.shape[0]
    if size <= DENSE:
        vector = np.linalg.eigh((narrow @ narrow.T).toarray())[1][:, -1]
    else:
        other = csr_array(narrow.T)
        gram = LinearOperator((size, size), matvec=lambda x: narrow @ (other @ x), dtype=np.float64)
        vector = eigsh(gram, k=1, v0=np.ones(size), maxiter=100 * size)[1][:, 0]
    vector = np.abs(vector)
    return np.asarray(vector / np.linalg.norm(vector), np.float64)
