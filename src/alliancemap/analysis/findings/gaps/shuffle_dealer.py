"""Who deals memberships at random among organisations with about as many ties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gaps.counts import GapCounts, with_strangers
from alliancemap.analysis.findings.gaps.laid_pairs import LaidPairs
from alliancemap.analysis.findings.gaps.shuffle_tally import Deals, Tally
from alliancemap.analysis.findings.gaps.strata import TOP

DEGREE_BLOCKS = 10
"""Into how many groups of about as many ties organisations fall."""


@dataclass(frozen=True, eq=False)
class Dealer:
    """Everything that stays the same from draw to draw; `shared` are the sampled pairs of levels 1, 2 and 3."""

    counts: GapCounts
    ties: LaidPairs
    shared: list[LaidPairs]
    blocks: list[NDArray[np.int64]]

    @classmethod
    def of(cls, counts: GapCounts) -> Dealer:
        """Lay out what was counted."""
        sample, size = counts.sample, len(counts.patterns.of_row)
        at = [sample.level == level for level in range(1, TOP + 1)]
        return cls(
            counts=counts,
            ties=LaidPairs.of(counts.ties.first, counts.ties.second, size),
            shared=[LaidPairs.of(sample.first[kept], sample.second[kept], size) for kept in at],
            blocks=np.array_split(np.arange(size), DEGREE_BLOCKS),
        )

    def deals(self, first: int, last: int, seed: int, check_time: CheckTime = no_limit) -> Deals:
        """Make some draws."""
        tally, hits = Tally(self.counts.z), []
        for number in range(first, last):
            check_time()
            hits.append(np.packbits(tally.draw(self.z(np.random.default_rng((seed, number))))))
        return Deals(first, last, np.stack(hits), tally.valid, tally.mean, tally.squares)

    def z(self, generator: np.random.Generator) -> NDArray[np.float64]:
        """Deal once: z of every pair of groups."""
        patterns = self.counts.patterns
        dealt = patterns.of_row.copy()
        for block in self.blocks:
            dealt[block] = generator.permutation(dealt[block])
        observed = patterns.between(self.ties.by_pattern(dealt, patterns.count))
        between = np.zeros((TOP + 1, len(observed)))
        for level, pairs in enumerate(self.shared, 1):
            table = pairs.by_pattern(dealt, patterns.count)
            between[level] = patterns.between(table) * self.counts.sample.scale[level]
        return self.counts.z_of(observed, with_strangers(patterns, between))
