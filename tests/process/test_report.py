"""The centrality report by the real command: interrupted, and beside what other faces say of the same network."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from alliancemap.services.centrality import OFFERS, Measure
from process.conftest import COMMAND, PATIENCE, Shell

ANSWERS = json.loads((Path(__file__).parents[1] / "oracles" / "answers" / "seed.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["tables", "recorded"])
def made(seeded: Shell, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    out = tmp_path_factory.mktemp("report") / request.param
    seeded.good("centrality", "--ties", request.param, "--draws", "0", "--out", str(out))
    return request.param, out


@pytest.fixture(scope="module")
def rows(made: tuple[str, Path]) -> dict[str, dict[str, str]]:
    with (made[1] / "organisations.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def number(text: str) -> float:
    return float(text) if text else np.nan


def test_the_network_is_that_of_an_independent_script(made: tuple[str, Path], rows: dict[str, dict[str, str]]) -> None:
    expected, content = ANSWERS["network"], json.loads((made[1] / "report.json").read_text(encoding="utf-8"))
    assert len(rows) == content["data"]["n"] == expected["organisations"]
    assert content["data"]["audience"] == "public"
    if made[0] == "tables":
        graph = nx.read_graphml(made[1] / "network.graphml")
        weights = [data["weight"] for *_, data in graph.edges(data=True)]
        assert len(weights) == content["data"]["m"] == expected["ties"]
        assert np.median(weights) == pytest.approx(expected["kappa"], abs=1e-11)


def test_values_are_those_of_measure_on_the_graph(
    seeded: Shell, made: tuple[str, Path], rows: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    graph = str(made[1] / "network.graphml")
    lines = [{"measure": one, "params": dict(OFFERS[one].params), "files": [graph]} for one in Measure]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    answers = [json.loads(line) for line in seeded.good("measure", "--batch", str(batch)).splitlines()]
    values = {answer["measure"]: answer["value"] for answer in answers}
    for measure in Measure:
        found, expected = ([row[measure] for row in rows.values()], [values[measure][id] for id in rows])
        np.testing.assert_allclose(
            [number(value) for value in found], np.array(expected, np.float64), rtol=1e-9, atol=1e-11, err_msg=measure
        )


def test_values_and_ranks_are_those_of_graphql(
    seeded: Shell, made: tuple[str, Path], rows: dict[str, dict[str, str]]
) -> None:
    names = ",".join(Measure)
    found: dict[str, Any] = {}
    answer = seeded.ask("centrality", "--measures", names, "--ties", made[0], "--first", str(len(rows)))["answer"]
    for node in answer["nodes"]:
        found[node["organisation"]["slug"]] = {one["measure"].lower(): one for one in node["values"]}
    assert set(found) == set(rows)
    for id, row in rows.items():
        for measure in Measure:
            one = found[id][measure]
            shown = tuple(float(text) if text else None for text in (row[measure], row[f"{measure}_rank"]))
            assert (one["value"], one["rank"]) == shown, (id, measure)


@pytest.mark.parametrize("step", ["ranks under missing ties", "brokerage by kind"])
def test_interrupted_in_the_middle_it_leaves_nothing(seeded: Shell, tmp_path: Path, step: str) -> None:
    """The bar on a terminal says where it is."""
    leader, follower = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCEMAP_")}
    process = subprocess.Popen(
        [COMMAND, "centrality", "--draws", "9999", "--out", str(tmp_path / "out")],
        env={**environment, "ALLIANCEMAP_STORE": seeded.store, "TERM": "xterm", "COLUMNS": "120"},
        stdout=subprocess.DEVNULL,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    with process:
        try:
            wait_for(leader, step)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            rest = read_all(leader)
            process.wait(PATIENCE)
        finally:
            process.kill()
            os.close(leader)
    assert time.monotonic() - began < 30
    assert process.returncode not in (0, -signal.SIGKILL)
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []


def wait_for(terminal: int, words: str) -> None:
    seen, deadline = "", time.monotonic() + PATIENCE
    while words not in seen:
        assert time.monotonic() < deadline, seen[-500:]
        seen += os.read(terminal, 4096).decode(errors="replace")


def read_all(terminal: int) -> str:
    """What is written to a terminal until its writer has gone."""
    parts = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:
        pass
    return b"".join(parts).decode(errors="replace")
