from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from alliancemap.errors import AllianceMapError, InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer


def measured(name: str, network: NetworkFile | None = None, **params: Any) -> dict[str, Any]:
    data = {} if network else {"graph": "karate"}
    return answer(name, Given([network] if network else [], data | params))


def sure(confidence: list[Any]) -> NetworkFile:
    """A star of three leaves, with a second record of its first tie."""
    return NetworkFile(
        name="star.json",
        nodes=("hub", "a", "b", "c"),
        source=np.array([0, 0, 0, 1]),
        target=np.array([1, 2, 3, 0]),
        weight=np.array([1.0, 2.0, 3.0, 4.0]),
        where=[f"edge {place + 1}" for place in range(4)],
        tie_attributes={"confidence": confidence},
    )


def test_less_holds_with_more_missing() -> None:
    found = measured("missing_ties", draws=20)
    means = [level["spearman"]["mean"] for level in found["value"]["levels"]]
    assert means == sorted(means, reverse=True)
    assert found["value"]["stability"]["pearson"] == 50
    assert found["method"] == "20 random draws a level from seed 0 (drop_ties)"


def test_the_least_sure_tie_goes_first() -> None:
    for words in (["low", "high", "medium", "high"], [0.1, 1, 0.5, 0.7], [None, "high", "low", "medium"]):
        network = sure(words)
        bands = measured("rank_bands", network, confidence="confidence", level=34, draws=3)["value"]
        assert bands["low"] == bands["high"]
        assert bands["low"] == {"hub": 1, "a": 2, "b": 2, "c": 4}


def test_strength_is_what_the_measure_takes() -> None:
    plain = measured("rank_bands", sure([]), draws=2)["value"]["rank"]
    assert plain == {"hub": 1, "a": 2, "b": 2, "c": 2}
    by_weight = measured("rank_bands", sure([]), of="strength", weight="weight", draws=2)["value"]["rank"]
    assert by_weight == {"hub": 1, "a": 2, "b": 4, "c": 3}


@pytest.mark.parametrize("groups", [["x", "y", "x", "y"], {"hub": "x", "a": "y", "b": "x", "c": "y"}])
def test_groups_of_the_measure_are_those_of_the_nodes(groups: Any) -> None:
    """The hub has one tie of three to x (the first tie is on record twice): 1 − (1/3)² − (2/3)² = 4/9."""
    found = measured("rank_bands", sure([]), of="participation", of_params={"groups": groups}, draws=2)["value"]
    assert found["rank"] == {"hub": 1, "a": 2, "b": 2, "c": 2}


def test_seed_decides() -> None:
    one, again, other = (measured("missing_ties", draws=3, seed=seed)["value"] for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_equal_nodes_have_equal_bands() -> None:
    ring = [[str(row), str((row + 1) % 5)] for row in range(5)]
    bands = answer("rank_bands", Given([], {"edges": ring, "draws": 1}))["value"]
    assert set(bands["rank"].values()) == {1}


@pytest.mark.parametrize(
    ("params", "error", "says"),
    [
        ({"of": "density"}, UsageError, "does not give one number for each node"),
        ({"of": "twomode_degree"}, UsageError, "takes a two-mode network; name a measure of a one-mode network"),
        (
            {"of": "participation", "change": "drop_nodes"},
            UsageError,
            "participation needs the groups of the same nodes",
        ),
        ({"of": "degre"}, UsageError, "did you mean 'degree'"),
        ({"of": "missing_ties", "of_params": {"draws": 1}}, UsageError, "does not give one number"),
        ({"of_params": {"colour": 1}}, UsageError, "no parameter 'colour'"),
        ({"confidence": "colour"}, UsageError, "no attribute 'colour'"),
        ({"levels": ["all"]}, UsageError, "levels holds 'all'"),
        ({"levels": [0]}, UsageError, "above 0"),
    ],
)
def test_wrong_questions_are_refused(params: dict[str, Any], error: type[AllianceMapError], says: str) -> None:
    with pytest.raises(error, match=says):
        measured("missing_ties", draws=1, **params)


def test_confidence_that_says_nothing_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="edge 2: the confidence is 'certain'"):
        measured("missing_ties", sure(["low", "certain", 1, 1]), confidence="confidence", draws=1)


def test_nobody() -> None:
    found = answer("missing_ties", Given([], {"edges": [], "nodes": ["a"], "draws": 2}))["value"]
    assert found["levels"][0]["pearson"] == {"mean": None, "low": None, "high": None, "share_above": 0.0}
    assert found["stability"] == {"pearson": 0.0, "spearman": 0.0}
