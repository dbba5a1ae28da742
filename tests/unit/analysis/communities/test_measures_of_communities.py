"""The measures of communities as the catalogue gives them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from alliancemap.analysis.communities.detection import communities
from alliancemap.errors import UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer
from unit.analysis.centrality.small import COMPLETE, EMPTY, ISOLATES, ONE, PATH, TWO_PARTS, measured, tied

QUICK: dict[str, Any] = {"restarts": 5}


def value(name: str, **params: Any) -> Any:
    return answer(name, Given((), params))["value"]


def test_the_best_known_of_two_pairs_by_hand() -> None:
    """A path of four falls into halves: Q = 2 (1/3 − 1/4)."""
    found = measured("best_known_modularity", PATH, **QUICK)
    assert found == {"Q": pytest.approx(1 / 6), "partition": {"0": 0, "1": 0, "2": 1, "3": 1}}


def test_the_best_known_of_the_karate_club_is_that_of_the_literature() -> None:
    """0.4198 (Brandes et al. 2008, proven); its quality is what NetworkX says of the same partition."""
    found = value("best_known_modularity", graph="karate", seed=3)
    assert found["Q"] == pytest.approx(0.4197896, abs=1e-6)
    graph = nx.karate_club_graph()
    parts = [{n for n in graph if found["partition"][str(n)] == label} for label in range(4)]
    assert nx.community.modularity(graph, parts, weight=None) == pytest.approx(found["Q"])


def test_small_networks() -> None:
    for ties in (EMPTY, ONE, ISOLATES):
        found = measured("best_known_modularity", ties, **QUICK)
        assert found == {"Q": None, "partition": {str(node): node for node in range(ties.shape[0])}}
        whole = measured("communities", ties, **QUICK, draws=3)
        assert (whole["quality"], whole["communities"]) == (None, ties.shape[0])
    assert measured("best_known_modularity", COMPLETE, **QUICK)["partition"] == dict.fromkeys("0123", 0)
    parts = measured("best_known_modularity", TWO_PARTS, **QUICK)["partition"]
    assert parts == {"0": 0, "1": 0, "2": 0, "3": 1, "4": 1}


def test_strengths_count_where_they_are_named_and_directions_are_dropped() -> None:
    """A ring of four whose first and third tie are strong: halves of Q = 2 (5/12 − 1/4), or 0 without strengths."""
    ring = tied(4, [(0, 1, 5), (1, 2), (2, 3, 5), (3, 0)])
    found = measured("best_known_modularity", ring, weight="weight", **QUICK)
    assert found == {"Q": pytest.approx(1 / 3), "partition": {"0": 0, "1": 0, "2": 1, "3": 1}}
    assert measured("best_known_modularity", ring, **QUICK)["Q"] == pytest.approx(0)
    arcs = tied(4, [(0, 1), (2, 1), (2, 3)], directed=True)
    assert measured("best_known_modularity", arcs, directed=True, **QUICK)["Q"] == pytest.approx(1 / 6)


def test_everything_about_communities() -> None:
    found = value("communities", graph="karate", **QUICK, draws=20)
    assert set(found) == {
        *("quality", "partition", "communities", "sizes", "stability", "frequency", "uncertain", "restarts"),
        "beside_rewirings",
    }
    assert sum(found["sizes"]) == len(found["partition"]) == 34
    assert found["uncertain"] == [node for node, share in found["frequency"].items() if share < 0.8]
    assert found["beside_rewirings"]["draws"] == 20
    assert value("communities", graph="karate", **QUICK, draws=0)["beside_rewirings"] is None
    dense = value("communities", graph="karate", **QUICK, quality="cpm", resolution=0.3)
    assert dense["beside_rewirings"] is None
    assert dense["communities"] > found["communities"]


def test_the_method_says_how_many_runs() -> None:
    assert answer("best_known_modularity", Given((), {"graph": "karate", "restarts": 7}))["method"].startswith(
        "best of 7 runs"
    )
    with pytest.raises(UsageError, match="restarts is 0"):
        value("communities", graph="karate", restarts=0)
    with pytest.raises(UsageError, match="resolution is 0"):
        value("best_known_modularity", graph="karate", resolution=0)


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e160, 1e300])
def test_strengths_of_any_size(scale: float) -> None:
    """Products of strengths that are no numbers decide nothing."""
    ties = csr_array(nx.to_scipy_sparse_array(nx.les_miserables_graph())).astype(np.float64)
    found, scaled = (communities(matrix, restarts=4) for matrix in (ties, scale * ties))
    assert scaled.labels.tolist() == found.labels.tolist()
    assert scaled.quality == pytest.approx(found.quality)
