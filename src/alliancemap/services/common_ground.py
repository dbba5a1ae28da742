"""What two organisations have in common, and where they disagree, in rows and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.affinity import disagreements
from alliancemap.analysis.inputs.compiled import Holders
from alliancemap.analysis.inputs.landscape import row as columns_of
from alliancemap.network.rows import Row
from alliancemap.services.question import Question
from alliancemap.services.sentences import listed


@dataclass(frozen=True)
class CommonGround:
    """Causes and challenges that two share, the rarest first, headings above both, and causes on which they disagree.

    `headings` are broader causes under which both support something, and which they do not both support themselves.
    """

    causes: tuple[Row, ...]
    challenges: tuple[Row, ...]
    headings: tuple[Row, ...]
    disagreements: tuple[Row, ...]

    @property
    def clause(self) -> str:
        """What they share, as part of a sentence."""
        clauses = [f"both support {_named(self.causes)}"] if self.causes else []
        if self.challenges:
            clauses.append(f"both oppose {_named(self.challenges)}")
        if not clauses and self.headings:
            clauses.append(f"both work under {_named(self.headings)}")
        return " and ".join(clauses) or "no shared cause recorded"


def common_ground(question: Question, a: int, b: int) -> CommonGround:
    """Find what two places of the landscape have in common."""
    land = question.landscape
    causes, challenges = (_common(matrix, a, b) for matrix in (land.causes, land.challenges))
    above = [_broader(land.broader, columns_of(land.causes, i)) for i in (a, b)]
    headings = np.setdiff1d(np.intersect1d(above[0], above[1]), causes)
    return CommonGround(
        question.causes(_rarest_first(land.holders["causes"], causes)),
        question.causes(_rarest_first(land.holders["challenges"], challenges)),
        question.causes(headings),
        question.causes(disagreements(land, a, b)),
    )


def _named(causes: Sequence[Row]) -> str:
    return listed([cause.value("name") for cause in causes])


def _common(matrix: csr_array, a: int, b: int) -> NDArray[np.int32]:
    """Columns stored in both rows."""
    return np.intersect1d(columns_of(matrix, a), columns_of(matrix, b))


def _broader(broader: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int32]:
    """All causes above these."""
    above, at = [np.empty(0, np.int32)], columns
    while (at := np.unique(broader[at][broader[at] >= 0])).size:
        above.append(at)
    return np.unique(np.concatenate(above))


def _rarest_first(held: Holders, columns: NDArray[np.int32]) -> Sequence[int]:
    starts = held.starts.astype(np.int64)
    order: list[int] = columns[np.argsort(starts[columns + 1] - starts[columns], kind="stable")].tolist()
    return order
