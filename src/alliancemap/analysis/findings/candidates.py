"""Who could become an ally of one organisation, and what the two have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.ally_steps import (
    Common,
    add_one,
    add_worth,
    describe_far,
    describe_near,
    looked_up,
)
from alliancemap.analysis.findings.introductions import introduction_strengths
from alliancemap.analysis.inputs.compiled import FACTS
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.shares import known_mean, share

COMPONENTS = ("cause", "challenge", "place", "introduction", "compatibility")
INTRODUCTION = COMPONENTS.index("introduction")


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidates for one organisation, an entry each in ascending order of row; NaN for null.

    Most have nothing in common with it, and differ only by what is known of them and by who could introduce them: they
    come out of a table, and only the others are described one by one.

    Attributes
    ----------
    rows : int64, length c
    introduction, distances : float64, length c
        Strength of the best introduction; social distance.
    near : int64, length m
        Entries of those who have something in common with it.
    near_parts : float64, 5 × m
        Their components, in the order of COMPONENTS.
    table : float64, 256 × 6
        Components and social distance of those who have nothing in common with it; the introduction is left at 0.
    ways : uint8, length c
        The row of the table for each entry.
    used : int64, length 256
        How many of those who have nothing in common each row serves.
    """

    rows: NDArray[np.int64]
    introduction: NDArray[np.float64]
    distances: NDArray[np.float64]
    near: NDArray[np.int64]
    near_parts: NDArray[np.float64]
    table: NDArray[np.float64]
    ways: NDArray[np.uint8]
    used: NDArray[np.int64]

    def parts_of(self, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the components of some entries; 5 × entries."""
        parts = self.table[self.ways[entries], :-1].T.copy()
        parts[INTRODUCTION] = self.introduction[entries]
        close = np.isin(entries, self.near)
        parts[:, close] = self.near_parts[:, np.searchsorted(self.near, entries[close])]
        return parts

    def means(self) -> NDArray[np.float64]:
        """Mean of each component over the entries of which it is known; NaN where it is known of none."""
        plain = self.table[:, :-1]
        sums = known_or_zero(self.near_parts).sum(axis=1) + self.used @ known_or_zero(plain)
        counts = np.count_nonzero(~np.isnan(self.near_parts), axis=1) + self.used @ ~np.isnan(plain)
        sums[INTRODUCTION] = self.introduction.sum()
        return share(sums, counts, counts > 0)

    def scores(self, base: float, weights: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
        """Base + Σ weight · (component − mean) for every entry, a null adding nothing; O(c)."""
        found = np.empty(len(self.rows))
        looked_up(base + weights @ deviations(self.table[:, :-1].T, means), self.ways, found)
        found += weights[INTRODUCTION] * self.introduction
        found[self.near] = base + weights @ deviations(self.near_parts, means)
        return found


def deviations(values: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each component differs from its mean; 0 where it is null."""
    return known_or_zero(values - known_or_zero(means)[:, None])


def known_or_zero(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give 0 for null."""
    return np.where(np.isnan(values), 0.0, values)


def candidates(landscape: Landscape, focal: int, include_power: bool) -> Candidates:
    """Describe the pool without those that know one organisation already and those that do not wish to be suggested.

    Time O(n + holders of what the focal organisation has + ties of those within two steps).
    """
    rows, everyone, common = _strangers(landscape, focal, include_power), landscape.everyone, _common(landscape, focal)
    ways, distances, table = np.empty(len(rows), np.uint8), np.empty(len(rows)), _table(int(everyone.known[focal]))
    used = np.zeros(len(table), np.int64)
    describe_far(everyone, common.near, rows, int(everyone.kind[focal]), ways, used)
    looked_up(table[:, -1].copy(), ways, distances)
    near = np.flatnonzero(common.near[rows])
    parts, apart = np.empty((len(COMPONENTS), len(near))), np.empty(len(near))
    describe_near(everyone, common, focal, rows[near], parts, apart)
    introduction = introduction_strengths(landscape, focal)[rows]
    parts[INTRODUCTION], distances[near] = introduction[near], apart
    return Candidates(rows, introduction, distances, near, parts, table, ways, used)


def _strangers(landscape: Landscape, focal: int, include_power: bool) -> NDArray[np.int64]:
    suggested = landscape.candidates(include_power)
    for known in (landscape.tied_ever, landscape.ties, landscape.conflicts, landscape.related):
        suggested[row(known, focal)] = False
    suggested[focal] = False
    return np.flatnonzero(suggested)


def _common(landscape: Landscape, focal: int) -> Common:
    """What everyone has in common with the focal organisation; `affinity_pairs` says what it shares and disputes."""
    worth, stands, held = landscape.idf / 2, np.zeros((landscape.size, 2)), np.zeros((landscape.size, 5), np.int32)
    near, (shared, disputed) = np.zeros(landscape.size, np.bool_), stands.T

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
        held.T,
        ("challenges", "places", "constituencies", "generations", "conflicts"),
        ("challenges", "places", "constituencies", "generations", "ties"),
        strict=True,
    ):
        add_one(landscape.holders[theirs], values(own), counts, near)
    return Common(near, stands, held)


@cache
def _table(known: int) -> NDArray[np.float64]:
    """Components and social distance of those who have nothing in common with an organisation of which this is known.

    By what is known of them, a bit for each of FACTS, first for those of another kind than its own. What two share is
    then 0 or null.
    """
    facts = np.arange(2 ** len(FACTS))[:, None] & 1 << np.arange(len(FACTS))
    theirs, both = facts > 0, facts & known > 0
    cause, challenge, place = np.where(both[:, :3], 0.0, np.nan).T
    compatibility = np.where(theirs[:, FACTS.index("contacts")], 1.0, np.nan)
    apart = np.where(both[:, 3:6], 1.0, np.nan)
    distances = (known_mean(apart * (1.0, 1.0, differs), 1) for differs in (1.0, 0.0))
    parts = (cause, challenge, place, np.zeros(len(facts)), compatibility)
    return np.concatenate([np.stack([*parts, distance], axis=1) for distance in distances])
