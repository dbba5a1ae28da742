"""The dimensions of breadth: how diverse a set is in each, beside the pool."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.diversity import blau, effective_number, mass, shannon

SINGLE_VALUED = "kind"


@dataclass(frozen=True)
class DimensionBreadth:
    """One dimension of a set's breadth.

    Attributes
    ----------
    name : str
        kind, places, constituencies or generations.
    blau, effective_number, shannon, blau_pool : float or None
        Diversity of the set and of the pool; None where nobody has a value.
    ratio : float or None
        min(1, blau / blau_pool); None if skipped.
    blau_expected : float or None
        Expected Blau index of a random set of the same size; for the single-valued dimension only.
    skipped : str or None
        Why the dimension does not count.
    """

    name: str
    blau: float | None
    effective_number: float | None
    shannon: float | None
    blau_pool: float | None
    ratio: float | None
    blau_expected: float | None
    skipped: str | None


def dimension_sets(landscape: Landscape) -> dict[str, csr_array]:
    """Who has which value in each dimension, n × values."""
    return {
        SINGLE_VALUED: landscape.kind_sets,
        "places": landscape.places,
        "constituencies": landscape.constituencies,
        "generations": landscape.generations,
    }


def dimension_breadth(name: str, sets: csr_array, rows: NDArray[np.int64], pool: NDArray[np.int64]) -> DimensionBreadth:
    """How diverse some rows are in a dimension; see `solidarity_breadth`."""
    own, everybody = mass(sets, rows), mass(sets, pool)
    of_set, of_pool = blau(own), blau(everybody)
    skipped = None
    if not of_pool:
        skipped = "the pool is not diverse in it"
    elif 2 * int((np.diff(sets.indptr)[rows] > 0).sum()) < len(rows):
        skipped = "fewer than half of the members have a value"
    counted = skipped is None and of_set is not None and of_pool
    known = round(float(everybody.sum()))
    expected = (1 - 1 / len(rows)) * known / (known - 1) * of_pool if name == SINGLE_VALUED and of_pool else None
    return DimensionBreadth(
        name=name,
        blau=of_set,
        effective_number=effective_number(own),
        shannon=shannon(own),
        blau_pool=of_pool,
        ratio=min(1.0, of_set / of_pool) if counted and of_set is not None and of_pool else None,
        blau_expected=expected,
        skipped=skipped,
    )
