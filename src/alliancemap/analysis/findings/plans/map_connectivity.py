"""How well the groups of a map can reach each other, its institutions of power being a group of their own."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, hstack

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.plans.connectivity import Connectivity, across_groups, distances
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape


def connectivity(landscape: Landscape, groups: Groups, check_time: CheckTime = no_limit) -> Connectivity:
    """Distances in the alliance graph, institutions of power being a group of their own."""
    return Connectivity(distances(landscape.ties, check_time), across_groups(with_power_apart(landscape, groups)))


def with_power_apart(landscape: Landscape, groups: Groups) -> csr_array:
    """Members of each group that are no institutions of power, and these as a last group of their own."""
    kept = csr_array(groups.members.multiply((~landscape.power)[:, None].astype(np.float64)))
    members = csr_array(hstack([kept, csr_array(landscape.power[:, None].astype(np.float64))]))
    members.eliminate_zeros()
    members.sort_indices()
    return members
