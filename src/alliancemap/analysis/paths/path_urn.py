"""Shortest paths drawn at random, and how many of them pass through each node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.analysis.paths.arrangement import Arrangement
from alliancemap.analysis.paths.picked_along import sampled_paths_along
from alliancemap.analysis.paths.picked_paths import sampled_paths

BLOCK = 256
"""Paths that are drawn with one stream of random numbers."""

PART = 64
"""Of which a thread draws so many at a time, for along lengths each takes a while."""


class PathUrn:
    """Draws paths and counts how many pass through each node."""

    def __init__(self, graph: Arrangement, along: bool, seed: int, workers: int | None, check_time: CheckTime) -> None:
        self.passes = np.zeros(graph.n, np.int64)
        self.drawn = 0
        self._pick: Callable[..., Any] = sampled_paths
        self._rows: tuple[Any, ...] = (graph.ahead, graph.back)
        if along:
            self._pick, self._rows = sampled_paths_along, (*self._rows, (graph.length, graph.back_length))
        self._seed, self._workers, self._check_time = seed, workers, check_time

    def draw(self, count: int) -> None:
        """Draw so many more."""
        start, end = self.drawn, self.drawn + count
        for passes in each(self._block, _blocks(start, end), self._workers):
            self._check_time()
            self.passes += passes
        self.drawn = end

    def _block(self, part: tuple[int, int, int]) -> Any:
        number, first, end = part
        n = len(self.passes)
        chance = np.random.default_rng([self._seed, number]).random((BLOCK, 5))[first:end]
        source = (chance[:, 0] * n).astype(np.int64)
        target = (chance[:, 1] * (n - 1)).astype(np.int64)
        target += target >= source
        return self._pick(*self._rows, np.stack([source, target], axis=1), np.ascontiguousarray(chance[:, 2:]))


def _blocks(start: int, end: int) -> list[tuple[int, int, int]]:
    """Cut draws start … end − 1 at the ends of blocks and into parts: each part's block, and which of its draws."""
    numbers = range(start // BLOCK, -(-end // BLOCK))
    whole = [(b, max(start - b * BLOCK, 0), min(end - b * BLOCK, BLOCK)) for b in numbers]
    return [(b, cut, min(cut + PART, last)) for b, first, last in whole for cut in range(first, last, PART)]
