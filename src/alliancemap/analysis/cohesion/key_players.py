"""The key player problem: which k nodes hold the network together, and which reach it best."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.goals import LONGEST, block_size, goal_number, predicted_seconds
from alliancemap.analysis.cohesion.key_player_search import BLOCK, EQUAL, Nodes, Search
from alliancemap.analysis.cohesion.key_player_steps import F, values
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

MOST_SETS = 200_000
"""Up to so many sets of size k all are tried."""


@dataclass(frozen=True)
class KeyPlayers:
    """The best sets for a goal.

    Attributes
    ----------
    value : float
        What they are worth; NaN where the goal is not defined.
    sets : tuple of tuples of int
        All optimal sets if every one was tried, else the best that were found; rows ascending.
    exhaustive : bool
        Whether every set was tried.
    """

    value: float
    sets: tuple[Nodes, ...]
    exhaustive: bool


def key_players(
    ties: csr_array, k: int, goal: str, *, seed: int = 0, starts: int = 10, check_time: CheckTime = no_limit
) -> KeyPlayers:
    """Find the sets K of k nodes that are worth most.

    `neg_F`, `neg_DF`: fragmentation of the n − k other nodes without K,
        F = 1 − Σ_c s_c(s_c − 1)/((n − k)(n − k − 1)),  DF = 1 − Σ_{i≠j} (1/d_ij)/((n − k)(n − k − 1)),
    equal DF told apart by F; not defined if n − k < 2. `pos_DR`: reach R_K = (1/n) Σ_j 1/d(K, j), members counting 1.
    `pos_m1`, `pos_m2`, …: how many nodes are within 1, 2, … steps of K, members too. Distances count ties.

    Every set is tried if there are at most 200 000. Otherwise greedy, then members are exchanged one for one while that
    gains, and the same from random sets, `starts` starts in all: reach and m-reach are monotone submodular, so that
    greedy has at least 1 − 1/e of the best; F and DF are not, and have no guarantee. A round takes O(k (n + m)) for
    F at any size, for reach k n searches that end where the set is nearer, for DF k n times n searches.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric; strengths are ignored.
    k : int
        1 … n.
    goal : str
        As above.
    seed, starts : int
        Start s > 0 is drawn by (seed, s).
    check_time : callable
        Called now and then; what it raises stops the search.

    Raises
    ------
    UsageError
        If k or the goal is not possible, or the search is predicted to take more than three hours.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 21 (2006). doi:10.1007/s10588-006-7084-x
    """
    if not 1 <= k <= ties.shape[0]:
        raise UsageError(f"k is {k}, but must be at least 1 and at most {ties.shape[0]}, the number of nodes")
    number = goal_number(goal)
    search = Search(ties, number, block_size(ties, k, number, BLOCK), check_time)
    seconds = predicted_seconds(ties, k, goal, starts)
    if seconds > LONGEST:
        raise UsageError(
            f"{goal} with k = {k} of {ties.shape[0]} nodes is predicted to take {seconds / 3600:.0f} hours: "
            "ask for neg_F or pos_m1, which are fast at any size"
        )
    exhaustive = comb(ties.shape[0], k) <= MOST_SETS
    found = search.all_sets(k) if exhaustive else search.from_starts(k, seed, starts)
    value, sets = found if goal != "neg_DF" else _told_apart(found, search)
    return KeyPlayers(value, tuple(sorted(sets)), exhaustive)


def _told_apart(found: tuple[float, list[Nodes]], search: Search) -> tuple[float, list[Nodes]]:
    """Of sets of equal DF, those of the largest F."""
    value, sets = found
    if len(sets) < 2:
        return found
    worth = values(*search.rows, np.array(sets, np.int32), F)
    return value, [nodes for nodes, other in zip(sets, worth, strict=True) if other >= worth.max() - EQUAL]
