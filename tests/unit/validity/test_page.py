"""The page says what the kept results say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.validity.page import page
from benchmarks.validity.readings import NOT_READ, reading
from benchmarks.validity.tables import figure, percent, shares, signed, table

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    results: dict[str, Any] = json.loads((ROOT / "benchmarks/results/validity.json").read_text(encoding="utf-8"))
    return results


def test_page_is_written_from_the_results(kept: dict[str, Any]) -> None:
    assert (ROOT / "docs/validity.md").read_text(encoding="utf-8") == page(kept)


def test_every_finding_of_the_seed_map_was_read(kept: dict[str, Any]) -> None:
    assert len(kept["seed"]) == 10
    assert all(reading(finding["key"]) != NOT_READ for finding in kept["seed"])
    assert reading("gap of nobody") == NOT_READ


def test_bounds_of_coalitions_hold(kept: dict[str, Any]) -> None:
    assert all(row["bound below the best"] == 0 for row in kept["coalitions"]["exhaustive"])
    assert all(row["with proof"]["least"] <= 1 for row in kept["coalitions"]["proven"])


def test_cells() -> None:
    assert percent([0.031, 0.02, 0.044]) == "3.1 % [2–4]"
    assert figure([0.75, 0.7, 0.8], 2) == "0.75 [0.70–0.80]"
    assert signed([0.01, -0.002, 0.02]) == "+0.010 [-0.002, +0.020]"
    assert shares({"mean": 0.5, "least": 0.25}) == "50.00%, least 25.00%"
    assert shares({}) == "–"
    assert table(("a", "b"), [(1, 2)]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
