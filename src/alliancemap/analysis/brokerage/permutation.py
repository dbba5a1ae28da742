"""Whether brokerage owes anything to the groups: the same ties with the groups dealt anew."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.counting import Counts, Labels, open_paths
from alliancemap.analysis.brokerage.roles import numbered, spread
from alliancemap.analysis.brokerage.skeleton import Codes, Neighbours, Rows, Skeleton, skeleton
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.statistics.permutation import TwoTails, permutation_p
from alliancemap.errors import UsageError

DEALS = 64
"""Deals that are counted in one pass over the ties."""

STEPS = 2_000_000
"""About how many steps a block of brokers takes."""


def role_permutation_p(  # noqa: PLR0913 - what is asked, how it is drawn, how it is run
    ties: csr_array,
    groups: NDArray[np.integer],
    *,
    directed: bool,
    draws: int = 999,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> TwoTails:
    """Test each node's roles against the same ties with the groups shuffled over the nodes that have one.

    p = (b + 1)/(draws + 1), b the draws with a count at least as high (upper tail) or at most as high (lower tail).
    The shuffle keeps every node's ties, so that hubs are compared with themselves. Draw r is shuffled by a generator
    seeded with (seed, r): the result does not depend on workers. The total does not hang on groups: its p is 1.
    Time O(draws (n + m + closed two-paths)), memory O(64 n + m).

    Parameters
    ----------
    ties, groups, directed
        As `brokerage_roles` takes them.
    draws : int
        At least 1.
    seed : int
        Not negative.
    workers : int, optional
        Threads; as many as there are processors unless told.
    check_time : callable, optional
        Called before every block of work; what it raises stops the work.

    Returns
    -------
    TwoTails
        Of arrays with the shape of `brokerage_roles`; NaN for nodes without a group.

    Raises
    ------
    InvalidNetworkError
        As `brokerage_roles` does.
    UsageError
        If there is no draw.

    References
    ----------
    B. Phipson & G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9, 39 (2010). doi:10.2202/1544-6115.1585
    """
    if draws < 1:
        raise UsageError(f"{draws} draws give no p: ask for 1 at least")
    labels, n_groups = numbered(groups)
    bones = skeleton(ties, labels >= 0, directed=directed)
    observed = open_paths(bones, labels[bones.order], n_groups)
    reached = np.zeros((len(bones.order), 5, 2), np.int64)
    for first in range(0, draws, DEALS):
        deals = _deals(labels[bones.order], range(first, min(draws, first + DEALS)), seed)
        count = partial(_counted, bones, deals, n_groups, observed, check_time)
        reached += np.concatenate(list(each(count, _blocks(bones), workers)))
    upper, lower = (_p(reached[:, :, tail], bones, len(labels), draws, directed=directed) for tail in (0, 1))
    return TwoTails(upper, lower, draws)


def _deals(labels: Labels, draws: range, seed: int) -> Labels:
    """The labels shuffled, a column for each draw."""
    dealt = np.empty((len(labels), len(draws)), np.int32)
    by_row = np.sort(labels)
    for column, draw in enumerate(draws):
        dealt[:, column] = np.random.default_rng([seed, draw]).permutation(by_row)
    return dealt


def _blocks(bones: Skeleton) -> list[tuple[int, int]]:
    """Spans of brokers that take about as long as each other; one empty span if there is no node."""
    indptr, indices, _ = bones.rows
    until = np.append(0, np.cumsum(np.diff(bones.ahead[0])[indices] + np.int64(DEALS)))[indptr]
    cuts = np.flatnonzero(np.diff(until // STEPS)) + 1
    edges = [0, *(int(cut) for cut in cuts if cut < len(bones.order)), len(bones.order)]
    return list(pairwise(edges))


def _counted(
    bones: Skeleton, deals: Labels, n_groups: int, observed: Counts, check_time: CheckTime, block: tuple[int, int]
) -> Counts:
    check_time()
    return _reached(bones.rows, bones.ahead, deals, n_groups, observed, block)


def _p(reached: Counts, bones: Skeleton, n: int, draws: int, *, directed: bool) -> NDArray[np.float64]:
    total = np.full((len(reached), 1), draws)
    columns = [0, 1, 2, 3, 4] if directed else [0, 1, 2, 4]
    return spread(permutation_p(np.hstack((reached[:, columns], total)), draws), bones, n)


@kernel
def _reached(
    rows: Neighbours, ahead: Neighbours, deals: Labels, n_groups: int, observed: Counts, block: tuple[int, int]
) -> Counts:
    """How many deals give each broker of the block at least, and at most, what was observed, by role."""
    indptr, indices, code = rows
    first, end = block
    n, n_deals = deals.shape
    reached = np.zeros((end - first, 5, 2), np.int64)
    place = np.full(n, -1, np.int32)
    entering = np.zeros(n_groups, np.int64)
    for v in range(first, end):
        neighbours, how = indices[indptr[v] : indptr[v + 1]], code[indptr[v] : indptr[v + 1]]
        begin, finish = _closed_around(neighbours, how, ahead, place)
        dealt = np.empty((n_deals, len(neighbours)), np.int32)
        for i in range(len(neighbours)):
            dealt[:, i] = deals[neighbours[i]]
        for deal in range(n_deals):
            counts = _roles(dealt[deal], how, deals[v, deal], begin, finish, entering)
            for role in range(5):
                reached[v - first, role, 0] += counts[role] >= observed[v, role]
                reached[v - first, role, 1] += counts[role] <= observed[v, role]
    return reached


@kernel
def _closed_around(neighbours: Rows, how: Codes, ahead: Neighbours, place: Rows) -> tuple[Rows, Rows]:
    """The two-paths over a broker that a tie closes, as places among its neighbours; they hang on no label."""
    indptr, indices, code = ahead
    begin, finish = np.empty(64, np.int32), np.empty(64, np.int32)
    closed = 0
    for i in range(len(neighbours)):
        place[neighbours[i]] = i
    for i in range(len(neighbours)):
        for step in range(indptr[neighbours[i]], indptr[neighbours[i] + 1]):
            j = place[indices[step]]
            if j < 0:
                continue
            if closed + 2 > len(begin):
                begin, finish = np.append(begin, np.empty_like(begin)), np.append(finish, np.empty_like(finish))
            begin[closed], finish[closed] = i, j
            closed += (how[i] >> 1) & how[j] & code[step] & 1
            begin[closed], finish[closed] = j, i
            closed += (how[j] >> 1) & how[i] & (code[step] >> 1)
    for i in range(len(neighbours)):
        place[neighbours[i]] = -1
    return begin[:closed], finish[:closed]


@kernel
def _roles(labels: Labels, how: Codes, own: int, begin: Rows, finish: Rows, entering: Counts) -> tuple[np.int64, ...]:
    """Count a broker's open two-paths by role, in the order of `open_paths`; `entering` is zero before and after.

    Of every path three things are asked: whether a is of the broker's group, whether b is, whether a and b are of one.
    Any two imply the third, so that their sums and that of all three at once give the roles.
    """
    none = np.int64(0)
    ins, outs, own_in, own_out, both, own_both = none, none, none, none, none, none
    for i in range(len(labels)):
        like = 1 if labels[i] == own else 0
        enters, leaves = np.int64(how[i] >> 1), np.int64(how[i] & 1)
        ins, own_in = ins + enters, own_in + enters * like
        outs, own_out = outs + leaves, own_out + leaves * like
        both, own_both = both + enters * leaves, own_both + enters * leaves * like
        entering[labels[i]] += enters
    alike = -both
    for i in range(len(labels)):
        alike += entering[labels[i]] * np.int64(how[i] & 1)
    for i in range(len(labels)):
        entering[labels[i]] = 0
    like_a, like_b, all_like = own_in * outs - own_both, ins * own_out - own_both, own_in * own_out - own_both
    for path in range(len(begin)):
        a, b = labels[begin[path]], labels[finish[path]]
        like_a -= 1 if a == own else 0
        like_b -= 1 if b == own else 0
        alike -= 1 if a == b else 0
        all_like -= 1 if (a == own) & (b == own) else 0
    paths = ins * outs - both - len(begin)
    liaison = paths - like_a - like_b - alike + 2 * all_like
    return all_like, alike - all_like, like_a - all_like, like_b - all_like, liaison
