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
        return _bridging(given, more)
    return compute(measure, given.asked({**OFFERS[measure].params, **(more or {})}))


def _bridging(given: Given, more: Mapping[str, Any] | None) -> Outcome:
    between = measured(given, Measure.BETWEENNESS, more)
    coefficient = values_of(measured(given, Measure.BRIDGING_COEFFICIENT))
    value = given.by_node(values_of(between) * coefficient)
    wide = between.notes.get("half_width")
    if not isinstance(wide, NodeValues):
        return Outcome(value, between.method, between.notes)
    notes = {**between.notes, "half_width": given.by_node(np.asarray(wide.values, np.float64) * coefficient)}
    return Outcome(value, f"betweenness in it {between.method}", notes)


def values_of(outcome: Outcome) -> NDArray[np.float64]:
    """The values in order of the organisations."""
    assert isinstance(outcome.value, NodeValues), "a measure of organisations gives a value for each"
    return np.asarray(outcome.value.values, np.float64)
