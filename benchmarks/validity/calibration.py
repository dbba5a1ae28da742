"""How often bridging gaps are called where there are none, and how often those planted are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alliancemap.analysis.findings.gaps.gap import Gap, GapLabel, GapReport
from alliancemap.analysis.findings.gaps.report import bridging_gaps
from benchmarks.validity.intervals import wilson, wilson_in_clusters
from benchmarks.validity.worlds import Map, Recipe, generated, with_gap

LEVEL = 0.05
DRAWS = 499
CUTS = (0.3, 0.6, 0.9)
SIZES = (120, 240, 480)
MAPS, MAPS_OF_A_GAP = 80, 20
TESTS = ("p_exact", "p_shuffle", "p")

Row = dict[str, Any]


def study(*, quick: bool) -> Row:
    """False alarms of four kinds of map, and power by size and by how much was cut."""
    maps, gaps = (8, 4) if quick else (MAPS, MAPS_OF_A_GAP)
    kinds = [(bunched, unequal) for bunched in (False, True) for unequal in (False, True)]
    sizes = SIZES[:1] if quick else SIZES
    return {
        "level": LEVEL,
        "draws": DRAWS,
        "false alarms": [_false_alarms(Recipe(240, *kind), maps) for kind in kinds],
        "power": [_power(Recipe(n, bunched, unequal=True), gaps) for bunched in (False, True) for n in sizes],
    }


def reports(maps: Sequence[Map]) -> list[GapReport]:
    """The gaps of each map as the product finds them, each with a seed of its own."""
    return [bridging_gaps(one.landscape, one.groups, DRAWS, seed) for seed, one in enumerate(maps)]


def _false_alarms(recipe: Recipe, maps: int) -> Row:
    found = reports([generated(recipe, seed) for seed in range(maps)])
    return {
        **vars(recipe),
        "maps": maps,
        "pairs of groups": sum(len(_all(one)) for one in found),
        **{test: _share(found, test) for test in TESTS},
        "at least above 0": _claims(found),
        "any pair supported": wilson(sum(map(_any_supported, found)), maps).row(),
        "labels": {str(label): sum(gap.label is label for one in found for gap in _all(one)) for label in GapLabel},
    }


def _share(found: Sequence[GapReport], test: str) -> list[float]:
    """How many pairs of groups have a p of at most the level, of those where the test is defined."""
    values = [[getattr(gap, test) for gap in _all(one) if getattr(gap, test) is not None] for one in found]
    hits = np.array([sum(p <= LEVEL for p in one) for one in values])
    return wilson_in_clusters(hits, np.array([len(one) for one in values])).row()


def _claims(found: Sequence[GapReport]) -> list[float]:
    """How many pairs are said to have *at least* some share fewer ties, where the truth is none."""
    hits = np.array([sum((gap.at_least or 0.0) > 0 for gap in _all(one)) for one in found])
    return wilson_in_clusters(hits, np.array([len(_all(one)) for one in found])).row()


def _power(recipe: Recipe, maps: int) -> Row:
    whole = [generated(recipe, seed) for seed in range(1_000, 1_000 + maps)]
    expected = [_planted(bridging_gaps(one.landscape, one.groups, draws=0)).expected for one in whole]
    cuts = {}
    for cut in CUTS:
        found = [_planted(one) for one in reports([with_gap(one, cut, seed) for seed, one in enumerate(whole)])]
        supported = wilson(sum(gap.label is GapLabel.SUPPORTED for gap in found), maps)
        indicative = wilson(sum(gap.p <= LEVEL for gap in found), maps)
        at_least = float(np.mean([gap.at_least or 0.0 for gap in found]))
        cuts[str(cut)] = {"supported": supported.row(), "p": indicative.row(), "at least": round(at_least, 3)}
    return {**vars(recipe), "maps": maps, "ties expected": round(float(np.mean(expected)), 1), "cuts": cuts}


def _planted(report: GapReport) -> Gap:
    return next(gap for gap in _all(report) if (gap.a, gap.b) == (0, 1))


def _any_supported(report: GapReport) -> bool:
    return any(gap.label is GapLabel.SUPPORTED for gap in _all(report))


def _all(report: GapReport) -> tuple[Gap, ...]:
    return (*report.gaps, *report.unranked)
