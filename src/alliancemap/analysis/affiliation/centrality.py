"""Degree, closeness and betweenness in affiliation networks, each against the most that its mode allows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array

from alliancemap.analysis.affiliation.margins import affiliations, degrees

Values = NDArray[np.float64]


def two_mode_graph(matrix: csr_array) -> csr_array:
    """Give an affiliation network as one graph: the rows first, then the columns, tied where the matrix has an entry.

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)

    Returns
    -------
    csr_array, shape (n₁ + n₂, n₁ + n₂)
        Symmetric, canonical, empty diagonal.
    """
    size = sum(matrix.shape)
    if not matrix.nnz:
        return csr_array((size, size), dtype=np.float64)
    graph = csr_array(block_array([[None, matrix], [matrix.T, None]], format="csr"))
    graph.sort_indices()
    return graph


def two_mode_density(matrix: csr_array) -> float:
    """Share of the possible affiliations that there are: m/(n₁n₂), NaN where none is possible.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.
    """
    entries = affiliations(matrix)
    possible = entries.shape[0] * entries.shape[1]
    return entries.nnz / possible if possible else float("nan")


def two_mode_degree(matrix: csr_array) -> Values:
    """Share of the other mode that a node is tied to.

        row i: r_i/n₂;  column k: c_k/n₁
    NaN where the other mode is empty; an isolate has 0. Time O(m).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    float64, shape (n₁ + n₂,)
        In [0, 1], the rows first.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.

    References
    ----------
    Borgatti & Everett, Soc. Netw. 19, 243 (1997). doi:10.1016/S0378-8733(96)00301-2
    """
    entries = affiliations(matrix)
    rows, columns = degrees(entries)
    return _by_mode(rows.astype(np.float64), columns.astype(np.float64), (entries.shape[1], entries.shape[0]))


def two_mode_closeness(distance_sum: Values, shape: tuple[int, int]) -> Values:
    """How near a node of a connected network is to all others, against the nearest that its mode allows.

        row: (n₂ + 2n₁ − 2)/Σ_j d(i, j);  column: (n₁ + 2n₂ − 2)/Σ_j d(k, j)
    The best placed is 1 step from the other mode and 2 from its own. NaN where there is nobody else.

    Parameters
    ----------
    distance_sum : float64, shape (n₁ + n₂,)
        Sum of the shortest paths from each node to all others, in the graph of both modes, the rows first.
    shape : pair of int
        n₁ and n₂.

    Returns
    -------
    float64, shape (n₁ + n₂,)
        In (0, 1].

    References
    ----------
    Borgatti & Everett, Soc. Netw. 19, 243 (1997). doi:10.1016/S0378-8733(96)00301-2
    """
    rows, columns = shape
    least = _of_mode((columns + 2.0 * rows - 2, rows + 2.0 * columns - 2), shape)
    return _ratio(least, distance_sum)


def two_mode_harmonic(inverse_sum: Values, shape: tuple[int, int]) -> Values:
    """How near a node is to all others, where not all are connected.

        row: Σ_j 1/d(i, j) / (n₂ + (n₁ − 1)/2);  column: Σ_j 1/d(k, j) / (n₁ + (n₂ − 1)/2);  1/∞ = 0
    The divisor is what a node has that is tied to the whole other mode. An isolate has 0; NaN where there is nobody
    else.

    Parameters
    ----------
    inverse_sum : float64, shape (n₁ + n₂,)
        Sum of 1/d from each node to all others, in the graph of both modes, the rows first.
    shape : pair of int
        n₁ and n₂.

    Returns
    -------
    float64, shape (n₁ + n₂,)
        In [0, 1].

    References
    ----------
    Boldi & Vigna, Internet Math. 10, 222 (2014). doi:10.1080/15427951.2013.865686
    """
    rows, columns = shape
    most = _of_mode((columns + (rows - 1) / 2, rows + (columns - 1) / 2), shape)
    return _ratio(inverse_sum, most)


def two_mode_betweenness(raw: Values, shape: tuple[int, int]) -> Values:
    """Betweenness against the most that a node of its mode can have.

        row: raw/M(n₁, n₂);  column: raw/M(n₂, n₁);
        M(n, o) = ½[o²(s+1)² + o(s+1)(2t−s−1) − t(2s−t+3)],  s = (n−1) div o,  t = (n−1) mod o
    NaN where the most is 0 (then no node of the mode can lie between two others).

    Parameters
    ----------
    raw : float64, shape (n₁ + n₂,)
        Σ_{s<t} σ_st(i)/σ_st over the unordered pairs of the graph of both modes, the rows first.
    shape : pair of int
        n₁ and n₂.

    Returns
    -------
    float64, shape (n₁ + n₂,)
        In [0, 1].

    References
    ----------
    Borgatti & Everett, Soc. Netw. 19, 243 (1997). doi:10.1016/S0378-8733(96)00301-2
    """
    rows, columns = shape
    return _by_mode(raw[:rows], raw[rows:], (_most_betweenness(rows, columns), _most_betweenness(columns, rows)))


def _most_betweenness(own: int, other: int) -> float:
    if own < 1 or other < 1:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _by_mode(rows: Values, columns: Values, most: tuple[float, float]) -> Values:
    """Divide the values of each mode by its most; NaN where that is 0."""
    return _ratio(np.concatenate([rows, columns]), _of_mode(most, (len(rows), len(columns))))


def _of_mode(values: tuple[float, float], shape: tuple[int, int]) -> Values:
    return np.repeat(np.array(values, np.float64), shape)


def _ratio(values: Values, scales: Values) -> Values:
    ratio: Values = np.full(len(values), np.nan)
    np.divide(values, scales, out=ratio, where=scales > 0)
    return ratio
