"""Two-mode centralities of organisations and the causes they support, through the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.affiliation import Affiliation
from alliancemap.measures.catalogue import compute, find
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues
from alliancemap.reports.content.causes import TwoModeColumn
from alliancemap.reports.numbers import significant
from alliancemap.services.centrality.bands import Drawing

MOST_DISTANCES = 5e9
"""(n₁ + n₂) · m up to which all distances are measured: some seconds."""
MOST_WAYS = 1e9
"""The same for shortest ways, which cost more."""


@dataclass(frozen=True)
class _Offer:
    title: str
    meaning: str
    most: float = float("inf")


OFFERS: Mapping[str, _Offer] = {
    "twomode_degree": _Offer(
        "Two-mode degree",
        "Of an organisation the share of these causes that it supports, of a cause the share of organisations that do.",
    ),
    "twomode_closeness": _Offer(
        "Two-mode closeness",
        "How near it is to all organisations and causes by steps of support, 1 being the nearest that is possible.",
        MOST_DISTANCES,
    ),
    "twomode_betweenness": _Offer(
        "Two-mode betweenness",
        "How often it stands between two others on shortest ways of support, 1 being the most that is possible.",
        MOST_WAYS,
    ),
    "twomode_eigenvector": _Offer(
        "Two-mode eigenvector",
        "High for organisations that support causes which are high, and for causes with high supporters.",
    ),
}
"""The measures, with the (n₁ + n₂) · m above which they are left out."""


def two_mode_columns(matrix: csr_array, drawing: Drawing) -> tuple[tuple[TwoModeColumn, ...], tuple[str, ...]]:
    """Measure the two-mode network, and give the titles of measures that would take too long on it.

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        1 where the organisation supports the cause.
    """
    ids = [tuple(f"{side}{place}" for place in range(size)) for side, size in zip("oc", matrix.shape, strict=True)]
    given = Given.of_affiliation(Affiliation(ids[0], ids[1], matrix))
    work = float(sum(matrix.shape)) * matrix.nnz
    columns = []
    for name, offer in OFFERS.items():
        if work <= offer.most:
            columns.append(_column(given, name, matrix.shape[0]))
            drawing.check_time()
    return tuple(columns), tuple(offer.title for offer in OFFERS.values() if work > offer.most)


def _column(given: Given, name: str, n: int) -> TwoModeColumn:
    offer, entry, outcome = OFFERS[name], find(name), compute(name, given)
    assert isinstance(outcome.value, NodeValues), "a measure of both modes gives a value for each node"
    values = significant(np.asarray(outcome.value.values, np.float64))
    return TwoModeColumn(
        name, offer.title, offer.meaning, entry.definition, entry.source, outcome.method, values[:n], values[n:]
    )
