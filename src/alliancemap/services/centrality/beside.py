"""A number beside what it is in random draws: mean, standard deviation, z, permutation p on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.statistics.permutation import TwoTails
from alliancemap.reports.numbers import exact_number

EQUAL = 1e-12
"""Numbers that differ by less than this share of their size are equal."""


@dataclass(frozen=True)
class Beside:
    """What draws say of a number; all None where there is none, z where the draws do not vary."""

    mean: float | None = None
    sd: float | None = None
    z: float | None = None
    p: float | None = None


def beside(observed: float, draws: NDArray[np.float64]) -> Beside:
    """Compare a number with draws of it; draws that are not finite are left out.

    z = (observed − mean)/sd with the population's sd over the draws; p is two-sided: twice the smaller of
    (b + 1)/(R + 1), b the draws at least, and at most, as high [Phipson & Smyth 2010].
    """
    known = draws[np.isfinite(draws)]
    if not len(known) or not np.isfinite(observed):
        return Beside()
    mean, sd, near = float(known.mean()), float(known.std()), EQUAL * max(abs(observed), 1.0)
    sd = sd if sd > near else 0.0
    tails = TwoTails.of_counts((known >= observed - near).sum(), (known <= observed + near).sum(), len(known))
    z = (observed - mean) / sd if sd else None
    return Beside(exact_number(mean), exact_number(sd), exact_number(z), exact_number(float(tails.both)))
