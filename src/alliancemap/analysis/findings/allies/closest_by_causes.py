"""Who shares the most causes with each organisation of a map and has no tie to it recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import rows
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.findings.allies.closest_steps import Standing, closest
from alliancemap.analysis.inputs.compiled import Holders
from alliancemap.analysis.inputs.landscape import Landscape

BLOCK = 2_000
"""How many organisations are looked at together."""


@dataclass(frozen=True, eq=False)
class Closest:
    """The closest to each of n organisations, k at most, the closest first.

    Attributes
    ----------
    rows : int64, n × k
        Of the landscape; -1 where there are no more.
    affinity : float64, n × k
        In (0, 1]; NaN where there are no more.
    """

    rows: NDArray[np.int64]
    affinity: NDArray[np.float64]


def closest_by_causes(
    landscape: Landscape, count: int = 20, include_power: bool = False, workers: int | None = None
) -> Closest:
    """Find for every organisation the candidates of the highest affinity above 0.

    Candidates are those of `ally_scores`: of the pool, wishing to be suggested, with no tie, conflict or kinship to the
    organisation. For i, with its causes c in order of falling idf, somebody who is met first at c shares at most what
    is left of i's total weight W_i, so that

        x_ij ≤ min(left, W_i, W_j) / max(W_i, W_j)

    and nobody new is looked at once left / W_i is below the last of the closest so far. Affinities closer than 1e-12
    are equal; then the lower row comes first. Time O(those looked at · their causes), at most that of all pairs which
    share a cause; memory O(n · (count + workers)).

    Parameters
    ----------
    landscape : Landscape
    count : int
        How many at most, k ≥ 1.
    include_power : bool
        Whether institutions of power may be candidates.
    workers : int, optional
        How many threads; the result does not depend on it.

    Returns
    -------
    Closest

    Notes
    -----
    Leaving out what cannot be among the first is the prefix filter of Bayardo, Ma and Srikant (2007).
    """
    standing = _standing(landscape, landscape.candidates(include_power))
    found = Closest(np.full((landscape.size, count), -1), np.full((landscape.size, count), np.nan))

    def fill(span: tuple[int, int]) -> None:
        closest(standing, span[0], found.rows[slice(*span)], found.affinity[slice(*span)])

    for _ in each(fill, spans(landscape.size, BLOCK), workers):
        pass
    return found


def _standing(landscape: Landscape, candidates: NDArray[np.bool_]) -> Standing:
    return Standing(
        *rows(landscape.lineage),
        _rarest_first(landscape.lineage, landscape.idf),
        *rows(landscape.causes),
        *rows(landscape.contested),
        *Holders.of(landscape.lineage, candidates),
        *rows(csr_array(reduce(add, landscape.bonds))),
        landscape.idf / 2,
        landscape.standing_total,
    )


def _rarest_first(lineage: csr_array, idf: NDArray[np.float64]) -> NDArray[np.uint32]:
    """The columns of each row by falling idf."""
    owners = np.repeat(np.arange(lineage.shape[0]), np.diff(lineage.indptr))
    return lineage.indices[np.lexsort((-idf[lineage.indices], owners))].astype(np.uint32)
