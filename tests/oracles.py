"""Reference numbers: the oracle files that a clone holds, and those that ALLIANCEMAP_EXTRA_ORACLES names."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

OWN = Path(__file__).parent / "oracles"
FETCHED = (
    "chemnet_committee",
    "chemnet_pol",
    "chemnet_pol_mutual",
    "dna_sample",
    "florentine_business",
    "south_africa_companies",
    "wwi_alliances",
)
"""Files whose licence does not let us hand them on."""


UNMIXED = {("davis", "fdsm_upper_p"): 0.05, ("chemnet_committee", "fdsm_upper_p"): 0.05}
"""Tables whose draws had not forgotten where they began: docs/decisions/0005-fdsm-from-a-mixed-chain.md."""


@dataclass(frozen=True)
class Check:
    """One number, or several, that a measure must give."""

    oracle: str
    place: int
    measure: str
    params: Mapping[str, Any]
    expected: Any
    tolerance: float

    def __str__(self) -> str:
        return f"{self.oracle}-{self.place}-{self.measure}"


def oracle_path(name: str) -> Path:
    """Find an oracle file; the test is skipped where it is not at hand."""
    if (OWN / f"{name}.json").exists():
        return OWN / f"{name}.json"
    folder = os.environ.get("ALLIANCEMAP_EXTRA_ORACLES")
    if not folder:
        pytest.skip("ALLIANCEMAP_EXTRA_ORACLES names no folder")
    return Path(folder) / f"{name}.json"


@cache
def oracle(path: Path) -> Any:
    """Read an oracle file."""
    return json.loads(path.read_text(encoding="utf-8"))


def checks(name: str) -> Iterator[Check]:
    """Give the checks of an oracle that is at hand."""
    for place, check in enumerate(oracle(oracle_path(name))["checks"]):
        tolerance = UNMIXED.get((name, check["measure"]), check["tolerance"]["abs"])
        yield Check(name, place, check["measure"], check.get("params") or {}, check["expected"], tolerance)


def agree(check: Check, value: Any) -> None:
    """Hold a value to what is expected, as the measure's kind of answer allows."""
    compare = _COMPARE.get(check.measure, _same)
    compare(value, check.expected, check.tolerance)


def _same(value: Any, expected: Any, tolerance: float, at: str = "") -> None:
    """The same numbers, text and null; of a mapping at least what is expected, of lists of pairs in any order."""
    if isinstance(expected, Mapping):
        for key, item in expected.items():
            assert key in value, f"{at}: {key} is missing"
            _same(value[key], item, tolerance, f"{at}/{key}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], list) and isinstance(expected[0][0], str):
        _same(_by_pair(value), _by_pair(expected), tolerance, at)
        assert len(value) == len(expected), at
    elif isinstance(expected, list):
        assert len(value) == len(expected), at
        for place, (mine, theirs) in enumerate(zip(value, expected, strict=True)):
            _same(mine, theirs, tolerance, f"{at}/{place}")
    elif isinstance(expected, int | float) and not isinstance(expected, bool):
        assert value is not None, f"{at}: null instead of {expected}"
        assert abs(value - expected) <= tolerance, f"{at}: {value} instead of {expected}"
    else:
        assert value == expected, at


def _by_pair(rows: list[list[Any]]) -> dict[str, Any]:
    return {" | ".join(sorted(map(str, row[:2]))): row[2:] for row in rows}


def _scores(value: Any, expected: Any, tolerance: float) -> None:
    """Equal scores may stand in any order: the sorted scores are compared."""
    _same(sorted(row[2] for row in value), sorted(row[2] for row in expected), tolerance)


def _partition(value: Any, expected: Any, tolerance: float) -> None:
    _same(value["Q"], expected["Q"], tolerance)


def _sets(value: Any, expected: Any, _tolerance: float) -> None:
    assert sorted(map(sorted, value)) == sorted(map(sorted, expected))


def _key_players(value: Any, expected: Any, tolerance: float) -> None:
    for norm, best in expected.items():
        _same(value[norm]["value"], best["value"], tolerance, norm)
        assert value[norm]["n_optimal"] == best["n_optimal"], norm
        if best["optimal_sets"] is not None:  # too many to be written down
            _sets(value[norm]["optimal_sets"], best["optimal_sets"], tolerance)


def _labelled(value: Any, expected: Any, tolerance: float) -> None:
    """A table without names of its groups: compare in order."""
    if isinstance(expected, Mapping) and not set(expected) <= set(value):
        _same(list(value.values()), list(expected.values()), tolerance)
    else:
        _same(value, expected, tolerance)


_COMPARE: dict[str, Callable[[Any, Any, float], None]] = {
    "link_prediction_top": _scores,
    "bipartite_link_prediction_top": _scores,
    "best_known_modularity": _partition,
    "bridges": _sets,
    "components": _sets,
    "key_player_optimum": _key_players,
    "coleman_homophily": _labelled,
    "articulation_points": lambda value, expected, _tolerance: _same(sorted(value), sorted(expected), 0),
}
