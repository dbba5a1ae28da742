"""Who could introduce one organisation to another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Introduction:
    """A way from one organisation to another through one or two others who know both sides.

    Attributes
    ----------
    path : tuple of int
        Rows from the first organisation to the second, three or four of them.
    strength : float
        The product of the trust in the path's ties, in (0, 1).
    weakest : float
        The least trust on the path, in (0, 1).
    """

    path: tuple[int, ...]
    strength: float
    weakest: float

    @property
    def introducers(self) -> tuple[int, ...]:
        """The path's inner rows, in order."""
        return self.path[1:-1]
