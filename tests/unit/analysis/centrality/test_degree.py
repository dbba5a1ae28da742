"""Degree, strength and what lies between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.degree import degree, share_of_others, strength, tuned_degree
from alliancemap.errors import InvalidNetworkError, UsageError
from unit.analysis.centrality.small import (
    EMPTY,
    KITE,
    ONE,
    STAR,
    as_networkx,
    few,
    measured,
    networks,
    tied,
    with_isolate,
)

WEIGHED = tied(4, [(0, 1, 4), (0, 2, 12)])
"""Node 0 has two ties of 16 together; node 3 none."""


def test_by_hand() -> None:
    assert degree(KITE).tolist() == [2, 2, 3, 1, 0]
    assert strength(WEIGHED).tolist() == [16, 4, 12, 0]
    assert tuned_degree(WEIGHED, 0.5).tolist() == pytest.approx([np.sqrt(2 * 16), 2, np.sqrt(12), 0])
    assert share_of_others(degree(STAR)).tolist() == [1, 0.25, 0.25, 0.25, 0.25]


def test_tuning_has_degree_and_strength_at_its_ends() -> None:
    assert_array_equal(tuned_degree(WEIGHED, 0), degree(WEIGHED))
    assert_array_equal(tuned_degree(WEIGHED, 1), strength(WEIGHED))
    assert tuned_degree(WEIGHED, 2)[3] == 0


def test_small_networks() -> None:
    assert [len(f(EMPTY)) for f in (degree, strength)] == [0, 0]
    assert len(share_of_others(degree(EMPTY))) == 0
    assert degree(ONE).tolist() == [0]
    assert np.isnan(share_of_others(degree(ONE))).all()
    assert measured("degree", ONE, normalized=True) == {"0": None}
    assert measured("degree", EMPTY) == {}


def test_negative_tuning_is_refused() -> None:
    with pytest.raises(UsageError, match=r"alpha is -1.*at least 0"):
        tuned_degree(STAR, -1)


def test_directions() -> None:
    arcs = tied(3, [(0, 1, 2), (1, 0, 3), (2, 0, 5)], directed=True)
    assert measured("in_degree", arcs, directed=True) == {"0": 2, "1": 1, "2": 0}
    assert measured("out_degree", arcs, directed=True) == {"0": 1, "1": 1, "2": 1}
    assert measured("in_strength", arcs, directed=True) == {"0": 8, "1": 2, "2": 0}
    assert measured("out_strength", arcs, directed=True) == {"0": 2, "1": 3, "2": 5}
    assert measured("degree", arcs, directed=True) == {"0": 2, "1": 1, "2": 1}
    assert measured("strength", arcs, directed=True) == {"0": 10, "1": 5, "2": 5}
    assert measured("degree_tuned", arcs, directed=True, alpha=1) == {"0": 10, "1": 5, "2": 5}
    with pytest.raises(InvalidNetworkError, match="no direction"):
        measured("in_degree", STAR)


@few
@given(networks(weighted=True))
def test_as_networkx(ties: csr_array) -> None:
    graph = as_networkx(ties)
    assert_array_equal(degree(ties), [graph.degree(node) for node in graph])
    assert_allclose(strength(ties), [graph.degree(node, weight="weight") for node in graph])


@few
@given(networks(weighted=True))
def test_isolate_changes_nothing_and_scale_scales(ties: csr_array) -> None:
    assert_array_equal(strength(with_isolate(ties))[:-1], strength(ties))
    assert_allclose(tuned_degree(4 * ties, 0.5), 2 * tuned_degree(ties, 0.5))
