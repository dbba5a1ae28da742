from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from alliancemap.errors import AllianceMapError, InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer

TIES = [["a", "b", 1], ["b", "c", 1], ["a", "c", -1]]


def dated(**extra: Any) -> NetworkFile:
    """Three ties in a circle with dates."""
    return NetworkFile(
        name="map.json",
        nodes=("a", "b", "c"),
        source=np.array([0, 1, 0]),
        target=np.array([1, 2, 2]),
        weight=np.array([1.0, 1.0, -1.0]),
        where=["edge 1", "edge 2", "edge 3"],
        **extra,
    )


def measured(network: NetworkFile | None = None, name: str = "structural_balance", **params: Any) -> dict[str, Any]:
    return answer(name, Given([network] if network else [], params))


def test_worked_by_hand() -> None:
    found = measured(edges=TIES)
    assert found["value"]["triads"]["plus2minus1"] == 1
    assert found["value"]["frustration"] == 1
    assert found["value"]["frustration_normalised"] == pytest.approx(1 / 3)
    assert found["value"]["optimal_partitions"] == [[[], ["a", "b", "c"]], [["a"], ["b", "c"]], [["a", "b"], ["c"]]]
    assert measured(name="frustration", edges=TIES)["value"] == 1


def test_nothing_to_balance_is_null() -> None:
    value = measured(edges=[], nodes=["a"])["value"]
    assert value["frustration"] == 0
    assert value["frustration_normalised"] is None
    assert value["triads"]["strong_balance"] is None


def test_pairs_of_both_signs_are_dropped_and_told() -> None:
    found = measured(edges=[*TIES, ["c", "a", 1]], directed=True)
    assert found["value"]["edges"] == 2
    assert found["notes"]["ambiguous_pairs"] == [["a", "c"]]
    assert measured(edges=TIES, ambiguous_pairs_dropped=[["c", "a"]])["value"]["edges"] == 2


def test_ties_of_a_year() -> None:
    since = dated(tie_attributes={"since": ["1990", None, "2000-05"], "until": [None, "1999-12-31", None]})
    assert [measured(since, year=year)["value"]["edges"] for year in (1989, 1990, 1999, 2000)] == [1, 2, 2, 2]
    periods = dated(extra={"periods": [["a", "b", 1, 1990, 1995], ["b", "c", -1, 1994, None]]})
    assert [measured(periods, year=year)["value"]["edges"] for year in (1989, 1990, 1994, 1995)] == [0, 1, 2, 1]


def test_bounds_where_the_search_is_stopped() -> None:
    names = [f"n{row}" for row in range(21)]
    ties = [[a, b, -1] for place, a in enumerate(names) for b in names[:place]]
    found = measured(name="frustration", edges=ties, effort=0)
    assert found["value"] is None
    assert found["method"].startswith("bounds")
    assert found["notes"]["frustration_at_least"] <= 100 <= found["notes"]["frustration_at_most"]
    one, other = found["notes"]["best_partition_found"]
    unfit = sum((a in one and b in one) or (a in other and b in other) for a, b, _ in ties)
    assert unfit == found["notes"]["frustration_at_most"]


@pytest.mark.parametrize(
    ("params", "error", "says"),
    [
        ({"edges": [["a", "b", 0]]}, InvalidNetworkError, "entry 1: the tie from 'a' to 'b' has the value 0"),
        ({"edges": TIES, "year": 1990}, UsageError, "does not say when"),
        ({"edges": TIES, "ambiguous_pairs_dropped": [["a"]]}, UsageError, "a pair is two ids"),
    ],
)
def test_wrong_questions_are_refused(params: dict[str, Any], error: type[AllianceMapError], says: str) -> None:
    with pytest.raises(error, match=says):
        measured(**params)


def test_wrong_dates_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="period 1 is"):
        measured(dated(extra={"periods": [["a", "x", 1, 1990, 1995]]}), year=1990)
    with pytest.raises(InvalidNetworkError, match="period 1 has the sign 0, which must be above 0 or below 0"):
        measured(dated(extra={"periods": [["a", "b", 0, 1990, 1995]]}), year=1990)
    with pytest.raises(InvalidNetworkError, match="edge 2: 'May' is no date"):
        measured(dated(tie_attributes={"since": [None, "May", None]}), year=1990)


def test_two_mode_networks_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="two-mode"):
        measured(dated(first_mode=np.array([True, True, False])))
