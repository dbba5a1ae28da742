from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

ROWS = [[1, "Tern", "rivers", 1], [2, "Tern", "reefs", 0], [3, "Alder", "rivers", 1], [4, "Alder", "reefs", 1]]


def file(statements: list[Any] | None = None, weights: list[float] | None = None) -> NetworkFile:
    """Tern, Alder and Wren, who is silent; rivers and reefs."""
    ends = [(0, 3), (0, 4), (1, 3), (1, 4)] if weights else []
    return NetworkFile(
        name="map.json",
        nodes=("Tern", "Alder", "Wren", "rivers", "reefs"),
        source=np.array([a for a, _ in ends], np.int64),
        target=np.array([b for _, b in ends], np.int64),
        weight=np.array(weights or [], np.float64),
        where=[f"edge {place + 1}" for place in range(len(ends))],
        first_mode=np.array([True, True, True, False, False]),
        extra={"statements": statements} if statements else {},
    )


def value(name: str, network: NetworkFile, **params: Any) -> Any:
    return answer(name, Given([network], params))["value"]


def test_statements_and_signed_ties_say_the_same() -> None:
    for way in ("congruence", "conflict", "subtract", "ignore"):
        said = value("actor_network", file(ROWS), aggregation=way)
        assert said == value("actor_network", file(weights=[1, -1, 1, 1]), aggregation=way)
    assert value("actor_network", file(ROWS))[0] == ["Tern", "Alder", 1.0]


def test_who_says_nothing_cannot_be_compared() -> None:
    assert value("actor_network", file(ROWS))[1] == ["Tern", "Wren", 0.0]
    assert answer("actor_network", Given([file(ROWS)]))["notes"] == {"without_statement": ["Wren"]}
    assert value("actor_network", file(ROWS), normalisation="average")[1] == ["Tern", "Wren", None]
    assert value("actor_network", file(ROWS), normalisation="cosine")[2] == ["Alder", "Wren", None]


def test_opposite_records_of_one_pair_both_count() -> None:
    network = file(weights=[1, 1, 1, 1])
    twice = replace(network, target=np.array([3, 3, 3, 4]), weight=np.array([1.0, -1.0, 1.0, 1.0]))
    assert value("actor_network", twice, aggregation="ignore")[0] == ["Tern", "Alder", 2.0]
    assert value("actor_network", twice, aggregation="subtract")[0] == ["Tern", "Alder", 0.0]
    assert value("actor_network", twice, aggregation="congruence", counts="positions")[0] == ["Tern", "Alder", 0.0]


def test_totals() -> None:
    assert value("statement_totals", file(ROWS)) == {
        "statements": 4.0,
        "organisations": 2,
        "concepts": 2,
        "sum_one_mode_ignore": 4.0,
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ([1, "Tern", "rivers", 2], "must end in organisation, concept and 1"),
        (["Tern"], "statement 1 is"),
        ([1, "Turn", "rivers", 1], "names the organisation 'Turn'"),
        ([1, "Tern", "Alder", 1], "names the concept 'Alder'"),
    ],
)
def test_wrong_statements_are_refused(row: list[Any], says: str) -> None:
    with pytest.raises(InvalidNetworkError, match=says):
        value("actor_network", file([row]))


@pytest.mark.parametrize("weight", [0.0, float("nan")])
def test_a_stance_without_sign_is_refused(weight: float) -> None:
    with pytest.raises(InvalidNetworkError, match="edge 2"):
        value("actor_network", file(weights=[1, weight, 1, 1]))


def test_a_one_mode_network_is_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="one-mode"):
        value("actor_network", replace(file(ROWS), first_mode=None))
