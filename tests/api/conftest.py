"""The seed map as the public sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import records
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import Audience
from alliancemap.network.network import Network
from api.asking import Ask, Client, asker

SEED = Path(__file__).parents[2] / "seed_data"


@pytest.fixture(scope="session")
def seed() -> Network:
    empty = records.network()
    everything = empty.with_changes(plan_import(read_data([SEED]), empty).changes)
    return everything.restricted_to(Audience.PUBLIC, 7, records.DATE)


@pytest.fixture(scope="session")
def client(seed: Network) -> Iterator[Client]:
    client = Client(lambda _request: seed)
    yield client
    client.close()


@pytest.fixture(scope="session")
def ask(seed: Network) -> Ask:
    """Ask the seed map in this process; errors fail."""
    return asker(seed)
