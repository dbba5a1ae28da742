"""The seed data as Networks, for tests that want many real records."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import Audience
from alliancemap.network.network import Network
from records import DATE, network

SEED_DATA = Path(__file__).parents[1] / "seed_data"


@cache
def seed_for_editors() -> Network:
    """The whole picture."""
    empty = network()
    return empty.with_changes(plan_import(read_data([SEED_DATA]), empty).changes)


@cache
def seed_for_public() -> Network:
    """What everybody may see."""
    return seed_for_editors().restricted_to(Audience.PUBLIC, 1, DATE)
