"""What is known of the best division of a block into two camps."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.signed.blocks import Camps


@dataclass(frozen=True, eq=False)
class Division:
    """The fewest ties of a block that do not fit two camps.

    Attributes
    ----------
    least, most : int
        Between which the number lies; equal where it is known.
    count : int or None
        In how many ways it is reached, camps not told apart; None where not known.
    camps : int8, shape (ways, nodes)
        Those ways, the first 100 at most; each 1 or -1 a node, the first node 1.
    """

    least: int
    most: int
    count: int | None
    camps: Camps
