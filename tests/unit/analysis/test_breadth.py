from __future__ import annotations

import tracemalloc
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array

from alliancemap.analysis.findings.breadth import similarity
from alliancemap.analysis.findings.breadth.similarity import similarity_baseline
from alliancemap.analysis.findings.breadth.solidarity import solidarity_breadth
from alliancemap.analysis.statistics.diversity import blau, effective_number, mass, shannon
from alliancemap.errors import TimeLimitError, UsageError
from alliancemap.services.question import Question
from networks import Body, World, greenvale, oracle
from seed import seed_for_public
from unit.analysis.plain import Plain
from unit.analysis.worlds import few, worlds

CHECKS = [check for check in oracle("composite_greenvale")["checks"] if check["measure"] == "solidarity_breadth"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: "-".join(check["params"]["members"]))
def test_agrees_with_greenvale(check: dict[str, Any]) -> None:
    landscape = greenvale().landscape()
    members = check["params"]["members"]
    found = solidarity_breadth(landscape, [landscape.ids.index(id) for id in members])
    assert found is not None
    expected = check["expected"]
    dimensions = expected["dimensions"]
    assert {one.name for one in found.dimensions} == set(dimensions)
    for one in found.dimensions:
        for field in ("blau", "effective_number", "shannon", "blau_pool", "ratio"):
            assert getattr(one, field) == pytest.approx(dimensions[one.name][field], abs=1e-9)
        assert one.blau_expected == pytest.approx(dimensions[one.name].get("blau_expected_random"), abs=1e-9)
    for field in ("breadth", "mean_social_distance", "pool_mean_social_distance", "p_similar"):
        assert getattr(found, field) == pytest.approx(expected[field], abs=1e-9)
    assert found.strangers == pytest.approx(expected["stranger_share"], abs=1e-9)


def test_set_of_one_kind_is_built_only_on_similarity() -> None:
    """The unions have Blau 0 by kind; nearest of another kind without a conflict: N1 (tied to U3) and so on."""
    landscape = greenvale().landscape()
    found = solidarity_breadth(landscape, [landscape.ids.index(id) for id in ("U1", "U2", "U3")])
    assert found is not None
    assert found.built_only_on_similarity
    assert found.narrow_dimension == "kind"
    assert [landscape.ids[row] for row in found.wideners] == ["N1", "N2", "C1"]


def test_pairs_that_share_only_an_adversary() -> None:
    """a, b, c all oppose z; only a and b share a cause: 1 pair for, 2 of 3 only against."""
    bodies = [
        Body("a", causes=["x"], challenges=["z"]),
        Body("b", causes=["x"], challenges=["z"]),
        Body("c", challenges=["z"]),
    ]
    found = solidarity_breadth(World(bodies, [("a", "b", 1.0)]).landscape(), [0, 1, 2])
    assert found is not None
    assert (found.share_cause, found.share_only_adversary) == pytest.approx((1 / 3, 2 / 3))
    assert found.united_against
    assert found.strangers == pytest.approx(2 / 3)
    assert found.breadth is None
    assert {one.skipped for one in found.dimensions} == {"the pool is not diverse in it"}


def test_dimension_known_of_too_few_is_skipped() -> None:
    bodies = [Body("a", places=["port"]), Body("b"), Body("c"), Body("d", places=["town"])]
    found = solidarity_breadth(World(bodies).landscape(), [0, 1, 2])
    assert found is not None
    (places,) = (one for one in found.dimensions if one.name == "places")
    assert (places.ratio, places.skipped) == (None, "fewer than half of the members have a value")
    pair = solidarity_breadth(World(bodies).landscape(), [0, 1])
    assert pair is not None
    assert pair.breadth == 0


def test_fewer_than_two_is_null() -> None:
    landscape = greenvale().landscape()
    assert solidarity_breadth(landscape, [3, 3]) is None
    assert solidarity_breadth(landscape, []) is None


def test_baseline_of_another_size_is_refused() -> None:
    landscape = greenvale().landscape()
    with pytest.raises(UsageError, match="sets of 3, not of 2"):
        solidarity_breadth(landscape, [0, 1], baseline=similarity_baseline(landscape, 3))


def test_drawn_sets_come_near_all_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    landscape = greenvale().landscape()
    every = similarity_baseline(landscape, 4)
    monkeypatch.setattr(similarity, "ENUMERATED", 0)
    drawn = similarity_baseline(landscape, 4, seed=3)
    assert (every.exact, drawn.exact) == (True, False)
    assert len(drawn.means) == similarity.DRAWS
    assert drawn.pool_mean == every.pool_mean == pytest.approx(float(every.means.mean()))
    for mean in (0.5, 0.7, 0.8):
        assert drawn.p_similar(mean) == pytest.approx(every.p_similar(mean), abs=0.02)
    same = similarity_baseline(landscape, 4, seed=3)
    assert np.array_equal(same.means, drawn.means)
    monkeypatch.setattr(similarity, "MATRIX", 5)
    large = similarity_baseline(landscape, 4, seed=3)
    assert large.means == pytest.approx(drawn.means)
    assert large.pool_mean is None
    few_of_many = similarity_baseline(landscape, 3, seed=3)
    assert len(few_of_many.means) == similarity.DRAWS


def test_products_and_pairs_give_the_same_means_where_some_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """In blocks of any size, too; the first two are known of nobody."""
    bodies = [Body(f"o{k:02}", None if k < 2 else "abc"[k % 3]) for k in range(12)]
    landscape = World(bodies, []).landscape()
    monkeypatch.setattr(similarity, "LARGE", 0)
    monkeypatch.setattr(similarity, "ENUMERATED", 0)
    pairs = similarity_baseline(landscape, 2, seed=3)
    assert 0 < len(pairs.means) < similarity.DRAWS
    monkeypatch.setattr(similarity, "LARGE", 100)
    monkeypatch.setattr(similarity, "BLOCK", 700)
    products = similarity_baseline(landscape, 2, seed=3)
    assert products.means == pytest.approx(pairs.means, abs=1e-12)
    assert products.pool_mean == pairs.pool_mean


@pytest.mark.parametrize("size", [10, 100, 200])
def test_baseline_takes_little_memory(size: int) -> None:
    landscape = Question(seed_for_public()).landscape
    tracemalloc.start()
    try:
        baseline = similarity_baseline(landscape, size)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(baseline.means) == similarity.DRAWS
    assert peak < 50_000_000


def test_baseline_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError, match="enough"):
        similarity_baseline(greenvale().landscape(), 3, check_time=stop)


def test_pool_smaller_than_the_set_gives_no_p() -> None:
    landscape = World([Body("a"), Body("b", power=True), Body("c", power=True)]).landscape()
    found = solidarity_breadth(landscape, [0, 1])
    assert found is not None
    assert found.p_similar is None


def test_diversity_by_hand() -> None:
    """Two rows: {p} and {p, q}, so p has 1.5 and q 0.5 of two."""
    masses = mass(csr_array(np.array([[1.0, 0], [1, 1], [0, 0]])), np.arange(3))
    assert masses.tolist() == [1.5, 0.5]
    assert blau(masses) == pytest.approx(1 - (0.75**2 + 0.25**2))
    assert effective_number(masses) == pytest.approx(1.6)
    assert shannon(masses) == pytest.approx(-(0.75 * log(0.75) + 0.25 * log(0.25)))
    nothing = np.zeros(2)
    assert (blau(nothing), effective_number(nothing), shannon(nothing)) == (None, None, None)


@few
@given(worlds())
def test_agrees_with_loops(world: World) -> None:
    landscape, plain = world.landscape(), Plain(world)
    for size in (2, 3):
        ids = landscape.ids[:size]
        found = solidarity_breadth(landscape, range(size))
        assert found is not None
        for field, expected in (
            ("breadth", plain.breadth(ids)),
            ("mean_social_distance", plain.mean_distance(ids)),
            ("p_similar", plain.p_similar(ids)),
        ):
            value = getattr(found, field)
            assert value is None if expected is None else value == pytest.approx(expected, abs=1e-9)
        assert set(found.wideners).isdisjoint(range(size))
        assert {landscape.ids[row] for row in found.wideners} <= set(plain.suggestible)
