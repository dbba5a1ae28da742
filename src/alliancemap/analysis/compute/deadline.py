"""A moment by which an answer is due."""

from __future__ import annotations

import time

from alliancemap.analysis.compute.kernels import compiled_seconds


class Deadline:
    """So many seconds from now on; what is compiled meanwhile, which happens once on a machine, does not count."""

    def __init__(self, seconds: float) -> None:
        self._end, self._compiled = time.monotonic() + seconds, compiled_seconds()

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() > self._end + compiled_seconds() - self._compiled
