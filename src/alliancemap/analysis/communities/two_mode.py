"""Communities of a two-mode network, without projecting it: organisations and their causes together."""

from __future__ import annotations

import numpy as np
from scipy.sparse import block_array, csr_array

from alliancemap.analysis.communities.detection import Communities, best_of, runs_of
from alliancemap.analysis.communities.leiden import first_level, in_units
from alliancemap.analysis.communities.quality import barber_modularity, positive
from alliancemap.analysis.compute.pausing import CheckTime, no_limit


def affiliation_communities(
    matrix: csr_array,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    restarts: int = 50,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> Communities:
    """Find communities of high Barber modularity, as `communities` does for one-mode networks.

    Chance ties rows with columns only, so that a pair of the same side weighs nothing; else the search is the same.

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Strengths > 0 of the affiliations.
    resolution, seed, restarts, workers, check_time
        As `communities` takes them.

    Returns
    -------
    Communities
        Of n₁ + n₂ nodes, the rows first.

    Raises
    ------
    UsageError
        If the resolution is not above 0, or there is no run.

    References
    ----------
    M. J. Barber, Phys. Rev. E 76, 066102 (2007). doi:10.1103/PhysRevE.76.066102
    """
    matrix = in_units(matrix)
    rows, total = matrix.shape[0], float(matrix.sum())
    mass = np.zeros((sum(matrix.shape), 2))
    mass[:rows, 0] = matrix.sum(axis=1)
    mass[rows:, 1] = matrix.sum(axis=0)
    scale = positive(resolution) / total if total else 0.0
    runs = runs_of(first_level(_both_sides(matrix), mass, scale), seed, restarts, workers, check_time)
    return best_of(runs, lambda labels: barber_modularity(matrix, labels[:rows], labels[rows:], resolution))


def _both_sides(matrix: csr_array) -> csr_array:
    """The ties between rows and columns as those of one network, both ways."""
    if not matrix.nnz:
        return csr_array((sum(matrix.shape), sum(matrix.shape)))
    return csr_array(block_array([[None, matrix], [matrix.T, None]], format="csr"))
