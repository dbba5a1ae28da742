"""The service as it is run: started, asked, interrupted, and left without its database."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from process.conftest import COMMAND, Shell

PATIENCE = 90.0


@contextmanager
def running(store: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command, wait for its address, and see to it that it ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCEMAP_")}
    process = subprocess.Popen(
        [COMMAND, *arguments, "--port", "0"],
        env={**environment, "ALLIANCEMAP_STORE": store, "ALLIANCEMAP_STALE_SECONDS": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    with process:
        try:
            found = next(match for line in process.stdout if (match := re.search(r"http://\S+?:\d+", line)))
            yield process, found[0]
        finally:
            if process.poll() is None:
                process.kill()


def database(folder: Path) -> list[psutil.Process]:
    """The database processes on a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if "java" in process.name() and process.cwd().startswith(str(folder)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


def test_demo_loads_answers_and_leaves_nothing_behind(tmp_path: Path) -> None:
    store = f"embedded:{tmp_path}"
    with running(store, "demo") as (process, address):
        assert "UNISON" in httpx.get(f"{address}/organisations/unison").text
        answer = httpx.post(f"{address}/graphql", json={"query": "{ revision organisations { totalCount } }"})
        assert answer.json() == {"data": {"revision": 1, "organisations": {"totalCount": 565}}}
        assert httpx.get(f"{address}/healthz").text == "ok\n"
        assert httpx.get(f"{address}/readyz").status_code == 200
        assert database(tmp_path)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    assert not database(tmp_path)


@pytest.fixture(scope="module")
def service(seeded: Shell) -> Iterator[str]:
    with running(seeded.store, "serve") as (process, address):
        yield address
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ organisations {", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ organisation(id: "no-such-body") { name } }', "NOT_FOUND"),
        ('{ introductions(from: "unison", to: "unison") { strength } }', "BAD_USER_INPUT"),
        ("{ bridgingGaps(by: {}) { eligible } }", "BAD_USER_INPUT"),
        ('{ candidateCoalitions(goal: [{cause: "climate-action"}], size: 100000) { pool } }', "BAD_USER_INPUT"),
        ("{ organisations(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ('{ organisations(after: "nonsense") { totalCount } }', "BAD_USER_INPUT"),
    ],
)
def test_bad_questions_get_a_code_and_no_traceback(service: str, query: str, expected: str) -> None:
    answer = httpx.post(f"{service}/graphql", json={"query": query})
    assert code(answer) == expected
    assert "Traceback" not in answer.text


def test_unknown_pages_are_told_plainly(service: str) -> None:
    for path in ("/organisations/no-such-body", "/nowhere"):
        answer = httpx.get(service + path)
        assert answer.status_code == 404
        assert "<main" in answer.text


def test_a_running_service_follows_what_another_process_writes(service: str, seeded: Shell, tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text("id,name,kind\nzz-new,Newcomer,campaign\n", encoding="utf-8")
    seeded.good("import", str(tmp_path), "--date", "2026-11-21")
    try:
        deadline = time.monotonic() + PATIENCE
        while httpx.get(f"{service}/organisations/zz-new").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        seeded.good("undo")


def test_the_service_recovers_when_its_database_is_killed(tmp_path: Path) -> None:
    """An embedded database is started again; nothing that was answered before is lost."""
    store = f"embedded:{tmp_path}"
    with running(store, "demo") as (process, address):
        for server in database(tmp_path):
            server.kill()
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = httpx.post(f"{address}/graphql", json={"query": "{ organisations { totalCount } }"})
            if answer.status_code == 200 and "data" in answer.json() and database(tmp_path):
                break
            assert code(answer) == "STORE_UNAVAILABLE" if "errors" in answer.json() else True
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert answer.json() == {"data": {"organisations": {"totalCount": 565}}}
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    assert not database(tmp_path)


def test_a_busy_port_is_said_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = Shell(f"embedded:{tmp_path / 'store'}").run("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert not (tmp_path / "store").exists()
