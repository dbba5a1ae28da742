from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer


def ring(since: list[Any] | None) -> NetworkFile:
    """Ten in a ring, and a chord."""
    source = [*range(10), 0]
    target = [*range(1, 10), 0, 5]
    return NetworkFile(
        name="ring.json",
        nodes=tuple("abcdefghij"),
        source=np.array(source),
        target=np.array(target),
        weight=np.ones(11),
        where=[f"edge {place + 1}" for place in range(11)],
        tie_attributes={"since": since} if since else {},
    )


def value(name: str, network: NetworkFile | None = None, **params: Any) -> Any:
    return answer(name, Given([network] if network else [], params))["value"]


def test_ties_are_foretold_from_a_date_on() -> None:
    since = ["2001", "2002-03", None, *["2003-05-06"] * 7, "2010"]
    found = value("link_prediction_evaluation", ring(since), split="2010-01")
    assert (found["split"], found["date"], found["splits"]) == ("time", "2010-01-01", 1)
    assert (found["all_pairs"]["positives"], found["all_pairs"]["candidates"]) == (1, 35)
    assert found["distant_pairs"]["candidates"] == 25
    assert found["all_pairs"]["adamic_adar"]["auc"] == {"mean": pytest.approx((24 / 2) / 34), "sd": None}


def test_without_a_date_the_latest_tenth() -> None:
    found = value("link_prediction_evaluation", ring([2000] * 10 + [2010]))
    assert (found["date"], found["all_pairs"]["positives"]) == ("2010-01-01", 1)


def test_a_tie_is_as_old_as_its_first_record() -> None:
    network = ring([2000] * 9 + [2010, 2011])
    network.source[10], network.target[10] = 1, 0
    found = value("link_prediction_evaluation", network, split="2010")
    assert found["all_pairs"]["positives"] == 1


@pytest.mark.parametrize("since", [None, [2000] * 11])
def test_without_dates_that_differ_at_random(since: list[Any] | None) -> None:
    found = value("link_prediction_evaluation", ring(since), repeats=3, ks=[1])
    assert (found["split"], found["splits"], found["all_pairs"]["positives"]) == ("random", 3, 1)
    assert found == value("link_prediction_evaluation", ring(since), repeats=3, ks=[1], split="random")
    assert set(found["all_pairs"]["random"]) == {"auc", "average_precision", "hits_at_1"}


def test_nothing_to_foretell_is_null() -> None:
    found = value("link_prediction_evaluation", edges=[], nodes=["a", "b"], repeats=1)
    assert found["all_pairs"]["random"]["auc"] == {"mean": None, "sd": None}
    assert value("link_prediction_top", edges=[], nodes=["a", "b"]) == [["a", "b", 0.0]]
    assert value("link_prediction_metrics", scores=[], labels=[])["auc"] is None
    assert value("link_prediction_metrics", scores=[1], labels=[1])["auc"] is None


def test_wrong_questions_are_refused() -> None:
    with pytest.raises(UsageError, match="have no attribute 'since'"):
        value("link_prediction_evaluation", ring(None), split="2010")
    with pytest.raises(UsageError, match="split: 'May' is no date"):
        value("link_prediction_evaluation", ring([2000] * 11), split="May")
    with pytest.raises(InvalidNetworkError, match="edge 11: 'May' is no date"):
        value("link_prediction_evaluation", ring([2000] * 10 + ["May"]))
    with pytest.raises(UsageError, match="ks holds 0"):
        value("link_prediction_evaluation", ring(None), ks=[0])
    with pytest.raises(UsageError, match="2 scores for 1 labels"):
        value("link_prediction_metrics", scores=[1, 2], labels=[1])
    with pytest.raises(UsageError, match="labels holds 2"):
        value("link_prediction_metrics", scores=[1], labels=[2])
    with pytest.raises(UsageError, match="scores holds 'x'"):
        value("link_prediction_metrics", scores=["x"], labels=[1])
    with pytest.raises(UsageError, match="scores holds None"):
        value("link_prediction_metrics", scores=[None], labels=[1])


def test_affiliations() -> None:
    matrix = [[1, 1, 0], [1, 1, 0], [0, 1, 1]]
    assert value("bipartite_link_prediction_top", matrix=matrix, k=1) == [["c", "1", pytest.approx(2 / 3)]]
    assert value("actor_similarity", matrix=matrix)[0] == ["a", "b", pytest.approx(5 / 6)]
    assert value("actor_similarity", matrix=[[1, 0], [0, 1]]) == [["a", "b", 0.0]]


def test_affiliations_are_foretold_from_a_date_on() -> None:
    """Two join rivers and reefs; Wren was at the rivers, and joins the reefs later."""
    network = NetworkFile(
        name="map.json",
        nodes=("Tern", "Alder", "Wren", "rivers", "reefs", "moors"),
        source=np.array([0, 0, 1, 1, 2, 2]),
        target=np.array([3, 4, 3, 4, 3, 4]),
        weight=np.ones(6),
        where=[f"edge {place + 1}" for place in range(6)],
        first_mode=np.array([True, True, True, False, False, False]),
        tie_attributes={"since": ["2001", None, 2002, 2001, 2001, "2010-05-01"]},
    )
    found = value("bipartite_link_prediction_evaluation", network, ks=[1], share=0.2)
    assert (found["split"], found["all_pairs"]["positives"], found["all_pairs"]["candidates"]) == ("time", 1, 4)
    assert found["all_pairs"]["L3"]["hits_at_1"]["mean"] == 1
    assert found["distant_pairs"]["candidates"] == 3
    at_random = value("bipartite_link_prediction_evaluation", network, split="random", repeats=4, share=0.5)
    assert (at_random["splits"], at_random["all_pairs"]["positives"]) == (4, 3)
