"""Centrality through GraphQL: right values in the right order, limits in words, nothing that is hidden."""

from __future__ import annotations

import random
from typing import Any

import httpx
import networkx as nx
import numpy as np
import pytest

import records
from alliancemap.model import Audience, TieSet
from alliancemap.network.network import Network
from alliancemap.services.centrality import Measure, limits
from alliancemap.services.question import Question
from api.asking import Ask, Client, asker, refused

ALL = " ".join(measure.name for measure in Measure)
VALUES = """query ($measures: [Measure!]!, $by: Measure, $first: Int, $after: String) {
  centrality(measures: $measures, orderBy: $by, first: $first, after: $after) {
    totalCount organisations ties isolates components asOf draws
    pageInfo { endCursor hasNextPage }
    measures { measure definition source method coverage undefined undefinedBecause lowFirst }
    nodes { organisation { slug } values { measure value rank rankLow rankHigh } }
  }
}"""


@pytest.fixture(scope="module")
def graph(seed: Network) -> Any:
    land = Question(seed, TieSet.TABLES).landscape
    made = nx.from_scipy_sparse_array(land.ties)
    return nx.relabel_nodes(made, dict(enumerate(land.ids)))


def column(answer: Any, measure: str) -> dict[str, float | None]:
    return {
        node["organisation"]["slug"]: value["value"]
        for node in answer["nodes"]
        for value in node["values"]
        if value["measure"] == measure
    }


def test_values_are_those_of_networkx(ask: Ask, graph: Any) -> None:
    measures = ["DEGREE", "STRENGTH", "BETWEENNESS", "CLOSENESS", "CLUSTERING", "K_CORE", "PAGERANK", "HARMONIC"]
    answer = ask(VALUES, measures=measures, first=1000)["centrality"]
    harmonic = {id: value / (len(graph) - 1) for id, value in nx.harmonic_centrality(graph).items()}
    independent = {
        "DEGREE": dict(graph.degree),
        "STRENGTH": dict(graph.degree(weight="weight")),
        "BETWEENNESS": nx.betweenness_centrality(graph),
        "CLOSENESS": nx.closeness_centrality(graph),
        "CLUSTERING": nx.clustering(graph),
        "K_CORE": nx.core_number(graph),
        "PAGERANK": nx.pagerank(graph, tol=1e-13, max_iter=1000),
        "HARMONIC": harmonic,
    }
    for measure, expected in independent.items():
        assert column(answer, measure) == pytest.approx(expected, abs=1e-9), measure
    assert (answer["organisations"], answer["ties"]) == (len(graph), graph.number_of_edges())
    assert (answer["isolates"], answer["components"]) == (
        nx.number_of_isolates(graph),
        nx.number_connected_components(graph),
    )


def test_every_measure_answers_with_definition_source_and_method(ask: Ask) -> None:
    answer = ask(VALUES, measures=[measure.name for measure in Measure], first=1)["centrality"]
    assert [one["measure"] for one in answer["measures"]] == [measure.name for measure in Measure]
    assert all(one["definition"] and one["source"] and one["method"] for one in answer["measures"])
    assert all(bool(one["undefinedBecause"]) >= bool(one["undefined"]) for one in answer["measures"])


def test_ranks_begin_at_the_head_and_equal_values_share_one(ask: Ask) -> None:
    nodes = ask(VALUES, measures=["DEGREE"], first=1000)["centrality"]["nodes"]
    values = [node["values"][0]["value"] for node in nodes]
    assert values == sorted(values, reverse=True)
    assert [node["values"][0]["rank"] for node in nodes] == [1 + sum(np.array(values) > value) for value in values]
    slugs = [(-value, node["organisation"]["slug"]) for value, node in zip(values, nodes, strict=True)]
    assert slugs == sorted(slugs)


def test_constraint_comes_from_the_lowest_and_isolates_last_without_a_value(ask: Ask) -> None:
    answer = ask(VALUES, measures=["DEGREE"], by="CONSTRAINT", first=1000)["centrality"]
    constraint = column(ask(VALUES, measures=["CONSTRAINT"], first=1000)["centrality"], "CONSTRAINT")
    ordered = [constraint[node["organisation"]["slug"]] for node in answer["nodes"]]
    known = [value for value in ordered if value is not None]
    assert known == sorted(known)
    assert ordered[len(known) :] == [None] * answer["isolates"] != []


@pytest.mark.parametrize("measure", ["BETWEENNESS", "CONSTRAINT"])
def test_pages_follow_each_other(ask: Ask, measure: str) -> None:
    whole = ask(VALUES, measures=[measure], first=1000)["centrality"]["nodes"]
    found: list[Any] = []
    after, more = None, True
    while more:
        page = ask(VALUES, measures=[measure], first=99, after=after)["centrality"]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == whole


def test_bands_of_ranks_hold_the_rank_about_and_are_the_same_again(seed: Network) -> None:
    document = """{ centrality(measures: [DEGREE, CONSTRAINT], draws: 20, seed: 3, first: 50) {
        draws seed nodes { values { rank rankLow rankHigh } } } }"""
    first, second = (asker(network)(document) for network in (seed, seed.at(seed.revision + 1, seed.date)))
    assert first == second
    bands = [value for node in first["centrality"]["nodes"] for value in node["values"]]
    assert all(1 <= band["rankLow"] <= band["rankHigh"] for band in bands)
    assert np.mean([band["rankLow"] - 3 <= band["rank"] <= band["rankHigh"] + 3 for band in bands]) > 0.9


def test_over_http_with_all_measures(client: Client) -> None:
    response = client.post(f"{{ centrality(measures: [{ALL}], first: 200) {{ nodes {{ values {{ value }} }} }} }}")
    assert response.status_code == 200
    assert len(response.json()["data"]["centrality"]["nodes"]) == 200


def test_on_large_maps_what_takes_too_long_is_refused_or_approximated(
    client: Client, seed: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISTANCES", "SHORTEST_WAYS", "BANDS"):
        monkeypatch.setattr(limits, name, 10.0)
    errors = client.post("{ centrality(measures: [HARMONIC], first: 3) { totalCount } }").json()["errors"]
    assert errors[0]["extensions"]["code"] == "TIME_LIMIT_EXCEEDED"
    assert "alliancemap centrality" in errors[0]["message"]
    errors = client.post("{ centrality(measures: [DEGREE], draws: 9) { totalCount } }").json()["errors"]
    assert errors[0]["extensions"]["code"] == "TIME_LIMIT_EXCEEDED"
    sampled = client.post(
        "{ centrality(measures: [BETWEENNESS], first: 3) { measures { method } nodes { values { value } } } }"
    ).json()["data"]["centrality"]
    assert sampled["measures"][0]["method"].startswith("approximate: with probability 0.9")
    exact = column(asker(seed)(VALUES, measures=["BETWEENNESS"], first=1000)["centrality"], "BETWEENNESS")
    assert sampled["nodes"][0]["values"][0]["value"] == pytest.approx(max(filter(None, exact.values())), abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("measures: []", "no measure is named"),
        ("measures: [DEGREE], draws: -1", "draws is -1"),
        ("measures: [DEGREE], draws: 1001", "draws is 1001"),
        ("measures: [DEGREE], seed: -1", "seed is -1"),
        ("measures: [DEGREE], first: 0", "first is 0"),
        ('measures: [DEGREE], after: "nonsense"', "no cursor"),
    ],
)
def test_wrong_questions(seed: Network, arguments: str, message: str) -> None:
    ((code, said),) = refused(seed, f"{{ centrality({arguments}) {{ totalCount }} }}")
    assert code == "BAD_USER_INPUT"
    assert message in said


def test_a_cursor_of_another_order_is_refused(seed: Network, ask: Ask) -> None:
    cursor = ask(VALUES, measures=["DEGREE"], first=2)["centrality"]["pageInfo"]["endCursor"]
    ((_, said),) = refused(seed, VALUES, measures=["DEGREE"], by="KATZ", after=cursor)
    assert "ask with the same arguments" in said


def test_few_or_no_organisations() -> None:
    everything = [measure.name for measure in Measure]
    assert asker(records.network())(VALUES, measures=everything)["centrality"]["nodes"] == []
    alone = asker(records.network(organisations=[records.organisation("a")]))(VALUES, measures=everything)
    values = {value["measure"]: value["value"] for value in alone["centrality"]["nodes"][0]["values"]}
    assert values["DEGREE"] == 0
    assert values["CONSTRAINT"] is None


def answered(network: Network, document: str) -> httpx.Response:
    client = Client(lambda _request: network)
    try:
        return client.post(document)
    finally:
        client.close()


def test_a_hidden_tie_changes_no_byte_for_lower_audiences() -> None:
    """Ties that only members or editors see are put in at random; the public answer stays the same to the byte."""
    shown = [records.organisation(f"org-{i}") for i in range(9)]
    ties = [records.tie(f"org-{i}", f"org-{i + 1}") for i in range(7)]
    document = f"""{{ centrality(measures: [{ALL}], draws: 9) {{ ties measures {{ coverage }} edges {{ cursor node {{
        organisation {{ slug }} values {{ value rank rankLow rankHigh }} }} }} }} }}"""
    chance, answers = random.Random(5), set()
    for audience in (None, Audience.MEMBER, Audience.EDITOR):
        pairs = [chance.sample(range(9), 2) for _ in range(6)] if audience else []
        hidden = [
            records.tie(f"org-{a}", f"org-{b}", id=f"hidden-{number}", visibility=audience)
            for number, (a, b) in enumerate(pairs)
        ]
        whole = records.network(organisations=shown, ties=[*ties, *hidden])
        public = whole.restricted_to(Audience.PUBLIC, 3, records.DATE)
        response = answered(public, document)
        assert "errors" not in response.json()
        answers.add((response.status_code, response.content, str(response.headers.raw)))
        if audience:
            assert asker(whole)(VALUES, measures=["DEGREE"])["centrality"]["ties"] > len(ties)
    assert len(answers) == 1
