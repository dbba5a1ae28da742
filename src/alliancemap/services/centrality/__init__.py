"""Centrality: who stands where in the alliance graph, measure by measure, and the report for those who cite it."""

from __future__ import annotations

from alliancemap.services.centrality.choices import OFFERS, Measure
from alliancemap.services.centrality.columns import (
    DEFAULT_SEED,
    MOST_DRAWS,
    Centralities,
    CentralityOptions,
    CentralityValue,
    find_centralities,
)

__all__ = [
    "DEFAULT_SEED",
    "MOST_DRAWS",
    "OFFERS",
    "Centralities",
    "CentralityOptions",
    "CentralityValue",
    "Measure",
    "find_centralities",
]
