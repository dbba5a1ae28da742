from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given

from alliancemap.analysis.inputs.social_distance import social_distance_pairs, social_distance_row
from networks import Body, World
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds


def test_mean_over_what_is_known_of_both() -> None:
    """Kind differs: 1; places {port} and {port, town}: 1 - 1/2; generations unknown of b: left out."""
    a = Body("a", "union", places=["port"], generations=["young"], constituencies=["workers"])
    b = Body("b", "ngo", places=["port", "town"], constituencies=["workers"])
    landscape = World([a, b]).landscape()
    assert social_distance_row(landscape, 0)[1] == pytest.approx((1 + 0.5 + 0) / 3)
    assert social_distance_row(landscape, 0, places=False)[1] == pytest.approx((1 + 0) / 2)


def test_nothing_known_is_null() -> None:
    row = social_distance_row(World([Body("a", None), Body("b", "ngo")]).landscape(), 0)
    assert np.isnan(row).all()


@few
@given(worlds())
@pytest.mark.parametrize("places", [True, False])
def test_agrees_with_loops(places: bool, world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    rows = np.stack([social_distance_row(landscape, index, places) for index in range(landscape.size)])
    for i, a in enumerate(landscape.ids):
        for j, b in enumerate(landscape.ids):
            expected = plain.distance(a, b, places)
            assert isnan(rows[i, j]) if expected is None else rows[i, j] == pytest.approx(expected, abs=1e-12)
    left, right = np.indices(rows.shape)
    assert np.array_equal(
        social_distance_pairs(landscape, left.ravel(), right.ravel(), places), rows.ravel(), equal_nan=True
    )
