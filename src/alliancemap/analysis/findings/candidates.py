"""Who could become an ally of one organisation, and what the two have in common."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.ally_steps import (
    Common,
    Described,
    add_one,
    add_worth,
    describe_far,
    describe_near,
    known_sums,
)
from alliancemap.analysis.findings.introductions import introduction_strengths
from alliancemap.analysis.inputs.compiled import FACTS
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.shares import known_mean, share

COMPONENTS = ("cause", "challenge", "place", "introduction", "compatibility")
INTRODUCTION = COMPONENTS.index("introduction")


def candidates(landscape: Landscape, focal: int, include_power: bool) -> NDArray[np.int64]:
    """Rows of the pool without those that know one organisation already and those that do not wish to be suggested."""
    suggested = landscape.candidates(include_power)
    for known in (landscape.tied_ever, landscape.ties, landscape.conflicts, landscape.related):
        suggested[row(known, focal)] = False
    suggested[focal] = False
    return np.flatnonzero(suggested)


def described_candidates(
    landscape: Landscape, focal: int, rows: NDArray[np.int64]
) -> tuple[Described, NDArray[np.float64]]:
    """Components and social distance of some candidates, and the mean of each component where known (NaN: nowhere).

    Time O(c + holders of what the focal organisation has + ties of those within two steps).
    """
    everyone, common, plain = (
        landscape.everyone,
        _common(landscape, focal),
        _plain(int(landscape.everyone.known[focal])),
    )
    found = Described(np.empty((len(COMPONENTS), len(rows))), np.empty(len(rows)))
    used = describe_far(everyone, common.near, focal, rows, plain, found)
    near = np.flatnonzero(common.near[rows])
    describe_near(everyone, common, focal, rows, near, found)
    found.parts[INTRODUCTION] = introduction_strengths(landscape, focal)[rows]
    return found, _means(plain, used, found, near)


def _common(landscape: Landscape, focal: int) -> Common:
    """What everyone has in common with the focal organisation; `affinity_pairs` says what it shares and disputes."""
    worth, sums, held = landscape.idf / 2, np.zeros((2, landscape.size)), np.zeros((5, landscape.size), np.int32)
    near, (shared, disputed) = np.zeros(landscape.size, np.bool_), sums

    def values(name: str) -> NDArray[np.uint32]:
        return row(getattr(landscape, name), focal).astype(np.uint32)

    for into, own, theirs in (
        (shared, "lineage", "lineage"),
        (shared, "causes", "causes"),
        (disputed, "contested", "causes"),
        (disputed, "causes", "contested"),
    ):
        add_worth(landscape.holders[theirs], values(own), worth, into, near)
    for counts, own, theirs in zip(
        held,
        ("challenges", "places", "constituencies", "generations", "conflicts"),
        ("challenges", "places", "constituencies", "generations", "ties"),
        strict=True,
    ):
        add_one(landscape.holders[theirs], values(own), counts, near)
    return Common(near, shared, disputed, held)


@cache
def _plain(known: int) -> NDArray[np.float64]:
    """Components and social distance of those who have nothing in common with an organisation of which this is known.

    256 × 6: by what is known of them, a bit for each of FACTS, first for those of another kind than its own. What two
    share is then 0 or null, and their introduction is left at 0; most candidates need no more than this table.
    """
    facts = np.arange(2 ** len(FACTS))[:, None] & 1 << np.arange(len(FACTS))
    theirs, both = facts > 0, facts & known > 0
    cause, challenge, place = np.where(both[:, :3], 0.0, np.nan).T
    compatibility = np.where(theirs[:, FACTS.index("contacts")], 1.0, np.nan)
    apart = np.where(both[:, 3:6], 1.0, np.nan)
    distances = (known_mean(apart * (1.0, 1.0, differs), 1) for differs in (1.0, 0.0))
    parts = (cause, challenge, place, np.zeros(len(facts)), compatibility)
    return np.concatenate([np.stack([*parts, distance], axis=1) for distance in distances])


def _means(
    plain: NDArray[np.float64], used: NDArray[np.int64], found: Described, near: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Mean of each component where known, over those who are described out of the table and the others."""
    sums, counts = known_sums(found.parts, near)
    counts += used @ ~np.isnan(plain[:, :-1])
    means = share(sums + used @ np.nan_to_num(plain[:, :-1]), counts, counts > 0)
    if len(found.distances):
        means[INTRODUCTION] = found.parts[INTRODUCTION].mean()
    return means
