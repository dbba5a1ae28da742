"""Bonding, bridging, linking: what kind of ties an organisation has, against what it could have had."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape, gather_rows, row, row_values
from alliancemap.analysis.inputs.social_distance import social_distance_pairs, social_distance_row
from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.analysis.statistics.shares import share
from alliancemap.analysis.structural_holes.holes import structural_holes

LEAST_HORIZONTAL = 3


@dataclass(frozen=True, eq=False)
class Volumes:
    """How much tie weight of each kind every organisation has; arrays of length n, `shares` of shape (3, n)."""

    bonding: NDArray[np.float64]
    bridging: NDArray[np.float64]
    linking: NDArray[np.float64]
    unclassified: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Bonding, bridging and linking as shares of their sum; NaN without such ties."""
        parts = np.stack((self.bonding, self.bridging, self.linking))
        total = parts.sum(axis=0)
        return share(parts, total, np.broadcast_to(total > 0, parts.shape))


@dataclass(frozen=True)
class Opportunity:
    """What bridging would be if the same tie weights went to anybody on the same side; None where not defined."""

    expected: float | None
    z: float | None


def volumes(landscape: Landscape) -> Volumes:
    """Bonding, bridging and linking of every organisation.

    A tie is vertical if exactly one end is an institution of power, else horizontal; δ is the social distance.
        linking = Σ vertical w;  bonding = Σ horizontal w (1 − δ);  bridging = Σ horizontal w δ
    Horizontal ties whose δ is not known count as unclassified. Without a tie all are 0. Time O(ties · their values).

    Parameters
    ----------
    landscape : Landscape

    Returns
    -------
    Volumes
        In units of tie weight.

    References
    ----------
    R. D. Putnam, Bowling Alone (2000). S. Szreter & M. Woolcock, Int. J. Epidemiology 33, 650 (2004).
    doi:10.1093/ije/dyh013
    """
    owner, entry = gather_rows(landscape.ties, np.arange(landscape.size))
    other, weight = landscape.ties.indices[entry], landscape.ties.data[entry]
    vertical = landscape.power[owner] != landscape.power[other]
    distance = social_distance_pairs(landscape, owner, other)
    known = ~vertical & ~np.isnan(distance)

    def total(part: NDArray[np.float64]) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = np.bincount(owner, part, landscape.size).astype(np.float64)
        return sums

    near = np.where(known, distance, 0.0)
    return Volumes(
        bonding=total(weight * known * (1 - near)),
        bridging=total(weight * known * near),
        linking=total(weight * vertical),
        unclassified=total(weight * (~vertical & ~known)),
    )


def opportunity(landscape: Landscape, index: int) -> Opportunity:
    """Bridging to be expected if an organisation's tie weights were dealt at random on its side of the power line.

    Over the M organisations j on the same side whose social distance b_j is known, a_j = w_ij (0 without a tie):
        E = Σ a · mean(b);  Var = Σ (a − ā)² Σ (b − b̄)² / (M − 1);  z = (Σ a b − E) / √Var
    E is None where M = 0, z where M < 3 or Var = 0. Most networks are homophilous, so z < 0 is usual. Time
    O(n · values).

    Parameters
    ----------
    landscape : Landscape
    index : int
        The row.
    """
    distance = social_distance_row(landscape, index)
    same_side = (landscape.power == landscape.power[index]) & ~np.isnan(distance)
    same_side[index] = False
    weight = np.zeros(landscape.size)
    weight[row(landscape.ties, index)] = row_values(landscape.ties, index)
    a, b = weight[same_side], distance[same_side]
    if not len(a):
        return Opportunity(None, None)
    expected = float(a.sum() * b.mean())
    if len(a) < LEAST_HORIZONTAL:
        return Opportunity(expected, None)
    if min(np.ptp(a), np.ptp(b)) <= TOLERANCE:
        return Opportunity(expected, None)
    variance = ((a - a.mean()) ** 2).sum() * ((b - b.mean()) ** 2).sum() / (len(a) - 1)
    return Opportunity(expected, float((a @ b - expected) / np.sqrt(variance)))


def closure(landscape: Landscape, index: int) -> float | None:
    """Which share of the pairs of an organisation's allies on its side of the power line are tied to each other.

    The clustering coefficient in the alliance graph of that side; None with fewer than two such allies. Time O(their
    ties).
    """
    near = row(landscape.ties, index)
    near = near[landscape.power[near] == landscape.power[index]]
    if len(near) < 2:
        return None
    among = csr_array(landscape.ties[near][:, near]).nnz / 2
    return float(among / (len(near) * (len(near) - 1) / 2))


def closures(landscape: Landscape) -> NDArray[np.float64]:
    """Closure of every organisation, as `closure`; NaN where it is not defined. One walk over the triangles."""
    owner = np.repeat(np.arange(landscape.size), landscape.degree)
    ties = landscape.ties
    level = landscape.power[owner] == landscape.power[ties.indices]
    start = np.concatenate(([0], np.cumsum(level)))[ties.indptr]
    found = structural_holes(csr_array((ties.data[level], ties.indices[level], start), shape=ties.shape))
    pairs = found.degree * (found.degree - 1) / 2
    return share(found.triangles, pairs, pairs > 0)


def linking_reach(landscape: Landscape, index: int) -> int:
    """How many institutions of power are within two steps of an organisation.

    Of an institution: how many organisations that are none. Time O(ties of its allies).
    """
    near = row(landscape.ties, index)
    _, entry = gather_rows(landscape.ties, near)
    within = np.union1d(near, landscape.ties.indices[entry])
    return int((landscape.power[within[within != index]] != landscape.power[index]).sum())
