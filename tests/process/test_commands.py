"""The commands as a person or a script uses them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import networkx as nx
import pytest

from alliancemap.store.graph import GraphStore
from process.conftest import ROOT, Shell

COMMANDS = (
    "demo",
    "serve",
    "import",
    "undo",
    "check",
    "find",
    "allies",
    "introductions",
    "gaps",
    "coalitions",
    "plan",
    "profile",
    "breadth",
    "map",
    "export",
    "schema",
)
READS = {
    "find": ("find", "union"),
    "allies": ("allies", "unison"),
    "introductions": ("introductions", "unison", "transition-network"),
    "gaps": ("gaps", "--by", "kind", "--draws", "99"),
    "coalitions": ("coalitions", "--cause", "climate-action", "--cause", "fuel-poverty=2", "--size", "6"),
    "plan": ("plan", "--size", "2", "--by", "place", "--introducible"),
    "profile": ("profile", "unison"),
    "breadth": ("breadth", "unison", "oxfam", "tuc"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(seeded: Shell, command: str) -> None:
    assert f"Usage: alliancemap {command}" in seeded.good(command, "--help")


@pytest.mark.parametrize("command", READS)
def test_every_read_answers_people_and_programs(seeded: Shell, command: str) -> None:
    words = seeded.good(*READS[command])
    assert words.startswith("(public view at revision 1")
    answer = seeded.ask(*READS[command])
    assert set(answer) == {"question", "parameters", "audience", "revision", "asOf", "ties", "answer"}
    assert (answer["question"], answer["audience"], answer["revision"]) == (command, "PUBLIC", 1)


def test_ever_and_as_of_a_day_are_told_apart(seeded: Shell) -> None:
    ever, then, that_day = (
        seeded.ask("allies", "unison", *options) for options in ((), ("--as-of", "2015"), ("--as-of", "2015-12-31"))
    )
    assert (ever["parameters"]["asOf"], ever["asOf"]) == (None, "2026-11-21")
    assert (then["parameters"]["asOf"], then["asOf"]) == ("2015-12-31", "2015-12-31")
    assert then == that_day
    assert then["answer"] != ever["answer"]


def test_the_readme_shows_what_the_command_prints(seeded: Shell) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command, shown = re.findall(r"```sh\n\.venv/bin/alliancemap (.+?)\n```\n+```text\n(.+?)```", readme, re.S)[0]
    assert seeded.good(*command.split()) == shown


def test_the_same_question_gives_the_same_bytes(seeded: Shell) -> None:
    for command in ("allies", "gaps", "coalitions"):
        assert seeded.good(*READS[command], "--json") == seeded.good(*READS[command], "--json")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("allies", "no-such-body"), 1, "there is no organisation 'no-such-body'"),
        (("allies", "unison", "--first", "0"), 2, "first"),
        (("allies", "unison", "--as-of", "some day"), 2, "is no date"),
        (("import", "seed_data", "--date", "2020"), 2, "names no day"),
        (("allies", "unison", "--ties", "guessed"), 2, "guessed"),
        (("allies",), 2, "Missing argument"),
        (("gaps", "--by", "size"), 2, "size"),
        (("gaps", "--by", "kind", "--draws", "-1"), 2, "draws is -1"),
        (("gaps", "--by", "kind", "--group", "a=tuc"), 2, "--by groups"),
        (("gaps", "--by", "groups", "--group", "tuc"), 2, "NAME=ORG"),
        (("gaps", "--by", "groups", "--group", "a=tuc"), 2, "1 groups"),
        (("gaps", "--by", "groups", "--group", "a=tuc", "--group", "b=nobody"), 1, "'nobody'"),
        (("plan", "--by", "kind", "--size", "0"), 2, "size is 0"),
        (("plan", "--by", "kind", "--size", "1", "--per-organisation", "0"), 2, "per organisation is 0"),
        (("profile", "no-such-body"), 1, "there is no organisation 'no-such-body'"),
        (("coalitions", "--cause", "climate-action", "--size", "5", "--proof", "900"), 2, "proof is 900"),
        (("coalitions", "--cause", "climate-action=much", "--size", "5"), 2, "'much'"),
        (
            ("coalitions", "--cause", "fuel-poverty", "--size", "5", "--votes", "tuc"),
            2,
            "'tuc' says no number of votes",
        ),
        (("coalitions", "--cause", "fuel-poverty", "--size", "5", "--votes", "tuc=x"), 2, "'tuc=x' has 'x' votes"),
        (("coalitions", "--cause", "fuel-poverty", "--size", "5", "--quota", "3"), 2, "the quota is 3, but nobody"),
        (("coalitions", "--cause", "climate-action", "--size", "5000"), 2, "size is 5000"),
        (("coalitions", "--cause", "no-such-cause", "--size", "5"), 1, "there is no cause 'no-such-cause'"),
        (
            ("coalitions", "--cause", "climate-action", "--size", "4", "--include", "tuc", "--exclude", "tuc"),
            2,
            "'tuc'",
        ),
        (("introductions", "unison", "unison"), 2, "unison"),
        (("breadth", "unison"), 2, "1 organisation"),
        (("find", "   "), 2, "nothing to search for"),
        (("export", "--format", "graphml2", "out"), 2, "graphml"),
        (("allies", "unison", "--store", "postgres://elsewhere"), 2, "postgres"),
        (("allies", "unison", "--store", "bolt://user:secret-word@127.0.0.1:9"), 1, "127.0.0.1:9"),
        (("unknown",), 2, "No such command"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(
    seeded: Shell, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = seeded.run(*arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert not done.stdout
    assert "Traceback" not in done.stderr
    assert "secret-word" not in done.stderr


def test_gaps_between_groups_of_ones_own_and_communities(seeded: Shell) -> None:
    own = seeded.ask("gaps", "--by", "groups", "--group", "unions=unison,tuc,gmb", "--group", "aid=oxfam,cafod")
    assert [(group["slug"], group["size"]) for group in own["answer"]["groups"]] == [("unions", 3), ("aid", 2)]
    found = seeded.ask("gaps", "--by", "community", "--draws", "19", "--first", "2")["answer"]
    assert [warning["code"] for warning in found["warnings"]] == ["CIRCULAR"]
    assert all("no evidence" in gap["reason"] and gap["circular"] for gap in found["gaps"])


def test_a_proof_says_how_far_it_got(seeded: Shell) -> None:
    asked = ("coalitions", "--cause", "fuel-poverty", "--size", "4", "--alternatives", "1")
    plain, proven = seeded.ask(*asked)["answer"], seeded.ask(*asked, "--proof", "60")["answer"]
    assert proven["boundBy"] in ("PROGRAM", "EVERY_COALITION")
    assert proven["alternatives"][0]["bound"] <= plain["alternatives"][0]["bound"]
    assert proven["alternatives"][0]["shareOfBound"] >= 0.999


def test_a_coalition_that_must_win_says_whether_it_does(seeded: Shell) -> None:
    asked = ("coalitions", "--cause", "fuel-poverty", "--size", "2", "--include", "unison", "--include", "oxfam")
    vote = ("--quota", "2", "--votes", "unison=2", "--votes", "oxfam=2.5", "--votes", "tuc=9")
    assert "The vote: Wins with 4.5 votes, 2 being needed; can lose any one member" in seeded.good(*asked, *vote)
    answer = seeded.ask(*asked, *vote)
    assert answer["parameters"]["votes"][1] == {"organisation": "oxfam", "votes": 2.5}
    assert answer["answer"]["alternatives"][0]["voting"]["dispensable"] == 1


def test_an_audience_sees_its_own_revision(seeded: Shell, tmp_path: Path) -> None:
    assert seeded.ask("find", "unison", "--audience", "member")["audience"] == "MEMBER"
    lists = [seeded.ask("allies", "unison", "--list", which)["parameters"]["list"] for which in ("natural", "bridging")]
    assert lists == ["NATURAL", "BRIDGING"]


def test_exports_open_elsewhere(seeded: Shell, tmp_path: Path) -> None:
    seeded.good("export", "--format", "graphml", str(tmp_path / "map.graphml"))
    graph = nx.read_graphml(tmp_path / "map.graphml")
    assert graph.nodes["unison"]["name"] == "UNISON"
    seeded.good("export", "--format", "csv", str(tmp_path / "map.zip"))
    assert "0 problems" in seeded.good("check", str(tmp_path / "map.zip"))


def test_maps_are_one_file(seeded: Shell, tmp_path: Path) -> None:
    seeded.good("map", str(tmp_path / "all.html"))
    seeded.good("map", str(tmp_path / "one.html"), "--organisation", "unison")
    assert "UNISON" in (tmp_path / "one.html").read_text(encoding="utf-8")
    assert seeded.run("map", str(tmp_path / "no.html"), "--organisation", "nobody").returncode == 1
    assert not (tmp_path / "no.html").exists()


def test_check_speaks_of_the_seed_map_and_of_what_is_wrong(seeded: Shell, tmp_path: Path) -> None:
    assert "0 problems" in seeded.good("check")
    bad = tmp_path / "ties.csv"
    bad.write_text("source_id,target_id,type\nunison,unison,partner\n", encoding="utf-8")
    done = seeded.run("check", str(bad), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"][0]["file"] == "ties.csv"


def test_import_dry_run_import_and_undo(tmp_path: Path) -> None:
    shell, folder = Shell(f"embedded:{tmp_path / 'store'}"), tmp_path / "few"
    with GraphStore.open(shell.store):  # so that the database need not start for every command
        import_and_take_back(shell, folder)


def import_and_take_back(shell: Shell, folder: Path) -> None:
    folder.mkdir()
    (folder / "organisations.csv").write_text("id,name,kind\nash,Ash,ngo\nelm,Elm,campaign\n", encoding="utf-8")
    (folder / "ties.csv").write_text("source_id,target_id,type\nash,elm,partner\n", encoding="utf-8")
    assert "nothing was written" in shell.good("import", str(folder), "--dry-run")
    found = shell.run("find", "ash")
    assert "Nothing found" in found.stdout
    assert found.stderr.startswith("note: nothing was ever stored here for the audience public; `alliancemap demo`")
    assert "revision 1" in shell.good("import", str(folder), "--date", "2026-01-31")
    assert shell.ask("find", "ash")["asOf"] == "2026-01-31"
    assert "still at revision 1" in shell.good("import", str(folder), "--date", "2026-01-31")
    assert shell.run("find", "ash").stderr == ""
    hidden = folder.with_name("hidden")
    hidden.mkdir()
    (hidden / "organisations.csv").write_text("id,name,kind,visibility\noak,Oak,ngo,member\n", encoding="utf-8")
    said = shell.good("import", str(hidden), "--date", "2026-02-28")
    assert "for editors the data are as of 2026-02-28, for the audience public as of 2026-01-31" in said
    assert "audience member" not in said
    assert "1 removed" in shell.good("undo")
    assert "2 removed" in shell.good("undo")
    assert "Nothing found" in shell.good("find", "ash")
    again = shell.run("undo")
    assert again.returncode == 1
    assert "no import to undo" in again.stderr


def test_the_schema_is_the_one_in_the_checkout(seeded: Shell) -> None:
    printed = ROOT / "src" / "alliancemap" / "api" / "schema.graphql"
    assert seeded.good("schema") == printed.read_text(encoding="utf-8")
