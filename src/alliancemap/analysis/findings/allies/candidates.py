"""Who could become an ally of one organisation, and what the two have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.allies.common_steps import find_common
from alliancemap.analysis.findings.allies.steps import (
    INTRODUCTION,
    Met,
    Near,
    Tally,
    clear_common,
    take_candidates,
)
from alliancemap.analysis.findings.introductions.ways import note_introductions
from alliancemap.analysis.findings.introductions.workspace import workspace
from alliancemap.analysis.inputs.candidate_pool import CandidatePool
from alliancemap.analysis.inputs.compiled import FACTS, Everyone
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.shares import known_mean, share

COMPONENTS = ("cause", "challenge", "place", "introduction", "compatibility")


@dataclass(frozen=True, eq=False)
class Table:
    """What is known of those with whom an organisation has nothing in common, by what is known of them.

    A row for each choice of FACTS, a bit each, first for those of another kind than its own; the introduction is left
    at 0.

    Attributes
    ----------
    parts : float64, 256 × 5
        Components; NaN for null.
    distances : float64, length 256
        Social distances.
    """

    parts: NDArray[np.float64]
    distances: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidates for one organisation; NaN for null.

    Those who are *near* have something in common with it, those who are *met* have not, but could be introduced. Most
    are *far*: neither. What these are like depends on nothing but what is known of them, so they are not listed: a
    table describes them.

    Attributes
    ----------
    suggested : bool, length n
        Who is a candidate.
    own, everyone
        The organisation's kind, and what is known of each by itself.
    near : Near
    met : Met
    table : Table
    tally : Tally
    """

    suggested: NDArray[np.bool_]
    own: int
    everyone: Everyone
    near: Near
    met: Met
    table: Table
    tally: Tally

    def __len__(self) -> int:
        return len(self.near.rows) + int(self.tally.apart.sum())

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """All of them, ascending; O(n)."""
        return np.flatnonzero(self.suggested)

    def means(self) -> NDArray[np.float64]:
        """Mean of each component over those of whom it is known; NaN where it is known of none."""
        plain, apart, near = self.table.parts, self.tally.apart, self.near
        known = ~np.isnan(plain)
        sums = near.sums + apart @ np.where(known, plain, 0.0)
        sums[INTRODUCTION] += self.met.introduction.sum()
        counts = near.known + apart @ known
        return share(sums, counts, counts > 0)

    def ways_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the row of the table for some of them."""
        half = len(self.table.distances) // 2
        return np.asarray(self.everyone.known[rows] + half * (self.everyone.kind[rows] == self.own), np.int64)


def found(values: NDArray[np.integer], among: NDArray[np.integer]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which of some values are among others, which ascend, and where those stand."""
    places = np.searchsorted(among, values.astype(among.dtype))
    here = places < len(among)
    here[here] = among[places[here]] == values[here]
    return here, places[here]


def candidates(landscape: Landscape, focal: int, include_power: bool) -> Candidates:
    """Describe the pool without those that know one organisation already and those that do not wish to be suggested.

    Time O(n + holders of what the focal organisation has + ties of those within two steps); all that takes time on a
    large map is done in compiled loops, in arrays used before.
    """
    everyone, pool, known = landscape.everyone, landscape.candidate_pool(include_power), _known(landscape, focal)
    suggested = pool.mask.copy()
    suggested[known] = False
    own = int(everyone.kind[focal])
    tally = _tally(everyone, pool, own, known[pool.mask[known]])
    with workspace(landscape.size) as room:
        note_introductions(landscape, pool.acquaintance, focal, room)
        find_common(focal, pool.comparisons, landscape.idf / 2, room)
        alike, reached = suggested & room.near, suggested & (room.strength > 0)
        near, met = take_candidates(everyone, focal, alike, reached > alike, tally, room)
        clear_common(known.astype(np.uint32), room)
    return Candidates(suggested, own, everyone, near, met, _table(int(everyone.known[focal])), tally)


def _known(landscape: Landscape, focal: int) -> NDArray[np.int64]:
    """Who knows the focal organisation already, and itself."""
    return np.unique(np.concatenate([[focal], *(row(matrix, focal) for matrix in landscape.bonds)]))


def _tally(everyone: Everyone, pool: CandidatePool, own: int, known: NDArray[np.int64]) -> Tally:
    """Tally the candidates for one of a kind; some of the pool are none, for they are known."""
    counts = np.concatenate([pool.counts - pool.counts_by_kind[own], pool.counts_by_kind[own]])
    np.subtract.at(counts, everyone.known[known] + len(pool.counts) * (everyone.kind[known] == own), 1)
    return Tally.of(counts)


@cache
def _table(known: int) -> Table:
    """Have the table for an organisation of which this is known; what it shares with those in it is 0 or null."""
    facts = np.arange(2 ** len(FACTS))[:, None] & 1 << np.arange(len(FACTS))
    theirs, both = facts > 0, facts & known > 0
    cause, challenge, place = np.where(both[:, :3], 0.0, np.nan).T
    compatibility = np.where(theirs[:, FACTS.index("contacts")], 1.0, np.nan)
    apart = np.where(both[:, 3:6], 1.0, np.nan)
    distances = [known_mean(apart * (1.0, 1.0, differs), 1) for differs in (1.0, 0.0)]
    parts = np.stack([cause, challenge, place, np.zeros(len(facts)), compatibility], axis=1)
    return Table(np.concatenate([parts, parts]), np.concatenate(distances))
