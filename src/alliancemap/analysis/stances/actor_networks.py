"""Congruence and conflict between organisations, from what they support and oppose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack

from alliancemap.errors import InvalidNetworkError


class Aggregation(StrEnum):
    """Which pairs of statements on a cause count."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Normalisation(StrEnum):
    """What the counts are divided by."""

    NONE = "none"
    AVERAGE = "average"
    COSINE = "cosine"


@dataclass(frozen=True, eq=False)
class Stances:
    """What n organisations say on causes.

    Attributes
    ----------
    support, opposition : csr_array, n × causes
        How often each organisation supports and opposes each cause; both may be above 0. Not negative.
    """

    support: csr_array
    opposition: csr_array

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        if self.support.shape != self.opposition.shape:
            raise InvalidNetworkError(f"support is {self.support.shape} and opposition {self.opposition.shape}")
        for counts in (self.support, self.opposition):
            if counts.nnz and not (np.isfinite(counts.data).all() and counts.data.min() >= 0):
                raise InvalidNetworkError(
                    "how often a cause is supported or opposed must be a finite number, 0 or more"
                )

    @property
    def activity(self) -> NDArray[np.float64]:
        """All statements of each organisation, X_i."""
        total: NDArray[np.float64] = np.asarray(self.support.sum(axis=1) + self.opposition.sum(axis=1), np.float64)
        return total

    def positions(self) -> Stances:
        """One position a cause: 1 on the side that is taken more often, none where both are equally often."""
        net = csr_array(self.support - self.opposition)
        return Stances(_where(net, net.data > 0), _where(net, net.data < 0))


def actor_network(
    stances: Stances, aggregation: Aggregation, normalisation: Normalisation = Normalisation.NONE
) -> csr_array:
    """How much every two organisations agree, or disagree.

    With x⁺[i, k] and x⁻[i, k] counting i's statements for and against cause k:
        congruence[i, j] = Σ_k (x⁺[i, k] x⁺[j, k] + x⁻[i, k] x⁻[j, k])
        conflict[i, j] = Σ_k (x⁺[i, k] x⁻[j, k] + x⁻[i, k] x⁺[j, k])
        subtract = congruence − conflict,  ignore = congruence + conflict
    divided by (X_i + X_j)/2 for `average`, X_i all statements of i; or by |x_i| |x_j| for `cosine`, x_i the vector of
    i's counts over (cause, side), for `ignore` over causes. Silence is missing, not neutral: a cause counts for a pair
    only if both speak of it. Time and memory O(Σ_k d_k²), d_k the organisations that speak of k.

    Parameters
    ----------
    stances : Stances
    aggregation, normalisation
        As above.

    Returns
    -------
    csr_array, n × n
        Symmetric, empty diagonal; what is not stored is 0. Counts, or cosines of at most 1 in absolute value. The
        normalised values of an organisation that says nothing are undefined, see `silent`; its counts are 0.

    References
    ----------
    Leifeld 2017, Oxford Handbook of Political Networks, chapter 12. doi:10.1093/oxfordhb/9780190228217.013.25
    """
    shared = coo_array(_shared(stances, aggregation))
    source, target = shared.coords
    off = source != target
    values = shared.data[off] * _scale(stances, aggregation, normalisation, (source[off], target[off]))
    network = csr_array((values, (source[off], target[off])), shape=shared.shape)
    network.eliminate_zeros()
    network.sort_indices()
    return network


def silent(stances: Stances) -> NDArray[np.bool_]:
    """Which organisations say nothing on any cause: nothing about them can be compared."""
    quiet: NDArray[np.bool_] = stances.activity == 0
    return quiet


def _shared(stances: Stances, aggregation: Aggregation) -> csr_array:
    """Products of counts, summed over causes."""
    support, opposition = stances.support, stances.opposition
    if aggregation is Aggregation.IGNORE:
        both = support + opposition
        return csr_array(both @ both.T)
    same = csr_array(support @ support.T + opposition @ opposition.T)
    if aggregation is Aggregation.CONGRUENCE:
        return same
    crossed = support @ opposition.T
    opposite = csr_array(crossed + crossed.T)
    return opposite if aggregation is Aggregation.CONFLICT else csr_array(same - opposite)


def _scale(
    stances: Stances,
    aggregation: Aggregation,
    normalisation: Normalisation,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> NDArray[np.float64]:
    """One divided by what the count of each pair is divided by; only pairs that both speak are asked for."""
    first, second = pairs
    match normalisation:
        case Normalisation.AVERAGE:
            return 2 / (stances.activity[first] + stances.activity[second])
        case Normalisation.COSINE:
            length = _lengths(stances, aggregation)
            return 1 / (length[first] * length[second])
    return np.ones(len(first))


def _lengths(stances: Stances, aggregation: Aggregation) -> NDArray[np.float64]:
    """|x_i|."""
    ignoring = aggregation is Aggregation.IGNORE
    vectors = stances.support + stances.opposition if ignoring else hstack([stances.support, stances.opposition])
    lengths: NDArray[np.float64] = np.sqrt(np.asarray(csr_array(vectors).power(2).sum(axis=1)))
    return lengths


def _where(matrix: csr_array, mask: NDArray[np.bool_]) -> csr_array:
    """1 where the mask of the stored entries says so."""
    chosen = csr_array((mask.astype(np.float64), matrix.indices, matrix.indptr), shape=matrix.shape, copy=True)
    chosen.eliminate_zeros()
    return chosen
