"""Social capital beside that of everyone else on the map, and the words that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.capital.volumes import (
    Opportunity,
    Volumes,
    closure,
    closures,
    linking_reach,
    opportunity,
    volumes,
)
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.ranking import TOLERANCE

Values = NDArray[np.float64]

ALL_COMPARED = 1_000
"""Up to how many organisations with ties z is worked out of all, to rank one among them: it takes n distances each."""

DRAWN = 250
"""Of how many drawn ones it is where there are more."""

TOP, BOTTOM = 0.75, 0.25
LESS_THAN_CHANCE = -1.96


class CapitalWord(StrEnum):
    """What stands out in an organisation's ties."""

    BRIDGES_WITHOUT_A_BASE = "bridges without a base"
    CLOSED = "closed"
    NO_LINK_TO_POWER = "no link to power"


@dataclass(frozen=True, eq=False)
class CapitalOfAll:
    """The social capital of every organisation that has ties; NaN stands for null.

    Attributes
    ----------
    rows : int64, length t
        The organisations with ties, ascending.
    volumes : Volumes
        Of all organisations.
    closures : float64, length n
    z : float64, length c
        Of all organisations with ties, or of 250 drawn ones.
    """

    rows: NDArray[np.int64]
    volumes: Volumes
    closures: Values
    z: Values

    @property
    def compared(self) -> int:
        """Of how many organisations z is known."""
        return int(np.isfinite(self.z).sum())

    def among_tied(self, values: Values, index: int) -> float | None:
        """Percentile of one organisation's value among those with ties."""
        return percentile(values[self.rows], float(values[index]))


@dataclass(frozen=True)
class SocialCapital:
    """The social capital of one organisation; None is not defined.

    Attributes
    ----------
    bonding, bridging, linking, unclassified : float
        In units of tie weight, as `volumes`.
    shares : tuple of three floats or None
        Of bonding, bridging and linking; None without such ties.
    opportunity : Opportunity
    closure : float or None
    linking_reach : int
    percentiles : mapping of str to float or None
        Of the volumes, the bridging share (`bridging_share`), closure and z, in [0, 1] among organisations with ties.
    compared : int
        Among how many z has its place.
    words : tuple of CapitalWord
    """

    bonding: float
    bridging: float
    linking: float
    unclassified: float
    shares: tuple[float, float, float] | None
    opportunity: Opportunity
    closure: float | None
    linking_reach: int
    percentiles: dict[str, float | None]
    compared: int
    words: tuple[CapitalWord, ...]


def percentile(values: Values, value: float) -> float | None:
    """Give the share of the known values that are smaller, equal ones counted half; None for no value.

    Values within 1e-12 are equal. Where all are equal it is one half.
    """
    known = values[~np.isnan(values)]
    if np.isnan(value) or not len(known):
        return None
    below, equal = (known < value - TOLERANCE).sum(), (np.abs(known - value) <= TOLERANCE).sum()
    return float((below + equal / 2) / len(known))


def capital_of_all(landscape: Landscape, seed: int = 0, check_time: CheckTime = no_limit) -> CapitalOfAll:
    """Work out the social capital of all that have ties, to rank each among them.

    z takes the distances from one organisation to all others; where more than 1 000 have ties it is worked out for 250
    drawn ones, the same for the same seed. Time O(triangles + n · compared · values).
    """
    rows = np.flatnonzero(landscape.degree)
    drawn = rows
    if len(rows) > ALL_COMPARED:
        drawn = np.sort(np.random.default_rng(seed).choice(rows, DRAWN, replace=False))
    z = np.full(len(drawn), np.nan)
    for position, row in enumerate(drawn.tolist()):
        check_time()
        found = opportunity(landscape, row).z
        z[position] = np.nan if found is None else found
    return CapitalOfAll(rows, volumes(landscape), closures(landscape), z)


def social_capital(landscape: Landscape, index: int, everyone: CapitalOfAll) -> SocialCapital:
    """Say what kind of ties an organisation has, and how that compares.

    Words: "bridges without a base" if the bridging share is in the top quarter and the bonding volume in the bottom
    quarter; "closed" if z <= -1.96 and closure is in the top quarter; "no link to power" if no institution of power is
    within two steps (not said of institutions). Quarters are of the organisations with ties, by `percentile`.

    Parameters
    ----------
    landscape : Landscape
    index : int
        The row.
    everyone : CapitalOfAll
        Of the same landscape.

    Returns
    -------
    SocialCapital
        Without ties all volumes are 0, and there are no shares and percentiles.
    """
    all_volumes, shares = everyone.volumes, everyone.volumes.shares
    chance = opportunity(landscape, index)
    z = np.nan if chance.z is None else chance.z
    tied = bool(landscape.degree[index])
    ranks: dict[str, float | None] = {
        **{name: everyone.among_tied(getattr(all_volumes, name), index) for name in ("bonding", "bridging", "linking")},
        "bridging_share": everyone.among_tied(shares[1], index),
        "closure": everyone.among_tied(everyone.closures, index),
        "z": percentile(everyone.z, z),
    }
    ranks = ranks if tied else dict.fromkeys(ranks)
    reach = linking_reach(landscape, index)
    own = shares[:, index].tolist()
    return SocialCapital(
        bonding=float(all_volumes.bonding[index]),
        bridging=float(all_volumes.bridging[index]),
        linking=float(all_volumes.linking[index]),
        unclassified=float(all_volumes.unclassified[index]),
        shares=None if np.isnan(own).any() else (own[0], own[1], own[2]),
        opportunity=chance,
        closure=closure(landscape, index),
        linking_reach=reach,
        percentiles=ranks,
        compared=everyone.compared,
        words=tuple(_words(ranks, chance.z, within_reach=bool(reach) or bool(landscape.power[index]))),
    )


def _words(ranks: dict[str, float | None], z: float | None, *, within_reach: bool) -> list[CapitalWord]:
    found = []
    if _high(ranks["bridging_share"]) and (ranks["bonding"] or 0.0) <= BOTTOM:
        found.append(CapitalWord.BRIDGES_WITHOUT_A_BASE)
    if z is not None and z <= LESS_THAN_CHANCE and _high(ranks["closure"]):
        found.append(CapitalWord.CLOSED)
    if not within_reach:
        found.append(CapitalWord.NO_LINK_TO_POWER)
    return found


def _high(rank: float | None) -> bool:
    return rank is not None and rank >= TOP
