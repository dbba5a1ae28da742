"""The parts of a report, by hand and by other means."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from alliancemap.analysis.graphs.graph import Graph, to_networkx
from alliancemap.model import TieSet
from alliancemap.reports.content.report import Report
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.centrality.beside import Beside, beside
from alliancemap.services.centrality.choices import Measure
from alliancemap.services.centrality.kinds import brokerage_by_kind
from alliancemap.services.centrality.limits import drawable
from alliancemap.services.centrality.report import FULL, LESS, ReportOptions, centrality_report
from alliancemap.services.centrality.structure import partition
from alliancemap.services.centrality.subject import content_hash
from alliancemap.services.question import Question
from records import network, organisation, tie
from unit.reports.conftest import hamlet


def test_a_number_beside_draws_by_hand() -> None:
    """Draws 1, 2, 3: mean 2, population sd √(2/3); none of them reaches 5, so p is twice (0 + 1)/(3 + 1)."""
    assert beside(5.0, np.array([1.0, 2.0, 3.0])) == Beside(2.0, 0.816496580928, 3.67423461417, 0.5)
    assert beside(2.0, np.array([2.0, 2.0])) == Beside(2.0, 0.0, None, 1.0)
    assert beside(2.0, np.zeros(0)) == Beside()
    assert beside(float("nan"), np.ones(3)) == Beside()


def test_brokerage_of_a_path_by_hand() -> None:
    """a – b – c: b brokers one pair. Kinds x, x, y: b is the representative of a towards c."""
    graph = Graph.of_records("abc", (np.array([0, 1]), np.array([1, 2])))
    found = brokerage_by_kind(graph.ties, np.array([0, 0, 2]), ("ngo", "media", "mutual"), Drawing(9, 1))
    ngo, mutual = found.kinds
    assert (ngo.kind, ngo.size, ngo.internal, ngo.external, ngo.ei) == ("ngo", 2, 1, 1, 0.0)
    assert (mutual.internal, mutual.external, mutual.ei) == (0, 1, 1.0)
    assert {role.role: role.raw for role in ngo.roles} == {
        "coordinator": 0,
        "itinerant": 0,
        "representative or gatekeeper": 1,
        "liaison": 0,
        "all roles": 1,
    }
    assert found.ei == 0.0


def test_brokerage_is_the_same_with_any_number_of_workers_and_draws_add_up() -> None:
    land = Question(hamlet(), TieSet.RECORDED).landscape
    one, three = (brokerage_by_kind(land.ties, land.kind, land.kinds, Drawing(40, 2, workers=w)) for w in (1, 3))
    assert one == three
    graph = nx.from_scipy_sparse_array(land.ties)
    pairs = sum(1 for v in graph for a in graph[v] for b in graph[v] if a < b and not graph.has_edge(a, b))
    assert sum(kind.roles[-1].raw for kind in one.kinds) == pairs
    mixing = sum(kind.internal for kind in one.kinds) + sum(kind.external for kind in one.kinds) / 2
    assert mixing == graph.number_of_edges()


def test_organisations_of_unknown_kind_are_left_out_and_counted() -> None:
    graph = Graph.of_records("abc", (np.array([0, 1]), np.array([1, 2])))
    found = brokerage_by_kind(graph.ties, np.array([0, -1, 0]), ("ngo",), Drawing(0, 1))
    assert found.unknown == 1
    assert found.kinds[0].roles[-1].raw == 0
    assert (found.kinds[0].ei, found.kinds[0].roles[0].p) == (None, None)


def test_two_circles_are_two_communities() -> None:
    land = Question(hamlet(), TieSet.RECORDED).landscape
    graph = Graph(land.ids, land.ties)
    found = partition(graph, land.ids, ["ngo"] * graph.n, Drawing(5, 1))
    assert [(one.size, one.kinds) for one in found.communities[:2]] == [(6, (("ngo", 6),)), (6, (("ngo", 6),))]
    assert found.communities[0].members[0] in {"a0", "b0"}
    assert (found.alone, len(found.communities)) == (1, 3)
    sets = [{row for row in range(graph.n) if found.labels[row] == number} for number in sorted(set(found.labels))]
    assert found.quality == pytest.approx(nx.community.modularity(nx.from_scipy_sparse_array(land.ties), sets))


def test_measures_stand_beside_their_bands(report: Report) -> None:
    assert report.robustness is not None
    assert [one.name for one in report.robustness.measures] == [column.name for column in report.columns]
    degree = report.column("degree")
    band = report.robustness.band("degree")
    assert degree is not None
    assert band is not None
    assert degree.values.tolist() == list(dict(to_networkx(Graph(report.ids, report.ties)).degree).values())
    assert ((band.low >= 1) & (band.low <= band.high)).all()
    assert report.robustness.measures[0].spearman[0] == pytest.approx(1, abs=0.2)


def test_rewirings_keep_degrees_and_lose_the_circles(report: Report) -> None:
    assert report.null_models is not None
    rows = {row.name: row for row in report.null_models.rows}
    graph = to_networkx(Graph(report.ids, report.ties))
    assert rows["transitivity"].observed == pytest.approx(nx.transitivity(graph))
    assert rows["clustering"].observed == pytest.approx(nx.average_clustering(graph))
    assert rows["degree_assortativity"].observed == pytest.approx(nx.degree_assortativity_coefficient(graph))
    assert (rows["transitivity"].z or 0) > 2
    assert (rows["modularity"].z or 0) > 1


def test_what_is_drawn_depends_on_size_and_wish() -> None:
    numbers = [
        (draws.permutations, draws.missing_ties, draws.restarts, draws.rewirings)
        for draws in (
            ReportOptions().drawn(20_000),
            ReportOptions().drawn(20_001),
            ReportOptions(draws=999).drawn(10**6),
            ReportOptions(draws=99).drawn(5),
            ReportOptions(draws=0).drawn(5),
        )
    ]
    assert numbers == [FULL, LESS, FULL, (99, 20, 5, 20), (0, 0, 0, 0)]


def test_slow_measures_are_not_drawn_again_on_large_networks() -> None:
    line = Graph.of_records([str(i) for i in range(2_000)], (np.arange(1_999), np.arange(1, 2_000)))
    everything = tuple(Measure)
    assert drawable(everything, line, 1_000) == everything
    far = {Measure.HARMONIC, Measure.CLOSENESS, Measure.BETWEENNESS, Measure.BRIDGING_CENTRALITY}
    costly = {Measure.KATZ, Measure.PARTICIPATION, Measure.WITHIN_MODULE_Z}
    assert set(everything) - set(drawable(everything, line, 20_000)) == {
        Measure.BETWEENNESS,
        Measure.BRIDGING_CENTRALITY,
    }
    assert set(everything) - set(drawable(everything, line, 100_000)) == far | costly


def test_the_content_hash_tells_data_apart_and_not_revisions() -> None:
    world = hamlet()
    hashes = [
        content_hash(Question(one, ties))
        for one, ties in ((world, TieSet.RECORDED), (world.at(9, world.date), TieSet.RECORDED), (world, TieSet.TABLES))
    ]
    assert hashes[0] == hashes[1] == hashes[2]  # no body sits at a table here
    assert content_hash(Question(network(organisations=[organisation("a")]))) != hashes[0]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_reports_on_few_organisations(size: int) -> None:
    rows = [organisation(f"o{number}") for number in range(size)]
    made = centrality_report(Question(network(organisations=rows)), ReportOptions(draws=20))
    assert (made.subject.n, made.subject.m, made.robustness, made.null_models) == (size, 0, None, None)
    assert all(column.coverage in (None, 0.0, 1.0) for column in made.columns)


def test_a_complete_network_and_a_star_have_reports() -> None:
    names = [f"o{number}" for number in range(6)]
    pairs = [(a, b) for a in names for b in names if a < b]
    for ties in (pairs, [("o0", other) for other in names[1:]]):
        world = network(organisations=[organisation(name) for name in names], ties=[tie(a, b) for a, b in ties])
        made = centrality_report(Question(world), ReportOptions(draws=20))
        assert made.subject.m == len(ties)
        assert made.brokerage is not None
        assert len(made.brokerage.kinds) == 1


def test_without_draws_the_numbers_stay(report: Report) -> None:
    bare = centrality_report(Question(hamlet()), ReportOptions(draws=0, seed=7))
    assert (bare.robustness, bare.null_models) == (None, None)
    assert bare.partition is not None
    assert bare.partition.restarts == 1
    for one, other in zip(bare.columns, report.columns, strict=True):
        np.testing.assert_array_equal(one.values, other.values)
