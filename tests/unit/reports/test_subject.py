"""What a report says of its data: records by type, pairs that share causes, approximate values with their errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from alliancemap.measures.paths import betweenness as betweenness_measure
from alliancemap.model import Confidence, TieType
from alliancemap.reports.content.report import Report
from alliancemap.reports.files import organisation_columns
from alliancemap.reports.folder import write_report
from alliancemap.reports.numbers import ranks_within
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.centrality.causes import affiliation
from alliancemap.services.centrality.choices import Measure
from alliancemap.services.centrality.columns import alliance_graph_of
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.centrality.subject import EMBODIES, subject
from alliancemap.services.question import Question
from records import cause, coalition, joined, network, organisation, stance, tie, when
from unit.reports.conftest import hamlet


@pytest.mark.parametrize("draw", range(8))
def test_pairs_that_share_a_cause_are_counted_one_by_one(draw: int) -> None:
    """Some maps are dense, so that all pairs of two classes share something; some causes have no supporter."""
    rng = np.random.default_rng(draw)
    matrix = rng.random((30, 9)) < rng.uniform(0.1, 0.9, 9) * (rng.random(9) < 0.8)
    rows, columns = (at.tolist() for at in np.nonzero(matrix))
    world = network(
        organisations=[organisation(f"o{row:02}") for row in range(30)],
        causes=[cause(f"c{column}") for column in range(9)],
        stances=[stance(f"o{row:02}", f"c{column}") for row, column in zip(rows, columns, strict=True)],
    )
    found = affiliation(Question(world), Drawing(0, 1))
    pairs = [(one, other) for one in range(30) for other in range(one)]
    assert found.pairs_sharing == sum(bool((matrix[one] & matrix[other]).any()) for one, other in pairs)
    assert (found.pairs, found.causes) == (len(pairs), int(matrix.any(axis=0).sum()))


def test_a_subject_counts_its_records_by_type(report: Report) -> None:
    ties = [tie("a", "b", since=when("2001")), tie("b", "a", TieType.FUNDS, confidence=Confidence.LOW)]
    ties += [tie("a", "c", TieType.CONFLICTS_WITH), tie("c", "a", TieType.FOUNDED), tie("d", "d")]
    world = network(
        organisations=[organisation(id) for id in "abcd"],
        ties=ties,
        coalitions=[coalition("pact", organisation_id="a")],
        memberships=[joined("pact", "c"), joined("pact", "d", since=when("2004-05"))],
    )
    question = Question(world)
    of = subject(question, alliance_graph_of(question))
    assert (of.m, of.records, of.loops, of.conflicts, of.by_tables) == (4, 5, 1, 1, 1)
    assert {type: count for type, count in of.types.items() if count} == {"partner": 2, "funds": 1, EMBODIES: 2}
    assert (of.tie_records, of.undated, of.memberships, of.undated_memberships, of.low_confidence) == (3, 2, 2, 1, 1)
    assert (report.subject.records, report.subject.by_tables) == (26, 0)


def test_ranks_of_approximate_values_by_hand() -> None:
    """9 ± 1 and 8 ± 1 overlap, 3 ± 1 and 0 ± 1 do not; one has no value."""
    values, width = np.array([9.0, 3.0, np.nan, 8.0, 0.0]), np.array([1.0, 1.0, np.nan, 1.0, 1.0])
    low, high = ranks_within(values, width)
    assert (low.tolist(), high.tolist()) == ([1, 3, 0, 1, 4], [2, 3, 0, 2, 4])
    low, high = ranks_within(values, width, low_first=True)
    assert (low.tolist(), high.tolist()) == ([3, 2, 0, 3, 1], [4, 2, 0, 4, 1])


def test_approximate_values_stand_with_their_errors(
    report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(betweenness_measure, "EXACT_UP_TO", 0)
    made = centrality_report(
        Question(hamlet()), ReportOptions((Measure.BETWEENNESS, Measure.BRIDGING_CENTRALITY), draws=0)
    )
    for name in ("betweenness", "bridging_centrality"):
        column, exact = made.column(name), report.column(name)
        assert column is not None
        assert exact is not None
        assert column.half_width is not None
        assert (np.abs(column.values - exact.values) <= column.half_width + 1e-12).all()
        low, high = organisation_columns(made)[f"{name}_rank_low"], organisation_columns(made)[f"{name}_rank_high"]
        assert all(best <= rank <= worst for best, rank, worst in zip(low, exact.ranks, high, strict=True))
        assert "approximate" in column.method
    content = write_report(made, tmp_path / "out")
    assert "half_width" not in content["measures"][0]["notes"]
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("Rank within error", " ± ", "cannot be told from 0"))
