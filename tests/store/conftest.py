"""Both databases, real, for every test that asks for `database` or `crashable`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from alliancemap.errors import StoreUnavailableError
from alliancemap.store import java
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from scripts.neo4j_server import Neo4jMissingError
from store.servers import GIVEN, NEO4J_VERSIONS, PROBES, Server, start, wipe

NEO4J_KINDS = ("neo4j-given",) if GIVEN else tuple(NEO4J_VERSIONS)
KINDS = ["embedded", *(pytest.param(kind, marks=pytest.mark.neo4j) for kind in NEO4J_KINDS)]
# A server given by address is somebody's: it is not killed.
CRASHABLE = ["embedded"] if GIVEN else KINDS
MISSING: dict[str, str] = {}


def lacking(kind: str, error: Exception) -> NoReturn:
    """Skip what this machine cannot run, so that the last lines of the run tell; in CI, fail."""
    if os.environ.get("CI"):
        raise error
    MISSING[kind] = str(error)
    pytest.skip(str(error))


def need_wheel() -> None:
    """Skip the test where the embedded database has no package for the platform."""
    try:
        java.wheel()
    except StoreUnavailableError as error:
        lacking("embedded", error)


def started(kind: str, path: Path) -> Server:
    """Start a server, or skip the test if this machine lacks what it needs."""
    if kind == "embedded":
        need_wheel()
    try:
        return start(kind, path)
    except Neo4jMissingError as error:
        lacking(kind, error)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line which databases were not tested, and why."""
    if MISSING:
        reasons = "; ".join(f"{kind}: {reason}" for kind, reason in sorted(MISSING.items()))
        terminalreporter.write_line(f"Databases not tested here - {reasons}", yellow=True)


@pytest.fixture(scope="session", params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server of each kind, for the whole session; pytest runs all tests of a kind together."""
    running = started(request.param, tmp_path_factory.mktemp(request.param) / "data")
    yield running
    running.stop()


@pytest.fixture
def database(server: Server) -> StoreAddress:
    """The address of an empty database, once of each kind; schema of earlier tests stays."""
    wipe(server.address)
    return server.address


@pytest.fixture
def wheel() -> None:
    """Require the embedded database's package."""
    need_wheel()


@pytest.fixture(params=CRASHABLE)
def crashable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, of each kind, that it may kill and restart."""
    running = started(request.param, tmp_path / "data")
    yield running
    running.stop()


@pytest.fixture
def bolt(database: StoreAddress) -> Iterator[Bolt]:
    """An open seam to an empty database that knows the probe queries and has their constraints."""
    with Bolt.open(database, queries=PROBES) as seam:
        seam.apply_schema()
        yield seam
