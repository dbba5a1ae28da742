"""Who is best placed to build a bridge between two groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.introductions import Introduction, introductions
from alliancemap.analysis.findings.standing import standings
from alliancemap.analysis.inputs.affinity import affinity_pairs
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.ranking import ranked
from alliancemap.errors import UsageError

BATCH = 64


@dataclass(frozen=True)
class BridgePair:
    """Two organisations, one of either group, that share a cause and have no recorded tie.

    Attributes
    ----------
    a, b : int
        Rows.
    score : float
        affinity · √(standing_a · standing_b) · (1/2 + strength of introduction / 2), in [0, 1].
    affinity : float
    shared_causes : tuple of int
        Columns of the causes that both support.
    standing_a, standing_b : float
        In (0, 1]: how well each could carry its own side.
    introduction : Introduction or None
        The best way from a to b.
    """

    a: int
    b: int
    score: float
    affinity: float
    shared_causes: tuple[int, ...]
    standing_a: float
    standing_b: float
    introduction: Introduction | None


def bridge_pairs(
    landscape: Landscape,
    members_a: NDArray[np.integer],
    members_b: NDArray[np.integer],
    per_organisation: int | None = 2,
    first: int | None = 10,
    include_power: bool = False,
) -> tuple[BridgePair, ...]:
    """Find the pairs best placed to build a bridge between two groups.

    Members of both groups are left out of both. A pair (i in A, j in B) has at least one cause in common, no tie at any
    time and no conflict; both may be suggested, and neither is an institution of power unless asked.

        score = x_ij · √(ρ_i ρ_j) · (1/2 + I_ij / 2)
    x the affinity, ρ the standing in the own group (`standing`), I the strength of the best introduction. Pairs are
    looked at in descending order of x and no longer than one could still enter the list, for no score exceeds its x.
    Time O(pairs with a cause in common + those looked at · their neighbours' ties).

    Parameters
    ----------
    landscape : Landscape
    members_a, members_b : int
        Rows.
    per_organisation : int or None
        How often an organisation may appear, so that one well-placed organisation does not fill the list.
    first : int or None
        How many pairs at most; None: all.
    include_power : bool

    Returns
    -------
    tuple of BridgePair
        Highest score first, ties within 1e-12 by the rows of a, then b.

    Raises
    ------
    UsageError
        If a limit is below 1.
    """
    if any(limit is not None and limit < 1 for limit in (per_organisation, first)):
        raise UsageError(f"first is {first}, per_organisation {per_organisation}; give 1 or more, or none")
    sides = np.setdiff1d(members_a, members_b), np.setdiff1d(members_b, members_a)
    a, b = _open_pairs(landscape, *(side[landscape.candidates(include_power)[side]] for side in sides))
    x = affinity_pairs(landscape, a, b)
    found: list[BridgePair] = []
    chosen: list[BridgePair] = []
    order = ranked(x)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        least = chosen[-1].score if len(chosen) == first else 0.0
        if x[batch[0]] < least:
            break
        found += _scored(landscape, a[batch], b[batch], x[batch], sides, least)
        chosen = _capped(found, per_organisation, first)
    return tuple(chosen)


def _open_pairs(
    landscape: Landscape, rows_a: NDArray[np.integer], rows_b: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs with a cause in common and neither tie nor conflict, ascending."""
    shared = csr_array(landscape.causes[rows_a] @ landscape.causes[rows_b].T)
    known = csr_array(landscape.tied_ever + landscape.ties + landscape.conflicts)[rows_a][:, rows_b]
    mixed = csr_array(shared - shared.multiply(known > 0)).tocoo()
    some = mixed.data > 0
    a, b = rows_a[mixed.row[some]].astype(np.int64), rows_b[mixed.col[some]].astype(np.int64)
    order = np.lexsort((b, a))
    return a[order], b[order]


def _scored(
    landscape: Landscape,
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    x: NDArray[np.float64],
    sides: tuple[NDArray[np.integer], NDArray[np.integer]],
    least: float,
) -> list[BridgePair]:
    """Score the pairs that could reach the least score asked for."""
    standing_a, standing_b = standings(landscape, sides[0], a), standings(landscape, sides[1], b)
    pairs = []
    for i, j, affinity, rho_i, rho_j in zip(a, b, x, standing_a, standing_b, strict=True):
        most = affinity * np.sqrt(rho_i * rho_j)
        if most < least:
            continue
        way = next(iter(introductions(landscape, int(i), int(j), 1)), None)
        score = most * (0.5 + 0.5 * (way.strength if way else 0.0))
        causes = np.intersect1d(row(landscape.causes, i), row(landscape.causes, j)).tolist()
        numbers = float(score), float(affinity)
        pairs.append(BridgePair(int(i), int(j), *numbers, tuple(causes), float(rho_i), float(rho_j), way))
    return pairs


def _capped(found: list[BridgePair], per_organisation: int | None, first: int | None) -> list[BridgePair]:
    """Take pairs from the top, leaving out those whose organisations have appeared often enough."""
    found.sort(key=lambda pair: (pair.a, pair.b))
    seen: Counter[int] = Counter()
    chosen: list[BridgePair] = []
    for position in ranked(np.array([pair.score for pair in found])):
        pair = found[position]
        if per_organisation is None or max(seen[pair.a], seen[pair.b]) < per_organisation:
            chosen.append(pair)
            seen.update((pair.a, pair.b))
        if len(chosen) == first:
            break
    return chosen
