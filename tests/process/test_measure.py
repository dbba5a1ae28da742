"""The command `measure` as a script uses it: every reference number, errors and exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from oracles import FETCHED, OWN, Check, agree, checks, oracle, oracle_path
from process.conftest import Shell

SHELL = Shell("embedded:nowhere")
"""Measures need no store."""
KARATE = str(OWN / "karate.json")


def at_hand() -> Iterator[Check]:
    own = sorted(path.stem for path in OWN.glob("*.json") if not path.stem.startswith("composite"))
    extra = FETCHED if os.environ.get("ALLIANCEMAP_EXTRA_ORACLES") else ()
    for name in (*own, *extra):
        yield from checks(name)


CHECKS = list(at_hand())


def batch(*lines: object) -> list[dict[str, Any]]:
    """Give the answers to lines of a batch, each of which is an object, or a text to be taken as it is."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = SHELL.run("measure", "--batch", "-", stdin="\n".join(texts), timeout=500)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """The answers to all checks, from one process."""
    lines = [
        {
            "measure": check.measure,
            "params": check.params,
            "files": [str(oracle_path(check.oracle))] if "graph" in oracle(oracle_path(check.oracle)) else [],
        }
        for check in CHECKS
    ]
    return dict(zip(map(str, CHECKS), batch(*lines), strict=True))


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_reference_number(check: Check, answers: dict[str, dict[str, Any]]) -> None:
    answer = answers[str(check)]
    assert "error" not in answer, answer["error"]
    assert (answer["measure"], answer["params"]) == (check.measure, check.params)
    agree(check, answer["value"])


def test_one_measure_says_what_it_measured() -> None:
    answer = json.loads(SHELL.good("measure", "density", KARATE))
    assert answer["value"] == pytest.approx(2 * 78 / (34 * 33))
    assert (answer["measure"], answer["params"], answer["files"]) == ("density", {}, [KARATE])
    assert answer["network"] == {
        "mode": "one",
        "directed": False,
        "n": 34,
        "m": 78,
        "isolates": 0,
        "components": 1,
        "loops_dropped": 0,
        "parallel_merged": 0,
    }


def test_a_list_of_pairs_has_a_direction_where_it_is_asked_for(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("source,target\na,b\nb,a\na,c\n", encoding="utf-8")
    either, directed = batch(
        {"measure": "density", "files": [str(pairs)]},
        {"measure": "density", "files": [str(pairs)], "params": {"directed": True}},
    )
    assert (either["value"], either["network"]["parallel_merged"]) == (pytest.approx(2 / 3), 1)
    assert (directed["value"], directed["network"]["directed"]) == (pytest.approx(3 / 6), True)


def test_a_batch_goes_on_after_every_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.net"
    broken.write_text("*Vertices 2\n*Edges\n1 3\n", encoding="utf-8")
    good = {"measure": "density", "files": [KARATE]}
    wrong = (
        "{",
        "[]",
        '{"measure": "density", "params": NaN}',
        '{"measure": "density", "params": {"weight": 1e999}}',
        {"measure": "densty", "files": [KARATE]},
        {"measure": "density", "files": [KARATE], "params": {"wieght": None}},
        {"measure": "density", "files": [str(broken)]},
        {"measure": "density", "files": ["nowhere.csv"]},
        {"measure": "density", "files": [3]},
        {"measure": "density", "params": []},
        {"measure": "density", "params": [1]},
        {"measure": "density", "file": KARATE},
        {"measure": "density"},
    )
    answers = batch(good, *wrong[:7], "", *wrong[7:], good)
    assert answers[0]["value"] == answers[-1]["value"]
    says = (
        "is no JSON",
        "must be an object with measure",
        "NaN is no number in JSON",
        "1e999 is no number in JSON",
        "did you mean 'density'",
        "has no parameter 'wieght'",
        "broken.net, line 3: there is no vertex '3'",
        "nowhere.csv: there is no such file",
        "files must be a list of names",
        "needs a network file",
        "params must be an object",
        "the line has 'file'",
        "needs a network file",
    )
    for answer, said in zip(answers[1:-1], says, strict=True):
        assert set(answer) == {"error", "line"}
        assert said in answer["error"]
    assert [answer["line"] for answer in answers[1:-1]] == [2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]


EXITS = (
    (("measure", "density", KARATE), 0, ""),
    (("measure", "--list"), 0, ""),
    (("measure", "--list", "density"), 0, ""),
    (("measure",), 2, "name a measure, or ask for --list"),
    (("measure", "densty", KARATE), 2, "did you mean 'density'"),
    (("measure", "--list", "densty"), 2, "did you mean 'density'"),
    (("measure", "density", KARATE, "--params", "{"), 2, "--params is no JSON"),
    (("measure", "density", KARATE, "--params", "[]"), 2, "--params must be a JSON object"),
    (("measure", "density", KARATE, "--params", '{"directed": NaN}'), 2, "NaN is no number"),
    (("measure", "density", KARATE, "--params", '{"wieght": 1}'), 2, "has no parameter 'wieght'"),
    (("measure", "density", "nowhere.csv"), 2, "nowhere.csv: there is no such file"),
    (("measure", "density"), 2, "needs a network file"),
    (("measure", "density", KARATE, "--batch", "-"), 2, "--batch takes measures and files from its lines"),
    (("measure", "--colour"), 2, "No such option"),
    (("measure", "density", str(OWN / "davis.json")), 1, "is a two-mode network"),
    (("measure", "density", str(OWN / "arithmetic.json")), 1, "there is no network in it"),
)


@pytest.mark.parametrize(("arguments", "code", "says"), EXITS, ids=range(len(EXITS)))
def test_exit_codes(arguments: Sequence[str], code: int, says: str) -> None:
    done = SHELL.run(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) == (code == 0)


def test_the_catalogue_for_people_and_programs() -> None:
    listed = {measure["measure"]: measure for measure in json.loads(SHELL.good("measure", "--list", "--json"))}
    assert {check.measure for check in CHECKS} <= set(listed)
    for name, measure in listed.items():
        assert measure["definition"], name
        assert measure["source"], name
        assert all(parameter["about"] for parameter in measure["parameters"]), name
    text = SHELL.good("measure", "--list", "density")
    assert text.startswith("density  (a one-mode network; gives a number)")
    assert listed["density"]["definition"].splitlines()[0] in text
