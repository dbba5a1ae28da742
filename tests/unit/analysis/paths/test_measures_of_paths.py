"""The measures of paths as the catalogue gives them: directions, strengths, methods."""

from __future__ import annotations

from typing import Any

import pytest

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.paths import betweenness as betweenness_measure
from alliancemap.measures.running import answer

CHAIN = {"edges": [["a", "b", 2], ["b", "c", 4]], "directed": True}


def value(name: str, **params: Any) -> Any:
    return answer(name, Given((), params))["value"]


def test_closeness_by_direction() -> None:
    """Worked by hand on a → b → c: a reaches two others at 1 + 2; c is reached by two."""
    assert value("closeness", **CHAIN) == pytest.approx({"a": 2 / 3, "b": 1 / 2, "c": 0})
    assert value("closeness", **CHAIN, direction="in") == pytest.approx({"a": 0, "b": 1 / 2, "c": 2 / 3})


def test_harmonic_along_strengths() -> None:
    """Worked by hand: strengths 2 and 4 are ½ and ¼ long."""
    assert value("harmonic", **CHAIN, weight="weight", normalized=False) == pytest.approx(
        {"a": 2 + 4 / 3, "b": 4, "c": 0}
    )
    assert value("harmonic", **CHAIN, weight="weight", direction="in") == pytest.approx(
        {"a": 0, "b": 1, "c": 2 + 2 / 3}
    )


def test_measures_of_one_network_share_their_distances() -> None:
    given = Given((), {"graph": "karate"})
    first = answer("global_efficiency", given)["value"]
    made = dict(given._made)
    assert 1 - answer("fragmentation", given)["value"]["DF"] == pytest.approx(first)
    assert [key for key in made if key == ("distance sums", (None, None, False), False)]


def test_distances_of_the_whole_network() -> None:
    assert value("mean_distance", **CHAIN) == pytest.approx(4 / 3)
    assert value("diameter", **CHAIN) == 2
    assert value("diameter", **CHAIN, weight="weight") == 0.75
    assert value("vertex_diameter", **CHAIN) == 3
    assert value("mean_distance", edges=[], nodes=["a", "b"]) is None


def test_betweenness_is_sampled_when_asked() -> None:
    params = {"graph": "karate", "method": "sampled", "epsilon": 0.05, "seed": 3}
    exact, found = value("betweenness", graph="karate"), answer("betweenness", Given((), params))
    assert found["value"] == pytest.approx(exact, abs=0.05)
    assert max(found["notes"]["half_width"].values()) <= 0.05
    assert found["notes"]["samples"] > 500
    assert "approximate" in found["method"]
    assert f"{found['notes']['samples']} sampled paths, seed 3" in found["method"]
    pairs = value("betweenness", **params, normalized=False)
    assert pairs == pytest.approx({node: share * 33 * 32 / 2 for node, share in found["value"].items()})


def test_betweenness_is_sampled_where_exact_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(betweenness_measure, "EXACT_UP_TO", 100)
    assert "approximate" in answer("betweenness", Given((), {"graph": "karate", "epsilon": 0.1}))["method"]
    assert answer("betweenness", Given((), {"graph": "karate", "method": "exact"}))["method"] == "exact"


def test_wrong_parameters_are_refused() -> None:
    with pytest.raises(UsageError, match="epsilon"):
        value("betweenness", graph="karate", epsilon=0)
    with pytest.raises(UsageError, match="variant"):
        value("closeness", graph="karate", variant="freeman")
    with pytest.raises(InvalidNetworkError, match="above 0"):
        value("harmonic", edges=[["a", "b", -1]], weight="weight")
