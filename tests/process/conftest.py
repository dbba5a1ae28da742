"""The real command, started as a user starts it, on a store of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from store.maps import set_to, small_map

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).parent / "alliancemap"
PATIENCE = 120.0
"""Seconds after which something has gone wrong."""


@dataclass(frozen=True)
class Shell:
    """Runs the command against one store."""

    store: str

    def run(self, *arguments: str, stdin: str | None = None, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCEMAP_")}
        return subprocess.run(
            [COMMAND, *arguments],
            env={**environment, "ALLIANCEMAP_STORE": self.store},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def good(self, *arguments: str) -> str:
        """Run a command that must succeed, and give what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, *arguments: str) -> Any:
        """Run a reading command with --json and give its answer."""
        return json.loads(self.good(*arguments, "--json"))


def wait_until(condition: Callable[[], bool]) -> None:
    """Look until it holds, and fail when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@contextmanager
def running(
    store: str, *arguments: str, user: str = "", password: str = ""
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command, wait for its address, and see to it that it ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCEMAP_")}
    environment |= {"ALLIANCEMAP_STORE_USER": user, "ALLIANCEMAP_STORE_PASSWORD": password}
    process = subprocess.Popen(
        [COMMAND, *arguments, "--port", "0"],
        env={**environment, "ALLIANCEMAP_STORE": store, "ALLIANCEMAP_STALE_SECONDS": "2"},
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


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GraphStore, str]]:
    """A store with the small map, and its address; kept running by this process."""
    address = f"embedded:{tmp_path_factory.mktemp('small')}"
    with GraphStore.open(address) as store:
        NetworkFeed(store).write(set_to(small_map()))
        yield store, address


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A store with the seed map, kept running by this process."""
    store = f"embedded:{tmp_path_factory.mktemp('seeded')}"
    with GraphStore.open(store):
        shell = Shell(store)
        shell.good("import", str(ROOT / "seed_data"))
        yield shell
