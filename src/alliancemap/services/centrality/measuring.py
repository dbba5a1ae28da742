"""How a measure of the catalogue is worked out for organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.measures.catalogue import compute
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.services.centrality.choices import OFFERS, Measure


def measured(given: Given, measure: Measure, more: Mapping[str, Any] | None = None) -> Outcome:
    """Work out a measure with its usual parameters and `more`; what measures share is worked out once for `given`.

    Bridging centrality is put together from its two factors, so that shortest ways are counted once for it and for
    betweenness.
    """
    if measure is Measure.BRIDGING_CENTRALITY:
        between = measured(given, Measure.BETWEENNESS, more)
        factors = values_of(between) * values_of(measured(given, Measure.BRIDGING_COEFFICIENT))
        return Outcome(given.by_node(factors), between.method, between.notes)
    return compute(measure, given.asked({**OFFERS[measure].params, **(more or {})}))


def values_of(outcome: Outcome) -> NDArray[np.float64]:
    """The values in order of the organisations."""
    assert isinstance(outcome.value, NodeValues), "a measure of organisations gives a value for each"
    return np.asarray(outcome.value.values, np.float64)
