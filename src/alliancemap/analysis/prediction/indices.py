"""Scores of two organisations without a tie, from their neighbours."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Index(StrEnum):
    """How likely a tie between u and v is taken to be, Γ neighbours and k degrees; without common neighbour 0.

    common_neighbours |Γu ∩ Γv|; jaccard |Γu ∩ Γv| / |Γu ∪ Γv|; adamic_adar Σ 1/ln k_z and resource_allocation Σ 1/k_z
    over the common neighbours z; preferential_attachment k_u k_v, with or without one.

    Zhou, Lü & Zhang, Eur. Phys. J. B 71, 623 (2009). doi:10.1140/epjb/e2009-00335-8
    """

    COMMON_NEIGHBOURS = "common_neighbours"
    JACCARD = "jaccard"
    ADAMIC_ADAR = "adamic_adar"
    RESOURCE_ALLOCATION = "resource_allocation"
    PREFERENTIAL_ATTACHMENT = "preferential_attachment"


def middle_weights(index: str, degree: NDArray[np.integer]) -> NDArray[np.float64]:
    """What a common neighbour of each degree adds: 1, 1/ln k for Adamic-Adar, 1/k for resource allocation.

    Nobody shares a neighbour of degree below 2: it adds 0.
    """
    shared = np.where(degree > 1, degree, np.inf)
    match index:
        case Index.ADAMIC_ADAR:
            return np.asarray(1 / np.log(shared), np.float64)
        case Index.RESOURCE_ALLOCATION:
            return np.asarray(1 / shared, np.float64)
    return np.ones(len(degree))
