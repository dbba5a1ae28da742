"""The folder of a report: what other tools read from it, the same bytes again, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from networkx.algorithms import bipartite

from alliancemap.errors import UsageError
from alliancemap.reports import folder
from alliancemap.reports.content.report import Report
from alliancemap.reports.files import organisation_columns
from alliancemap.reports.folder import check_folder, write_report
from alliancemap.reports.page import MOST_ROWS, SHOWN_ROWS, percent, report_page
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.question import Question
from records import network, organisation, tie
from unit.reports.conftest import hamlet
from web.site import Reading
from web.worlds import HOSTILE

NAMES = {
    "index.html",
    "organisations.csv",
    "organisations.parquet",
    "causes.csv",
    "causes.parquet",
    "network.graphml",
    "report.json",
}


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out: Path = tmp_path_factory.mktemp("report") / "out"
    write_report(report, out)
    return out


@pytest.fixture(scope="module")
def rows(written: Path) -> list[dict[str, str]]:
    with (written / "organisations.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_are_there_and_nothing_beside(written: Path) -> None:
    assert set(content(written)) == NAMES
    assert list(written.parent.iterdir()) == [written]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_same_question_gives_the_same_bytes_with_any_number_of_workers(
    written: Path, tmp_path: Path, workers: int
) -> None:
    again = centrality_report(Question(hamlet()), ReportOptions(draws=49, seed=7, workers=workers))
    write_report(again, tmp_path / "again")
    assert content(tmp_path / "again") == content(written)


def test_csv_holds_every_organisation_with_blanks_where_undefined(report: Report, rows: list[dict[str, str]]) -> None:
    assert [row["id"] for row in rows] == list(report.ids)
    lone = next(row for row in rows if row["id"] == "lone")
    assert (lone["degree"], lone["constraint"], lone["constraint_rank"]) == ("0", "", "")
    for column in report.columns:
        values = [float(row[column.name]) if row[column.name] else np.nan for row in rows]
        np.testing.assert_array_equal(values, column.values)


def test_pandas_and_pyarrow_read_the_parquet(report: Report, written: Path, rows: list[dict[str, str]]) -> None:
    table = pq.read_table(written / "organisations.parquet")
    assert table.column_names == list(rows[0])
    assert str(table.schema.field("degree").type) == "int64"
    assert table["constraint"].null_count == 1
    frame = pd.read_parquet(written / "organisations.parquet")
    assert frame["name"].tolist() == [row["name"] for row in rows]
    for column in report.columns:
        np.testing.assert_array_equal(frame[column.name].to_numpy(np.float64, na_value=np.nan), column.values)


def test_networkx_reads_the_graph_with_all_attributes(report: Report, written: Path) -> None:
    graph = nx.read_graphml(written / "network.graphml")
    assert (list(graph), graph.number_of_edges()) == (list(report.ids), report.subject.m)
    assert graph.graph["citation"] == report.citation
    columns = {name: values for name, values in organisation_columns(report).items() if "_rank" not in name}
    for place, id in enumerate(report.ids):
        found = graph.nodes[id]
        for name, values in columns.items():
            value = values[place]
            undefined = isinstance(value, float) and np.isnan(value)
            if name != "id":
                assert (name not in found) == undefined, (id, name)
                assert undefined or found[name] == value
    weights = {(a, b): data["weight"] for a, b, data in graph.edges(data=True)}
    at = {id: place for place, id in enumerate(report.ids)}
    assert all(report.ties[at[a], at[b]] == weight for (a, b), weight in weights.items())


def test_igraph_reads_the_graph_with_all_attributes(report: Report, written: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written / "network.graphml"))
    assert (graph.vs["id"], graph.ecount(), graph.is_directed()) == (list(report.ids), report.subject.m, False)
    columns = {name: values for name, values in organisation_columns(report).items() if "_rank" not in name}
    assert set(graph.vs.attributes()) == set(columns)
    for column in report.columns:
        np.testing.assert_array_equal(np.array(graph.vs[column.name], np.float64), column.values)
    assert sum(graph.es["weight"]) == pytest.approx(report.ties.sum() / 2)


def test_causes_stand_in_files_of_their_own_with_two_mode_values(report: Report, written: Path) -> None:
    frame = pd.read_parquet(written / "causes.parquet").set_index("id")
    with (written / "causes.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["id"] for row in csv.DictReader(stream)] == list(frame.index)
    assert frame["supporters"].to_dict() == {"bread": 12, "roses": 4}
    graph = nx.Graph(
        [(f"o {id}", "bread") for id in report.ids if id[0] in "ab"] + [(f"o a{i}", "roses") for i in range(4)]
    )
    graph.add_nodes_from(f"o {id}" for id in report.ids)
    causes = ["bread", "roses"]
    between = bipartite.betweenness_centrality(graph, causes)
    degree = bipartite.degree_centrality(graph, causes)
    assert frame["twomode_betweenness"].to_dict() == pytest.approx({id: between[id] for id in causes}, abs=1e-11)
    organisations = pd.read_parquet(written / "organisations.parquet").set_index("id")
    for name, values in (("degree", degree), ("betweenness", between)):
        assert organisations[f"twomode_{name}"].to_dict() == pytest.approx(
            {id: values[f"o {id}"] for id in report.ids}, abs=1e-11
        )


def test_the_summary_says_what_was_done_and_with_what(report: Report, written: Path) -> None:
    summary = json.loads((written / "report.json").read_text(encoding="utf-8"))
    assert summary["parameters"] == {
        "measures": [column.name for column in report.columns],
        "ties": "tables",
        "as_of": None,
        "audience": "editor",
        "draws": 49,
        "seed": 7,
    }
    assert summary["data"]["content_hash"] == f"sha256:{report.subject.data_hash}"
    assert (summary["data"]["n"], summary["data"]["m"], summary["data"]["isolates"]) == (15, 26, 1)
    assert summary["software"].startswith("alliancemap ")
    assert summary["citation"] == report.citation
    for name, digest in summary["files"].items():
        assert hashlib.sha256((written / name).read_bytes()).hexdigest() == digest
    assert set(summary["files"]) == NAMES - {"report.json"}


def test_numbers_of_the_summary_have_twelve_digits(written: Path) -> None:
    def numbers(value: Any) -> list[float]:
        match value:
            case dict():
                return [number for item in value.values() for number in numbers(item)]
            case list():
                return [number for item in value for number in numbers(item)]
            case float():
                return [value]
        return []

    found = numbers(json.loads((written / "report.json").read_text(encoding="utf-8")))
    assert len(found) > 300
    assert all(number == float(f"{number:.12g}") for number in found)


def test_the_page_stands_alone_and_says_everything(report: Report, written: Path) -> None:
    html = (written / "index.html").read_text(encoding="utf-8")
    reading = Reading.of(html)
    assert reading.values("src") == set()
    assert not reading.all("script")
    assert {href for href in reading.values("href") if not href.startswith("#")} == {"data:,", *NAMES - {"index.html"}}
    assert html.count("default-src 'none'") == 1
    targets = {href[1:] for href in reading.values("href") if href.startswith("#")}
    assert targets <= reading.values("id")
    assert reading.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(reading.headings, reading.headings[1:], strict=False))
    for column in report.columns:
        assert column.meaning in reading.text
    for words in ("How to cite", report.citation, "49 shuffles of kinds", "10 draws of missing ties", "10 rewirings"):
        assert words in reading.text
    assert len(reading.all("svg")) >= 2 * len(report.columns)
    plots = [element for element in reading.all("svg") if element.attributes.get("role") == "img"]
    assert len(plots) == len(reading.all("figure")) == len(list(reading.all("summary")))


def test_hostile_names_stay_names(written: Path) -> None:
    reading = Reading.of((written / "index.html").read_text(encoding="utf-8"))
    assert not reading.all("img")
    assert " ".join(HOSTILE.split()) in reading.text


def test_a_large_table_shows_the_first_by_degree() -> None:
    names = [f"o{number:04}" for number in range(MOST_ROWS + 1)]
    world = network(organisations=[organisation(name) for name in names], ties=[tie(names[-1], names[-2])])
    made = centrality_report(Question(world), ReportOptions(draws=0))
    shown = report_page(made).rows
    assert len(shown) == SHOWN_ROWS
    assert [row.name for row in shown[:3]] == [names[-2].title(), names[-1].title(), names[0].title()]


def test_an_earlier_report_is_replaced(report: Report, written: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_report(report, out)
    (out / "index.html").write_text("old")
    write_report(report, out)
    assert content(out) == content(written)
    assert list(tmp_path.iterdir()) == [out]


def test_what_is_not_ours_stays(report: Report, tmp_path: Path) -> None:
    for name, text in (("thesis.txt", "mine"), ("report.json", "{}"), ("index.html", "mine")):
        out = tmp_path / name.partition(".")[0]
        out.mkdir()
        (out / name).write_text(text)
        with pytest.raises(UsageError, match=r"no part of a report|no report of ours"):
            write_report(report, out)
        assert content(out) == {name: text.encode()}
    with pytest.raises(UsageError, match="is a file"):
        check_folder(tmp_path / "thesis" / "thesis.txt")
    with pytest.raises(UsageError, match="make it first"):
        check_folder(tmp_path / "nowhere" / "out")


def test_a_file_of_mine_in_a_report_keeps_it_from_being_replaced(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        write_report(report, tmp_path / "out")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    def interrupted(*_: object) -> None:
        raise error

    monkeypatch.setattr(folder, "summary", interrupted)
    with pytest.raises((KeyboardInterrupt, UsageError)):
        write_report(report, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_the_earlier_report(
    report: Report, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(report, tmp_path / "out")
    rename, calls = Path.rename, []

    def failing(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(KeyboardInterrupt):
        write_report(report, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert content(tmp_path / "out") == content(written)


def test_percentages() -> None:
    assert [percent(value) for value in (None, 0.0, 1.0, 0.5, 0.004, 0.996)] == [
        "–",
        "0\u202f%",
        "100\u202f%",
        "50\u202f%",
        "0.4\u202f%",
        "99.6\u202f%",
    ]
