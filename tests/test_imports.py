"""Who may import whom: the table of rooms in docs/architecture.md, held to the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "alliancemap"

FOUNDATION = {"model", "errors", "dates", "words"}
MAY_IMPORT: dict[str, set[str]] = {
    "dates": set(),
    "errors": set(),
    "model": {"dates"},
    "words": {"dates", "model"},
    "settings": {"errors"},
    "network": FOUNDATION,
    "analysis": FOUNDATION | {"network"},
    "store": FOUNDATION | {"network"},
    "exchange": FOUNDATION | {"network"},
    "measures": FOUNDATION | {"network", "analysis", "exchange"},
    "maps": FOUNDATION | {"network", "analysis"},
    "reports": FOUNDATION | {"network", "analysis", "exchange", "measures"},
    "services": FOUNDATION | {"network", "analysis", "store", "exchange", "measures", "maps", "reports"},
    "jobs": FOUNDATION | {"network", "analysis", "store", "maps", "reports", "services"},
    "api": FOUNDATION | {"network", "analysis", "services", "jobs"},
    "web": FOUNDATION | {"network", "analysis", "services", "jobs"},
    "app": FOUNDATION | {"settings", "network", "store", "services", "jobs", "api", "web"},
    "cli": FOUNDATION
    | {"settings", "network", "analysis", "store", "exchange", "measures", "maps", "reports"}
    | {"services", "jobs", "api", "web", "app"},
}
"""Each room and what it may import; api and web use analysis only for the enumerations and values it answers with."""

DRIVER_ROOM = "store"


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name of what is imported"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_rooms_import_only_what_they_may(path: Path) -> None:
    if room(path) == "__init__":
        return
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("alliancemap.")}
    forbidden = ours - MAY_IMPORT[room(path)] - {room(path)}
    assert not forbidden, f"{path.relative_to(SOURCE)} imports {sorted(forbidden)}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_store_knows_the_driver(path: Path) -> None:
    if room(path) != DRIVER_ROOM:
        assert not [name for name in imported(path) if name.split(".")[0] == "neo4j"]


def test_every_room_has_its_row() -> None:
    assert {room(path) for path in modules()} - {"__init__"} == set(MAY_IMPORT)


def test_no_circles() -> None:
    """The table itself is a partial order: every room imports only rooms that come before it."""
    before: set[str] = set()
    for name, allowed in MAY_IMPORT.items():
        assert allowed <= before, f"{name} may import {sorted(allowed - before)}, which come later"
        before.add(name)
