"""Krackhardt and Stern's E-I index: external against internal ties, and what dealing the groups at random gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.roles import numbered
from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.homophily.mixing import group_ties
from alliancemap.analysis.statistics.permutation import TwoTails
from alliancemap.analysis.statistics.shares import share
from alliancemap.errors import UsageError

DRAWS_A_BLOCK = 16


@dataclass(frozen=True, eq=False)
class EIndex:
    """External and internal ties; an index is (external - internal)/(external + internal), NaN without ties.

    Attributes
    ----------
    external, internal : int
        Ties between groups and within one.
    index : float
    expected_internal : float
        Mean of `internal` if the groups are dealt at random over the nodes that have one; NaN for fewer than two.
    sd_internal : float
        Its standard deviation; NaN for directed ties.
    node : float64, length n
        Index of each node over its neighbours, in either direction, each once; NaN for an isolate or a node without a
        group.
    group : float64, length groups
        Index of the ties of each group's members, groups in ascending order.
    n_left_out : int
        Nodes without a group.
    """

    external: int
    internal: int
    index: float
    expected_internal: float
    sd_internal: float
    node: NDArray[np.float64]
    group: NDArray[np.float64]
    n_left_out: int

    @property
    def expected_index(self) -> float:
        """The index of `expected_internal` internal ties; NaN without ties."""
        m = self.external + self.internal
        return (m - 2 * self.expected_internal) / m if m else float("nan")

    @property
    def z_internal(self) -> float:
        """(internal - expected)/sd; NaN where sd is 0 or unknown."""
        if not self.sd_internal > 0:
            return float("nan")
        return (self.internal - self.expected_internal) / self.sd_internal


def ei_index(ties: csr_array, groups: NDArray[np.integer], *, directed: bool = False) -> EIndex:
    """Count ties between and within groups, for the network, every node and every group.

    The moments are exact for groups dealt at random over the nodes, ties and group sizes kept. With the falling powers
    n_(k) = n (n - 1) …, S2 = Σ g_(2), S3 = Σ g_(3), S4 = Σ g_(4) + Σ_{g≠h} g_(2) h_(2) over group sizes and
    a = Σ_i k_i (k_i - 1):
        E[I] = m S2/n_(2),   E[I²] = E[I] + a S3/n_(3) + (m (m - 1) - a) S4/n_(4)
    Time O(n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Its stored entries are the ties; diagonal empty, symmetric if not `directed`.
    groups : int, length n
        Any number for a group, -1 for none: such nodes are left out with their ties.
    directed : bool

    References
    ----------
    D. Krackhardt & R. N. Stern, Soc. Psychol. Q. 51, 123 (1988). doi:10.2307/2786835
    """
    labels, n_groups = numbered(groups)
    grouped, once = labels >= 0, 1 if directed else 2
    tied = group_ties(binary(ties), labels, n_groups)
    internal = tied.within / once
    external = (tied.sent + tied.received) / once - 2 * internal
    n_internal, m = round(float(internal.sum())), round(float(tied.sent.sum()) / once)
    inside, alters = _alters(*rows(binary(ties) + binary(ties).T if directed else ties), labels)
    sizes = np.bincount(labels[grouped])
    mean = _mean(sizes, m)
    return EIndex(
        external=m - n_internal,
        internal=n_internal,
        index=(m - 2 * n_internal) / m if m else float("nan"),
        expected_internal=float("nan") if mean is None else float(mean),
        sd_internal=float("nan") if mean is None or directed else _sd(alters[grouped], sizes, mean),
        node=share(alters - 2 * inside, alters, grouped & (alters > 0)),
        group=share(external - internal, external + internal, external + internal > 0),
        n_left_out=int((~grouped).sum()),
    )


def ei_permutation_p(
    ties: csr_array,
    groups: NDArray[np.integer],
    *,
    draws: int = 999,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> TwoTails:
    """Test the E-I index of the network against groups dealt at random over the nodes that have one.

    p = (b + 1)/(draws + 1), b the draws with an index at least as high (upper tail: as many external ties) or at most
    as high (lower tail: as many internal ties). Draw r is shuffled by a generator seeded with (seed, r).
    Time O(draws (n + m)).

    Raises
    ------
    UsageError
        If there is no draw.
    """
    if draws < 1:
        raise UsageError(f"{draws} draws give no p: ask for 1 at least")
    labels, _ = numbered(groups)
    rows = (ties.indptr.astype(np.int64), ties.indices.astype(np.int64))
    observed, in_order = _internal(rows, labels), np.sort(labels[labels >= 0])

    def drawn(block: tuple[int, int]) -> tuple[int, int]:
        check_time()
        counts = [_internal(rows, _dealt(labels, in_order, draw, seed)) for draw in range(*block)]
        return sum(count <= observed for count in counts), sum(count >= observed for count in counts)

    reached = np.array(list(each(drawn, spans(draws, DRAWS_A_BLOCK), workers))).sum(axis=0)
    return TwoTails.of_counts(reached[0], reached[1], draws)


def _dealt(labels: NDArray[np.int32], in_order: NDArray[np.int32], draw: int, seed: int) -> NDArray[np.int32]:
    dealt = labels.copy()
    dealt[labels >= 0] = np.random.default_rng([seed, draw]).permutation(in_order)
    return dealt


@kernel
def _internal(rows: tuple[NDArray[np.int64], NDArray[np.int64]], labels: NDArray[np.int32]) -> int:
    indptr, indices = rows
    inside = 0
    for node in range(len(labels)):
        own = labels[node]
        if own >= 0:
            for entry in range(indptr[node], indptr[node + 1]):
                inside += 1 if labels[indices[entry]] == own else 0
    return inside


@kernel
def _alters(starts: Starts, columns: Columns, labels: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many neighbours of each node are of its group, and how many have one at all."""
    inside, alters = np.zeros(len(labels), np.int64), np.zeros(len(labels), np.int64)
    for node in range(len(labels)):
        own = labels[node]
        if own < 0:
            continue
        for entry in range(starts[node], starts[node + 1]):
            other = labels[columns[entry]]
            inside[node] += own == other
            alters[node] += other >= 0
    return inside, alters


def _mean(sizes: NDArray[np.integer], m: int) -> Fraction | None:
    """Mean of the internal ties, as a fraction, which never rounds; None for fewer than two nodes."""
    pairs = _falling(int(sizes.sum()), 2)
    return Fraction(m * sum(_falling(int(size), 2) for size in sizes), pairs) if pairs > 0 else None


def _sd(degree: NDArray[np.int64], sizes: NDArray[np.integer], mean: Fraction) -> float:
    """Standard deviation of the internal ties, if undirected."""
    n, m, g = len(degree), int(degree.sum()) // 2, [int(size) for size in sizes]
    adjacent = sum(int(k) * (int(k) - 1) for k in degree)
    threes = sum(_falling(size, 3) for size in g)
    twos = [_falling(size, 2) for size in g]
    fours = sum(_falling(size, 4) for size in g) + sum(twos) ** 2 - sum(two**2 for two in twos)
    second = mean + _over(adjacent * threes, _falling(n, 3)) + _over((m * (m - 1) - adjacent) * fours, _falling(n, 4))
    return math.sqrt(second - mean**2)


def _falling(n: int, factors: int) -> int:
    product = 1
    for step in range(factors):
        product *= n - step
    return product


def _over(part: int, whole: int) -> Fraction:
    """Divide, 0 where there is nothing to choose from."""
    return Fraction(part, whole) if whole > 0 else Fraction(0)
