from __future__ import annotations

from math import isnan, log

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from alliancemap.analysis.inputs.affinity import affinity_pairs, disagreements
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.lineage import with_ancestors
from alliancemap.errors import InvalidNetworkError
from networks import Body, World
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds


def affinities(landscape: Landscape) -> NDArray[np.float64]:
    """Of every two."""
    left, right = np.indices((landscape.size, landscape.size))
    return affinity_pairs(landscape, left.ravel(), right.ravel()).reshape(left.shape)


def test_rare_cause_in_common_counts_more_than_popular_one() -> None:
    """n = 3. Rivers has 2 supporters, reefs 3, both in no theme: idf ln 2.5 and ln 2."""
    world = World(
        [Body("a", causes=["reefs", "rivers"]), Body("b", causes=["reefs", "rivers"]), Body("c", causes=["reefs"])]
    )
    row = affinities(world.landscape())[0]
    assert row == pytest.approx([1, 1, log(2) / (log(2) + log(2.5))])


def test_sharing_only_a_theme_counts_half() -> None:
    """n = 2: reefs and rivers have one supporter each (idf ln 3), water stands over both (idf ln 2, value 1/2)."""
    world = World(
        [Body("a", causes=["reefs"]), Body("b", causes=["rivers"])], broader={"reefs": "water", "rivers": "water"}
    )
    assert affinities(world.landscape())[0, 1] == pytest.approx((log(2) / 2) / (2 * log(3) + log(2) / 2))


def test_disagreement_counts_below_the_line_only() -> None:
    """b supports reefs, so stands for water, but opposes water itself, which a supports."""
    bodies = [Body("a", causes=["water"]), Body("b", causes=["reefs"], opposed=["water"])]
    landscape = World(bodies, broader={"reefs": "water"}).landscape()
    assert affinities(landscape)[0, 1] == 0
    assert affinities(landscape)[1, 0] == 0
    assert disagreements(landscape, 0, 1).tolist() == [landscape.cause_ids.index("water")]


def test_without_causes_is_null() -> None:
    row = affinities(World([Body("a"), Body("b", causes=["reefs"])]).landscape())[0]
    assert np.isnan(row).all()


def test_circle_of_broader_causes_is_refused() -> None:
    landscape = World([Body("a", causes=["x"])], broader={"x": "y"}).landscape()
    with pytest.raises(InvalidNetworkError, match="circle"):
        with_ancestors(landscape.causes, np.array([1, 0], dtype=np.int32))


@few
@given(worlds())
def test_agrees_with_loops_and_is_symmetric(world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    rows = affinities(landscape)
    assert np.array_equal(rows, rows.T, equal_nan=True)
    for i, a in enumerate(landscape.ids):
        for j, b in enumerate(landscape.ids):
            expected = plain.affinity(a, b)
            assert isnan(rows[i, j]) if expected is None else rows[i, j] == pytest.approx(expected, abs=1e-12)
