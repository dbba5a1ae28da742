"""Bonding, bridging and linking on a landscape in a file: C1."""

from __future__ import annotations

from typing import Any

import numpy as np

from alliancemap.analysis.findings.capital.volumes import closure, linking_reach, opportunity, volumes
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import landscape_of
from alliancemap.measures.outcome import Outcome


@measure(
    gives="an object from organisation to its volumes, shares, baseline, closure and linking reach",
    source="Putnam 2000; Szreter & Woolcock 2004 doi:10.1093/ije/dyh013",
    takes=Takes.LANDSCAPE,
)
def social_capital(given: Given) -> Outcome:
    """Bonding, bridging and linking (C1).

    linking = Σ vertical w, bonding = Σ horizontal w(1−δ), bridging = Σ horizontal wδ (δ: social distance; a tie
    is vertical if exactly one end is an institution of power), with the bridging expected if the same weights
    went to anybody on the same side, its z, the closure among allies and the institutions within two steps. No
    tie: shares null.
    """
    landscape = landscape_of(given)
    found, shares = volumes(landscape), volumes(landscape).shares
    return Outcome({id: _capital(landscape, found, shares, row) for row, id in enumerate(landscape.ids)})


def _capital(landscape: Landscape, found: Any, shares: Any, row: int) -> dict[str, Any]:
    chance = opportunity(landscape, row)
    names = ("bonding", "bridging", "linking")
    known = not np.isnan(shares[0, row])
    return {
        **{name: float(getattr(found, name)[row]) for name in (*names, "unclassified")},
        "shares": dict(zip(names, shares[:, row].tolist(), strict=True)) if known else None,
        "bridging_expected": chance.expected,
        "bridging_z": chance.z,
        "closure": closure(landscape, row),
        "linking_reach": linking_reach(landscape, row),
    }
