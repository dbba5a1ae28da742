"""Every reference number, through the same door as the command `measure`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from alliancemap.exchange.network_files.reading import read_network_files
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer
from oracles import FETCHED, OWN, Check, agree, checks, oracle, oracle_path

NAMES = sorted(path.stem for path in OWN.glob("*.json") if path.stem != "composite_greenvale")


def at_hand() -> Iterator[Check]:
    extra = FETCHED if os.environ.get("ALLIANCEMAP_EXTRA_ORACLES") else ()
    for name in (*NAMES, *extra):
        yield from checks(name)


@pytest.mark.parametrize("check", list(at_hand()), ids=str)
def test_reference_number(check: Check) -> None:
    path = oracle_path(check.oracle)
    files = read_network_files([path]) if "graph" in oracle(path) else []
    agree(check, answer(check.measure, Given(files, check.params))["value"])


def test_those_not_to_be_copied_are_not() -> None:
    assert not [path.stem for path in OWN.glob("*.json") if oracle(path).get("fetched")]
