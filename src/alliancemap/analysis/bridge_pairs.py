"""Who is best placed to build a bridge between two groups."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.introductions import Introduction


@dataclass(frozen=True)
class BridgePair:
    """Two organisations, one of either group, that share a cause and have no recorded tie.

    Attributes
    ----------
    a, b : int
        Rows.
    score : float
        affinity · √(standing_a · standing_b) · (1/2 + strength of introduction / 2), in [0, 1].
    affinity : float
    shared_causes : tuple of int
        Columns of the causes that both support.
    standing_a, standing_b : float
        In (0, 1]: how well each could carry its own side.
    introduction : Introduction or None
        The best way from a to b.
    """

    a: int
    b: int
    score: float
    affinity: float
    shared_causes: tuple[int, ...]
    standing_a: float
    standing_b: float
    introduction: Introduction | None
