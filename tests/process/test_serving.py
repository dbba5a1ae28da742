"""The service as it is run: started, asked, interrupted, and left without its database."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from process.conftest import PATIENCE, Shell, running, wait_until


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


def get(address: str) -> httpx.Response:
    return httpx.get(address, timeout=PATIENCE)


def post(address: str, json: dict[str, str]) -> httpx.Response:
    return httpx.post(address, json=json, timeout=PATIENCE)


def revision_of(address: str) -> int:
    """The revision that a service shows: 1 if the seed map was loaded once."""
    return int(post(f"{address}/graphql", json={"query": "{ revision }"}).json()["data"]["revision"])


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


def test_demo_loads_answers_and_leaves_nothing_behind(tmp_path: Path) -> None:
    store = f"embedded:{tmp_path}"
    with running(store, "demo") as (process, address):
        assert "UNISON" in get(f"{address}/organisations/unison").text
        answer = post(f"{address}/graphql", json={"query": "{ revision organisations { totalCount } }"})
        assert answer.json() == {"data": {"revision": 1, "organisations": {"totalCount": 565}}}
        assert get(f"{address}/healthz").text == "ok\n"
        assert get(f"{address}/readyz").status_code == 200
        left = [*psutil.Process(process.pid).children(recursive=True), *database(tmp_path)]
        assert left
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
    wait_until(lambda: not any(map(alive, left)))
    with running(store, "demo") as (process, address):
        assert get(f"{address}/readyz").status_code == 200
        assert revision_of(address) == 1
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
        ('{ candidateCoalitions(goal: [{cause: "climate-action"}], size: 101) { pool } }', "BAD_USER_INPUT"),
        ("{ organisations(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ('{ organisations(after: "nonsense") { totalCount } }', "BAD_USER_INPUT"),
    ],
)
def test_bad_questions_get_a_code_and_no_traceback(service: str, query: str, expected: str) -> None:
    answer = post(f"{service}/graphql", json={"query": query})
    assert code(answer) == expected
    assert "Traceback" not in answer.text


def test_unknown_pages_are_told_plainly(service: str) -> None:
    for path in ("/organisations/no-such-body", "/nowhere"):
        answer = get(service + path)
        assert answer.status_code == 404
        assert "<main" in answer.text


def test_a_running_service_follows_what_another_process_writes(tmp_path: Path) -> None:
    shell, table = Shell(f"embedded:{tmp_path / 'store'}"), tmp_path / "organisations.csv"
    with running(shell.store, "serve") as (process, address):
        assert get(f"{address}/organisations/ash").status_code == 404
        table.write_text("id,name,kind\nash,Ash,campaign\n", encoding="utf-8")
        shell.good("import", str(table))
        wait_until(lambda: get(f"{address}/organisations/ash").status_code == 200)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def test_the_service_recovers_when_its_database_is_killed(tmp_path: Path) -> None:
    """An embedded database is started again; nothing that was answered before is lost."""
    store = f"embedded:{tmp_path}"
    with running(store, "demo") as (process, address):
        for server in database(tmp_path):
            server.kill()
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = post(f"{address}/graphql", json={"query": "{ organisations { totalCount } }"})
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
