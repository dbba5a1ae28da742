"""The same answers on every database, byte for byte, and on a second run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alliancemap.store.address import StoreAddress

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    ("allies", "unison"),
    ("gaps", "--by", "kind"),
    ("coalitions", "--cause", "climate-action", "--cause", "fuel-poverty", "--size", "6"),
)


def answers(address: StoreAddress) -> list[bytes]:
    """Import the seed map and ask each question twice."""
    environment = {
        **os.environ,
        "ALLIANCEMAP_STORE": str(address),
        "ALLIANCEMAP_STORE_USER": address.user or "",
        "ALLIANCEMAP_STORE_PASSWORD": address.password or "",
    }
    command = Path(sys.executable).parent / "alliancemap"

    def run(*arguments: str) -> bytes:
        return subprocess.run([command, *arguments], env=environment, capture_output=True, check=True).stdout

    run("import", str(ROOT / "seed_data"))
    return [run(*question, "--json") for question in QUESTIONS * 2]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return answers(StoreAddress.parse(f"embedded:{tmp_path_factory.mktemp('expected')}"))


def test_every_database_gives_the_same_bytes(database: StoreAddress, expected: list[bytes]) -> None:
    found = answers(database)
    assert found[:3] == found[3:]
    assert found == expected
    assert all(len(answer) > 10_000 for answer in found)
