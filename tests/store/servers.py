"""Real databases for the tests: started, killed, brought back and stopped in one way, whichever they are."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import Protocol

from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.embedded import EmbeddedDatabase, Lease
from alliancemap.store.queries import QueryLibrary
from scripts.neo4j_server import CURRENT, LTS, Neo4jServer

PROBES = QueryLibrary(Path(__file__).parent / "cypher")
GIVEN = os.environ.get("ALLIANCEMAP_TEST_NEO4J", "")
NEO4J_VERSIONS = {"neo4j-lts": LTS, "neo4j-current": CURRENT}


class Server(Protocol):
    """A database server with data of its own."""

    @property
    def address(self) -> StoreAddress:
        """Where a `Bolt` finds it."""

    def kill(self) -> None:
        """End it as a power cut would; what it had committed must be there after `restart`."""

    def restart(self) -> None:
        """Start it again on the same data; a no-op while it runs."""

    def stop(self) -> None:
        """Stop it and leave nothing running."""


class EmbeddedServer:
    """The embedded database in a folder of the test's own."""

    def __init__(self, path: Path) -> None:
        self.address = StoreAddress.parse(f"embedded:{path}")
        self._lease: Lease = EmbeddedDatabase.acquire(path)
        self._pid_file = path / "server.pid"

    def kill(self) -> None:
        # Not the lease's number: another user of the folder may have revived the server since.
        pid = int(self._pid_file.read_text(encoding="ascii"))
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        wait_until_gone(pid)

    def restart(self) -> None:
        self._lease.revive()

    def stop(self) -> None:
        self._lease.release()


class Neo4j:
    """A Neo4j of one of the two lines."""

    def __init__(self, kind: str, path: Path) -> None:
        self._server = Neo4jServer(NEO4J_VERSIONS[kind], home=path).start()
        self.address = StoreAddress.parse(self._server.url)
        self._killed = False

    def kill(self) -> None:
        self._server.kill()
        self._killed = True

    def restart(self) -> None:
        if self._killed:
            self._server.start()
            self._killed = False

    def stop(self) -> None:
        self._server.stop()


class GivenServer:
    """The server that ALLIANCEMAP_TEST_NEO4J names; nobody starts, kills or stops it here."""

    def __init__(self) -> None:
        self.address = StoreAddress.parse(GIVEN)

    def kill(self) -> None:
        raise NotImplementedError("a server given by address cannot be killed")

    def restart(self) -> None:
        """Nothing to do: it runs."""

    def stop(self) -> None:
        """Nothing to do: it goes on."""


def start(kind: str, path: Path) -> Server:
    """Start a server of a kind: `embedded`, `neo4j-lts`, `neo4j-current` or `neo4j-given`."""
    if kind == "embedded":
        return EmbeddedServer(path)
    return GivenServer() if kind == "neo4j-given" else Neo4j(kind, path)


def wipe(address: StoreAddress) -> None:
    """Delete every node and relationship."""
    with Bolt.open(address, queries=PROBES) as bolt:
        bolt.write(lambda transaction: transaction.run("probe/wipe"))


def wait_until_gone(pid: int, seconds: float = 10.0) -> None:
    """Wait until no process has that number any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} is still there after {seconds} seconds")
