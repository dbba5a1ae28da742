from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.allies import closest_by_causes as module
from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.allies.closest_by_causes import closest_by_causes
from alliancemap.analysis.statistics.ranking import TOLERANCE, ranked
from networks import Body, World
from unit.analysis.worlds import few, worlds


@few
@given(worlds(), st.integers(1, 5), st.booleans())
def test_agrees_with_the_scores_of_allies(world: World, count: int, include_power: bool) -> None:
    """Whoever is left out unseen is none of the first of all candidates in order of affinity."""
    landscape = world.landscape()
    found = closest_by_causes(landscape, count, include_power)
    for focal in range(landscape.size):
        scores = ally_scores(landscape, focal, include_power=include_power)
        everybody = scores.rated(scores.described.rows)
        sharing = everybody.values[0] > TOLERANCE
        rows, affinity = everybody.rows[sharing], everybody.values[0][sharing]
        first = ranked(affinity)[:count]
        here = found.rows[focal] >= 0
        assert found.rows[focal][here].tolist() == rows[first].tolist()
        assert found.affinity[focal][here].tolist() == affinity[first].tolist()
        assert np.isnan(found.affinity[focal][~here]).all()


def test_many_that_are_as_close_come_in_order_of_rows() -> None:
    bodies = [Body(f"o{k:02}", causes=["reefs"] if k % 2 else ["reefs", "rivers"]) for k in range(60)]
    found = closest_by_causes(World(bodies).landscape(), 20)
    assert found.rows[0].tolist() == list(range(2, 42, 2))
    assert found.rows[1].tolist() == list(range(3, 43, 2))
    assert found.affinity[:2].tolist() == [[1.0] * 20] * 2


@pytest.mark.parametrize("workers", [2, 5])
def test_same_with_any_number_of_workers(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(5)
    causes = [[f"c{c}" for c in generator.choice(9, 3, replace=False)] for _ in range(50)]
    landscape = World([Body(f"o{k:02}", causes=own) for k, own in enumerate(causes)]).landscape()
    alone = closest_by_causes(landscape, 7, workers=1)
    monkeypatch.setattr(module, "BLOCK", 3)
    many = closest_by_causes(landscape, 7, workers=workers)
    assert many.rows.tolist() == alone.rows.tolist()
    assert many.affinity.tolist() == alone.affinity.tolist()
